"""In which cells of a workbook numbers stand, so that whoever must mend one finds it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.attachments.markup import attribute, iterate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.attachments.markup import Element
    from gongkai.core.attachments.opc import Package

MOST_PLACES = 50_000
_NUMBER = re.compile(r"[0-9０-９]{6}")
_REFERENCE = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")


def list_places(package: Package) -> Iterator[tuple[str, str]]:
    """Text and place of each cell with six digits on end; a place names no sheet, only its order.

    Yields:
        The text as `collect_texts` keeps it, and a place such as 第2张工作表（隐藏）B7单元格.
    """
    strings = [
        "".join(item.itertext()).strip()
        for _, root in package.find("sharedStrings")
        for item in root.iterfind("{*}si")
    ]
    for name, sheet in _list_sheets(package):
        for cell in iterate(sheet, "c"):
            text = _read(cell, strings)
            if _NUMBER.search(text):
                reference = cell.get("r", "")
                known = _REFERENCE.fullmatch(reference)
                yield text, f"{name}{reference}单元格" if known else name


def _list_sheets(package: Package) -> Iterator[tuple[str, Element]]:
    targets = {r.id: r.target for r in package.relations if r.kind == "worksheet"}
    for number, sheet in enumerate(iterate(package.main, "sheet"), 1):
        root = package.roots.get(targets.get(attribute(sheet, "id") or "", ""))
        if root is not None:
            hidden = "（隐藏）" if sheet.get("state", "visible") != "visible" else ""
            yield f"第{number}张工作表{hidden}", root


def _read(cell: Element, strings: list[str]) -> str:
    value = "".join(cell.itertext()).strip()
    if cell.get("t") != "s":
        return value
    return strings[int(value)] if value.isdecimal() and int(value) < len(strings) else ""
