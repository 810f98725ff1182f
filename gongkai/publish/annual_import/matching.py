"""Grids matched to a form: which figure stands where, found by labels and never by guess."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from gongkai.core.annual.figures import Part, Place, list_rows
from gongkai.core.annual.forms import FORMS
from gongkai.core.importing.blocks import ImportRefusedError
from gongkai.publish.annual_import.labels import Match, Vocabulary
from gongkai.publish.annual_import.values import read_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongkai.core.annual.shapes import Column, Form, Row
    from gongkai.publish.annual_import.values import CellValue
    from gongkai.publish.importing.grid import Grid, GridCell

Meaning = TypeVar("Meaning")
_NUMERIC = re.compile(r"[\s0-9０-９,，.．+\-－—/／]*")
_HEADS = 2
"""Column labels in one row that make it a row of heads."""
_FEWEST = 10
"""Cells below which a file holds no report."""
_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure and where it was read."""

    place: Place
    text: str
    """As the file has it."""
    value: str
    """As front-matter spells it."""
    fault: str
    """Why it is no figure, empty for none."""
    where: str
    labels: tuple[str, ...]
    """Labels that are not those of the form to the letter, as written."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file says in the cells of one form."""

    form: Form
    readings: tuple[Reading, ...]
    """In the order of the form."""
    missing: tuple[Place, ...]
    """Cells of the form for which the file has none."""
    problems: tuple[str, ...]
    """What could not be matched, with its place, in Chinese."""


def match_form(grids: Sequence[Grid], version: str | None = None) -> Imported:
    """The figures of a file in the form that fits it best, or in a given one.

    Raises:
        ImportRefusedError: when hardly anything in it is in a table of the form.
    """
    forms = [form for form in FORMS if version in {None, form.version}]
    results = [_Matcher(form).match(grids) for form in forms]
    best = max(reversed(results), key=_rate)
    if len(best.readings) < _FEWEST:
        raise ImportRefusedError(
            "没有找到年度报告的表格：表中应有格式规定的行、列名称（如“本年新收政府信息公开申请数量”）"
        )
    return best


def _rate(found: Imported) -> tuple[float, int]:
    """How well a form fits: the share of its cells that were found, and found to the letter."""
    total = len(found.readings) + len(found.missing)
    exact = sum(1 for reading in found.readings if not reading.labels)
    return len(found.readings) / total, exact


@dataclass(frozen=True, slots=True)
class _Target:
    """A row of the form with its columns; a row that only heads others has none."""

    part: Part
    row: Row
    columns: tuple[Column, ...]
    names: Vocabulary[int]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A cell of the file that could be a cell of the form."""

    place: Place
    grid: Grid
    block: GridCell
    head: str
    labels: tuple[str, ...]

    @property
    def text(self) -> str:
        """What stands in it, without white space."""
        return re.sub(r"\s+", "", self.block.text)

    @property
    def value(self) -> CellValue:
        """What it says."""
        return read_value(self.block.text, self.place.column, self.head)


class _Matcher:
    """One form and its vocabulary."""

    def __init__(self, form: Form) -> None:
        self._form = form
        rows = {}
        for part, lines in list_rows(form):
            for row, columns in lines:
                names = Vocabulary({column.label: n for n, column in enumerate(columns)})
                rows[row.name] = _Target(part, row, columns, names)
        for row in form.requests.rows:
            if row.is_heading:
                rows[row.name] = _Target(Part.REQUESTS, row, (), Vocabulary({}))
        self._rows = Vocabulary(rows)
        disputes = [row for row in rows.values() if row.part is Part.DISPUTES]
        self._kinds = Vocabulary({target.row.name: target for target in disputes})
        bands = [column for band in form.proactive.bands for column in band.columns]
        heads = (*bands, *form.requests.columns, *form.disputes.columns)
        self._heads = Vocabulary({column.label: column for column in heads})
        self._applicants = Vocabulary({c.label: c for c in form.requests.columns})

    def match(self, grids: Iterable[Grid]) -> Imported:
        """What all tables of a file say."""
        found: dict[Place, list[_Candidate]] = {}
        problems: list[str] = []
        for grid in grids:
            for row in range(len(grid.rows)):
                candidates = [*self._match_row(grid, row)]
                for candidate in candidates:
                    found.setdefault(candidate.place, []).append(candidate)
                if not candidates:
                    problems += self._explain_row(grid, row)
        shared = _find_shared(found)
        readings, missing = [], []
        for place in self._list_places():
            reading = _decide(place, found.get(place, []), shared, problems)
            if reading is None:
                missing.append(place)
            else:
                readings.append(reading)
        return Imported(self._form, tuple(readings), tuple(missing), tuple(problems))

    def _list_places(self) -> Iterator[Place]:
        for part, rows in list_rows(self._form):
            for row, columns in rows:
                for position, column in enumerate(columns):
                    yield Place(part, row, column, position)

    def _match_row(self, grid: Grid, row: int) -> Iterator[_Candidate]:
        blocks = _list_distinct(grid.rows[row])
        if sum(1 for block in blocks if self._is_head(block)) >= _HEADS:
            return
        label = self._find_row_label(blocks)
        if label is None:
            yield from self._match_below(grid, row)
            return
        block, match = label
        target, start = match.meaning, block.column + block.across
        own = () if match.exact else (block.text,)
        for column in range(start, len(grid.rows[row])):
            yield from self._find_cell(grid, row, column, target, own)

    def _is_head(self, block: GridCell) -> bool:
        match = self._heads.find(block.text)
        return match is not None and match.exact

    def _find_row_label(self, blocks: Sequence[GridCell]) -> tuple[GridCell, Match[_Target]] | None:
        """The last label of a row, for the first ones head several rows."""
        for block in reversed(blocks):
            match = self._rows.find(block.text)
            if match is not None and match.meaning.columns:
                return block, match
        return None

    def _find_cell(
        self, grid: Grid, row: int, column: int, target: _Target, own: tuple[str, ...]
    ) -> Iterator[_Candidate]:
        """The cell under one of the target's columns, if it is under one."""
        block = grid.rows[row][column]
        head = _look_up(grid, row, column, target.names)
        if block is None or head is None:
            return
        above, match = head
        position = match.meaning
        place = Place(target.part, target.row, target.columns[position], position)
        labels = own if match.exact else (*own, above.text)
        yield _Candidate(place, grid, block, above.text, labels)

    def _match_below(self, grid: Grid, row: int) -> Iterator[_Candidate]:
        """The cells of table 4, whose rows stand side by side as heads."""
        for column in range(len(grid.rows[row])):
            kind = _look_up(grid, row, column, self._kinds)
            if kind is not None:
                block, match = kind
                own = () if match.exact else (block.text,)
                yield from self._find_cell(grid, row, column, match.meaning, own)

    def _explain_row(self, grid: Grid, row: int) -> Iterator[str]:
        """Tells of figures in a row of table 3 that has no label of the form."""
        cells = [
            block
            for column, block in enumerate(grid.rows[row])
            if block is not None
            and any(map(str.isdigit, block.text))
            and _NUMERIC.fullmatch(block.text)
            and _look_up(grid, row, column, self._applicants) is not None
        ]
        if cells and block_label(grid, row):
            label = re.sub(r"\s+", "", block_label(grid, row))[:_SHOWN]
            yield (
                f"{grid.name} 第 {row + 1} 行有数字，而行名“{label}”"
                f"不在 {self._form.version} 年格式中：没有读入"
            )


