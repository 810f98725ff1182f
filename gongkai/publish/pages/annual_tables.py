"""The tables of the annual report as the official form of its year lays them out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from gongkai.core.models.annual import AnnualReport, YearlyForm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.annual.shapes import Column, RequestForm
    from gongkai.core.models.annual import FigureTable
    from gongkai.core.models.base import Document


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    text: str
    head: str = ""
    """`col`, `row`, `colgroup`, `rowgroup` where it is a heading, else empty."""
    across: int = 1
    down: int = 1
    is_day: bool = False
    """The text is a date, which is not broken across lines."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with caption; the first `head_rows` rows head it."""

    section: str
    """The number of the report's section that the table belongs to, as 二."""
    caption: str
    rows: tuple[tuple[Cell, ...], ...]
    head_rows: int
    of_rows: bool = False
    """Made from a document's own rows, not laid out as an official form."""


def build_tables(record: Document) -> tuple[Table, ...]:
    """The tables that a yearly report's figures make."""
    if isinstance(record, AnnualReport):
        return (_build_proactive(record), _build_requests(record), _build_disputes(record))
    if isinstance(record, YearlyForm):
        head = (Cell("指标", "col"), Cell("数值", "col"))
        rows = tuple((Cell(f.name, "row"), Cell(f.value)) for f in record.figures)
        return (Table("", f"{record.year}年度指标", (head, *rows), 1),)
    return ()


def _spread(cells: list[Cell], width: int) -> tuple[Cell, ...]:
    """The cells, the last one as wide as is left of `width` columns."""
    return (*cells[:-1], replace(cells[-1], across=width - len(cells) + 1))


def _list_figures(table: FigureTable, key: str) -> list[Cell]:
    return [Cell(str(cell)) for cell in table.cells(key)]


def _build_proactive(record: AnnualReport) -> Table:
    form = record.layout.proactive
    width = 1 + max(len(band.columns) for band in form.bands)
    rows: list[tuple[Cell, ...]] = []
    for band in form.bands:
        heads = [Cell(name, "col") for name in (form.lead, *(c.label for c in band.columns))]
        rows += [(Cell(band.heading, "colgroup", across=width),), _spread(heads, width)]
        for row in band.rows:
            figures = _list_figures(record.proactive, row.key)
            rows.append(_spread([Cell(row.label, "row"), *figures], width))
    return Table(form.section, form.caption, tuple(rows), 0)


def _build_requests(record: AnnualReport) -> Table:
    form = record.layout.requests
    deepest = max(row.level for row in form.rows)
    head = (
        (
            Cell(form.rule, "col", deepest, 3),
            Cell(form.heading, "colgroup", across=len(form.columns)),
        ),
        *_head_columns(form.columns),
    )
    rows: list[tuple[Cell, ...]] = []
    waiting: tuple[Cell, ...] = ()
    for row in form.rows:
        if row.is_heading:
            waiting = (*waiting, Cell(row.label, "rowgroup", down=_count_leaves(form, row.key)))
            continue
        label = Cell(row.label, "row", across=deepest - row.level + 1)
        rows.append((*waiting, label, *_list_figures(record.requests, row.key)))
        waiting = ()
    return Table(form.section, form.caption, (*head, *rows), len(head))


def _count_leaves(form: RequestForm, key: str) -> int:
    """How many rows with figures stand below a heading row."""
    return sum(_count_leaves(form, row.key) if row.is_heading else 1 for row in form.children(key))


def _head_columns(columns: tuple[Column, ...]) -> Iterator[tuple[Cell, ...]]:
    """Two heading rows: columns without a group reach down through both."""
    upper: list[Cell] = []
    for group, members in groupby(columns, key=lambda column: column.group):
        names = [column.label for column in members]
        if group:
            upper.append(Cell(group, "colgroup", across=len(names)))
        else:
            upper += [Cell(name, "col", down=2) for name in names]
    yield tuple(upper)
    yield tuple(Cell(column.label, "col") for column in columns if column.group)


def _build_disputes(record: AnnualReport) -> Table:
    form = record.layout.disputes
    first, *others = form.rows
    names = [column.label for column in form.columns]
    width = len(names)
    return Table(
        form.section,
        form.caption,
        (
            (
                Cell(first.label, "colgroup", across=width),
                Cell(form.group, "colgroup", across=width * len(others)),
            ),
            (
                *(Cell(name, "col", down=2) for name in names),
                *(Cell(row.label, "colgroup", across=width) for row in others),
            ),
            tuple(Cell(name, "col") for name in names * len(others)),
            tuple(cell for row in form.rows for cell in _list_figures(record.disputes, row.key)),
        ),
        3,
    )


def find_section(heading: str) -> str:
    """The Chinese number that opens a heading: 二 of 二、主动公开政府信息情况, else empty."""
    match = re.match(r"([一二三四五六七八九十]+)、", heading)
    return match.group(1) if match else ""
