"""One page of a PDF: its lines, tables and what of it is not carried."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import pdfplumber
import pypdfium2

from gongkai.core.attachments.notes import RefusedError
from gongkai.core.attachments.pdf import open_pdf
from gongkai.core.attachments.pdf_marks import list_marks
from gongkai.core.attachments.pdf_pages import is_scanned, list_unseen
from gongkai.core.importing.blocks import ImportRefusedError, Loss
from gongkai.publish.importing.pdf_grids import read_pieces
from gongkai.publish.importing.pdf_lines import build_lines, split_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdfplumber.page import Page

    from gongkai.core.attachments.pdf_marks import Mark
    from gongkai.publish.importing.pdf_grids import Box, TablePiece
    from gongkai.publish.importing.pdf_lines import Char, Line

_MOST_PAGES = 500
_MOST_LETTERS = 40_000
"""On one page; a sheet of small print (A3) holds some 15 000."""
_BROKEN = "不是可读的 PDF 文件，或者文件已经损坏；请在阅读软件中打开后另存，再导入"


@dataclass(slots=True)
class PageText:
    """What one page holds."""

    number: int
    width: float
    height: float
    lines: list[Line]
    tables: list[TablePiece]
    scanned: bool
    """Whether it is a picture of a page, with or without recognised text under it."""
    losses: list[Loss] = field(default_factory=list)


def read_pages(data: bytes) -> list[PageText]:
    """Every page of a document.

    Raises:
        ImportRefusedError: when it is encrypted, broken, or longer than one reads.
    """
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        total = len(open_pdf(data).pages)
    except RefusedError as error:
        raise ImportRefusedError(f"{error}；请在原软件中另存为没有密码的 PDF 后再导入") from error
    except Exception as error:  # broken files raise whatever the library stumbles over
        raise ImportRefusedError(_BROKEN) from error
    if total > _MOST_PAGES:
        raise ImportRefusedError(f"这份 PDF 有 {total} 页，超过 {_MOST_PAGES} 页；请拆开后再导入")
    try:
        document = pypdfium2.PdfDocument(data)
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return [_read_page(page, document, number) for number, page in enumerate(pdf.pages, 1)]
    except RefusedError as error:
        raise ImportRefusedError(f"{error}，无法读出") from error
    except Exception as error:  # as above
        raise ImportRefusedError(_BROKEN) from error


def _refuse_crowded(document: pypdfium2.PdfDocument, number: int) -> None:
    """Refuses a page that holds more than paper does: its letters are compared with each other."""
    page = document[number - 1]
    text = page.get_textpage()
    try:
        if text.count_chars() > _MOST_LETTERS:
            raise RefusedError("attachment-too-complex", f"第 {number} 页超过 {_MOST_LETTERS} 字")
    finally:
        text.close()
        page.close()


def _read_page(page: Page, document: pypdfium2.PdfDocument, number: int) -> PageText:
    _refuse_crowded(document, number)
    marks, box = _read_marks(document, number)
    scanned = is_scanned(marks, box) and all(m.invisible for m in marks if m.text)
    unseen = [mark.box for mark, _ in list_unseen(marks, box, number)]
    chars = [c for c in page.dedupe_chars().chars if not _is_in(c, unseen, page)]
    tables = [piece for piece in read_pieces(page) if len(piece.cells) > 1]
    upright = [c for c in chars if c.get("upright", True)]
    free = [c for c in upright if not any(_lies_in(c, t.box) for t in tables)]
    kept = cast("list[Char]", free)
    lines, doubtful = split_columns(build_lines(number, kept), float(page.width))
    losses = [*_name_losses(page, number, unseen=len(unseen), turned=len(chars) - len(upright))]
    if doubtful:
        detail = "可能排成两栏，或者是没有框线的表格，文字次序须核对"
        losses.append(Loss("分栏", f"第 {number} 页", detail))
    return PageText(number, float(page.width), float(page.height), lines, tables, scanned, losses)


def _read_marks(
    document: pypdfium2.PdfDocument, number: int
) -> tuple[list[Mark], tuple[float, float, float, float]]:
    page = document[number - 1]
    text = page.get_textpage()
    try:
        return list_marks(document, page, text), page.get_bbox()
    finally:
        text.close()
        page.close()


def _is_in(
    char: dict[str, float], boxes: list[tuple[float, float, float, float]], page: Page
) -> bool:
    """Whether the middle of a letter lies in one of the boxes, which count from below."""
    x = (char["x0"] + char["x1"]) / 2
    y = float(page.height) - (char["top"] + char["bottom"]) / 2
    return any(left <= x <= right and low <= y <= high for left, low, right, high in boxes)


def _lies_in(char: dict[str, float], box: Box) -> bool:
    left, top, right, bottom = box
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return left <= x <= right and top <= y <= bottom


def _name_losses(page: Page, number: int, *, unseen: int, turned: int) -> Iterator[Loss]:
    place = f"第 {number} 页"
    if unseen:
        yield Loss("看不见的文字", place, f"{unseen} 处，没有导入")
    if turned:
        yield Loss("竖排或者斜排的文字", place, f"{turned} 字，没有导入")
    if page.images:
        yield Loss("图片", place, f"{len(page.images)} 幅，没有导入")
    links = [a for a in page.annots if a.get("uri")]
    other = [a for a in page.annots if not a.get("uri") and _is_note(a)]
    if links:
        yield Loss("链接", place, f"{len(links)} 个，只保留文字")
    if other:
        yield Loss("批注、表单等", place, f"{len(other)} 个，没有导入")


def _is_note(annotation: dict[str, object]) -> bool:
    data = annotation.get("data")
    kind = str(data.get("Subtype", "")) if isinstance(data, dict) else ""
    return "Link" not in kind
