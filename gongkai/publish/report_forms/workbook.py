"""`report.xlsx`: the report as an auditor would build it, one sheet a topic, ready to print.

Every cell is a text, a number or a date, none is a formula; the same report gives the same bytes.
"""

from __future__ import annotations

import io
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import xlsxwriter

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
from gongkai.publish.report_forms.table import Cell, Rate, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongkai.core.report.model import Report

MOST_ROWS = 2000
"""Rows of one sheet; longer lists are in the CSV file beside the workbook, as the sheet says.

More cannot be read in a workbook, and 60,000 rows of signatures would take longer to write than
all the rest of a build's report.
"""
_MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - a workbook's time has no zone
"""Every workbook bears this time: its bytes follow from its cells alone."""
_LONGEST_TEXT = 32_000
"""Characters of one cell; programs refuse more than 32,767."""
_WIDEST = ((4, 100), (12, 44), (1000, 36))
"""Up to how many columns of a sheet, and how wide a column may then be."""
_NARROWEST, _ROOMY = 7, 30
_PAGE_WIDTH = 215
"""Width of the columns that still can be read when printed on one page."""
_LINE_HEIGHT, _MOST_LINES = 14, 29
"""In points; a row must not be higher than 409."""
_MEASURED = 300
"""Rows whose lengths decide on the widths of columns."""
_A4 = 9
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
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": title, "author": author, "created": _MADE})
    formats = _Formats(book)
    for table in tables:
        _write_sheet(book, formats, table, title)
    book.close()
    return out.getvalue()


class _Formats:
    """The formats of one workbook."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
        plain = {"valign": "top", "font_name": "宋体", "font_size": 10}
        plain |= {"border": 1, "border_color": "#BFBFBF"}
        bold = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F4E79", "border": 1}
        centred = {"text_wrap": True, "valign": "vcenter", "align": "center"}
        self.head = book.add_format(plain | bold | centred)
        self.text = book.add_format({**plain, "text_wrap": True})
        right = plain | {"align": "right", "indent": 1}
        self.number = book.add_format({**right, "num_format": "#,##0"})
        self.decimal = book.add_format({**right, "num_format": "#,##0.0"})
        self.rate = book.add_format({**right, "num_format": "0.0%"})
        self.day = book.add_format({**plain, "num_format": "yyyy-mm-dd", "align": "left"})
        self.moment = book.add_format({**plain, "num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self.note = book.add_format({"font_name": "宋体", "font_size": 10, "italic": True})
        self.words = [(book.add_format(colour), word) for colour, words in _WORDS for word in words]


def _write_sheet(book: Any, formats: _Formats, table: Table, title: str) -> None:  # noqa: ANN401 - as above
    sheet = book.add_worksheet(table.name)
    rows = table.rows[:MOST_ROWS]
    widths = measure(table.labels, rows, table.roomy)
    _set_up(sheet, table, title, widths)
    for place, label in enumerate(table.labels):
        sheet.write_string(0, place, label, formats.head)
    for number, row in enumerate(rows, 1):
        lines = max(_count_lines(row, widths), table.lines)
        sheet.set_row(number, _LINE_HEIGHT * lines + 2)
        for place, cell in enumerate(row):
            _write_cell(sheet, formats, (number, place), cell)
    end = max(len(rows), 1)
    sheet.autofilter(0, 0, end, len(table.labels) - 1)
    for label in table.states:
        place = table.labels.index(label)
        for colour, word in formats.words:
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": colour}
            sheet.conditional_format(1, place, end, place, rule)
    if len(table.rows) > len(rows):
        text = f"共{len(table.rows)}行，这里只列前{len(rows)}行，全部见同一文件夹中的 {table.file}"
        sheet.write_string(len(rows) + 1, 0, text, formats.note)
    elif not rows:
        sheet.write_string(1, 0, "（无）", formats.note)


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
    sheet.set_row(0, 2 * _LINE_HEIGHT + 4)


def _write_cell(sheet: Any, formats: _Formats, at: tuple[int, int], cell: Cell) -> None:  # noqa: ANN401 - as above
    if cell is None or cell == "":
        sheet.write_blank(*at, None, formats.text)
    elif isinstance(cell, str):
        sheet.write_string(*at, _cut(cell), formats.text)
    elif isinstance(cell, Rate):
        if cell.whole:
            sheet.write_number(*at, cell.part / cell.whole, formats.rate)
        else:
            sheet.write_blank(*at, None, formats.text)
    elif isinstance(cell, date):
        moment = isinstance(cell, datetime)
        sheet.write_datetime(*at, cell, formats.moment if moment else formats.day)
    else:
        form = formats.decimal if isinstance(cell, float) else formats.number
        sheet.write_number(*at, cell, form)


def _cut(text: str) -> str:
    if len(text) <= _LONGEST_TEXT:
        return text
    return f"{text[:_LONGEST_TEXT]}……（共{len(text)}字）"


def measure(
    labels: Sequence[str], rows: Sequence[tuple[Cell, ...]], roomy: Sequence[str] = ()
) -> list[int]:
    """Widths of columns in characters of a Latin letter's width, a Han character being two."""
    shown = (labels, *rows[:_MEASURED])
    widest = next(width for columns, width in _WIDEST if len(labels) <= columns)
    widths = (max(_count_width(cell) for cell in column) for column in zip(*shown, strict=True))
    least = [_ROOMY if label in roomy else _NARROWEST for label in labels]
    return [min(widest, max(low, width + 2)) for low, width in zip(least, widths, strict=True)]


def _count_lines(row: tuple[Cell, ...], widths: Sequence[int]) -> int:
    """Lines that the longest text of a row takes in its column."""
    lines = 1
    for cell, width in zip(row, widths, strict=True):
        # A character is two wide at most.
        if isinstance(cell, str) and len(cell) * 2 > width - 1:
            lines = max(lines, -(-_count_width(cell) // (width - 1)))
    return min(lines, _MOST_LINES)


def _count_width(cell: Cell) -> int:
    return 0 if cell is None else _measure_text(str(cell))


@lru_cache(maxsize=1 << 14)
def _measure_text(text: str) -> int:
    """Names, bases and the like stand in thousands of rows."""
    return len(text.encode("gb18030"))