def block_label(grid: Grid, row: int) -> str:
    """The last text of a row that is no number."""
    texts = [block.text for block in _list_distinct(grid.rows[row])]
    return next((t for t in reversed(texts) if t.strip() and not _NUMERIC.fullmatch(t)), "")


def _list_distinct(cells: Iterable[GridCell | None]) -> list[GridCell]:
    return [*dict.fromkeys(cell for cell in cells if cell is not None)]


def _look_up(
    grid: Grid, row: int, column: int, names: Vocabulary[Meaning]
) -> tuple[GridCell, Match[Meaning]] | None:
    """The nearest label above a position that the vocabulary knows."""
    for above in range(row - 1, -1, -1):
        block = grid.rows[above][column]
        if block is None or not block.text or block.row + block.down > row:
            continue
        match = names.find(block.text)
        if match is not None:
            return block, match
    return None


def _find_shared(found: dict[Place, list[_Candidate]]) -> frozenset[tuple[str, GridCell]]:
    """Cells that could be several cells of the form, as a remark below the table is."""
    owners: dict[tuple[str, GridCell], set[Place]] = {}
    for place, candidates in found.items():
        for candidate in candidates:
            owners.setdefault((candidate.grid.name, candidate.block), set()).add(place)
    return frozenset(key for key, places in owners.items() if len(places) > 1)


def _decide(
    place: Place,
    candidates: Sequence[_Candidate],
    shared: frozenset[tuple[str, GridCell]],
    problems: list[str],
) -> Reading | None:
    """The one cell of the file that is this cell of the form; None where there is none."""
    unlike = dict.fromkeys(candidates)
    own = [c for c in unlike if not c.text or (c.grid.name, c.block) not in shared]
    filled = [candidate for candidate in own if candidate.text]
    if len({candidate.value for candidate in filled}) > 1:
        told = "、".join(c.grid.locate(c.block) for c in filled)
        problems.append(f"{told}：都是{place}，而数不相同，没有读入")
        return None
    if own:
        return _read(place, (filled or own)[0])
    for candidate in unlike:
        if _NUMERIC.fullmatch(candidate.text):
            where = candidate.grid.locate(candidate.block)
            problems.append(f"{where}：一个单元格占了几个数的位置，没有读入（{place}）")
    return None


def _read(place: Place, candidate: _Candidate) -> Reading:
    value = candidate.value
    where = candidate.grid.locate(candidate.block)
    return Reading(place, candidate.text, value.text, value.fault, where, candidate.labels)
