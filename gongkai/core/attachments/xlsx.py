"""Excel workbooks (ECMA-376-1, SpreadsheetML)."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from gongkai.core.attachments.drawings import inspect_drawings
from gongkai.core.attachments.markup import attribute, iterate
from gongkai.core.attachments.opc import inspect_package, open_package
from gongkai.core.attachments.previews import preview_table
from gongkai.core.attachments.xlsx_places import MOST_PLACES, list_places
from gongkai.core.attachments.xlsx_rows import list_rows
from gongkai.core.attachments.xlsx_styles import read_unseen_styles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.attachments.markup import Element
    from gongkai.core.attachments.notes import Notes

MAIN = "xl/workbook.xml"
_BLOCKS = frozenset({"si", "c", "p", "comment", "definedName"})
_LETTERS = re.compile(r"[A-Z]{1,3}")
_ON = {"1", "true"}
_GROUNDS = ("conditionalFormatting", "tableParts")


def inspect_xlsx(parts: dict[str, bytes], notes: Notes) -> None:
    """Notes what a workbook holds beside its visible cells."""
    package = open_package(parts, MAIN)
    inspect_package(package, notes, _BLOCKS)
    inspect_drawings(package, notes)
    _inspect_workbook(package.main, notes)
    unseen = read_unseen_styles(package)
    used: set[str] = set()
    for _, sheet in package.find("worksheet"):
        white = not any(True for _ in iterate(sheet, *_GROUNDS))
        _inspect_sheet(sheet, unseen.always | (unseen.white if white else frozenset()), used, notes)
    for _, strings in package.find("sharedStrings"):
        unused = sum(1 for item in list_unused(strings, used) if "".join(item.itertext()).strip())
        notes.count("attachment-hidden", "没有单元格使用的文字") if unused else None
    for text, where in islice(list_places(package), MOST_PLACES):
        notes.place(text, where)
    sheets = sum(1 for _ in iterate(package.main, "sheet"))
    notes.show(preview_table(list_rows(package), sheets))


def list_unused(strings: Element, used: set[str]) -> Iterator[Element]:
    """The shared texts that no cell shows."""
    return (item for n, item in enumerate(strings.iterfind("{*}si")) if str(n) not in used)


def list_used(sheet: Element) -> set[str]:
    """The numbers of the shared texts that the cells of a sheet show."""
    cells = (cell for cell in iterate(sheet, "c") if cell.get("t") == "s")
    return {(cell.findtext("{*}v") or "").strip() for cell in cells}


def _inspect_workbook(root: Element, notes: Notes) -> None:
    hidden = sum(
        1 for sheet in iterate(root, "sheet") if sheet.get("state", "visible") != "visible"
    )
    notes.count("attachment-hidden", "隐藏的工作表", hidden, "张")
    notes.count("attachment-hidden", "隐藏的名称", sum(1 for _ in list_hidden_names(root)), "个")
    for element in iterate(root, "fileSharing", "workbookProtection"):
        if attribute(element, "userName"):
            notes.count("attachment-author", "作者、单位等署名", unit="项")


def list_hidden_names(root: Element) -> Iterator[Element]:
    """Defined names that the user cannot see; those that filters make say nothing."""
    for name in iterate(root, "definedName"):
        made = name.get("name", "").startswith("_xlnm.")
        if name.get("hidden") in _ON and not made:
            yield name


def is_flat(element: Element, measure: str) -> bool:
    """Whether a row or column is hidden or has no height or width."""
    size = element.get(measure, "1")
    return element.get("hidden") in _ON or re.fullmatch(r"0(\.0\d*)?", size) is not None


def number_column(letters: str) -> int:
    """The number, from 1, of a column by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _inspect_sheet(sheet: Element, unseen: frozenset[str], used: set[str], notes: Notes) -> None:
    flat = [c for c in iterate(sheet, "col") if is_flat(c, "width")]
    ranges = [(int(c.get("min", "1")), int(c.get("max", "16384"))) for c in flat]
    rows_hidden, columns_hidden, cells_hidden = 0, set(), 0
    default = next(iterate(sheet, "sheetFormatPr"), None)
    all_hidden = default is not None and default.get("zeroHeight") in _ON
    for row in iterate(sheet, "row"):
        hidden = is_flat(row, "ht") or (
            all_hidden and row.get("hidden") is None and not row.get("ht")
        )
        filled = False
        for position, cell in enumerate(row.iterfind("{*}c"), 1):
            if not len(cell):
                continue
            filled = True
            letters = _LETTERS.match(cell.get("r", ""))
            column = number_column(letters[0]) if letters else position
            if any(low <= column <= high for low, high in ranges):
                columns_hidden.add(column)
            cells_hidden += cell.get("s", "0") in unseen
            if cell.get("t") == "s":
                used.add((cell.findtext("{*}v") or "").strip())
        rows_hidden += hidden and filled
    notes.count("attachment-hidden", "隐藏的行", rows_hidden, "行")
    notes.count("attachment-hidden", "隐藏的列", len(columns_hidden), "列")
    notes.count("attachment-hidden", "看不见内容的单元格", cells_hidden, "个")
