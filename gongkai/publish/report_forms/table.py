"""Tables of the report: one definition for the CSV file and the sheet of the workbook."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias, cast

from gongkai.core.report.summary import format_rate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FORMULA_STARTS = frozenset("=+-@\t\r")
_BOM, _QUOTE, _LINE_END = "\ufeff", '"', "\r\n"
_MOMENT = len("2026-11-22 09:30")
_QUOTED = re.compile(r'[,"\r\n]')
_BETWEEN = "\0"
_MARKS = (*',"\r\n', *(_BETWEEN + start for start in _FORMULA_STARTS))
"""Where none of these is among texts, each can stand as it is."""


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
    columns = map(_spell_column, zip(table.labels, *table.rows, strict=True))
    rows = map(",".join, zip(*columns, strict=True))
    return f"{_BOM}{_LINE_END.join(rows)}{_LINE_END}".encode()


def _spell_column(cells: tuple[Cell, ...]) -> Iterable[str]:
    """The cells below each other: names, days and numbers stand there again and again."""
    kinds = set(map(type, cells))
    if kinds == {str}:
        texts = cast("tuple[str, ...]", cells)
        whole = _BETWEEN.join(("", *set(texts)))
        if not any(mark in whole for mark in _MARKS):
            return texts
    # One number is as good as another to a dictionary: 1 as 1.0, zero as minus zero.
    return map(_spell if float in kinds else _Spelled().__getitem__, cells)


class _Spelled(dict[Cell, str]):
    """Cells as they are spelled, each for the first time that it is asked for."""

    def __missing__(self, cell: Cell) -> str:
        text = self[cell] = _spell(cell)
        return text


def _spell(cell: Cell) -> str:
    """A cell; text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(cell + 0.0)  # there is no minus zero
    text = cell.isoformat(" ", "minutes")[:_MOMENT] if isinstance(cell, datetime) else str(cell)
    if isinstance(cell, str) and text[:1] in _FORMULA_STARTS:
        text = f"'{text}"
    return f'"{text.replace(_QUOTE, _QUOTE * 2)}"' if _QUOTED.search(text) else text


def tell(value: object, yes: str = "是", no: str = "否") -> str:
    """Yes or no as an official table says it."""
    return yes if value else no
