"""The rows of a workbook's first sheet, with numbers as the program shows them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from gongkai.core.attachments.markup import attribute, iterate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gongkai.core.attachments.markup import Element
    from gongkai.core.attachments.opc import Package

_BUILT_IN = {
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    **dict.fromkeys((14, 15, 16, 17, 31, 57), "yyyy-mm-dd"),
    22: "yyyy-mm-dd hh:mm",
}
"""Formats that a workbook names by number only (ECMA-376-1, 18.8.30)."""
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_LETTERS = re.compile(r"[A-Z]+")
_DECIMALS = re.compile(r"0\.(0+)")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's days have no zone
_LAST_DAY = 2_958_465
_GAP = 64
"""A cell further to the right than this from the last is not shown anyway."""


def list_rows(package: Package) -> Iterator[list[str]]:
    """The cells of each row of the first sheet as text."""
    sheet = _find_sheet(package)
    if sheet is None:
        return
    strings, formats = read_strings(package), read_formats(package)
    for row in iterate(sheet, "row"):
        cells: list[str] = []
        for cell in row.iterfind("{*}c"):
            gap = number_cell(cell) - len(cells) - 1
            if gap > _GAP:
                break
            cells += [""] * max(gap, 0)
            cells.append(read_cell(cell, strings, formats))
        yield cells


def list_sheets(package: Package) -> Iterator[tuple[str, Element]]:
    """Name and part of every sheet, in their order."""
    for entry in iterate(package.main, "sheet"):
        name = attribute(entry, "id")
        targets = [r.target for r in package.relations if r.id == name and r.kind == "worksheet"]
        if targets and targets[0] in package.roots:
            yield attribute(entry, "name") or "", package.roots[targets[0]]


def list_cells(package: Package, sheet: Element) -> Iterator[tuple[int, int, str]]:
    """Row and column, from 1, and text of every cell of a sheet."""
    strings, formats = read_strings(package), read_formats(package)
    number = 0
    for row in iterate(sheet, "row"):
        told = row.get("r", "")
        number = int(told[:9]) if told.isascii() and told.isdecimal() else number + 1
        column = 0
        for cell in row.iterfind("{*}c"):
            column = number_cell(cell) or column + 1
            yield number, column, read_cell(cell, strings, formats)


def _find_sheet(package: Package) -> Element | None:
    first = next(iterate(package.main, "sheet"), None)
    name = None if first is None else attribute(first, "id")
    targets = [r.target for r in package.relations if r.id == name and r.kind == "worksheet"]
    return package.roots.get(targets[0]) if targets else None


def read_strings(package: Package) -> list[str]:
    """The shared texts, by the numbers with which cells name them."""
    return [_read_shared(item) for _, root in package.find("sharedStrings") for item in root]


def read_formats(package: Package, built_in: Mapping[int, str] = _BUILT_IN) -> list[str]:
    """The number format of each cell style; `built_in` are those that have a number only."""
    return [f for _, root in package.find("styles") for f in _list_formats(root, built_in)]


def _read_shared(item: Element) -> str:
    """A shared text without the reading aids that some programs keep with it."""
    texts = (t for t in iterate(item, "t") if next(t.iterancestors("{*}rPh"), None) is None)
    return "".join(t.text or "" for t in texts)


def _list_formats(styles: Element, built_in: Mapping[int, str]) -> Iterator[str]:
    own = {e.get("numFmtId"): e.get("formatCode", "") for e in iterate(styles, "numFmt")}
    for xf in styles.iterfind("{*}cellXfs/{*}xf"):
        number = xf.get("numFmtId", "0")
        default = built_in.get(int(number), "") if number.isdecimal() else ""
        yield own.get(number, default)


def number_cell(cell: Element) -> int:
    """The number of a cell's column, from 1; 0 where it is not told."""
    letters = _LETTERS.match(cell.get("r", ""))
    number = 0
    for letter in letters[0] if letters else "":
        number = number * 26 + ord(letter) - 64
    return number


def read_cell(cell: Element, strings: list[str], formats: list[str]) -> str:
    """The text of a cell; `strings` and `formats` are those of its workbook."""
    kind, value = cell.get("t", "n"), cell.findtext("{*}v") or ""
    if kind == "s":
        known = value.isdecimal() and int(value) < len(strings)
        return strings[int(value)] if known else ""
    if kind == "inlineStr":
        return "".join(t.text or "" for t in iterate(cell, "t"))
    if kind == "b":
        return "是" if value == "1" else "否"
    style = cell.get("s", "0")
    known = kind == "n" and style.isdecimal() and int(style) < len(formats)
    return format_number(value, formats[int(style)] if known else "") if kind == "n" else value


def format_number(value: str, code: str) -> str:
    """A number as the first section of a format code shows it; other text as it stands."""
    try:
        number = float(value)
    except ValueError:
        return value
    pattern = _QUOTED.sub("", code.split(";", maxsplit=1)[0]).lower()
    if re.search("[ymd]", pattern) and 0 < number <= _LAST_DAY:
        moment = _EPOCH + timedelta(days=number)
        return f"{moment:%Y-%m-%d %H:%M}" if "h" in pattern else f"{moment:%Y-%m-%d}"
    decimals = _DECIMALS.search(pattern)
    places = len(decimals[1]) if decimals else 0
    if "%" in pattern:
        return f"{number:.{places}%}"
    if "0" in pattern:
        return f"{number:,.{places}f}" if "," in pattern else f"{number:.{places}f}"
    return f"{number:.12g}"
