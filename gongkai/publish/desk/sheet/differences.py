"""What a text became: lines added, removed, moved and reworded, word by word."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

from gongkai.core.word_changes import Piece, mark_changes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ALIKE = 0.4
"""How alike two lines must be to be one line with other words."""
_LONG = 1_000_000
"""Product of two lines' lengths above which words are not compared."""
_EFFORT = 30_000_000
"""Sum of such products for one text: what was written to last for hours is marked as a whole."""
_AHEAD = 40
"""So many new lines are looked through for the one that an old line became."""
_MANY = 4_000_000
"""Pairs of equal lines above which the most frequent lines are left out of the comparison."""


class Fate(StrEnum):
    """What happened to a line."""

    ADDED = "新增"
    REMOVED = "删去"
    MOVED = "移动"
    CHANGED = "改写"


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not empty, with its number from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One line before and after; None where there is none."""

    fate: Fate
    before: Line | None
    after: Line | None
    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()


def list_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text that say something."""
    lines = enumerate(text.split("\n"), 1)
    return tuple(Line(number, line) for number, line in lines if line.strip())


def compare_texts(old: str, new: str) -> tuple[Difference, ...]:
    """Every line that differs between two texts, in the order of the new one."""
    before, after = list_lines(old), list_lines(new)
    matcher = _make_matcher([line.text for line in before], [line.text for line in after])
    words = _Words()
    found: list[Difference] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            found += words.pair(before[i1:i2], after[j1:j2])
    return tuple(_join_moved(found))


def _make_matcher(old: Sequence[str], new: Sequence[str]) -> SequenceMatcher[str]:
    left, right = Counter(old), Counter(new)
    pairs = sum(number * right[text] for text, number in left.items())
    return SequenceMatcher(None, old, new, autojunk=pairs > _MANY)


class _Words:
    """Compares lines word by word, with so much effort and no more."""

    def __init__(self) -> None:
        self._left = _EFFORT

    def pair(self, old: Sequence[Line], new: Sequence[Line]) -> Iterator[Difference]:
        """Each old line with the next new line that is like it."""
        waiting = list(new)
        for line in old:
            ahead = enumerate(waiting[:_AHEAD])
            at = next((n for n, other in ahead if self._is_like(line.text, other.text)), None)
            if at is None:
                yield Difference(Fate.REMOVED, line, None)
                continue
            yield from (Difference(Fate.ADDED, None, other) for other in waiting[:at])
            yield self._describe(line, waiting[at])
            del waiting[: at + 1]
        yield from (Difference(Fate.ADDED, None, other) for other in waiting)

    def _describe(self, before: Line, after: Line) -> Difference:
        if not self._may_compare(before.text, after.text):
            whole = [(Piece(line.text, changed=True),) for line in (before, after)]
            return Difference(Fate.CHANGED, before, after, *whole)
        marked = mark_changes(before.text, after.text)
        return Difference(Fate.CHANGED, before, after, marked.before, marked.after)

    def _is_like(self, one: str, other: str) -> bool:
        key, _, value = one.partition(": ")
        if value and " " not in key and other.startswith(f"{key}: "):
            return True  # one field of the front-matter
        if one == other:
            return False  # moved, as is found out later
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        if matcher.real_quick_ratio() < _ALIKE or not self._may_compare(one, other):
            return False
        return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE

    def _may_compare(self, one: str, other: str) -> bool:
        effort = len(one) * len(other)
        if effort > _LONG or effort > self._left:
            return False
        self._left -= effort
        return True


def _join_moved(found: Sequence[Difference]) -> Iterator[Difference]:
    """A line that went at one place and came at another was moved."""
    gone: dict[str, list[Line]] = {}
    for difference in found:
        if difference.fate is Fate.REMOVED and difference.before:
            gone.setdefault(difference.before.text, []).append(difference.before)
    moved: set[Line] = set()
    joined: list[Difference] = []
    for difference in found:
        after = difference.after
        if difference.fate is Fate.ADDED and after and gone.get(after.text):
            before = gone[after.text].pop(0)
            moved.add(before)
            joined.append(Difference(Fate.MOVED, before, after))
        else:
            joined.append(difference)
    return (d for d in joined if not (d.fate is Fate.REMOVED and d.before in moved))
