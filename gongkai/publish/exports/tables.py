"""Tables to download: CSV and XLSX with Chinese heads, no cell a formula, always the same bytes."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Sequence

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 48
_NARROWEST = 8
_MEASURED = 50
"""Rows whose lengths decide on the widths of columns."""
_MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - a workbook's time has no zone
"""Every workbook bears this time: its bytes follow from its cells alone."""


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
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(sheet.labels)
    for row in sheet.rows:
        writer.writerow([quote_cell(text) for text in row])
    return out.getvalue().encode("utf-8-sig")


def quote_cell(text: str) -> str:
    """The text as a spreadsheet shows it and never computes it."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def format_workbook(sheet: Sheet) -> bytes:
    """The table as XLSX: head frozen, columns to filter by, every cell text and nothing else."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": sheet.name, "author": sheet.author, "created": _MADE})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1})
    cell = book.add_format({"text_wrap": True, "valign": "top"})
    page = book.add_worksheet(sheet.name)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.labels) - 1)
    for place, width in enumerate(_measure(sheet)):
        page.set_column(place, place, width, cell)
    for place, label in enumerate(sheet.labels):
        page.write_string(0, place, label, head)
    for number, row in enumerate(sheet.rows, 1):
        for place, text in enumerate(row):
            if text:
                page.write_string(number, place, text)
    book.close()
    return out.getvalue()


def _measure(sheet: Sheet) -> list[int]:
    """The width of each column in characters of a Latin letter's width."""
    shown = (sheet.labels, *sheet.rows[:_MEASURED])
    widths = (max(len(text.encode("gb18030")) for text in column) for column in zip(*shown))  # noqa: B905 - rows are as long as the head
    return [min(_WIDEST, max(_NARROWEST, width + 2)) for width in widths]


def format_json(value: Any) -> bytes:  # noqa: ANN401 - whatever JSON can say
    """JSON with keys in order, one spelling for one value."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def format_lines(value: Any) -> bytes:  # noqa: ANN401 - as `format_json`
    """As `format_json` without indentation, for files that there are many of."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True) + "\n").encode()
