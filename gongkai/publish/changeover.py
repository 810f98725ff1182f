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
