"""`report.xlsx`: the report as an auditor would build it, one sheet a topic, ready to print.

The workbook and its heads are XlsxWriter's, the rows are spelled by `Speller`. Every cell is a
text, a number or a date, none is a formula; the same report gives the same bytes.
"""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from gongkai.publish.report_forms.background import list_difference, list_evidence
from gongkai.publish.report_forms.columns import list_columns
from gongkai.publish.report_forms.judgements import (
    list_checks,
    list_deadlines,
    list_forecast,
    list_inspection,
    list_overview,
    list_units,
)
from gongkai.publish.report_forms.legal import list_annual, list_coverage, list_rates
from gongkai.publish.report_forms.lists import (
    list_documents,
    list_findings,
    list_gaps,
    list_reviews,
)
from gongkai.publish.report_forms.spelling import LINE_HEIGHT, Speller, measure_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongkai.core.report.model import Report
    from gongkai.publish.report_forms.table import Cell, Table

MOST_ROWS = 2000
"""Rows of one sheet; longer lists are in the CSV file beside the workbook, as the sheet says.

More cannot be read in a workbook, and 60,000 rows of signatures would make it slow to open.
"""
_MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - a workbook's time has no zone
"""Every workbook bears this time: its bytes follow from its cells alone."""
_WIDEST = ((4, 100), (12, 44), (1000, 36))
"""Up to how many columns of a sheet, and how wide a column may then be."""
_NARROWEST, _ROOMY = 7, 30
_PAGE_WIDTH = 215
"""Width of the columns that still can be read when printed on one page."""
_MEASURED = 300
"""Rows whose lengths decide on the widths of columns."""
_A4 = 9
_LEVEL = 4
"""Of deflate: half the time of the usual level for a twentieth more."""
_SECOND_ROW, _END = '<row r="2"', "</sheetData>"
_STYLE = re.compile(r'<c r="[A-Z]+2" s="(\d+)"/>')
_SIZE = re.compile(r'<dimension ref="[^"]*"/>')
_GOOD = {"bg_color": "#E2F0D9", "font_color": "#1E5631"}
_CARE = {"bg_color": "#FFF2CC", "font_color": "#7A4F01"}
_BAD = {"bg_color": "#F8D7DA", "font_color": "#8B1A1A"}
_QUIET = {"bg_color": "#EDEDED", "font_color": "#404040"}
_WORDS: tuple[tuple[dict[str, str], tuple[str, ...]], ...] = (
    (_GOOD, ("正常", "合格", "齐全", "有内容", "已通过", "按期", "未达到", "现行有效")),
    (_CARE, ("注意", "临期", "提醒", "逾期完成", "不全", "逾期（期限未定）", "已修改")),
    (_BAD, ("问题", "超期", "空白（无说明）", "已拦截", "拦截", "达到", "逾期未完成")),
    (_BAD, ("缺", "不合格", "有问题", "逾期")),
    (_QUIET, ("空白（有说明）", "不适用", "未设", "不计", "已说明", "无应查事项", "未到期")),
    (_QUIET, ("提示", "首次公开日期不明", "已失效", "已废止")),
)
"""The words of judgement and the colour that goes with each; the word is always there too."""


def list_tables(report: Report) -> tuple[Table, ...]:
    """Every sheet of the workbook in its order."""
    return (
        list_overview(report),
        list_columns(report.columns),
        list_inspection(report),
        list_forecast(report),
        list_checks(report),
        list_gaps(report),
        list_findings(report),
        list_deadlines(report),
        list_units(report),
        list_coverage(report),
        list_rates(report),
        list_annual(report),
        list_reviews(report),
        list_documents(report),
        list_difference(report),
        list_evidence(report),
    )


def render_workbook(report: Report, tables: Iterable[Table]) -> bytes:
    """The sheets as XLSX."""
    head = report.head
    return format_tables(tables, head.body or "", f"{head.site_name or ''} 检查报告 {head.today}")


def format_tables(tables: Iterable[Table], author: str, title: str) -> bytes:
    """Tables as a workbook: heads frozen and repeated, filters, colours, landscape A4."""
    listed = tuple(tables)
    parts, speller = _make_frame(listed, author, title)
    sheets = {f"xl/worksheets/sheet{n}.xml": table for n, table in enumerate(listed, 1)}
    out = io.BytesIO()
    with ZipFile(out, "w") as package:
        for name, text in parts:
            whole = _fill_sheet(text, sheets[name], speller) if name in sheets else text
            package.writestr(ZipInfo(name), whole, ZIP_DEFLATED, _LEVEL)
    return out.getvalue()


