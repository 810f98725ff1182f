"""The marks on a page of a PDF document in the order in which they are painted."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from gongkai.core.attachments.notes import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2

MAX_MARKS = 100_000
_MAX_DEPTH = 12
_MAX_SEGMENTS = 10
"""Of a rectangle, also a rounded one."""
_THICK = 3.0
"""Points; thinner areas are rules, not covers."""
_TINY = 1.0
_OPAQUE = 250
_CLEAR = 10
_UNSEEN_MODES = {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP}
_STROKED = {pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP}
_WHOLE = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
Color = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing painted on a page."""

    order: int
    box: Box
    """Left, bottom, right, top in points."""
    text: bool = False
    invisible: bool = False
    """A text that paints nothing."""
    color: Color | None = None
    """Of a text or an area; None where it has no single one."""
    ground: bool = False
    """An area that texts can stand on or lie under."""
    opaque: bool = False
    image: bool = False


def list_marks(
    document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage
) -> list[Mark]:
    """Texts, areas and images of a page in painting order, forms taken apart.

    Raises:
        RefusedError: when there are too many, or forms lie too deep in each other.
    """
    marks = []
    for order, (item, matrix) in enumerate(_walk_page(page)):
        if order > MAX_MARKS:
            raise RefusedError("attachment-too-complex", "页面过于复杂")
        kind = pdfium.FPDFPageObj_GetType(item)
        box = _read_box(item, matrix)
        if box is None:
            continue
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            if _read_text(item, text_page).strip():
                marks.append(_read_text_mark(item, matrix, order, box))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            solid = _is_solid(document, page, item)
            marks.append(Mark(order, box, ground=True, opaque=solid, image=True))
        elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
            marks.append(Mark(order, box, ground=True))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            marks.extend(_read_area(item, order, box))
    return marks


def _walk_page(page: pypdfium2.PdfPage) -> Iterator[tuple[Any, Matrix]]:
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _walk(pdfium.FPDFPage_GetObject(page, index), _WHOLE, 0)


def _walk(item: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:  # noqa: ANN401
    if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_FORM:
        yield item, matrix
        return
    if depth > _MAX_DEPTH:
        raise RefusedError("attachment-too-complex", "页面过于复杂")
    inner = _join(_read_matrix(item), matrix)
    for index in range(pdfium.FPDFFormObj_CountObjects(item)):
        yield from _walk(pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)


def _read_matrix(item: Any) -> Matrix:  # noqa: ANN401 - pdfium's handles have no type
    raw = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, raw):
        return _WHOLE
    return raw.a, raw.b, raw.c, raw.d, raw.e, raw.f


def _join(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _read_box(item: Any, matrix: Matrix) -> Box | None:  # noqa: ANN401
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *edges):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    if matrix == _WHOLE:
        return left, bottom, right, top
    a, b, c, d, e, f = matrix
    corners = [(x * a + y * c + e, x * b + y * d + f) for x in (left, right) for y in (bottom, top)]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)


def _read_text(item: Any, text_page: pypdfium2.PdfTextPage) -> str:  # noqa: ANN401
    length = pdfium.FPDFTextObj_GetText(item, text_page, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    pdfium.FPDFTextObj_GetText(item, text_page, raw, length)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")


def _read_color(read: Any, item: Any) -> tuple[Color | None, int]:  # noqa: ANN401
    parts = [ctypes.c_uint() for _ in range(4)]
    if not read(item, *parts):
        return None, 255
    red, green, blue, alpha = (part.value for part in parts)
    return (red, green, blue), alpha


def _read_text_mark(item: Any, matrix: Matrix, order: int, box: Box) -> Mark:  # noqa: ANN401
    mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
    paint = (
        pdfium.FPDFPageObj_GetStrokeColor if mode in _STROKED else pdfium.FPDFPageObj_GetFillColor
    )
    color, alpha = _read_color(paint, item)
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(item, size)
    a, b, c, d, _, _ = _join(_read_matrix(item), matrix)
    height = size.value * abs(a * d - b * c) ** 0.5
    unseen = mode in _UNSEEN_MODES or alpha < _CLEAR or height < _TINY
    return Mark(order, box, text=True, invisible=unseen, color=color)


def _read_area(item: Any, order: int, box: Box) -> Iterator[Mark]:  # noqa: ANN401
    """The mark of a path, if it is an area and not a rule or a drawing."""
    thin = min(box[2] - box[0], box[3] - box[1]) < _THICK
    if thin or not 0 < pdfium.FPDFPath_CountSegments(item) <= _MAX_SEGMENTS:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    color, alpha = _read_color(pdfium.FPDFPageObj_GetFillColor, item)
    if not fill.value:
        width = ctypes.c_float()
        pdfium.FPDFPageObj_GetStrokeWidth(item, width)
        if not stroke.value or width.value < _THICK:
            return
        color, alpha = _read_color(pdfium.FPDFPageObj_GetStrokeColor, item)
    if alpha >= _CLEAR:
        opaque = alpha >= _OPAQUE and not pdfium.FPDFPageObj_HasTransparency(item)
        yield Mark(order, box, color=color if opaque else None, ground=True, opaque=opaque)


def _is_solid(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, item: Any) -> bool:  # noqa: ANN401
    """Whether an image lets nothing through; a seal on a clear ground lets the text be read."""
    if pdfium.FPDFPageObj_HasTransparency(item):
        return False
    bitmap = pdfium.FPDFImageObj_GetRenderedBitmap(document, page, item)
    if not bitmap:
        return True
    try:
        if pdfium.FPDFBitmap_GetFormat(bitmap) != pdfium.FPDFBitmap_BGRA:
            return True
        size = pdfium.FPDFBitmap_GetStride(bitmap) * pdfium.FPDFBitmap_GetHeight(bitmap)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), size)
        alphas = pixels[3::4]
        return alphas.count(255) > 0.9 * len(alphas)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
