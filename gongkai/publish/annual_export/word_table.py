"""A table with merged cells in a Word file, laid out like the official form."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gongkai.publish.annual_export.layout import lay_out

if TYPE_CHECKING:
    from lxml.etree import _Element

    from gongkai.publish.annual_export.layout import Layout, Placed
    from gongkai.publish.pages.annual_tables import Cell, Table

_WIDTH = 8844
"""Twentieths of a point between the margins: 156 mm."""
_SHARES = {
    4: (1, 1, 1, 1),
    10: (754, 921, 3271, 685, 685, 685, 685, 685, 685, 685),
    15: (1,) * 15,
    2: (2, 1),
}
"""Widths of the columns in the official form, by their number."""
_BAND = "DCE6F1"
_FONT = "宋体"
_SIZE = 20
"""Half points: ten-point type, as the official form has it."""
_SIDES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = '<w:left w:w="45" w:type="dxa"/><w:right w:w="45" w:type="dxa"/>'
_LINES = (
    '<w:spacing w:line="260" w:lineRule="atLeast"/><w:ind w:firstLineChars="0" w:firstLine="0"/>'
)
_REPEATED, _TOGETHER = "<w:tblHeader/>", "<w:keepNext/>"
_LONG = 20
"""Characters from which a text is read along its left edge."""


def make_word_table(table: Table) -> _Element:
    """The table as WordprocessingML; it stays on one page where it fits on one.

    Where it does not, its head is repeated, and no row is torn.
    """
    layout = lay_out(table)
    widths = _share_width(layout.width)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(
        _format_row(
            layout,
            row,
            widths,
            head=_REPEATED if row < table.head_rows else "",
            keep=_TOGETHER if row + 1 < len(layout.rows) else "",
        )
        for row in range(len(layout.rows))
    )
    return parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_SIDES}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _share_width(columns: int) -> list[int]:
    shares = _SHARES.get(columns, (1,) * columns)
    widths = [_WIDTH * share // sum(shares) for share in shares]
    return [*widths[:-1], _WIDTH - sum(widths[:-1])]


def _format_row(layout: Layout, row: int, widths: list[int], *, head: str, keep: str) -> str:
    cells = "".join(
        _format_cell(placed, row, widths, keep)
        for column, placed in enumerate(layout.rows[row])
        if placed.column == column
    )
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="340" w:hRule="atLeast"/>{head}</w:trPr>'
        f"{cells}</w:tr>"
    )


def _format_cell(placed: Placed, row: int, widths: list[int], keep: str) -> str:
    cell, column = placed.cell, placed.column
    is_first = placed.row == row
    span = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
    merge = ""
    if cell.down > 1:
        merge = '<w:vMerge w:val="restart"/>' if is_first else "<w:vMerge/>"
    is_band = cell.across == len(widths)
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{_BAND}"/>' if is_band else ""
    width = sum(widths[column : column + cell.across])
    shown = _format_text(cell if is_first else None, keep)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{fill}'
        f'<w:vAlign w:val="center"/></w:tcPr>{shown}</w:tc>'
    )


def _format_text(cell: Cell | None, keep: str) -> str:
    if cell is None or not cell.text:
        return f"<w:p><w:pPr>{keep}{_LINES}</w:pPr></w:p>"
    side = "left" if cell.head in {"row", "rowgroup"} or len(cell.text) > _LONG else "center"
    fonts = f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>'
    return (
        f'<w:p><w:pPr>{keep}{_LINES}<w:jc w:val="{side}"/></w:pPr><w:r><w:rPr>{fonts}'
        f'<w:sz w:val="{_SIZE}"/><w:szCs w:val="{_SIZE}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(cell.text)}</w:t></w:r></w:p>'
    )
