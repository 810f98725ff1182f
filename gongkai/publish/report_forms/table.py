"""Tables of the report: one definition for the CSV file and the sheet of the workbook."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

from gongkai.core.report.summary import format_rate

if TYPE_CHECKING:
    from collections.abc import Sequence

_FORMULA_STARTS = frozenset("=+-@\t\r")
_PLAIN = frozenset({int, date, type(None)})
"""Types that are written as they are."""
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Rate:
    """A share; without a whole there is none."""

    part: int
    whole: int

    def __str__(self) -> str:
        return format_rate(self.part, self.whole) if self.whole else ""


Cell: TypeAlias = str | int | float | date | datetime | Rate | None
"""A `datetime` is Beijing time to the minute."""


@dataclass(frozen=True, slots=True)
class Table:
    """A head and its rows."""

    name: str
    """Of the sheet: at most 31 characters, none of `[]:*?/\\`."""
    labels: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    states: tuple[str, ...] = ()
    """Labels whose cells are judgements, which the workbook colours."""
    file: str = ""
    """Name of the CSV file with the same rows; empty where there is none."""
    roomy: tuple[str, ...] = ()
    """Labels of columns in which somebody is to write."""
    lines: int = 1
    """Lines of text that each row has room for at least."""


def format_csv(table: Table) -> bytes:
    """The table as CSV (RFC 4180, UTF-8 with BOM) in which no spreadsheet finds a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table.labels)
    writer.writerows(map(_spell_row, table.rows))
    return (_BOM + text.getvalue()).encode()


def _spell_row(row: tuple[Cell, ...]) -> list[object]:
    """The innermost loop: there may be a million cells."""
    return [
        cell if type(cell) in _PLAIN or (type(cell) is str and cell[:1] not in _FORMULA_STARTS)
        else _spell(cell)
        for cell in row
    ]  # fmt: skip


def _spell(cell: Cell) -> object:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if isinstance(cell, str):
        return f"'{cell}" if cell[:1] in _FORMULA_STARTS else cell
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return str(cell) if isinstance(cell, Rate) else cell


def tell(value: object, yes: str = "是", no: str = "否") -> str:
    """Yes or no as an official table says it."""
    return yes if value else no
