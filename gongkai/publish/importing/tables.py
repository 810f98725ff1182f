"""From a grid, in which a merged cell stands at every place, to a table block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import Cell, Table

if TYPE_CHECKING:
    from gongkai.publish.importing.grid import Grid, GridCell


def make_table(grid: Grid, *, headed: bool = True) -> tuple[Table, tuple[GridCell, ...]]:
    """The table, and the cells whose text stands nowhere in it because others lie over them."""
    rows: list[list[Cell | None]] = [[Cell("") for _ in row] for row in grid.rows]
    done: dict[int, None] = {}
    for y, x, block in grid.list_places():
        if id(block) in done:
            continue
        done[id(block)] = None
        across, down = _measure(grid, y, x, block)
        for row in rows[y : y + down]:
            row[x : x + across] = [None] * across
        rows[y][x] = Cell(block.text, across, down)
    return Table(tuple(tuple(row) for row in rows), headed), ()


def _measure(grid: Grid, y: int, x: int, block: GridCell) -> tuple[int, int]:
    """Columns and rows that are the cell's alone: where two overlap, the later one is smaller."""
    line = grid.rows[y]
    across = 1
    while x + across < len(line) and line[x + across] is block:
        across += 1
    down = 1
    while y + down < len(grid.rows):
        stretch = grid.rows[y + down][x : x + across]
        if not all(other is block for other in stretch):
            break
        down += 1
    return across, down
