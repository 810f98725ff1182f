"""The lines of a PDF page, put together from single letters by where they stand."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—·]")
_OVERLAP = 0.5
"""Share of a letter's height by which it must reach into a line to stand on it."""
_BLANK = 0.3
"""Ems between two letters that are a blank; between Chinese and other letters sites print less."""
_WIDE_BLANK = 0.9
_SMALL = 0.8
_GUTTER = 1.5
_MIDDLE = (0.3, 0.7)
_SPLIT = 0.6
_FEWEST = 8


class Char(TypedDict):
    """A letter as pdfplumber gives it, in points from the page's upper left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """Letters that stand side by side."""

    page: int
    chars: tuple[Char, ...]

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.chars[0]["x0"]

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(char["x1"] for char in self.chars)

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(char["top"] for char in self.chars)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(char["bottom"] for char in self.chars)

    @property
    def size(self) -> float:
        """The size of most of its letters, in points."""
        return Counter(round(char["size"], 1) for char in self.chars).most_common(1)[0][0]

    @property
    def text(self) -> str:
        """Its text."""
        return join_chars(self.chars)

    def is_raised(self, char: Char) -> bool:
        """Whether a letter stands small and high, as marks of footnotes do."""
        size = self.size
        middle = (self.top + self.bottom) / 2
        return char["size"] <= _SMALL * size and (char["top"] + char["bottom"]) / 2 < middle


def build_lines(page: int, chars: Iterable[Char]) -> list[Line]:
    """The lines of a page, from top to bottom."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=_by_size):
        row = next((row for row in reversed(rows) if _stands_on(char, row[0])), None)
        if row is None:
            rows.append([char])
        else:
            row.append(char)
    lines = (Line(page, _trim(sorted(row, key=_by_left))) for row in rows)
    return sorted((line for line in lines if line.chars), key=_by_top)


def _trim(row: list[Char]) -> tuple[Char, ...]:
    """The letters of a line without blanks at its ends."""
    filled = [n for n, char in enumerate(row) if char["text"].strip()]
    return tuple(row[filled[0] : filled[-1] + 1]) if filled else ()


def _by_size(char: Char) -> tuple[float, float]:
    return (-round(char["size"]), char["top"])


def _by_left(char: Char) -> float:
    return char["x0"]


def _by_top(line: Line) -> tuple[float, float]:
    return (line.top, line.x0)


def _stands_on(char: Char, first: Char) -> bool:
    height = char["bottom"] - char["top"]
    common = min(char["bottom"], first["bottom"]) - max(char["top"], first["top"])
    return common >= _OVERLAP * height


def join_chars(chars: Sequence[Char]) -> str:
    """The text of letters in a line, with a blank where they stand apart."""
    parts: list[str] = []
    for number, char in enumerate(chars):
        if number and is_apart(chars[number - 1], char):
            parts.append(" ")
        parts.append(char["text"])
    return re.sub("[ \xa0]{2,}", " ", "".join(parts).replace("\xa0", " "))


def is_apart(before: Char, char: Char) -> bool:
    """Whether two letters side by side stand so far apart that a blank is between them."""
    if char["text"].isspace() or before["text"].isspace():
        return False
    gap = (char["x0"] - before["x1"]) / max(char["size"], before["size"], 1.0)
    wide = _WIDE.match(char["text"]) or _WIDE.match(before["text"][-1:])
    return gap >= (_WIDE_BLANK if wide else _BLANK)


def split_columns(lines: Sequence[Line], width: float) -> tuple[list[Line], bool]:
    """The lines with the left column before the right one, if there seem to be two."""
    gutters = [gap for line in lines for gap in _list_gaps(line, width)]
    if len(lines) < _FEWEST or not gutters:
        return [*lines], False
    places = sorted((left + right) / 2 for left, right in gutters)
    middle = places[len(places) // 2]
    crossed = [gap for gap in gutters if gap[0] <= middle <= gap[1]]
    if len(crossed) < _SPLIT * len(lines):
        return [*lines], False
    left, right = [], []
    for line in lines:
        left += _take(line, [c for c in line.chars if c["x1"] <= middle])
        right += _take(line, [c for c in line.chars if c["x1"] > middle])
    return left + right, True


def _take(line: Line, chars: list[Char]) -> list[Line]:
    trimmed = _trim(chars)
    return [Line(line.page, trimmed)] if trimmed else []


def _list_gaps(line: Line, width: float) -> list[tuple[float, float]]:
    """Empty stretches within a line that are wide enough to part columns."""
    low, high = (share * width for share in _MIDDLE)
    letters = [char for char in line.chars if char["text"].strip()]
    return [
        (before["x1"], char["x0"])
        for before, char in pairwise(letters)
        if char["x0"] - before["x1"] >= _GUTTER * line.size
        and char["x0"] > low
        and before["x1"] < high
    ]
