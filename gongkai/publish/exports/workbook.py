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
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Sequence

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
_LEVEL = 1
"""Of deflate: two fifths of the usual level's time for a sixth more."""
_BLOCK = 64
"""Rows that are put together at a time, few enough to stay in the processor's cache."""


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
    if _is_plain(whole) and list(texts) == [text.strip() for text in texts]:
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


def make_workbook(layout: Layout, rows: Sequence[str]) -> bytes:
    """The workbook with these rows, each from `spell_row`: head frozen, columns to filter by."""
    corner, last = ascii_uppercase[len(layout.labels) - 1], len(rows) + 1
    area, whole = f'"A1:{corner}2"', f'"A1:{corner}{last}"'
    frame = _make_frame(layout)
    book = frame.book.replace(f"$A$1:${corner}$2<", f"$A$1:${corner}${last}<", 1)
    out = io.BytesIO(frame.package)
    with ZipFile(out, "a", ZIP_DEFLATED, compresslevel=_LEVEL) as package:
        package.writestr(ZipInfo(_BOOK), book, ZIP_DEFLATED, _LEVEL)
        with package.open(_SHEET, "w") as sheet:
            sheet.write(frame.head.replace(area, whole).encode())
            for at in range(0, len(rows), _BLOCK):
                sheet.write(_number(rows[at : at + _BLOCK], at + 2))
            sheet.write(frame.foot.replace(area, whole).encode())
    return out.getvalue()


def _number(rows: Sequence[str], first: int) -> bytes:
    numbered = enumerate(rows, first)
    return "".join([row.replace(_NUMBER, str(number)) for number, row in numbered]).encode()


class _Frame(NamedTuple):
    """A workbook with one row below the head, which is none of its rows."""

    package: bytes
    """What is the same however many rows there are."""
    book: str
    head: str
    """The sheet before that row."""
    foot: str


@cache
def _make_frame(layout: Layout) -> _Frame:
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
    return _take_apart(out)


def _take_apart(whole: io.BytesIO) -> _Frame:
    out = io.BytesIO()
    with ZipFile(whole) as old, ZipFile(out, "w") as new:
        texts = {name: old.read(name).decode() for name in old.namelist()}
        book, sheet = texts.pop(_BOOK), texts.pop(_SHEET)
        for name, text in texts.items():
            new.writestr(ZipInfo(name), text, ZIP_DEFLATED, _LEVEL)
    head, _, rest = sheet.partition(_FIRST)
    return _Frame(out.getvalue(), book, head, rest[rest.index(_END) :])
