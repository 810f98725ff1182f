"""A text laid out for the detectors: normal form, words by topic, lines, tables."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from gongkai.core.rules.scan import SCAN_RULES
from gongkai.core.scan.hit import Hit, ScanContext
from gongkai.core.scan.lexicon import Places, find_words
from gongkai.core.scan.normal import Normalised, normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.findings import Severity

_SEVERITIES = {rule.id: rule.severity for rule in SCAN_RULES}
_RULE_ROW = frozenset("|-: ")
_FENCE = "\n---\n"
_BEFORE, _AFTER = 40, 16
_EDGE_LINES = 15


class Line(NamedTuple):
    """One line of the normal form; made when it is asked for, because a long text has hundreds."""

    start: int
    end: int


@dataclass(slots=True)
class Page:
    """A text with what detectors share; lines and tables are worked out when first asked for."""

    normal: Normalised
    context: ScanContext
    words: Places
    _starts: list[int] = field(default_factory=list)
    """Where each line begins, and behind the last one where a further one would."""
    _filled: list[bool] = field(default_factory=list)
    _above: list[int] = field(default_factory=list)
    """How many lines that are not blank stand above each."""
    _total: int = 0
    _headers: dict[int, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The normal form."""
        return self.normal.text

    def hit(
        self, rule: str, start: int, end: int, masked: str, severity: Severity | None = None
    ) -> Hit:
        """A hit of the rule, mapped back to the text as given."""
        first, last = self.normal.span(start, end)
        value = self.text[start:end]
        return Hit(rule, first, last, value, masked, severity or _SEVERITIES[rule])

    def near(self, topic: str, start: int, end: int) -> bool:
        """Whether a word of the topic stands close by, or heads the table that holds the place."""
        places = self.words.get(topic)
        if not places:
            return False
        index = bisect_left(places, (start - _BEFORE, 0))
        if index < len(places) and places[index][0] < end + _AFTER:
            return True
        return self._heads(places, start)

    def _heads(self, places: list[tuple[int, int]], position: int) -> bool:
        if "|" not in self.text:
            return False
        line = self.line_at(position)
        header = self._headers.get(line.start, line.start)
        index = bisect_left(places, (header, 0))
        return (
            header < line.start
            and index < len(places)
            and (places[index][0] < self.line_at(header).end)
        )

    def line_at(self, position: int) -> Line:
        """The line that holds the position."""
        self._lay_out()
        number = bisect_right(self._starts, position, 0, len(self._filled)) - 1
        return Line(self._starts[number], self._starts[number + 1] - 1)

    def lines_of(self, topic: str) -> Iterator[Line]:
        """The lines in which a word of the topic begins, each once, in order."""
        end = -1
        for position, _ in self.words.get(topic, ()):
            # Once a line only, or a long line of nothing else would cost its square.
            if position > end:
                start = self.text.rfind("\n", 0, position) + 1
                end = self.text.find("\n", position)
                end = end if end >= 0 else len(self.text)
                yield Line(start, end)

    def column_cells(self, topic: str) -> Iterator[tuple[int, int]]:
        """The trimmed cells below header cells that hold a word of the topic."""
        if "|" not in self.text:
            return
        columns: dict[int, set[int]] = {}
        for start, _ in self.words.get(topic, ()):
            line = self.line_at(start)
            if line.start in self._headers and self._headers[line.start] == line.start:
                columns.setdefault(line.start, set()).add(self.text.count("|", line.start, start))
        if not columns:
            return
        for line in (Line(start, after - 1) for start, after in pairwise(self._starts)):
            header = self._headers.get(line.start, line.start)
            if header != line.start and header in columns:
                yield from self._cells(line, columns[header])

    def _cells(self, line: Line, wanted: set[int]) -> Iterator[tuple[int, int]]:
        position = line.start
        for column, cell in enumerate(self.text[line.start : line.end].split("|")):
            inner = cell.strip(" *")
            if column in wanted and inner and not set(inner) <= _RULE_ROW:
                start = position + cell.index(inner)
                yield start, start + len(inner)
            position += len(cell) + 1

    def count_above(self, line: Line) -> int:
        """How many lines that are not blank stand above a line, in its part of the text."""
        self._lay_out()
        return self._above[bisect_left(self._starts, line.start)]

    def is_at_edge(self, line: Line) -> bool:
        """Whether it stands where GB/T 9704 puts markings and notes: first or last 15 lines."""
        self._lay_out()
        number = bisect_left(self._starts, line.start)
        above = self._above[number]
        return min(above, self._total - above - self._filled[number]) < _EDGE_LINES

    def _lay_out(self) -> None:
        if self._starts:
            return
        lines = self.text.split("\n")
        self._starts = [*accumulate((len(line) + 1 for line in lines), initial=0)]
        self._filled = [bool(line) and not line.isspace() for line in lines]
        self._total = sum(self._filled)
        fence = _find_fence(self.text)
        cut = bisect_left(self._starts, fence) + 1 if fence >= 0 else 0
        self._above = [
            *list(accumulate(self._filled[:cut], initial=0))[:-1],
            *accumulate(self._filled[cut:], initial=0),
        ]
        if "|" in self.text:
            self._find_headers(lines)

    def _find_headers(self, lines: list[str]) -> None:
        header = -1
        for line, start in zip(lines, self._starts, strict=False):
            if "|" in line and line.lstrip().startswith("|"):
                header = start if header < 0 else header
                self._headers[start] = header
            else:
                header = -1


def _find_fence(text: str) -> int:
    """Where the line starts that ends front-matter, so that the body has a top of its own."""
    return text.find(_FENCE, len(_FENCE)) + 1 if text.startswith(_FENCE[1:]) else -1


def lay_out(text: str, context: ScanContext) -> Page:
    """The page of a text."""
    normal = normalise(text)
    return Page(normal, context, find_words(normal.text))
