"""Where the cells of a table stand once merged cells have taken their places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.publish.pages.annual_tables import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.publish.pages.annual_tables import Table


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell and the row and column, from 0, of its upper left corner."""

    cell: Cell
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The cells of a table by position; every position is covered by one."""

    rows: tuple[tuple[Placed, ...], ...]

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def list_cells(self) -> Iterator[Placed]:
        """Every cell once, in reading order."""
        for row, cells in enumerate(self.rows):
            for column, placed in enumerate(cells):
                if (placed.row, placed.column) == (row, column):
                    yield placed


def lay_out(table: Table) -> Layout:
    """The positions of a table's cells; an empty cell stands where they leave a gap."""
    taken: dict[tuple[int, int], Placed] = {}
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            placed = Placed(cell, row, column)
            for down in range(min(cell.down, len(table.rows) - row)):
                for across in range(cell.across):
                    taken[row + down, column + across] = placed
            column += cell.across
    height, width = len(table.rows), max((c for _, c in taken), default=-1) + 1
    return Layout(
        tuple(
            tuple(taken.get((r, c)) or Placed(Cell(""), r, c) for c in range(width))
            for r in range(height)
        )
    )
