"""Fields of Word documents: what their codes say where they have no result (17.16)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.attachments.markup import attribute, switched_on
from gongkai.core.importing.number_formats import format_number
from gongkai.publish.importing.docx_styles import read_int
from gongkai.publish.importing.docx_symbols import read_symbol

if TYPE_CHECKING:
    from gongkai.core.attachments.markup import Element
    from gongkai.publish.importing.docx_story import Field

_LINK = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|([^\s\\"]+))?(?:\s*\\l\s+"?([^"\s]+)"?)?')
_CIRCLED = re.compile(
    r"\s*EQ\s+\\o\s*(?:\\a[clr]\s*)?\(\s*([○〇◯△□])\s*[,，]\s*(.+?)\s*\)\s*", re.IGNORECASE
)
_SYMBOL = re.compile(
    r'\s*SYMBOL\s+(0x[0-9A-Fa-f]{1,4}|\d{1,5})(?:.*?\\f\s+"?([^"\\]+?)"?\s*(?:\\|$))?'
)
_UNSEEN = re.compile(
    r"\s*(?:PAGE|NUMPAGES|SECTION|SECTIONPAGES|TC|XE|RD|SET|ADVANCE|BOOKMARK|PRIVATE|TOC|INDEX"
    r"|SEQ|NOTEREF|REF|PAGEREF|STYLEREF|HYPERLINK|FORMTEXT|ASK|MACROBUTTON)\b.*|\s*",
    re.DOTALL | re.IGNORECASE,
)
"""Fields that show nothing of their own, or only what was never worked out."""


def read_target(code: str) -> str:
    """Where a hyperlink field leads; empty for any other field."""
    match = _LINK.match(code)
    if match is None:
        return ""
    address = match[1] or match[2] or ""
    return address if not match[3] else f"{address}#{match[3]}"


def show_field(entry: Field) -> str | None:
    """What a field without result shows; None where this cannot be told here."""
    if (box := entry.begin.find("{*}ffData/{*}checkBox")) is not None:
        return _show_check_box(box)
    if (choice := entry.begin.find("{*}ffData/{*}ddList")) is not None:
        return _show_choice(choice)
    if match := _CIRCLED.fullmatch(entry.code):
        return _show_circled(match[1], match[2])
    if match := _SYMBOL.match(entry.code):
        return read_symbol(match[2] or "", int(match[1], 0))
    return "" if _UNSEEN.fullmatch(entry.code) else None


def _show_check_box(box: Element) -> str:
    state = box.find("{*}checked")
    return "☑" if switched_on(box.find("{*}default") if state is None else state) else "□"


def _show_choice(choice: Element) -> str:
    place = read_int(choice.find("{*}result"), 0) or 0
    entries = [attribute(entry, "val") or "" for entry in choice.iterfind("{*}listEntry")]
    return entries[place] if 0 <= place < len(entries) else ""


def _show_circled(ring: str, text: str) -> str | None:
    """A character in a ring, where Unicode has it."""
    if ring in "○〇◯" and text.isascii() and text.isdecimal():
        shown = format_number(int(text), "decimalEnclosedCircle")
        return shown if shown is not None and not shown.isascii() else None
    return None
