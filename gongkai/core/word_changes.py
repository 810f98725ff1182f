"""Which words of a passage a revision took out and which it put in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)*%?|[A-Za-z]+|.", re.DOTALL)
_ISLAND = 2
"""So few characters left between two changes are easier read as one change."""
_ALIKE = 0.3
"""Below this the passage was written anew: marks on single words would only confuse."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, changed or left as it was."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage before and after, each in pieces."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def mark_changes(before: str | None, after: str | None) -> Marked:
    """What differs between two wordings; numbers and Latin words change as wholes."""
    old, new = _WORD.findall(before or ""), _WORD.findall(after or "")
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return Marked(_join([(before or "", True)]), _join([(after or "", True)]))
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    opcodes = matcher.get_opcodes()
    for number, (tag, i1, i2, j1, j2) in enumerate(opcodes):
        inner = 0 < number < len(opcodes) - 1
        changed = tag != "equal" or (inner and i2 - i1 <= _ISLAND)
        left.append(("".join(old[i1:i2]), changed))
        right.append(("".join(new[j1:j2]), changed))
    return Marked(_join(left), _join(right))


def _join(parts: list[tuple[str, bool]]) -> tuple[Piece, ...]:
    """The pieces, neighbours of one kind together."""
    pieces: list[Piece] = []
    for text, changed in parts:
        if pieces and pieces[-1].changed is changed:
            pieces[-1] = Piece(pieces[-1].text + text, changed)
        elif text:
            pieces.append(Piece(text, changed))
    return tuple(pieces)
