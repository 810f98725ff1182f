"""The tables of an annual report as a workbook: a sheet each, as an official would make it."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter

from gongkai.publish.annual_export.layout import lay_out
from gongkai.publish.pages.annual_tables import build_tables

if TYPE_CHECKING:
    from gongkai.core.models import Document
    from gongkai.publish.annual_export.layout import Placed
    from gongkai.publish.pages.annual_tables import Table

_MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - a workbook's time has no zone
"""Every workbook bears this time: its bytes follow from its cells alone."""
_WIDTHS = {
    4: (24, 24, 24, 24),
    10: (7, 10, 36, 7, 7, 7, 7, 7, 7, 7),
    15: (8,) * 15,
    2: (40, 24),
}
"""Widths of the columns in characters, by their number."""
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,11})(?:\.([0-9]{1,2}))?")
_FIRST = 2
"""Rows above a table: its title, and whose it is."""
_A4 = 9
_LINE = 14.0
_AROUND = 6.0
"""Points above and below the lines of a row."""
_UPRIGHT = 10
"""Columns up to which a table stands upright on A4."""


def format_workbook(record: Document, year: int) -> bytes:
    """The workbook; numbers are numbers, placeholders stay the text that they are."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": record.title, "author": record.issuer, "created": _MADE})
    styles = _Styles(book)
    for table in build_tables(record):
        page = book.add_worksheet(_name_sheet(table))
        _write_sheet(page, styles, table, f"{record.issuer}　{year}年度")
    book.close()
    return out.getvalue()


def _name_sheet(table: Table) -> str:
    return f"表{table.section}" if table.section else "报表"


@dataclass
class _Styles:
    """The looks of cells, each made once."""

    book: Any

    def __post_init__(self) -> None:
        base = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
        framed = base | {"border": 1, "text_wrap": True}
        add = self.book.add_format
        self.title = add(base | {"bold": True, "font_size": 16, "align": "center"})
        self.owner = add(base | {"align": "left"})
        self.head = add(framed | {"align": "center", "bold": True, "bg_color": "#DCE6F1"})
        self.label = add(framed | {"align": "left"})
        self.text = add(framed | {"align": "center"})
        self.numbers = {
            places: add(framed | {"align": "center", "num_format": code})
            for places, code in enumerate(("0", "0.0", "0.00"))
        }


def _write_sheet(page: Any, styles: _Styles, table: Table, owner: str) -> None:  # noqa: ANN401 - XlsxWriter has no types
    layout = lay_out(table)
    width, height = layout.width, len(layout.rows)
    for column, size in enumerate(_WIDTHS.get(width, (16,) * width)):
        page.set_column(column, column, size)
    number = f"{table.section}、" if table.section else ""
    page.merge_range(0, 0, 0, width - 1, f"{number}{table.caption}", styles.title)
    page.set_row(0, 30)
    page.merge_range(1, 0, 1, width - 1, owner, styles.owner)
    for placed in layout.list_cells():
        _write_cell(page, styles, placed, table)
    sizes = _WIDTHS.get(width, (16,) * width)
    for row, cells in enumerate(layout.rows):
        lines = max(_count_lines(placed, row, sizes) for placed in cells)
        page.set_row(row + _FIRST, _LINE * lines + _AROUND)
    page.freeze_panes(table.head_rows + _FIRST, _count_labels(layout.rows[-1]))
    if width > _UPRIGHT:
        page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    page.center_horizontally()
    page.fit_to_pages(1, 0)
    if table.head_rows:
        page.repeat_rows(_FIRST, _FIRST + table.head_rows - 1)
    page.print_area(0, 0, height + _FIRST - 1, width - 1)
    page.set_footer("&C第 &P 页，共 &N 页")
    page.hide_gridlines(2)


def _write_cell(page: Any, styles: _Styles, placed: Placed, table: Table) -> None:  # noqa: ANN401 - as above
    cell = placed.cell
    top, left = placed.row + _FIRST, placed.column
    number = None if cell.head else _NUMBER.fullmatch(cell.text)
    if number is not None:
        look = styles.numbers[len(number[1] or "")]
    elif placed.row < table.head_rows or cell.head in {"col", "colgroup"}:
        look = styles.head
    else:
        look = styles.label if cell.head else styles.text
    if cell.across > 1 or cell.down > 1:
        bottom, right = top + cell.down - 1, left + cell.across - 1
        page.merge_range(top, left, bottom, right, "", look)
    if number is not None:
        page.write_number(top, left, float(cell.text), look)
    elif cell.text:
        page.write_string(top, left, cell.text, look)
    else:
        page.write_blank(top, left, None, look)


def _count_lines(placed: Placed, row: int, sizes: tuple[int, ...]) -> float:
    """Lines that a cell needs in one of its rows; a Chinese character is as wide as two letters."""
    cell = placed.cell
    if placed.row != row:
        return 1
    room = sum(sizes[placed.column : placed.column + cell.across])
    lines = -(-len(cell.text.encode("gb18030")) // max(room - 2, 1))
    return max(1.0, lines / cell.down)


def _count_labels(row: tuple[Placed, ...]) -> int:
    """Columns at the left of a row that hold labels."""
    return next((n for n, placed in enumerate(row) if not placed.cell.head), 0)
