"""The ruled tables of a PDF with text; a table that goes on on the next page is one table."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

import pdfplumber

from gongkai.core.importing.blocks import ImportRefusedError
from gongkai.publish.importing.pdf_grids import build_chain, chain_pieces, read_pieces

if TYPE_CHECKING:
    from gongkai.publish.importing.grid import Grid
    from gongkai.publish.importing.pdf_grids import TablePiece

_MOST_PAGES = 200


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
    chains = chain_pieces(pieces)
    return tuple(build_chain(number, chain) for number, chain in enumerate(chains, 1))


def _read_pieces(data: bytes) -> tuple[list[TablePiece], bool]:
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            total = len(pdf.pages)
            pages = pdf.pages[:_MOST_PAGES]
            pieces = [piece for page in pages for piece in read_pieces(page)]
            has_text = any(page.chars for page in pages)
    except Exception as error:  # broken files raise whatever pdfminer stumbles over
        raise ImportRefusedError("不是可读的 PDF 文件，或者文件已经损坏、加密") from error
    if total > _MOST_PAGES:
        raise ImportRefusedError(f"这份 PDF 超过 {_MOST_PAGES} 页，不是一份年度报告")
    return pieces, has_text
