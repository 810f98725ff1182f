"""A small made-up report for the tests of papers, with gaps of its own making."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from gongkai.core.models.catalog import Holidays
from gongkai.core.papers.office import Office
from gongkai.core.papers.term import Term
from gongkai.core.report.build import BuildFacts, build_report
from gongkai.core.report.checks import Check, Duty, Gap, Topic
from gongkai.core.report.checks import judge as judge_check
from gongkai.core.report.deadlines import Deadline, DeadlineState
from gongkai.core.report.forecast import Forecast, Turning
from gongkai.core.report.openness import Openness, RateLine
from gongkai.core.site import build_site
from gongkai.core.workdays import WorkCalendar
from tests.helpers.report_trees import Page, judge, make_column, make_tree

if TYPE_CHECKING:
    from gongkai.core.report.model import Report

HELD = "秘而不宣的标题"
ODD = "关于印发《*规程*》的通知 a|b"
FACTS = BuildFacts("1.0", "c" * 40, first_publication=False, manifest_digest=None)
OFFICE = Office("示例市档案局", "示例市档案局办公室", "办公室", "0999-5550201")
TERM = Term(WorkCalendar(Holidays()))
TREE = make_tree(
    [
        make_column("zhidu", "zhidu", "block: zhidu"),
        make_column("gonggao", "zhidu, dengji", "max_age: 90"),
        make_column("dongtai", "dongtai", "block: outside\nlimit: none\nart20: 2"),
    ],
    [
        Page("zhidu/kaohe", "zhidu", "2025-08-11", "2025-08-20", title="考核办法"),
        Page("gonggao/yi", "zhidu", "2026-05-06", "2026-05-08", title="第一份通知"),
        Page("gonggao/er", "zhidu", "2026-07-06", "2026-07-08", title="第二份通知"),
        Page("gonggao/san", "zhidu", "2026-07-07", "2026-07-09", title="第三份通知"),
        Page("gonggao/si", "zhidu", "2026-07-08", "2026-07-10", title="第四份通知"),
        Page("gonggao/wu", "zhidu", "2026-07-08", "2026-09-01", unit="ye", title=ODD),
        Page("gonggao/liu", "zhidu", "2026-10-08", "2026-10-09", title="第六份通知"),
        Page("gonggao/dai-fa", "zhidu", "2026-09-02", None, levels=1, title=HELD),
    ],
)
LATE = Duty("limit-statutory", Topic.LIMITS, "二十个工作日内公开", "条例第二十六条")
FIELDS = Duty("elements-catalog", Topic.ELEMENTS, "目录要素齐全", "条例第十二条")
AGE = Duty("updates-age", Topic.UPDATES, "栏目按期更新", "", "个")
KEYS = Duty("review-keys", Topic.REVIEW, "密钥存放在安全密钥中", "", "个站点")
IDLE = Duty("annual-sums", Topic.ANNUAL, "表内合计相等", "国办公开办函〔2021〕30号")


def make_checks() -> tuple[Check, ...]:
    return (
        judge_check(
            FIELDS,
            8,
            [
                Gap("gonggao/er", "第二份通知", "办公室", "没有内容概述"),
                Gap("gonggao/san", "第三份通知", "办公室", "没有内容概述"),
                Gap("gonggao/liu", "第六份通知", "办公室", "没有索引号"),
                Gap("gonggao/dai-fa", HELD, "业务科", "没有内容概述"),
            ],
        ),
        judge_check(AGE, 3, [Gap("dongtai", "栏目dongtai", "", "从未更新")]),
        judge_check(
            LATE,
            7,
            [
                Gap("zhidu/kaohe", "考核办法", "办公室", "迟1日"),
                Gap("gonggao/wu", ODD, "业务科", "迟27日"),
            ],
        ),
        judge_check(IDLE, 0, []),
        judge_check(KEYS, 1, [Gap("", "", "", "3人的密钥不在安全密钥中")]),
    )


def make_report() -> Report:
    verdict = judge(TREE)
    site = build_site(verdict)
    assert site is not None
    report = build_report(verdict, site, FACTS)
    assert len(report.documents) == 7
    rates = (
        RateLine("办公室", "2026年第三季度", 3, 0, 0),
        RateLine("业务科", "2026年第三季度", 1, 0, 1),
        RateLine("办公室", "2026年第二季度", 1, 0, 0),
    )
    openness = report.openness or Openness((), (), (), (), 0, 0, 0, ())
    return replace(
        report,
        checks=make_checks(),
        openness=replace(openness, rates=rates),
        forecast=Forecast(
            until=date(2026, 12, 20),
            turnings=(
                Turning(date(2026, 12, 4), "", "首页", "", "home", 14),
                Turning(date(2026, 12, 9), "gonggao", "栏目gonggao", "办公室", "other", 90),
            ),
            counters=(),
        ),
        deadlines=(
            _make_deadline(2024, DeadlineState.MISSING),
            _make_deadline(2025, DeadlineState.KEPT),
            _make_deadline(2026, DeadlineState.COMING),
        ),
    )


def _make_deadline(year: int, state: DeadlineState) -> Deadline:
    return Deadline(
        id=f"nianbao-{year}",
        name=f"{year}年度政府信息公开工作年度报告",
        basis="条例第四十九条",
        year=year,
        due=date(year + 1, 1, 31),
        done=None,
        document="",
        unit="办公室",
        state=state,
        days=0,
    )
