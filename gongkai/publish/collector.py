"""How a command that ends soon treats memory: it gives little back, and looks for no garbage."""

from __future__ import annotations

import ctypes
import gc
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MIB = 1 << 20
_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD = -1, -2, -3
"""Parameters of `mallopt(3)`, by their numbers in `malloc.h`."""
_LIMITS = {_TRIM_THRESHOLD: 256 * _MIB, _TOP_PAD: 16 * _MIB, _MMAP_THRESHOLD: 32 * _MIB}
"""Bytes free before any are given back, asked for at a time, and mapped apart from the rest."""


def keep_freed_memory() -> None:
    """Lets the C library keep what is freed: it would be asked for again, page by page.

    Forked processes do the same. Does nothing where the library knows no such wish.
    """
    wish = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if wish is not None:
        for parameter, size in _LIMITS.items():
            wish(parameter, size)


@contextmanager
def pause_collector() -> Iterator[None]:
    """Pauses Python's collector, which walks over all that is alive again and again.

    What nobody refers to any more is freed all the same.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # Counts what was made as old: else it would be walked over at once.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
