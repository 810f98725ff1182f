"""The tables of a Word document: their grid, and what a cell cannot hold beside text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.attachments.markup import switched_on
from gongkai.core.importing.blocks import (
    Cell,
    Figure,
    ImportRefusedError,
    Piece,
    Table,
)
from gongkai.publish.importing.docx_grid import WordCell, list_cells, list_rows
from gongkai.publish.importing.grid import MOST_COLUMNS, MOST_POSITIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gongkai.core.attachments.markup import Element
    from gongkai.core.importing.blocks import Block
    from gongkai.publish.importing.docx_story import Story

    ReadBlocks = Callable[[Story, Element], Iterator[Block]]

_LONGEST_LABEL = 40
"""Characters of the longest cell in a head."""


def read_table(story: Story, table: Element, read_blocks: ReadBlocks) -> Iterator[Block]:
    """A table, and after it the pictures and tables that stand in its cells.

    Raises:
        ImportRefusedError: when its merged cells claim more positions than anybody reads.
    """
    number = story.tables
    cells = _drop_deleted(story, table, list_cells(table), number)
    height = max((cell.row + cell.down for cell in cells), default=0)
    width = max((cell.column + cell.across for cell in cells), default=0)
    if width > MOST_COLUMNS or height * width > MOST_POSITIONS:
        message = f"第 {number} 张表有 {height} 行 {width} 列，超出表格应有的大小"
        raise ImportRefusedError(message)
    if not cells:
        return
    inner: list[Block] = []
    taken: dict[tuple[int, int], Cell | None] = {}
    for cell in cells:
        with story.at(f"第 {number} 张表第 {cell.row + 1} 行第 {cell.column + 1} 列"):
            shown = Cell(_read_cell(story, cell, read_blocks, inner), cell.across, cell.down)
        taken.update(_cover(cell, shown))
    rows = [tuple(taken.get((y, x), Cell("")) for x in range(width)) for y in range(height)]
    yield Table(tuple(rows), headed=_is_headed(table, rows))
    yield from inner


def _cover(cell: WordCell, shown: Cell) -> Iterator[tuple[tuple[int, int], Cell | None]]:
    for y in range(cell.row, cell.row + cell.down):
        for x in range(cell.column, cell.column + cell.across):
            first = (y, x) == (cell.row, cell.column)
            yield (y, x), shown if first else None


def _drop_deleted(
    story: Story, table: Element, cells: list[WordCell], number: int
) -> list[WordCell]:
    """The cells without rows that are marked as deleted or hidden, which are named."""
    gone: set[int] = set()
    for row, line in enumerate(list_rows(table)):
        properties = line.find("{*}trPr")
        if properties is None:
            continue
        hidden = switched_on(properties.find("{*}hidden"))
        if hidden or properties.find("{*}del") is not None:
            what = "隐藏的表格行" if hidden else "修订：已标记删除的表格行，没有写入"
            with story.at(f"第 {number} 张表第 {row + 1} 行"):
                story.lose(what, story.read_aside(line))
            gone.add(row)
    if not gone:
        return cells
    return [_move_up(cell, gone) for cell in cells if cell.row not in gone]


def _move_up(cell: WordCell, gone: set[int]) -> WordCell:
    inside = sum(cell.row < row < cell.row + cell.down for row in gone)
    above = sum(row < cell.row for row in gone)
    return WordCell(
        cell.element, cell.row - above, cell.column, cell.across, cell.down - inside, cell.covered
    )


def _read_cell(story: Story, cell: WordCell, read_blocks: ReadBlocks, inner: list[Block]) -> str:
    """The text of a cell, one line for each paragraph; what is no text goes to `inner`."""
    lines = []
    for block in read_blocks(story, cell.element):
        if isinstance(block, Figure):
            story.lose("表格中的图片（移到表后）", block.alt)
            inner.append(block)
        elif isinstance(block, Table):
            story.lose("表格中的表格（移到表后）")
            inner.append(block)
        else:
            lines.append(_read_line(story, block.pieces))
    for covered in cell.covered:
        text = story.read_aside(covered)
        if text:
            story.lose("合并单元格盖住的文字", text)
    return "\n".join(lines)


def _read_line(story: Story, pieces: tuple[Piece, ...]) -> str:
    for piece in pieces:
        if piece.target:
            story.lose("表格中的链接（文字已写入）", f"{piece.text} {piece.target}")
        if piece.note:
            story.lose("表格中的注释编号（注释写在文末）", piece.note)
    return "".join(piece.text for piece in pieces)


def _is_headed(table: Element, rows: list[tuple[Cell | None, ...]]) -> bool:
    """Whether the first row is a head: Word says so, or it only has short labels and no gap."""
    first = next(iter(list_rows(table)), None)
    if first is not None:
        properties = first.find("{*}trPr")
        mark = None if properties is None else properties.find("{*}tblHeader")
        if switched_on(mark):
            return True
    cells = [cell for cell in rows[0] if cell is not None]
    labels = all(cell.text.strip() and len(cell.text) <= _LONGEST_LABEL for cell in cells)
    return labels and len(cells) > 1 and len(rows) > max(cell.down for cell in cells)
