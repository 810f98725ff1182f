"""One build at a time for each state folder."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform != "win32":  # Windows has no flock; there the operator sees to it
    import fcntl


class BusyError(Exception):
    """Another build is under way; the message is Chinese."""


class BuildLock:
    """A lock that ends with the process, however that ends."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        if sys.platform != "win32":
            try:
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                os.close(self._handle)
                raise BusyError("另一个构建正在进行，请等它结束后再试") from error

    def release(self) -> None:
        """Lets the next build begin."""
        os.close(self._handle)
