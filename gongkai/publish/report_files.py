"""The report on disk: `report.json`, `columns.csv` and the printable `report.html`."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from gongkai.core.report.model import Report
from gongkai.core.report.summary import format_rate
from gongkai.publish.calendar_files import render_calendars
from gongkai.publish.files import replace_file
from gongkai.publish.report_html import render_html

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.core.report.tables import ColumnReport

REPORT = "report.json"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_CSV_HEAD = (
    *("栏目编号", "栏目名称", "板块", "分组", "责任部门", "公开依据", "必设", "状态"),
    *("条数", "本年条数", "应有条数", "撤回", "首条日期", "最近日期", "距今天数", "最长更新间隔"),
    *("超期起始日", "相邻最长间隔", "相邻间隔上限", "公开时限", "可计时限", "按时", "按时率"),
    *("期限未定", "说明", "不足", "应有未有", "最少条数检验", "更新间隔检验", "相邻间隔检验"),
    *("缺少字段", "只有链接的条目", "未配解读的文件"),
)


def write_report(report: Report, folder: Path) -> tuple[Path, ...]:
    """The paths of the files written; the same report gives the same bytes."""
    texts = {
        REPORT: render_json(report),
        "columns.csv": "\ufeff" + render_columns(report.columns),
        "report.html": render_html(report),
    }
    files = {name: text.encode() for name, text in texts.items()}
    if report.agenda is not None:
        files |= render_calendars(report.agenda, report.head.today)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        replace_file(folder / name, data)
    return tuple(folder / name for name in files)


def render_json(report: Report) -> str:
    """The report as JSON of the schema that it names."""
    values = TypeAdapter(Report).dump_python(report, mode="json")
    return json.dumps(values, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def render_columns(columns: tuple[ColumnReport, ...]) -> str:
    """The columns as CSV (RFC 4180) in which no spreadsheet finds a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_CSV_HEAD)
    for column in columns:
        writer.writerow([_guard(cell) for cell in _list_cells(column)])
    return text.getvalue()


def _list_cells(column: ColumnReport) -> tuple[object, ...]:
    return (
        *(column.id, column.name, column.block, column.group, column.unit),
        *("；".join(column.basis), "是" if column.required else "否", column.status.value),
        *(column.items, column.items_this_year, column.min_items, column.withdrawn),
        *(column.first, column.last, column.age, column.max_age, column.stale_from),
        *(column.largest_gap, column.max_gap, column.limit, column.judged, column.on_time),
        format_rate(column.on_time, column.judged) if column.judged else None,
        *(column.uncertain, column.statement, "；".join(column.shortfalls)),
        "；".join(f"{o.title}：{o.text}" for o in column.omissions),
        *(test.mark.value for test in column.tests),
        "；".join(f"{field.name}{len(field.documents)}件" for field in column.missing),
        *("；".join(column.link_only), "；".join(column.unlinked)),
    )


def _guard(cell: object) -> object:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return cell
