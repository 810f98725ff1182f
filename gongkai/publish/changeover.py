"""Change-over: the new site takes the live site's place in one step of the file system."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import shutil
import sys
import tempfile
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class PlaceError(Exception):
    """A place that no site may take; the message is Chinese."""


def check_place(live: Path, *kept: Path, mark: str) -> None:
    """Refuses a place whose change-over would delete anything but a site of ours.

    A site of ours has the file `mark`; `kept` are folders that must outlive the change-over.

    Raises:
        PlaceError: when a site must not stand there.
    """
    if any(folder == live or live in folder.parents for folder in kept):
        raise PlaceError(f"{live} 中有仓库或状态目录，不能作为网站输出目录")
    if not os.path.lexists(live):
        return
    if not live.is_dir() or (any(live.iterdir()) and not (live / mark).is_file()):
        raise PlaceError(f"{live} 不是本程序生成的网站，切换会删去其中的内容；请移走，或另选目录")


def make_fresh_folder(live: Path) -> Path:
    """A new empty folder beside the live site, on its file system."""
    live.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{live.name}-new-", dir=live.parent))
    folder.chmod(0o755)
    return folder


def sweep_left_overs(live: Path) -> None:
    """Removes fresh folders that a killed build left beside the live site."""
    for folder in live.parent.glob(f".{live.name}-new-*"):
        shutil.rmtree(folder, ignore_errors=True)


def change_over(fresh: Path, live: Path) -> None:
    """Puts the fresh folder in the live one's place; the old content is removed afterwards.

    On Linux both names are exchanged in one system call, so that no request meets a gap. Where
    that is not to be had, two renames leave a gap of microseconds.
    """
    if not os.path.lexists(live):
        fresh.rename(live)
        return
    if not _exchange(fresh, live):
        aside = fresh.with_name(f"{fresh.name}-old")
        live.rename(aside)
        fresh.rename(live)
        fresh = aside
    if fresh.is_symlink():
        fresh.unlink()
    else:
        shutil.rmtree(fresh)


def _exchange(first: Path, second: Path) -> bool:
    if sys.platform != "linux":
        return False
    library = ctypes.CDLL(ctypes.util.find_library("c") or "libc.so.6", use_errno=True)
    renameat2 = getattr(library, "renameat2", None)
    if renameat2 is None:
        return False
    done = renameat2(
        _AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE
    )
    return bool(done == 0)
