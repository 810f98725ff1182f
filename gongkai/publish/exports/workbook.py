"""Tables of texts as XLSX: the workbook is XlsxWriter's, its rows are spelled here.

The same entry stands in several workbooks; so a row is spelled once, with its number left open.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from string import ascii_uppercase
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - a workbook's time has no zone
"""Every workbook bears this time: its bytes follow from its cells alone."""
_SHEET = "xl/worksheets/sheet1.xml"
_BOOK = "xl/workbook.xml"
_FIRST = '<row r="2"'
_END = "</sheetData>"
_NUMBER = "\0"
"""Where the number of a row belongs; no XML has this character."""
_CELL = 1
"""Index of the style of cells below the head, of which `_make_frame` makes the first."""
_LONGEST = 32_767
"""Characters that a cell can hold."""
_OPEN = "<t>"
_OPEN_EXACT = '<t xml:space="preserve">'
"""Before a text with blanks at its ends."""
_LIKE_ESCAPE = re.compile(r"(_x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0B-\x1F]")
_LEVEL = 4
"""Of deflate: half the time of the usual level for a twentieth more."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A workbook of one sheet before it has rows."""

    name: str
    """At most 31 characters, none of `[]:*?/\\`."""
    author: str
    labels: tuple[str, ...]
    """At most 26."""
    widths: tuple[int, ...]
    """Of the columns, in characters of a Latin letter's width."""


def spell_row(texts: Sequence[str]) -> str:
    """A row of cells that are text and nothing else, of any number."""
    whole = "".join(texts)
    filled = tuple(map(bool, texts))
    if _is_plain(whole) and all(map(str.__eq__, texts, map(str.strip, texts))):
        spelled = escape(_NUMBER.join(filter(None, texts))).split(_NUMBER)
        return _lay_out(filled, _OPEN) % tuple(spelled)
    return _lay_out(filled, _OPEN_EXACT) % tuple(map(spell_text, filter(None, texts)))


def _is_plain(text: str) -> bool:
    """Whether there is nothing in it but characters that XML shows as they are."""
    return 0 < len(text) <= _LONGEST and text.isprintable() and "_x" not in text


@cache
def _lay_out(filled: tuple[bool, ...], opening: str) -> str:
    """A row of these cells with `%s` for their texts."""
    cells = (
        f'<c r="{letter}{_NUMBER}" s="{_CELL}" t="inlineStr"><is>{opening}%s</t></is></c>'
        for letter, there in zip(ascii_uppercase, filled, strict=False)
        if there
    )
    return f'<row r="{_NUMBER}">{"".join(cells)}</row>'


def spell_text(text: str) -> str:
    """A text as ECMA-376 part 1, 22.9.2.19 has it: what would be read as an escape is escaped."""
    plain = _LIKE_ESCAPE.sub(r"_x005F\1", text[:_LONGEST])
    return escape(_CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", plain))


def make_workbook(layout: Layout, rows: Iterable[str]) -> bytes:
    """The workbook with these rows, each from `spell_row`: head frozen, columns to filter by."""
    numbered = [row.replace(_NUMBER, str(number)) for number, row in enumerate(rows, 2)]
    corner, last = ascii_uppercase[len(layout.labels) - 1], len(numbered) + 1
    out = io.BytesIO()
    with ZipFile(out, "w") as package:
        for name, text in _make_frame(layout):
            whole = text
            if name == _SHEET:
                head, _, rest = text.partition(_FIRST)
                whole = "".join((head, *numbered, rest[rest.index(_END) :]))
            if name in {_SHEET, _BOOK}:
                whole = whole.replace(f'"A1:{corner}2"', f'"A1:{corner}{last}"', 2)
                whole = whole.replace(f"$A$1:${corner}$2<", f"$A$1:${corner}${last}<", 1)
            package.writestr(ZipInfo(name), whole, ZIP_DEFLATED, _LEVEL)
    return out.getvalue()


@cache
def _make_frame(layout: Layout) -> tuple[tuple[str, str], ...]:
    """The parts of a workbook with one empty row below the head."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": layout.name, "author": layout.author, "created": _MADE})
    cell = book.add_format({"text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1})
    page = book.add_worksheet(layout.name)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, 1, len(layout.labels) - 1)
    for place, (label, width) in enumerate(zip(layout.labels, layout.widths, strict=True)):
        page.set_column(place, place, width, cell)
        page.write_blank(1, place, None, cell)
        page.write_string(0, place, label, head)
    book.close()
    with ZipFile(out) as package:
        return tuple((name, package.read(name).decode()) for name in package.namelist())
