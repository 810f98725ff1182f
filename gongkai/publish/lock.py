"""Who works where: one build at a time for each state folder and for each fresh folder."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform != "win32":  # Windows has no flock; there the operator sees to it
    import fcntl

_handles: set[int] = set()


def _forget_handles() -> None:
    """A child that outlives a killed build must not hold up the next one."""
    for handle in _handles:
        os.close(handle)
    _handles.clear()


if sys.platform != "win32":
    os.register_at_fork(after_in_child=_forget_handles)


class BusyError(Exception):
    """Another build is under way; the message is Chinese."""


class BuildLock:
    """A lock on a state folder that ends with the process, however that ends.

    Raises:
        BusyError: when another process has it.
        OSError: when the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._handle = _lock(os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644))

    def release(self) -> None:
        """Lets the next build begin."""
        _unlock(self._handle)


class FolderLock:
    """A lock on a folder itself, which no file in it tells of.

    Raises:
        BusyError: when another process has it.
        OSError: when it is no folder, or lies where nothing can be locked.
    """

    def __init__(self, folder: Path) -> None:
        self._handle = -1
        if sys.platform == "win32":  # a folder cannot be opened there
            return
        self._handle = _lock(os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW))

    def release(self) -> None:
        """Lets others remove the folder."""
        if self._handle >= 0:
            _unlock(self._handle)


def _lock(handle: int) -> int:
    if sys.platform != "win32":
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(handle)
            raise BusyError("另一个构建正在进行，请等它结束后再试") from error
        except OSError:
            os.close(handle)
            raise
    _handles.add(handle)
    return handle


def _unlock(handle: int) -> None:
    _handles.discard(handle)
    os.close(handle)
