"""A text laid out for the detectors: normal form, words by topic, lines, tables."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
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
    """One line of the normal form; a tuple, because a long text has hundreds."""

    start: int
    end: int
    from_top: int
    """How many lines that are not blank stand above it."""
    from_bottom: int
    """How many lines that are not blank stand below it."""

    @property
    def at_edge(self) -> bool:
        """Whether it stands where GB/T 9704 puts markings and notes: first or last 15 lines."""
        return min(self.from_top, self.from_bottom) < _EDGE_LINES


@dataclass(slots=True)
class Page:
    """A text with what detectors share; lines and tables are worked out when first asked for."""

    normal: Normalised
    context: ScanContext
    words: Places
    _lines: list[Line] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
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
        if not self._lines:
            self._lay_out()
        return self._lines[bisect_right(self._starts, position) - 1]

    def lines_of(self, *topics: str) -> Iterator[Line]:
        """The lines that hold a word of the topics, each once, in order."""
        starts = {self.line_at(p).start for t in topics for p, _ in self.words.get(t, ())}
        return (self.line_at(start) for start in sorted(starts))

    def column_cells(self, topic: str) -> Iterator[tuple[int, int]]:
        """The trimmed cells below header cells that hold a word of the topic."""
        columns: dict[int, set[int]] = {}
        for start, _ in self.words.get(topic, ()):
            line = self.line_at(start)
            if line.start in self._headers and self._headers[line.start] == line.start:
                columns.setdefault(line.start, set()).add(self.text.count("|", line.start, start))
        if not columns:
            return
        for line in self._lines:
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

    def _lay_out(self) -> None:
        lines = self.text.split("\n")
        filled = [bool(line) and not line.isspace() for line in lines]
        total, above, header, start = sum(filled), 0, -1, 0
        fence = _find_fence(self.text)
        for line, full in zip(lines, filled, strict=True):
            end = start + len(line)
            self._lines.append(Line(start, end, above, total - above - full))
            self._starts.append(start)
            above = 0 if start == fence else above + full
            if "|" in line and line.lstrip().startswith("|"):
                header = start if header < 0 else header
                self._headers[start] = header
            else:
                header = -1
            start = end + 1


def _find_fence(text: str) -> int:
    """Where the line starts that ends front-matter, so that the body has a top of its own."""
    return text.find(_FENCE, len(_FENCE)) + 1 if text.startswith(_FENCE[1:]) else -1


def lay_out(text: str, context: ScanContext) -> Page:
    """The page of a text."""
    normal = normalise(text)
    return Page(normal, context, find_words(normal.text))
