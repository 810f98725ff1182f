"""Tables of any file as grids: every position holds the cell that covers it, merged ones too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import ImportRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_COLUMNS = 300
MOST_POSITIONS = 200_000
"""A table with more positions is none that anybody reads; merged cells can claim any number."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a file, with the positions that it covers."""

    text: str
    row: int
    column: int
    across: int = 1
    down: int = 1
    place: str = ""
    """Where it stands, as whoever opens the file finds it: `Sheet1!B5`; empty: by its row."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; positions that no cell covers hold None."""

    name: str
    """Which table of the file it is, as `第 2 张表` or `工作表“表三”`."""
    rows: tuple[tuple[GridCell | None, ...], ...]

    def locate(self, block: GridCell) -> str:
        """Where a cell stands, in words."""
        spot = block.place or f"第 {block.row + 1} 行第 {block.column + 1} 列"
        return f"{self.name} {spot}"

    def list_places(self) -> Iterator[tuple[int, int, GridCell]]:
        """Row, column and cell of every position that is covered."""
        for row, cells in enumerate(self.rows):
            for column, block in enumerate(cells):
                if block is not None:
                    yield row, column, block


def build_grid(name: str, blocks: Sequence[GridCell]) -> Grid:
    """The grid of the cells of one table; where two cells overlap, the first one stays.

    Raises:
        ImportRefusedError: when the cells claim more positions than a table has.
    """
    height = max((block.row + block.down for block in blocks), default=0)
    width = max((block.column + block.across for block in blocks), default=0)
    if width > MOST_COLUMNS or height * width > MOST_POSITIONS:
        raise ImportRefusedError(f"{name}有 {height} 行 {width} 列，超出表格应有的大小")
    rows: list[list[GridCell | None]] = [[None] * width for _ in range(height)]
    for block in blocks:
        for row in range(block.row, block.row + block.down):
            for column in range(block.column, block.column + block.across):
                if rows[row][column] is None:
                    rows[row][column] = block
    return Grid(name, tuple(tuple(row) for row in rows))


def find_free(taken: set[tuple[int, int]], row: int, column: int) -> int:
    """The first column from this one on that no cell above reaches into."""
    while (row, column) in taken:
        column += 1
    return column
