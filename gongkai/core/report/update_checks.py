"""Checks of how columns are kept: age, gaps, number of items, empty columns, pages of links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.report.checks import Duty, Gap, Topic, judge
from gongkai.core.report.completeness import apply_tests
from gongkai.core.report.tables import Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from gongkai.core.column_views import ColumnView
    from gongkai.core.report.checks import Check
    from gongkai.core.report.holdings import Holdings
    from gongkai.core.report.tables import ColumnTest

STATEMENT_DAYS = 365
"""Days after which a statement that nothing is to be disclosed must be looked at again."""
_INSPECTION = "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）"
AGE = Duty("updates-age", Topic.UPDATES, "栏目按期更新", _INSPECTION, "个", "按栏目设置的最长间隔")
GAP = Duty("updates-gap", Topic.UPDATES, "相邻两条间隔不过长", "", "个", "按栏目设置的间隔上限")
COUNT = Duty("updates-count", Topic.UPDATES, "栏目条数达到要求", "", "个", "空白栏目另计")
EMPTY = Duty("updates-empty", Topic.UPDATES, "没有空白栏目", _INSPECTION, "个", "已作说明的不计")
STATEMENT = Duty(
    "updates-statement",
    Topic.UPDATES,
    "零公开说明每年核实",
    "",
    "个",
    f"说明日期超过{STATEMENT_DAYS}日的计为未核实；没有说明日期的按封印日期",
)
NEEDLESS = Duty("updates-inapplicable", Topic.UPDATES, "不适用的栏目没有内容", "", "个")
LINKS = Duty(
    "updates-links",
    Topic.UPDATES,
    "正文直接公开",
    "",
    note="正文只有链接、附件名称，没有自己的文字的，计为未直接公开",
)
FIELDS = Duty("updates-fields", Topic.UPDATES, "各类信息要素齐全", "", note="按文件类型应填的字段")


def check_updates(holdings: Holdings) -> Iterator[Check]:
    """Everything of the topic 更新维护 that today decides."""
    tests = [(view, {t.id: t for t in apply_tests(holdings, view)}) for view in holdings.views]
    yield _judge_test(AGE, [(v, t["max_age"]) for v, t in tests], _describe_age)
    yield _judge_test(GAP, [(v, t["max_gap"]) for v, t in tests], _describe_gap)
    filled = [(view, found["min_items"]) for view, found in tests if view.items]
    yield _judge_test(COUNT, filled, _describe_count)
    yield _check_empty(holdings)
    yield _check_statements(holdings)
    yield _check_needless(holdings)
    yield _check_links(holdings)
    yield _check_fields(holdings)


def _judge_test(
    duty: Duty,
    tests: Iterable[tuple[ColumnView, ColumnTest]],
    describe: Callable[[ColumnView, ColumnTest], str],
) -> Check:
    judged = [(v, t) for v, t in tests if t.mark in {Mark.PASSED, Mark.FAILED}]
    failed = [(v, t) for v, t in judged if t.mark is Mark.FAILED]
    return judge(duty, len(judged), [_make_gap(v, describe(v, t)) for v, t in failed])


def _make_gap(view: ColumnView, text: str) -> Gap:
    return Gap(view.column.id, view.column.name, view.unit.name, text)


def _describe_age(view: ColumnView, test: ColumnTest) -> str:
    return f"最近一次更新在{view.last}，距今{test.value}日，超过{test.limit}日"


def _describe_gap(_view: ColumnView, test: ColumnTest) -> str:
    return f"相邻两条最长相隔{test.value}日，超过{test.limit}日"


def _describe_count(_view: ColumnView, test: ColumnTest) -> str:
    return f"应有{test.limit}条以上，现有{test.value}条"


def _check_empty(holdings: Holdings) -> Check:
    due = [view for view in holdings.views if not view.column.not_applicable]
    empty = [view for view in due if not view.items and not view.column.zero_statement]
    gaps = [_make_gap(view, "栏目没有内容，也没有零公开说明") for view in empty]
    return judge(EMPTY, len(due), gaps)


def _check_statements(holdings: Holdings) -> Check:
    """Statements that stand for items today, each with the day on which it was last looked at."""
    seal = holdings.verdict.seal
    told = [
        (view, view.column.stated or (seal.date if seal else None))
        for view in holdings.views
        if not view.items and view.column.zero_statement and not view.column.not_applicable
    ]
    gaps = [_make_gap(v, text) for v, day in told if (text := _describe_stated(holdings, day))]
    return judge(STATEMENT, len(told), gaps)


def _describe_stated(holdings: Holdings, day: date | None) -> str | None:
    days = holdings.days_since(day)
    if days is None:
        return "零公开说明没有日期"
    if days <= STATEMENT_DAYS:
        return None
    return f"零公开说明上次核实在{day}，距今{days}日，超过{STATEMENT_DAYS}日"


def _check_needless(holdings: Holdings) -> Check:
    told = [view for view in holdings.views if view.column.not_applicable]
    filled = [view for view in told if view.items]
    gaps = [_make_gap(view, f"写明不适用，却有{len(view.items)}条公开内容") for view in filled]
    return judge(NEEDLESS, len(told), gaps)


def _check_links(holdings: Holdings) -> Check:
    items = holdings.in_order
    gaps = [
        Gap(item.id, item.record.title, item.unit.name, "正文只有链接或者附件名称，没有文字")
        for item in items
        if item.id in holdings.link_only
    ]
    return judge(LINKS, len(items), gaps)


def _check_fields(holdings: Holdings) -> Check:
    items = holdings.in_order
    gaps = [
        Gap(item.id, item.record.title, item.unit.name, f"缺少{'、'.join(names)}")
        for item in items
        if (names := [f"“{name}”" for _, name in holdings.missing[item.id]])
    ]
    return judge(FIELDS, len(items), gaps)
