"""The figures of one annual report, be it a document of this site or a file of another body."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from gongkai.core.annual.cells import count_cell, is_blank
from gongkai.core.annual.forms import FORM_BY_VERSION
from gongkai.core.models.annual import TABLE_MODELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from gongkai.core.annual.cells import Cell
    from gongkai.core.annual.shapes import Column, Form, Row
    from gongkai.core.models.annual import AnnualReport, FigureTable


class Part(StrEnum):
    """One of the three tables, as officials name them."""

    PROACTIVE = "表二"
    REQUESTS = "表三"
    DISPUTES = "表四"


@dataclass(frozen=True, slots=True)
class Place:
    """One cell of one table."""

    part: Part
    row: Row
    column: Column
    position: int
    """Of the column within the row, from 0."""

    @property
    def name(self) -> str:
        """The place as an official names it, without the table."""
        return f"“{self.row.name}”行“{self.column.label}”栏"

    def __str__(self) -> str:
        """The name with the table's."""
        return f"{self.part}{self.name}"


@dataclass(frozen=True, slots=True)
class Figures:
    """The three tables of one report in the form of their year."""

    issuer: str
    year: int
    form: Form
    proactive: FigureTable
    requests: FigureTable
    disputes: FigureTable

    def cells(self, part: Part, row: str) -> tuple[Cell, ...]:
        """The cells of one row."""
        if part is Part.PROACTIVE:
            return self.proactive.cells(row)
        return (self.requests if part is Part.REQUESTS else self.disputes).cells(row)

    def total(self, part: Part, *rows: str) -> int | Decimal:
        """The sum of the last cells of some rows, placeholders as 0."""
        return sum((count_cell(self.cells(part, row)[-1]) for row in rows), start=0)

    def list_places(self) -> Iterator[tuple[Place, Cell]]:
        """Every cell in the order of the form."""
        for part, rows in list_rows(self.form):
            for row, columns in rows:
                for position, cell in enumerate(self.cells(part, row.key)):
                    yield Place(part, row, columns[position], position), cell


def list_rows(
    form: Form,
) -> tuple[tuple[Part, tuple[tuple[Row, tuple[Column, ...]], ...]], ...]:
    """The rows with figures of each table, with their columns."""
    requests, disputes = form.requests, form.disputes
    return (
        (Part.PROACTIVE, form.proactive.rows),
        (Part.REQUESTS, tuple((row, requests.columns) for row in requests.figures)),
        (Part.DISPUTES, tuple((row, disputes.columns) for row in disputes.rows)),
    )


def read_figures(report: AnnualReport) -> Figures:
    """The figures of a document of this site."""
    return Figures(
        report.issuer,
        report.year,
        report.layout,
        report.proactive,
        report.requests,
        report.disputes,
    )


def parse_figures(values: Mapping[str, Any]) -> Figures:
    """The figures that a mapping spells as front-matter does; cells may be numbers or text.

    Raises:
        ValueError: when the form is unknown, a table is missing or a cell is no figure.
    """
    form = FORM_BY_VERSION.get(str(values.get("form", "")))
    if form is None:
        reason = f"没有这个格式版本，只有{'、'.join(FORM_BY_VERSION)}"
        raise ValueError(reason)
    tables = {
        name: model.model_validate(values.get(name))
        for name, model in TABLE_MODELS[form.version].items()
    }
    return Figures(str(values.get("issuer", "")), int(values.get("year", 0)), form, **tables)


def find_blanks(figures: Figures) -> tuple[tuple[Place, str], ...]:
    """Each cell with a placeholder where a number is due (AR-L), with what stands there."""
    return tuple((place, str(cell)) for place, cell in figures.list_places() if is_blank(cell))


def describe_blanks(figures: Figures) -> str:
    """How many cells hold which placeholder, as `表三有“-”160格，同表其他格又写“0”`."""
    found: dict[Part, dict[str, int]] = {}
    zeros: set[Part] = set()
    for place, cell in figures.list_places():
        if isinstance(cell, str):
            counted = found.setdefault(place.part, {})
            counted[cell] = counted.get(cell, 0) + 1
        elif cell == 0:
            zeros.add(place.part)
    return "；".join(
        f"{part}有"
        + "、".join(f"{_quote(text)}{number}格" for text, number in counted.items())
        + ("，同表其他格又写“0”" if part in zeros else "")
        for part, counted in found.items()
    )


def _quote(text: str) -> str:
    return f"“{text}”" if text else "空格"
