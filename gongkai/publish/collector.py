"""Python's collector, which walks over all that is alive again and again while much is made."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def pause_collector() -> Iterator[None]:
    """Pauses it for the while; what nobody refers to any more is freed all the same."""
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
