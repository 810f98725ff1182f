"""Where the cells of a Word table stand (ECMA-376-1, 17.4): gridSpan, vMerge, skipped columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gongkai.core.attachments.markup import attribute, iterate, local
from gongkai.publish.importing.grid import MOST_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.attachments.markup import Element

_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})


@dataclass(slots=True)
class WordCell:
    """A cell with the positions that it covers."""

    element: Element
    row: int
    column: int
    across: int = 1
    down: int = 1
    covered: list[Element] = field(default_factory=list)
    """Cells that are merged into this one: what they hold is not shown."""


def list_cells(table: Element) -> list[WordCell]:
    """The cells of a table, those of its inner tables left out."""
    cells: list[WordCell] = []
    open_above: dict[int, WordCell] = {}
    """The merged cell that reaches down to the row above, by its column."""
    for row, line in enumerate(list_rows(table)):
        still_open: dict[int, WordCell] = {}
        column = _skip_before(line)
        for element in _list_children(line, "tc"):
            across, down, aside = _read_spans(element)
            above = open_above.get(column)
            if aside == "continue" and cells and cells[-1].row == row:
                cells[-1].across += across
                cells[-1].covered.append(element)
            elif down == "continue" and above is not None:
                above.down = row - above.row + 1
                above.covered.append(element)
                still_open[column] = above
            else:
                cells.append(WordCell(element, row, column, across))
                if down:
                    still_open[column] = cells[-1]
            column += across
        open_above = still_open
    return cells


def list_rows(table: Element) -> Iterator[Element]:
    """The rows of a table, those of its inner tables left out."""
    return _list_children(table, "tr")


def _list_children(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, whatever they are wrapped in."""
    for child in element:
        kind = local(child)
        if kind == name:
            yield child
        elif kind in _WRAPPERS:
            yield from _list_children(child, name)


def _skip_before(line: Element) -> int:
    marks = (e for p in line.iterfind("{*}trPr") for e in iterate(p, "gridBefore"))
    return next((_number(mark, 0) for mark in marks), 0)


def _read_spans(cell: Element) -> tuple[int, str, str]:
    """Columns that a cell covers; `restart`, `continue` or nothing for merging down and aside."""
    properties = cell.find("{*}tcPr")
    if properties is None:
        return 1, "", ""
    span = properties.find("{*}gridSpan")
    across = max(1, _number(span, 1)) if span is not None else 1
    return across, _read_merge(properties, "vMerge"), _read_merge(properties, "hMerge")


def _read_merge(properties: Element, name: str) -> str:
    merge = properties.find(f"{{*}}{name}")
    if merge is None:
        return ""
    return "restart" if attribute(merge, "val") == "restart" else "continue"


def _number(element: Element, default: int) -> int:
    value = attribute(element, "val") or ""
    known = value.isascii() and value.isdecimal()
    return min(int(value[:9]), MOST_COLUMNS + 1) if known else default
