"""What was judged: the first page, the inspection's counters, the forecast, checks and limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.report.difference import COUNT_NAMES
from gongkai.publish.report_forms.lists import OFFICE
from gongkai.publish.report_forms.table import Rate, Table, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.report.model import Report
    from gongkai.publish.report_forms.table import Cell

_FINDINGS = frozenset({"blocking", "warnings", "notes"})


def list_overview(report: Report) -> Table:
    """The judgements of the first page and the numbers behind them (总览)."""
    labels = ("项目", "判断", "数量", "说明")
    return Table("总览", labels, list(_list_overview(report)), ("判断",))


def _list_overview(report: Report) -> Iterator[tuple[Cell, ...]]:
    head = report.head
    yield "网站", "", None, head.site_name or "栏目设置不能读取"
    yield "主办单位", "", None, head.body
    yield "报告时点", "", None, f"{head.as_of}（北京时间）"
    yield "本次构建", head.outcome.value, None, ""
    for line in report.summary:
        yield line.name, line.light.value, None, line.text
    for name, label in COUNT_NAMES.items():
        unit = "处" if name in _FINDINGS else "件"
        yield label, "", getattr(head.counts, name), unit


def list_inspection(report: Report) -> Table:
    """The veto counters of the inspection (检查指标)."""
    futures = {f.id: f for f in report.forecast.counters} if report.forecast else {}
    rows: list[tuple[Cell, ...]] = []
    for counter in report.inspection:
        future = futures.get(counter.id)
        concerned = "；".join(f"{c.name}（{c.unit}）" for c in counter.columns)
        rows.append(
            (
                *(counter.name, counter.rule, counter.measure, counter.value),
                *(counter.threshold, counter.head_room, tell(counter.failed, "达到", "未达到")),
                *(future.value if future else None, future.fails_on if future else None),
                *(concerned, counter.note),
            )
        )
    return Table(
        "检查指标",
        (
            *("指标", "计入规则", "单位", "现值", "否决标准", "余量", "否决标准判断"),
            *("预测期末值", "达到否决标准之日", "计入的栏目", "说明"),
        ),
        rows,
        ("否决标准判断",),
    )


def list_forecast(report: Report) -> Table:
    """Which column begins to count on which day if nothing is added (预测)."""
    forecast = report.forecast
    names = {counter.id: counter.name for counter in report.inspection}
    rows: list[tuple[Cell, ...]] = [
        (
            *(t.day, (t.day - report.head.today).days, t.name, t.unit or OFFICE),
            *(names.get(t.counter, t.counter), t.limit or None),
        )
        for t in (forecast.turnings if forecast else ())
    ]
    labels = ("日期", "距今天数", "栏目", "责任部门", "将计入的指标", "更新间隔上限")
    return Table("预测", labels, rows)


def list_checks(report: Report) -> Table:
    """One line for each check (检查事项)."""
    return Table(
        "检查事项",
        (
            *("类别", "检查事项", "判断", "应查", "合格", "不合格", "合格率", "单位"),
            *("期限未定", "依据", "说明", "检查编号"),
        ),
        [
            (
                *(c.duty.topic.value, c.duty.name),
                "有问题" if c.gaps else "合格" if c.judged else "无应查事项",
                *(c.judged, c.kept, c.judged - c.kept, Rate(c.kept, c.judged), c.duty.measure),
                *(c.uncertain or None, c.duty.basis, c.duty.note, c.duty.id),
            )
            for c in report.checks
        ],
        ("判断",),
    )


def list_deadlines(report: Report) -> Table:
    """Duties with a fixed day, then what was published late (时限)."""
    rows: list[tuple[Cell, ...]] = [
        (
            *("定期事项", f"{d.year}年{d.name}", d.unit, None, d.due, d.done, d.state.value),
            *(d.days or None, d.basis, d.document),
        )
        for d in report.deadlines
    ]
    rows += [
        (
            *("逾期公开", late.title, late.unit, late.start, late.due, late.published),
            *("逾期" if late.certain else "逾期（期限未定）", late.days, late.column, late.id),
        )
        for late in report.reviews.late
    ]
    return Table(
        "时限",
        (
            *("类别", "事项", "责任部门", "起算日", "期限", "完成日", "状态", "天数"),
            *("依据或栏目", "编号"),
        ),
        rows,
        ("状态",),
    )


def list_units(report: Report) -> Table:
    """How punctual each unit was (部门)."""
    return Table(
        "部门",
        ("责任部门", "公开件数", "可计时限", "按时", "逾期", "按时率", "公开用时中位数（日）"),
        [
            (
                *(u.unit, u.published, u.judged, u.on_time, u.judged - u.on_time),
                *(Rate(u.on_time, u.judged), u.median_days),
            )
            for u in report.reviews.units
        ],
    )
