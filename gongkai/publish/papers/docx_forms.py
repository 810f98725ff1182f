"""Forms as Word files: A4, the grid as wide as the paper allows, to be signed with a pen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from gongkai.publish.docx_file import docx_bytes, start_docx
from gongkai.publish.papers.look import set_look

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell, _Row
    from lxml.etree import _Element

    from gongkai.core.papers.forms import Cell, Form, Row

_MARGIN = Mm(20)
_ABOVE_GRID, _BELOW_TITLE = Pt(4), Pt(8)
_PADDING = {"top": 40, "left": 85, "bottom": 40, "right": 85}
"""Between the text of a cell and its border, in twips."""


def render_form(form: Form) -> bytes:
    """The file; the same form gives the same bytes."""
    document = start_docx()
    set_look(document)
    section = document.sections[0]
    section.top_margin = section.bottom_margin = _MARGIN
    section.left_margin = section.right_margin = _MARGIN
    section.footer_distance = Mm(10)
    title = document.add_paragraph(form.title, "Title")
    title.paragraph_format.space_after = _BELOW_TITLE
    above = document.add_paragraph(form.above, "表格文字")
    above.paragraph_format.space_after = _ABOVE_GRID
    _add_grid(document, form)
    for note in form.notes:
        document.add_paragraph(note, "表后说明")
    return docx_bytes(document, title=form.title, day=form.day)


def _add_grid(document: Document, form: Form) -> None:
    table = document.add_table(rows=0, cols=len(form.grid))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _set_padding(table._tbl.tblPr)  # noqa: SLF001 - python-docx has no margins of cells
    for column, width in zip(table.columns, form.grid, strict=True):
        column.width = Mm(width)
    for row in form.rows:
        _fill_row(table.add_row(), row, form.grid)


def _set_padding(properties: _Element) -> None:
    margins = etree.Element(qn("w:tblCellMar"))
    for side, width in _PADDING.items():
        etree.SubElement(margins, qn(f"w:{side}"), {qn("w:w"): str(width), qn("w:type"): "dxa"})
    tags = [element.tag for element in properties]
    properties.insert(tags.index(qn("w:tblLook")), margins)  # where the schema wants it


def _fill_row(place: _Row, row: Row, grid: tuple[int, ...]) -> None:
    place.height, place.height_rule = Mm(row.height), WD_ROW_HEIGHT_RULE.AT_LEAST
    etree.SubElement(place._tr.get_or_add_trPr(), qn("w:cantSplit"))  # noqa: SLF001 - nor this
    start = 0
    for cell in row.cells:
        own = place.cells[start]
        if cell.span > 1:
            own = own.merge(place.cells[start + cell.span - 1])
        own.width = Mm(sum(grid[start : start + cell.span]))
        _fill_cell(own, cell)
        start += cell.span


def _fill_cell(place: _Cell, cell: Cell) -> None:
    place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    lines = cell.text.split("\n")
    for number, line in enumerate(lines):
        paragraph = place.paragraphs[0] if number == 0 else place.add_paragraph()
        paragraph.style = "表头" if cell.label else "表格文字"
        paragraph.text = line
        paragraph.paragraph_format.keep_with_next = False
        if cell.label or cell.centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
