"""Ruled tables of PDF pages; one that goes on on the next page is one table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gongkai.publish.importing.grid import Grid, GridCell, build_grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pdfplumber.page import Page

_FEWEST_EDGES = 3
"""Edges of a row with a label and a figure."""
_NEAR = 3.0
"""Points by which two edges may differ and be one line."""
Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points from the page's upper left corner."""


@dataclass(frozen=True, slots=True)
class TablePiece:
    """What one page has of a table."""

    page: int
    box: Box
    cells: tuple[tuple[Box, str], ...]
    first: bool
    """Nothing stands above it on its page that could end the table before."""

    @property
    def edges(self) -> tuple[float, ...]:
        """Where its columns begin and end."""
        return _cluster([x for (left, _, right, _), _ in self.cells for x in (left, right)])


@dataclass(slots=True)
class TableChain:
    """The pieces of one table, in the order of the pages."""

    pieces: list[TablePiece] = field(default_factory=list)


def read_pieces(page: Page) -> Iterator[TablePiece]:
    """What one page has of ruled tables, from top to bottom as the page draws them."""
    for place, table in enumerate(page.find_tables()):
        cells = tuple(
            (box, text or "")
            for row, line in zip(table.rows, table.extract(), strict=True)
            for box, text in zip(row.cells, line, strict=True)
            if box is not None
        )
        yield TablePiece(page.page_number, table.bbox, cells, place == 0)


def chain_pieces(pieces: Sequence[TablePiece]) -> list[TableChain]:
    """The tables that the pieces of all pages make up."""
    chains: list[TableChain] = []
    for piece in pieces:
        if not chains or not _goes_on(chains[-1].pieces[-1], piece):
            chains.append(TableChain())
        chains[-1].pieces.append(piece)
    return chains


def _goes_on(before: TablePiece, piece: TablePiece) -> bool:
    """Whether a table reaches over from the page before: as wide, and on the same columns."""
    if piece.page != before.page + 1 or not piece.first:
        return False
    fewer, more = sorted((before.edges, piece.edges), key=len)
    same_sides = all(
        abs(a - b) <= _NEAR for a, b in zip(before.box[::2], piece.box[::2], strict=True)
    )
    return (
        same_sides
        and len(fewer) >= _FEWEST_EDGES
        and all(any(abs(x - y) <= _NEAR for y in more) for x in fewer)
    )


def build_chain(number: int, chain: TableChain) -> Grid:
    """The grid of a table; `number` is its place in the file, from 1."""
    columns = _cluster([x for piece in chain.pieces for x in piece.edges])
    blocks = []
    below = 0
    for piece in chain.pieces:
        lines = _cluster([y for (_, top, _, bottom), _ in piece.cells for y in (top, bottom)])
        for (left, top, right, bottom), text in piece.cells:
            column, row = _find(columns, left), _find(lines, top)
            across = max(1, _find(columns, right) - column)
            down = max(1, _find(lines, bottom) - row)
            place = f"第 {row + 1} 行第 {column + 1} 列（第 {piece.page} 页）"
            blocks.append(GridCell(text, below + row, column, across, down, place))
        below += len(lines) - 1
    return build_grid(f"第 {number} 张表", blocks)


def _cluster(values: list[float]) -> tuple[float, ...]:
    """The values in order, those that are near to one another as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return tuple(found)


def _find(edges: tuple[float, ...], value: float) -> int:
    return min(range(len(edges)), key=lambda place: abs(edges[place] - value))
