"""The ruled tables of a PDF with text; a table that goes on on the next page is one table."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pdfplumber

from gongkai.publish.importing.grid import Block, Grid, ImportRefusedError, build_grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdfplumber.page import Page

_MOST_PAGES = 200
_FEWEST_EDGES = 3
"""Edges of a row with a label and a figure."""
_NEAR = 3.0
"""Points by which two edges may differ and be one line."""
Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points from the page's upper left corner."""


@dataclass(frozen=True, slots=True)
class _Piece:
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
class _Chain:
    """The pieces of one table."""

    pieces: list[_Piece] = field(default_factory=list)


def read_pdf_tables(data: bytes) -> tuple[Grid, ...]:
    """Every ruled table, in order.

    Raises:
        ImportRefusedError: when it is no readable PDF, or one without any text.
    """
    pieces, has_text = _read_pieces(data)
    if not has_text:
        raise ImportRefusedError(
            "这份 PDF 没有文字层（多为扫描件），无从读取表格；请改用 Word 或 Excel 原件"
        )
    chains = _chain(pieces)
    return tuple(_build(number, chain) for number, chain in enumerate(chains, 1))


def _read_pieces(data: bytes) -> tuple[list[_Piece], bool]:
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            total = len(pdf.pages)
            pages = pdf.pages[:_MOST_PAGES]
            pieces = [piece for page in pages for piece in _read_page(page)]
            has_text = any(page.chars for page in pages)
    except Exception as error:  # broken files raise whatever pdfminer stumbles over
        raise ImportRefusedError("不是可读的 PDF 文件，或者文件已经损坏、加密") from error
    if total > _MOST_PAGES:
        raise ImportRefusedError(f"这份 PDF 超过 {_MOST_PAGES} 页，不是一份年度报告")
    return pieces, has_text


def _read_page(page: Page) -> Iterator[_Piece]:
    for place, table in enumerate(page.find_tables()):
        cells = tuple(
            (box, text or "")
            for row, line in zip(table.rows, table.extract(), strict=True)
            for box, text in zip(row.cells, line, strict=True)
            if box is not None
        )
        yield _Piece(page.page_number, table.bbox, cells, place == 0)


def _chain(pieces: list[_Piece]) -> list[_Chain]:
    chains: list[_Chain] = []
    for piece in pieces:
        if not chains or not _goes_on(chains[-1].pieces[-1], piece):
            chains.append(_Chain())
        chains[-1].pieces.append(piece)
    return chains


def _goes_on(before: _Piece, piece: _Piece) -> bool:
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


def _build(number: int, chain: _Chain) -> Grid:
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
            blocks.append(Block(text, below + row, column, across, down, place))
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
