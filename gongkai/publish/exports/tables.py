"""Tables to download: CSV and XLSX with Chinese heads, no cell a formula, always the same bytes."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongkai.publish.exports.workbook import Layout, make_workbook, spell_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FORMULA_STARTS = frozenset("=+-@\t\r")
_QUOTED = ('"', "\r", "\n")
"""What, besides the comma, a cell cannot hold without quotation marks."""
_WIDEST = 48
_NARROWEST = 8
_MEASURED = 50
"""Rows whose lengths decide on the widths of columns."""


class _Echo:
    """A file that gives what is written to it back to the writer."""

    @staticmethod
    def write(text: str) -> str:
        """The text."""
        return text


_WRITER = csv.writer(_Echo())


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of texts."""

    name: str
    """At most 31 characters, none of `[]:*?/\\`."""
    author: str
    labels: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def format_csv(sheet: Sheet) -> bytes:
    """The table as CSV that spreadsheets open as it is: UTF-8 with BOM, no cell a formula."""
    return join_lines(map(spell_line, (sheet.labels, *sheet.rows)))


def spell_line(row: Sequence[str]) -> str:
    """A row as a line of CSV, no cell a formula."""
    if not _FORMULA_STARTS.isdisjoint([text[:1] for text in row]):
        row = [quote_cell(text) for text in row]
    line = ",".join(row)
    if line.count(",") == len(row) - 1 > 0 and not any(mark in line for mark in _QUOTED):
        return f"{line}\r\n"
    told: str = _WRITER.writerow(row)
    return told


def join_lines(lines: Iterable[str]) -> bytes:
    """Lines from `spell_line` as a file."""
    return "".join(lines).encode("utf-8-sig")


def quote_cell(text: str) -> str:
    """The text as a spreadsheet shows it and never computes it."""
    return f"'{text}" if text[:1] in _FORMULA_STARTS else text


def format_workbook(sheet: Sheet) -> bytes:
    """The table as XLSX: head frozen, columns to filter by, every cell text and nothing else."""
    layout = Layout(sheet.name, sheet.author, sheet.labels, _measure(sheet))
    return make_workbook(layout, [*map(spell_row, sheet.rows)])


def _measure(sheet: Sheet) -> tuple[int, ...]:
    """The width of each column in characters of a Latin letter's width."""
    shown = (sheet.labels, *sheet.rows[:_MEASURED])
    widths = (max(len(text.encode("gb18030")) for text in column) for column in zip(*shown))  # noqa: B905 - rows are as long as the head
    return tuple(min(_WIDEST, max(_NARROWEST, width + 2)) for width in widths)


def format_json(value: Any) -> bytes:  # noqa: ANN401 - whatever JSON can say
    """JSON with keys in order, one spelling for one value."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def fill_json(value: dict[str, Any], name: str, objects: Iterable[str]) -> bytes:
    """As `format_json`, with a list of what is spelled already as it is to stand there."""
    text = format_json(value | {name: []}).decode()
    inner = ",\n".join(objects)
    if not inner:
        return text.encode()
    before, mark, after = text.partition(f'"{name}": [')
    return f"{before}{mark}\n{inner}\n {after}".encode()
