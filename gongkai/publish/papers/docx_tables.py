"""Tables in Word files: heads repeated on each page, rows not torn, fixed widths."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from lxml import etree

from gongkai.core.papers.blocks import Align
from gongkai.publish.papers.look import SMALL_SIZE, TEXT_WIDTH, measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from lxml.etree import _Element

    from gongkai.core.papers.blocks import Table

_TWIPS = 635
"""English metric units in a twentieth of a point."""
_MARGIN = 60
_MARGINS = {"w:top": 25, "w:left": _MARGIN, "w:bottom": 25, "w:right": _MARGIN}
"""Between the text of a cell and its border, in twips."""
_LOW, _TALL = 340, 900
"""Least heights of rows: six millimetres, and sixteen where somebody writes by hand."""


def add_table(document: Document, table: Table) -> Paragraph:
    """Adds a table below its title, which is returned.

    It is built as XML, for `python-docx` takes minutes for a long one.
    """
    title = document.add_paragraph(table.title, "表题")
    widths = share_width([column.width for column in table.columns], TEXT_WIDTH // _TWIPS)
    element = _start_table(document, widths)
    styles = (document.styles["表头"].style_id, document.styles["表格文字"].style_id)
    centred = [Align.CENTRE] * len(widths)
    names = [split_head(c.name, w) for c, w in zip(table.columns, widths, strict=True)]
    head = _make_row(names, widths, centred, styles[0])
    _add(_properties(head, "w:trPr"), "w:tblHeader")
    element.append(head)
    aligns = [column.align for column in table.columns]
    for cells in table.rows:
        row = _make_row(cells, widths, aligns, styles[1])
        height = _add(
            _properties(row, "w:trPr"), "w:trHeight", val=_TALL if table.to_fill else _LOW
        )
        height.set(qn("w:hRule"), "atLeast")
        element.append(row)
    document.element.body.insert_element_before(element, "w:sectPr")
    return title


def split_head(name: str, width: int) -> str:
    """A head in two equal lines where it does not fit on one of so many twips.

    Names in brackets are left to the program, which breaks before the bracket.
    """
    fits = measure(name) * SMALL_SIZE <= (width - 2 * _MARGIN) * _TWIPS
    if fits or "（" in name:
        return name
    middle = (len(name) + 1) // 2
    return f"{name[:middle]}\n{name[middle:]}"


def share_width(shares: Sequence[int], whole: int) -> list[int]:
    """The widths of columns, whose sum is the whole."""
    total, ends, done = sum(shares), [0], 0
    for share in shares:
        done += share
        ends.append(whole * done // total)
    return [end - start for start, end in pairwise(ends)]


def _start_table(document: Document, widths: list[int]) -> _Element:
    element = etree.Element(qn("w:tbl"))
    properties = _add(element, "w:tblPr")
    _add(properties, "w:tblStyle", val=document.styles["Table Grid"].style_id)
    _add(properties, "w:tblW", w=sum(widths), type="dxa")
    _add(properties, "w:jc", val="center")
    _add(properties, "w:tblLayout", type="fixed")
    margins = _add(properties, "w:tblCellMar")
    for side, width in _MARGINS.items():
        _add(margins, side, w=width, type="dxa")
    grid = _add(element, "w:tblGrid")
    for width in widths:
        _add(grid, "w:gridCol", w=width)
    return element


def _make_row(
    cells: Sequence[str], widths: Sequence[int], aligns: Sequence[Align], style: str
) -> _Element:
    row = etree.Element(qn("w:tr"))
    _add(_properties(row, "w:trPr"), "w:cantSplit")
    for text, width, align in zip(cells, widths, aligns, strict=True):
        cell = _add(row, "w:tc")
        properties = _add(cell, "w:tcPr")
        _add(properties, "w:tcW", w=width, type="dxa")
        _add(properties, "w:vAlign", val="center")
        paragraph = _add(cell, "w:p")
        layout = _add(paragraph, "w:pPr")
        _add(layout, "w:pStyle", val=style)
        _add(layout, "w:jc", val=align.value)
        run = _add(paragraph, "w:r")
        for position, line in enumerate(text.split("\n")):
            if position:
                _add(run, "w:br")
            _add(run, "w:t").text = line
    return row


def _properties(element: _Element, tag: str) -> _Element:
    found = element.find(qn(tag))
    return _add(element, tag) if found is None else found


def _add(parent: _Element, tag: str, **values: str | int) -> _Element:
    attributes = {qn(f"w:{name}"): str(value) for name, value in values.items()}
    return etree.SubElement(parent, qn(tag), attributes)
