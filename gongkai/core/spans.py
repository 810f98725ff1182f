"""Pipe tables with spanned cells: a cell `<` joins to its left, a cell `^` joins upwards.

A row below the head that is joined to it belongs to the head; a head without text is none.
Within a cell, a backslash followed by a blank breaks the line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

LEFT, UP = "<", "^"
BREAK = "\\ "
"""Breaks the line within a cell."""
_BREAK = re.compile(r"(?<!\\)((?:\\\\)*)\\ +")


class SpannedTables(TableExtension):
    """Python-Markdown's tables, with spans and without inline styles."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Registers tables and the joining of their cells."""
        super().extendMarkdown(md)
        md.treeprocessors.register(_Spans(md), "spanned-tables", 25)


class _Spans(Treeprocessor):
    """Joins cells before inline markup is read, so that `<` and `^` are still plain text."""

    def run(self, root: Element) -> None:
        """Joins the cells of every table and breaks their lines."""
        for table in root.iter("table"):
            join_cells(table)
            for cell in table.iter():
                if cell.text:
                    cell.text = _BREAK.sub(r"\1  \n", cell.text)


def join_cells(table: Element) -> None:
    """Replaces each `<` and `^` cell by a wider or taller neighbour.

    A mark without a neighbour in its direction stays as the text it is.
    """
    _settle_head(table)
    for part in table:
        rows = [list(row) for row in part]
        owners: dict[tuple[int, int], Element] = {}
        for y, cells in enumerate(rows):
            for x, cell in enumerate(cells):
                owners[y, x] = _find_owner(owners, y, x, cell)
        _write_spans(part, rows, owners)
    for cell in table.iter():
        cell.attrib.pop("style", None)


def _settle_head(table: Element) -> None:
    head, body = table.find("thead"), table.find("tbody")
    if head is None or body is None:
        return
    if not any((cell.text or "").strip() for row in head for cell in row):
        table.remove(head)
        return
    while len(body) > 1 and any((cell.text or "").strip() == UP for cell in body[0]):
        row = body[0]
        body.remove(row)
        head.append(row)
        for cell in row:
            cell.tag = "th"


def _find_owner(owners: dict[tuple[int, int], Element], y: int, x: int, cell: Element) -> Element:
    mark = (cell.text or "").strip()
    if mark == LEFT and x > 0:
        return owners[y, x - 1]
    if mark == UP and (y - 1, x) in owners:
        return owners[y - 1, x]
    return cell


def _write_spans(
    part: Element, rows: list[list[Element]], owners: dict[tuple[int, int], Element]
) -> None:
    places: dict[int, list[tuple[int, int]]] = {}
    for place, owner in owners.items():
        places.setdefault(id(owner), []).append(place)
    for y, cells in enumerate(rows):
        for x, cell in enumerate(cells):
            if owners[y, x] is not cell:
                part[y].remove(cell)
                continue
            width = 1 + max(px for _, px in places[id(cell)]) - x
            height = 1 + max(py for py, _ in places[id(cell)]) - y
            if width > 1:
                cell.set("colspan", str(width))
            if height > 1:
                cell.set("rowspan", str(height))
