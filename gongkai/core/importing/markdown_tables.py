"""Tables as Markdown of our dialect: `<` joins a cell to its left, `^` to the one above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.importing.markdown_inline import escape, tidy
from gongkai.core.spans import BREAK, LEFT, UP

if TYPE_CHECKING:
    from gongkai.core.importing.blocks import Cell, Table

Grid = list[list[str]]


def write_table(table: Table) -> str:
    """The table; a head of several rows is one where its cells reach into them.

    Where no row is a head, the head is left empty, and the page has none.
    """
    width = max((len(row) for row in table.rows), default=0)
    if not width:
        return ""
    grid = _write_cells(table, width)
    if not table.headed or _reach(table) >= len(grid) or not any(grid[0]):
        grid.insert(0, [""] * width)
    lines = [_line(grid[0]), _line(["---"] * width), *(_line(row) for row in grid[1:])]
    return "\n".join(lines)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _write_cells(table: Table, width: int) -> Grid:
    grid = [[""] * width for _ in table.rows]
    for y, row in enumerate(table.rows):
        for x, cell in enumerate(row):
            if cell is None:
                continue
            grid[y][x] = write_cell(cell)
            _join(grid, y, x, cell)
    return grid


def _join(grid: Grid, y: int, x: int, cell: Cell) -> None:
    """Marks the positions that a cell reaches into, as far as the table goes."""
    for below in range(y, min(y + cell.down, len(grid))):
        for beside in range(x, min(x + cell.across, len(grid[below]))):
            if below > y:
                grid[below][beside] = UP
            elif beside > x:
                grid[below][beside] = LEFT


def write_cell(cell: Cell) -> str:
    """The text of a cell on one line, its line breaks marked."""
    text = BREAK.join(tidy(escape(cell.text)).split("\n"))
    return f"*{text}*" if text in {LEFT, UP} else text


def _reach(table: Table) -> int:
    """How many rows the first one is bound to by cells that reach down."""
    depth = 1
    row = 0
    while row < min(depth, len(table.rows)):
        reaching = (row + cell.down for cell in table.rows[row] if cell is not None)
        depth = max(depth, *reaching, row + 1)
        row += 1
    return depth
