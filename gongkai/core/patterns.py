"""Regular expressions that few texts need: each is compiled when the first one does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable


def compile_later(pattern: str) -> re.Pattern[str]:
    """As `re.compile`, but takes no time before something is asked of the pattern.

    To compile all that a scan may need would take a command longer than to scan one document.
    What comes has the methods of a pattern, and is none: `re.sub` and the like do not take it.
    """
    return cast("re.Pattern[str]", _Later(pattern))


class _Later:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __getattr__(self, name: str) -> Callable[..., object]:
        """Keeps each method that was asked for, so that the next call goes straight to it."""
        method: Callable[..., object] = getattr(re.compile(self.pattern), name)
        self.__dict__[name] = method
        return method
