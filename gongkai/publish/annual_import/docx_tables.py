"""The tables of a Word document (ECMA-376-1, 17.4): gridSpan, vMerge, skipped columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.attachments.docx import MAIN
from gongkai.core.attachments.markup import attribute, iterate, local, switched_on
from gongkai.core.attachments.notes import RefusedError
from gongkai.core.attachments.opc import open_package
from gongkai.core.attachments.package import read_package
from gongkai.publish.importing.grid import (
    MOST_COLUMNS,
    Block,
    Grid,
    ImportRefusedError,
    build_grid,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.attachments.markup import Element

_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
_GONE = ("{*}del", "{*}moveFrom", "{*}Fallback")


def read_docx_tables(data: bytes) -> tuple[Grid, ...]:
    """Every table of the main text, inner ones for themselves.

    Raises:
        ImportRefusedError: when it is no readable Word document.
    """
    try:
        main = open_package(read_package(data), MAIN).main
    except (RefusedError, StopIteration) as error:
        raise ImportRefusedError(f"不是可读的 docx 文件：{error}") from error
    tables = enumerate(iterate(main, "tbl"), 1)
    return tuple(build_grid(f"第 {n} 张表", _list_blocks(table)) for n, table in tables)


def _list_blocks(table: Element) -> list[Block]:
    blocks: list[Block] = []
    open_above: dict[int, int] = {}
    """Index in `blocks` of the merged cell that reaches down to the row above, by column."""
    for row, line in enumerate(_list_children(table, "tr")):
        still_open: dict[int, int] = {}
        column = _skip_before(line)
        for cell in _list_children(line, "tc"):
            across, merge = _read_spans(cell)
            above = open_above.get(column)
            if merge == "continue" and above is not None:
                blocks[above] = _reach_down(blocks[above], row)
                still_open[column] = above
            else:
                blocks.append(Block(_read_text(cell), row, column, across))
                if merge:
                    still_open[column] = len(blocks) - 1
            column += across
        open_above = still_open
    return blocks


def _reach_down(block: Block, row: int) -> Block:
    return Block(block.text, block.row, block.column, block.across, row - block.row + 1)


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


def _read_spans(cell: Element) -> tuple[int, str]:
    """Columns that a cell covers; `restart`, `continue` or nothing for merging downwards."""
    properties = cell.find("{*}tcPr")
    if properties is None:
        return 1, ""
    span, merge = properties.find("{*}gridSpan"), properties.find("{*}vMerge")
    across = max(1, _number(span, 1)) if span is not None else 1
    if merge is None:
        return across, ""
    return across, "restart" if attribute(merge, "val") == "restart" else "continue"


def _number(element: Element, default: int) -> int:
    value = attribute(element, "val") or ""
    known = value.isascii() and value.isdecimal()
    return min(int(value[:9]), MOST_COLUMNS + 1) if known else default


def _read_text(cell: Element) -> str:
    """The text of a cell without deleted and hidden runs and without tables in it."""
    parts = []
    for element in iterate(cell, "t", "tab", "br", "cr"):
        if next(element.iterancestors("{*}tc"), None) is not cell:
            continue
        if next(element.iterancestors(*_GONE), None) is None and not _is_hidden(element):
            parts.append((element.text or "") if local(element) == "t" else " ")
    return "".join(parts)


def _is_hidden(element: Element) -> bool:
    run = next(element.iterancestors("{*}r"), None)
    return run is not None and switched_on(run.find("{*}rPr/{*}vanish"))
