"""The report on disk: `report.json`, `columns.csv` and the printable `report.html`."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from pydantic import TypeAdapter

from gongkai.core.findings import Severity
from gongkai.core.report.model import Light, Outcome, Report
from gongkai.core.report.summary import format_rate
from gongkai.core.report.tables import ColumnReport, Status
from gongkai.publish.files import replace_file

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_SEVERITY_NAMES = {Severity.BLOCK: "拦截", Severity.WARN: "提醒", Severity.INFO: "提示"}
_WORDS: dict[str, tuple[str, ...]] = {
    "good": (Light.GOOD, Status.NORMAL, Outcome.PASSED),
    "care": (Light.CARE, Status.NEAR, Severity.WARN),
    "bad": (Light.BAD, Status.OVERDUE, Status.EMPTY, Severity.BLOCK, Outcome.BLOCKED),
    "calm": (Status.EXPLAINED, Status.NOT_APPLICABLE, Severity.INFO),
}
_TONES = {word: tone for tone, words in _WORDS.items() for word in words}
_SHAPES = {"good": "●", "care": "▲", "bad": "■", "calm": "○"}
_LIMIT_MARK = 80
"""Where on a bar of 100 the limit stands."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_CSV_HEAD = (
    *("栏目编号", "栏目名称", "板块", "分组", "责任部门", "公开依据", "必设", "状态"),
    *("条数", "本年条数", "应有条数", "撤回", "首条日期", "最近日期", "距今天数", "最长更新间隔"),
    *("超期起始日", "相邻最长间隔", "相邻间隔上限", "公开时限", "可计时限", "按时", "按时率"),
    *("期限未定", "说明", "不足", "应有未有"),
)


def write_report(report: Report, folder: Path) -> tuple[Path, ...]:
    """The paths of the files written; the same report gives the same bytes."""
    texts = {
        "report.json": render_json(report),
        "columns.csv": "\ufeff" + render_columns(report.columns),
        "report.html": render_html(report),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        replace_file(folder / name, text.encode())
    return tuple(folder / name for name in texts)


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


def render_html(report: Report) -> str:
    """The report as one page that needs nothing beside itself."""
    blocks = [(name, list(rows)) for name, rows in groupby(report.columns, lambda c: c.block)]
    omissions = [(column, o) for column in report.columns for o in column.omissions]
    shares = [(s, n) for s in Status if (n := sum(c.status is s for c in report.columns))]
    text = (
        _load_environment()
        .get_template("report.html")
        .render(
            report=report,
            blocks=blocks,
            omissions=omissions,
            shares=shares,
            passed=report.head.outcome is Outcome.PASSED,
        )
    )
    return text.rstrip() + "\n"


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
    )


def _guard(cell: object) -> object:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return cell


@cache
def _load_environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("gongkai.publish", "report_templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": _format_day,
        "known": _format_known,
        "rate": lambda pair: format_rate(*pair),
        "severity": _SEVERITY_NAMES.__getitem__,
        "shape": lambda word: _SHAPES[_TONES[word]],
        "tone": _TONES.__getitem__,
    }
    environment.globals |= {"fill": _compute_fill, "limit_mark": _LIMIT_MARK}
    return environment


def _format_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _format_known(value: object) -> str:
    """A value, or the dash that stands for none."""
    return "—" if value is None else str(value)


def _compute_fill(value: int, limit: int) -> int:
    """The width of a bar of 100 on which the limit stands at `limit_mark`."""
    return min(100, value * _LIMIT_MARK // max(limit, 1))