def _make_frame(
    tables: Sequence[Table], author: str, title: str
) -> tuple[tuple[tuple[str, str], ...], Speller]:
    """The parts of the workbook whose sheets have heads alone, and who spells their cells."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": title, "author": author, "created": _MADE})
    formats = _Formats(book)
    for table in tables:
        _write_frame(book, formats, table, title)
    # Below the head of the first sheet stands each format once: so its number can be read.
    for place, form in enumerate(formats.of_cells):
        book.worksheets()[0].write_blank(1, place, None, form)
    book.close()
    with ZipFile(out) as package:
        parts = tuple((name, package.read(name).decode()) for name in package.namelist())
    first = next(text for name, text in parts if name == "xl/worksheets/sheet1.xml")
    return parts, Speller(*_STYLE.findall(first, first.index(_SECOND_ROW), first.index(_END)))


class _Formats:
    """The formats of one workbook."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
        plain = {"valign": "top", "font_name": "宋体", "font_size": 10}
        plain |= {"border": 1, "border_color": "#BFBFBF"}
        bold = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F4E79", "border": 1}
        centred = {"text_wrap": True, "valign": "vcenter", "align": "center"}
        right = plain | {"align": "right", "indent": 1}
        self.head = book.add_format(plain | bold | centred)
        self.of_cells = (
            book.add_format({**plain, "text_wrap": True}),
            book.add_format({**right, "num_format": "#,##0"}),
            book.add_format({**right, "num_format": "#,##0.0"}),
            book.add_format({**right, "num_format": "0.0%"}),
            book.add_format({**plain, "num_format": "yyyy-mm-dd", "align": "left"}),
            book.add_format({**plain, "num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
            book.add_format({"font_name": "宋体", "font_size": 10, "italic": True}),
        )
        """In the order of the parameters of `Speller`."""
        self.words = [(book.add_format(colour), word) for colour, words in _WORDS for word in words]


def _write_frame(book: Any, formats: _Formats, table: Table, title: str) -> None:  # noqa: ANN401 - as above
    """A sheet without its rows."""
    sheet = book.add_worksheet(table.name)
    _set_up(sheet, table, title, measure(table.labels, table.rows[:MOST_ROWS], table.roomy))
    for place, label in enumerate(table.labels):
        sheet.write_string(0, place, label, formats.head)
    end = max(min(len(table.rows), MOST_ROWS), 1)
    sheet.autofilter(0, 0, end, len(table.labels) - 1)
    for label in table.states:
        place = table.labels.index(label)
        for colour, word in formats.words:
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": colour}
            sheet.conditional_format(1, place, end, place, rule)


def _set_up(sheet: Any, table: Table, title: str, widths: Sequence[int]) -> None:  # noqa: ANN401 - as above
    fixed = min(2, len(table.labels) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    pages = -(-sum(widths) // _PAGE_WIDTH)
    sheet.fit_to_pages(pages, 0)
    sheet.print_across()
    sheet.repeat_rows(0)
    if pages > 1:
        sheet.repeat_columns(0, fixed - 1)
    sheet.hide_gridlines(2)
    sheet.freeze_panes(1, fixed)
    sheet.set_header(f"&L{title.replace('&', '&&')}&R{table.name}")
    sheet.set_footer("&C第 &P 页，共 &N 页")
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.set_row(0, 2 * LINE_HEIGHT + 4)


def _fill_sheet(text: str, table: Table, speller: Speller) -> str:
    """The sheet with its rows below the head, and what is to be said of those it has not."""
    rows = table.rows[:MOST_ROWS]
    widths = measure(table.labels, rows, table.roomy)
    spelled = list(speller.spell_rows(rows, widths, table.lines))
    if len(table.rows) > len(rows):
        told = f"共{len(table.rows)}行，这里只列前{len(rows)}行，全部见同一文件夹中的 {table.file}"
        spelled.append(speller.spell_note(len(rows) + 2, told))
    elif not rows:
        spelled.append(speller.spell_note(2, "（无）"))
    end = text.index(_END)
    begin = text.find(_SECOND_ROW, 0, end)
    whole = (text[: end if begin < 0 else begin], *spelled, text[end:])
    size = f"A1:{xl_col_to_name(len(table.labels) - 1)}{len(spelled) + 1}"
    return _SIZE.sub(f'<dimension ref="{size}"/>', "".join(whole), count=1)


def measure(
    labels: Sequence[str], rows: Sequence[tuple[Cell, ...]], roomy: Sequence[str] = ()
) -> list[int]:
    """Widths of columns in characters of a Latin letter's width, a Han character being two."""
    shown = (labels, *rows[:_MEASURED])
    widest = next(width for columns, width in _WIDEST if len(labels) <= columns)
    widths = (max(_count_width(cell) for cell in column) for column in zip(*shown, strict=True))
    least = [_ROOMY if label in roomy else _NARROWEST for label in labels]
    return [min(widest, max(low, width + 2)) for low, width in zip(least, widths, strict=True)]


def _count_width(cell: Cell) -> int:
    return 0 if cell is None else measure_text(str(cell))
