"""PDF documents with text: paragraphs from lines, ruled tables, footnotes; scans are refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import ImportedText, ImportRefusedError, Note, Piece
from gongkai.publish.importing.grid import Grid, GridCell
from gongkai.publish.importing.pdf_furniture import split_note, take_furniture, take_notes
from gongkai.publish.importing.pdf_grids import build_chain, chain_pieces
from gongkai.publish.importing.pdf_pages import read_pages
from gongkai.publish.importing.pdf_paragraphs import build_paragraphs, find_margins
from gongkai.publish.importing.tables import make_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.importing.blocks import Block, Table
    from gongkai.publish.importing.pdf_grids import TableChain, TablePiece
    from gongkai.publish.importing.pdf_lines import Line
    from gongkai.publish.importing.pdf_pages import PageText

_SCAN = (
    "这份 PDF 没有文字（多为扫描件）；请改用 Word 原件导入，没有原件的，"
    "用识别软件转成文字、逐字校对后再导入"
)
_PART_SCAN = "是扫描图像；请改用 Word 原件，或者先把这几页识别成文字并校对"
_SHOWN = 10
_WRAPPED = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f])\n|\n(?=[\u2e80-\u9fff\uff00-\uffef])"
)


def read_pdf(data: bytes, name: str) -> ImportedText:
    """The text of a PDF document, as its lines and ruled tables give it.

    Raises:
        ImportRefusedError: when it is encrypted, broken or scanned.
    """
    pages = read_pages(data)
    _refuse_scans(pages)
    losses = [loss for page in pages for loss in page.losses]
    losses += take_furniture(pages)
    lines = [line for page in pages for line in page.lines]
    notes, marks = _read_notes(pages, lines)
    blocks = tuple(_list_blocks(pages, marks))
    if not blocks:
        raise ImportRefusedError(_SCAN)
    return ImportedText(name, blocks, notes, losses=tuple(losses))


def _refuse_scans(pages: list[PageText]) -> None:
    scanned = [page.number for page in pages if page.scanned]
    texts = any(page.lines or page.tables for page in pages if not page.scanned)
    if not texts:
        raise ImportRefusedError(_SCAN)
    if scanned:
        shown = "、".join(map(str, scanned[:_SHOWN]))
        more = f" 等 {len(scanned)}" if len(scanned) > _SHOWN else ""
        raise ImportRefusedError(f"第 {shown}{more} 页{_PART_SCAN}")


def _read_notes(
    pages: list[PageText], lines: list[Line]
) -> tuple[tuple[Note, ...], dict[tuple[int, str], str]]:
    """Footnotes with marks that are unique in the document, and these by page and old mark."""
    if not lines:
        return (), {}
    size = find_margins(lines).size
    texts: list[list[str]] = []
    marks: dict[tuple[int, str], str] = {}
    for page in pages:
        for line in take_notes(page, size):
            mark, text = split_note(line.text)
            if mark and (page.number, mark) not in marks:
                texts.append([text])
                marks[page.number, mark] = str(len(texts))
            else:
                texts[-1].append(line.text)
    notes = (Note(str(n), (Piece("".join(parts)),)) for n, parts in enumerate(texts, 1))
    return tuple(notes), marks


def _list_blocks(pages: list[PageText], marks: dict[tuple[int, str], str]) -> Iterator[Block]:
    """Paragraphs and tables in the order in which they stand."""
    lines = [line for page in pages for line in page.lines]
    margins = find_margins(lines) if lines else None
    chains = chain_pieces([piece for page in pages for piece in page.tables])
    first = {id(chain.pieces[0]): (n, chain) for n, chain in enumerate(chains, 1)}
    waiting: list[Line] = []
    for part in _list_parts(pages):
        if not isinstance(part, _Start):
            waiting.append(part)
        elif id(part.piece) in first:
            if margins is not None:
                yield from build_paragraphs(waiting, margins, marks)
            waiting = []
            yield _make_table(*first[id(part.piece)])
    if margins is not None:
        yield from build_paragraphs(waiting, margins, marks)


class _Start:
    """Where a table begins on a page."""

    def __init__(self, piece: TablePiece) -> None:
        self.piece = piece


def _list_parts(pages: list[PageText]) -> Iterator[Line | _Start]:
    for page in pages:
        tables = sorted(page.tables, key=lambda piece: piece.box[1])
        for line in page.lines:
            while tables and tables[0].box[1] <= line.top and line.page == page.number:
                yield _Start(tables.pop(0))
            yield line
        yield from map(_Start, tables)


def _make_table(number: int, chain: TableChain) -> Table:
    """A table whose cells' lines are joined again where only the column was too narrow."""
    grid = build_chain(number, chain)
    fresh: dict[int, GridCell] = {}

    def tidy(cell: GridCell | None) -> GridCell | None:
        if cell is None:
            return None
        text = _WRAPPED.sub("", cell.text.strip())
        made = GridCell(text, cell.row, cell.column, cell.across, cell.down, cell.place)
        return fresh.setdefault(id(cell), made)

    rows = tuple(tuple(tidy(cell) for cell in row) for row in grid.rows)
    return make_table(Grid(grid.name, rows))[0]
