"""Change-over: the new site takes the live site's place in one step of the file system."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from gongkai.publish.files import sync_folder
from gongkai.publish.lock import BusyError, FolderLock
from gongkai.publish.tree_reader import FOLDERS

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_ASIDE = "-old"
"""How the name of an old site ends that had to make way before the new one came."""


class PlaceError(Exception):
    """A place that no site may take; the message is Chinese."""


def check_place(live: Path, *kept: Path, mark: str) -> None:
    """Refuses a place whose change-over would delete anything but a site of ours.

    A site of ours has the file `mark`; `kept` are folders that must outlive the change-over.

    Raises:
        PlaceError: when a site must not stand there.
    """
    if any(folder == live or live in folder.parents for folder in kept):
        raise PlaceError(f"{live} 中有仓库或状态目录，不能用来放网站")
    if not os.path.lexists(live):
        return
    if live.is_mount():
        raise PlaceError(f"{live} 是挂载点，不能整体切换；请改用其下的文件夹，如 {live / 'site'}")
    if not live.is_dir() or (any(live.iterdir()) and not (live / mark).is_file()):
        raise PlaceError(f"{live} 不是本程序生成的网站，切换会删去其中的内容；请移走，或另选文件夹")


def check_outside_sources(root: Path, *folders: Path) -> None:
    """Refuses to write among the sources, where the next build would read it as one of them.

    Raises:
        PlaceError: when a folder is one of the repository's own or lies in one.
    """
    for source in (root / name for name in FOLDERS):
        for folder in folders:
            if source == folder or source in folder.parents:
                raise PlaceError(
                    f"{folder} 在仓库的 {source.name}/ 之内，只能存放原件；请另选文件夹"
                )


def make_fresh_folder(live: Path) -> Path:
    """A new empty folder beside the live site, on its file system.

    Raises:
        OSError: when none can be made there.
    """
    live.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{live.name}-new-", dir=live.parent))
    folder.chmod(0o755)
    return folder


def sweep_left_overs(live: Path) -> None:
    """Removes what killed builds left beside the live site; what a build still holds stays.

    Where a build was killed between the two renames of a system without exchange, the old site
    stands aside and is put back first.
    """
    left = sorted(live.parent.glob(f".{live.name}-new-*"))
    asides = [folder for folder in left if folder.name.endswith(_ASIDE)]
    if asides and not os.path.lexists(live):
        max(asides, key=lambda folder: folder.lstat().st_ctime_ns).rename(live)
    for folder in left:
        if not _is_held(folder):
            remove(folder)


def _is_held(folder: Path) -> bool:
    try:
        FolderLock(folder).release()
    except BusyError:
        return True
    except OSError:  # a link, no folder any more, or a file system without locks
        return False
    return False


def remove(folder: Path) -> None:
    """Removes a folder, or a link, as far as it can be removed; the next build does the rest."""
    if folder.is_symlink():
        folder.unlink(missing_ok=True)
    else:
        shutil.rmtree(folder, ignore_errors=True)


def change_over(fresh: Path, live: Path) -> Path:
    """Puts the fresh folder in the live one's place; gives the place where the old content is now.

    On Linux both names are exchanged in one system call, so that no request meets a gap. Where
    that is not to be had, two renames leave a gap of microseconds.

    Raises:
        OSError: when the system refuses; the old content is still in its place.
    """
    aside = fresh
    if not os.path.lexists(live):
        fresh.rename(live)
    elif not _exchange(fresh, live):
        aside = fresh.with_name(f"{fresh.name}{_ASIDE}")
        _rename_both(fresh, live, aside)
    with suppress(OSError):  # it has happened, whatever becomes of the names on the disk
        sync_folder(live.parent)
    return aside


def _rename_both(fresh: Path, live: Path, aside: Path) -> None:
    live.rename(aside)
    try:
        fresh.rename(live)
    except BaseException:
        if not os.path.lexists(live):
            aside.rename(live)
        raise


def _exchange(first: Path, second: Path) -> bool:
    if sys.platform != "linux":
        return False
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None)
    if renameat2 is None:
        return False
    done = renameat2(
        _AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE
    )
    return bool(done == 0)
