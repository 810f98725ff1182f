"""What became of one altered input, and whether what was said of it tells what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.findings import Finding

_NAME = re.compile(r"[A-Za-z0-9_./-]+")
_DIGITS = 6
WINDOW = 8
"""So many characters in a row tell something."""


class Outcome(StrEnum):
    """What became of an altered input."""

    REFUSED = "refused"
    HELD = "held"
    """Nothing of it is public, as before, or it means exactly the same."""
    SAME = "same"
    """The mutation changed nothing."""
    THROUGH = "through"
    """It counts although it is another."""
    LEAK = "leak"
    """A finding tells of the altered text what no public document tells."""
    ERROR = "error"
    """An exception that nobody declared."""
    SLOW = "slow"


FAILURES = (Outcome.THROUGH, Outcome.LEAK, Outcome.ERROR, Outcome.SLOW)


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome and the findings' messages."""

    outcome: Outcome
    messages: tuple[str, ...] = ()


def refuse(findings: Iterable[Finding]) -> Answer:
    """The answer that findings give."""
    return Answer(Outcome.REFUSED, tuple(finding.message for finding in findings))


class Listener:
    """Hears whether a message tells something of a text that is not public."""

    def __init__(self, public: Iterable[str]) -> None:
        self.public = "\n".join(map(squeeze, public))
        self._list_new = lru_cache(10_000)(lambda message: tuple(self._cut(message)))

    def _cut(self, message: str) -> Iterator[str]:
        bare = squeeze(message)
        for start in range(len(bare) - WINDOW + 1):
            piece = bare[start : start + WINDOW]
            if piece not in self.public and not _is_name(piece):
                yield piece

    def find_leak(self, messages: Iterable[str], text: str) -> str | None:
        """The piece of the text that one of the messages tells, or None."""
        pieces = [piece for message in messages for piece in self._list_new(message)]
        if not pieces:
            return None
        bare = squeeze(text)
        return next((piece for piece in pieces if piece in bare), None)


def _is_name(piece: str) -> bool:
    """Whether it can only be of a name of a field or file, or of a date."""
    return _NAME.fullmatch(piece) is not None and sum(map(str.isdigit, piece)) <= _DIGITS


def squeeze(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())
