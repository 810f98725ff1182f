"""Which cell formats of a workbook show nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.attachments.markup import iterate

if TYPE_CHECKING:
    from gongkai.core.attachments.markup import Element
    from gongkai.core.attachments.opc import Package

_NOTHING = re.compile(r'(?:\s|""|General;)*;(?:\s|"")*;(?:\s|"")*;?(?:\s|"")*')
_WHITES = {("rgb", "FFFFFFFF"), ("rgb", "00FFFFFF"), ("theme", "0"), ("indexed", "9")}


@dataclass(frozen=True, slots=True)
class UnseenStyles:
    """Numbers of cell formats, as the cells name them."""

    always: frozenset[str]
    """A number format that prints nothing."""
    white: frozenset[str]
    """White letters on no ground."""


def read_unseen_styles(package: Package) -> UnseenStyles:
    """The cell formats in which nothing can be seen."""
    always, white = set(), set()
    for _, root in package.find("styles"):
        empty = {
            e.get("numFmtId") for e in iterate(root, "numFmt") if _is_empty(e.get("formatCode", ""))
        }
        fonts = [_is_white(font) for font in root.iterfind("{*}fonts/{*}font")]
        fills = [_is_clear(fill) for fill in root.iterfind("{*}fills/{*}fill")]
        for number, xf in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
            if xf.get("numFmtId") in empty:
                always.add(str(number))
            pale = _pick(fonts, xf.get("fontId", "0"), otherwise=False)
            if pale and _pick(fills, xf.get("fillId", "0"), otherwise=True):
                white.add(str(number))
    return UnseenStyles(frozenset(always), frozenset(white))


def _is_empty(code: str) -> bool:
    return _NOTHING.fullmatch(code) is not None


def _pick(values: list[bool], index: str, *, otherwise: bool) -> bool:
    known = index.isascii() and index.isdigit() and int(index) < len(values)
    return values[int(index)] if known else otherwise


def _is_white(font: Element) -> bool:
    color = font.find("{*}color")
    return color is not None and not color.get("tint") and bool(_WHITES & set(color.items()))


def _is_clear(fill: Element) -> bool:
    pattern = fill.find("{*}patternFill")
    if pattern is None:
        return len(fill) == 0
    ground = pattern.find("{*}fgColor")
    white = ground is not None and bool(_WHITES & set(ground.items()))
    return pattern.get("patternType", "none") == "none" or white
