"""An empty ledger to fill in: heads, lists to choose from, and how each column is meant."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING

import xlsxwriter

from gongkai.publish.annual_ledger import columns as c

if TYPE_CHECKING:
    from gongkai.core.annual.shapes import Form

_MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - a workbook's time has no zone
_ROWS = 2_000
"""Rows below the heads in which the lists can be chosen from."""
_WIDTHS = {c.NUMBER: 20, c.RESULT: 44, c.CONSULTED: 18}
_WIDTH = 14
_TALL = 22
"""Height of rows in points."""
_DATES = frozenset({c.RECEIVED, c.CORRECTED, c.ANSWERED})
_MEANINGS = {
    c.NUMBER: "本机关的登记编号，每件一号，不用证件号码、电话号码",
    c.RECEIVED: "收到申请之日（《政府信息公开条例》第三十一条），写作 2025-01-31",
    c.KIND: "只从列表中选",
    c.CORRECTED: "申请人补正的，填收到补正之日；答复期限从这一天起算（第三十条）",
    c.CONSULTED: "征求第三方或者其他机关意见所用的工作日数，不计入答复期限（第三十三条）",
    c.EXTENDED: "经负责人同意延长答复期限并已告知申请人的，填“是”（第三十三条）",
    c.ANSWERED: "作出答复之日；尚未答复的不填",
    c.RESULT: "只从列表中选，为表三的办理结果；尚未答复的不填",
}
_NOTES = (
    "本台账只用于汇总年度报告表三。不得填写申请人的姓名、名称、证件号码、联系方式和申请内容。",
    "台账由本机关自行保管，不放入网站仓库。",
    "上年收到、本年办理的申请也要列入；以前年度已经答复的可以保留，不影响汇总。",
)


def format_blank_csv() -> bytes:
    """The heads alone, as CSV that spreadsheets open as it is."""
    return (",".join(c.COLUMNS) + "\r\n").encode("utf-8-sig")


def format_blank_workbook(form: Form) -> bytes:
    """The heads with lists for the cells below, and a sheet that explains the columns."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": "政府信息公开申请台账", "created": _MADE})
    base = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
    head = book.add_format(
        base | {"bold": True, "border": 1, "align": "center", "bg_color": "#DCE6F1"}
    )
    text = book.add_format(base | {"num_format": "@"})
    day = book.add_format(base | {"num_format": "yyyy-mm-dd"})
    wrapped = book.add_format(base | {"text_wrap": True})
    results = [row.name for row in form.requests.figures if row.key in form.requests.parts]
    lists = {
        c.KIND: [column.label for column in form.requests.columns[:-1]],
        c.EXTENDED: ["是", "否"],
    }
    page, notes = book.add_worksheet("台账"), book.add_worksheet("填写说明")
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for place, name in enumerate(c.COLUMNS):
        page.set_column(place, place, _WIDTHS.get(name, _WIDTH), day if name in _DATES else text)
        page.write_string(0, place, name, head)
        if name in lists:
            page.data_validation(
                1, place, _ROWS, place, {"validate": "list", "source": lists[name]}
            )
    last = c.COLUMNS.index(c.RESULT)
    # More names than a list within the cell may hold: they stand on the other sheet.
    source = f"=填写说明!$B$2:$B${len(results) + 1}"
    page.data_validation(1, last, _ROWS, last, {"validate": "list", "source": source})
    page.set_row(0, _TALL, None)
    notes.set_default_row(_TALL)
    notes.set_column(0, 0, 88, wrapped)
    notes.set_column(1, 1, 76, wrapped)
    notes.set_landscape()
    notes.set_paper(9)
    notes.fit_to_pages(1, 1)
    notes.write_row(0, 0, ("填写说明", c.RESULT), head)
    told = (*_NOTES, *(f"{name}：{_MEANINGS[name]}" for name in c.COLUMNS))
    notes.write_column(1, 0, told, wrapped)
    notes.write_column(1, 1, results, wrapped)
    book.close()
    return out.getvalue()
