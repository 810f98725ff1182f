from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import lxml.html
import pytest

from gongkai.core.report.checks import Check, Duty, Gap, Topic
from gongkai.core.report.filing import FilingLine
from gongkai.core.report.forecast import Forecast, Turning
from gongkai.core.report.openness import RateLine
from gongkai.publish.charts import Text
from gongkai.publish.report_html import render_html
from gongkai.publish.report_parts import find_part, list_parts
from gongkai.publish.report_view import (
    MOST_DOCUMENTS,
    MOST_GAPS,
    OFFICE,
    GapRow,
    Rate,
    UnitGaps,
    collect_rates,
    draw_turnings,
    group_gaps,
    list_newest,
    order_filings,
)
from tests.helpers.large_reports import enlarge
from tests.publish.test_report_files import make_report

LIMITS = Duty("limit-a", Topic.LIMITS, "时限", "某条")
DATES = Duty("date-a", Topic.DATES, "日期", "某条")
DAY = date(2026, 10, 15)
QUARTERS = tuple(f"{year}年第{n}季度" for year in (2024, 2025, 2026) for n in "一二三四")


def make_gap(number: int, unit: str) -> Gap:
    return Gap(f"a/{number}", f"文件{number}", unit, "迟")


def test_gaps_by_unit() -> None:
    first, second, third = make_gap(1, "甲"), make_gap(2, "乙"), make_gap(3, "")
    todo = group_gaps((Check(LIMITS, 9, 7, (first, second)), Check(DATES, 9, 7, (second, third))))
    assert (todo.total, todo.listed, todo.topics) == (4, 4, ("公开时限", "日期真实"))
    assert todo.duties == (LIMITS, DATES)
    assert todo.units == (
        UnitGaps("乙", 2, (1, 1), (GapRow(LIMITS, second), GapRow(DATES, second))),
        UnitGaps(OFFICE, 1, (0, 1), (GapRow(DATES, third),)),
        UnitGaps("甲", 1, (1, 0), (GapRow(LIMITS, first),)),
    )


@pytest.mark.parametrize(
    ("sizes", "most", "listed"),
    [
        ([], 1, 0),
        ([3], 3, 3),
        ([MOST_GAPS, 1], MOST_GAPS - 1, MOST_GAPS),
        ([5, 9000, 9000], (MOST_GAPS - 5) // 2, 5 + 2 * ((MOST_GAPS - 5) // 2)),
        ([2] * (2 * MOST_GAPS), 1, 2 * MOST_GAPS),
    ],
)
def test_long_lists_of_gaps_are_cut(sizes: list[int], most: int, listed: int) -> None:
    checks = tuple(
        Check(LIMITS, size, 0, tuple(make_gap(n, "甲") for n in range(size))) for size in sizes
    )
    todo = group_gaps(checks)
    assert (todo.most, todo.listed, todo.total) == (most, listed, sum(sizes))


def test_rates_of_the_latest_quarters() -> None:
    lines = tuple(RateLine("甲", quarter, 3, 1, 0) for quarter in reversed(QUARTERS))
    rates = collect_rates((*lines, RateLine("乙", QUARTERS[-1], 1, 0, 1)))
    assert rates.quarters == QUARTERS[-8:]
    assert rates.rows == (
        ("甲", (Rate(3, 4),) * 8, Rate(36, 48)),
        ("乙", (*((Rate(0, 0),) * 7), Rate(1, 2)), Rate(1, 2)),
    )
    assert rates.sums[-1] == Rate(4, 6)
    assert rates.whole == Rate(37, 50)
    assert [text.text for text in rates.chart.texts[-2:]] == ["67%", "2026年4季度"]


def test_filings_begin_with_the_latest_quarter() -> None:
    lines = tuple(
        FilingLine(unit, quarter, 1, 1, 0, 0, None, DAY, certain=True, counted=None)
        for unit in "甲乙"
        for quarter in QUARTERS[:2]
    )
    assert [(line.quarter, line.unit) for line in order_filings(lines)] == [
        (QUARTERS[1], "甲"),
        (QUARTERS[1], "乙"),
        (QUARTERS[0], "甲"),
        (QUARTERS[0], "乙"),
    ]


def test_the_chart_has_every_day_of_the_forecast() -> None:
    until = date(2026, 12, 20)
    turnings = [
        Turning(until - timedelta(days=ago), column, "栏目", "甲", "other", 30)
        for ago, column in ((29, "a"), (0, "b"), (0, "c"), (0, ""))
    ]
    drawing = draw_turnings(Forecast(until, tuple(turnings), ()))
    assert len(drawing.bars) == 30
    assert [text.text for text in drawing.texts if text.kind == "value"] == ["1", "2"]
    assert [text.text for text in drawing.texts if text.kind == "label"] == [
        *("11月23日", "11月28日", "12月3日", "12月8日", "12月13日", "12月18日"),
    ]
    assert isinstance(drawing.texts[0], Text)


def test_parts_are_numbered() -> None:
    report = make_report()
    parts = list_parts(report)
    assert [part.number for part in parts][-3:] == ["十一", "十二", "十三"]
    unknown = list_parts(replace(report, head=replace(report.head, site_id=None)))
    assert [(part.number, part.id) for part in unknown] == [
        *(("一", "zongti"), ("二", "yingban"), ("三", "pingju")),
    ]


def test_topics_lead_to_their_checks() -> None:
    assert find_part(Topic.ELEMENTS.value) == "zhuti-1"
    assert find_part("栏目更新") == "lanmu"


def test_twenty_thousand_documents_make_a_small_page() -> None:
    report = enlarge(make_report(), 20_000)
    html = render_html(report)
    assert len(html.encode()) < 1_500_000
    page = lxml.html.fromstring(html)
    assert len(page.xpath("//*[@id='wen']//tr[@data-row]")) == MOST_DOCUMENTS
    assert len(page.xpath("//*[@id='que']//tr[@data-row]")) <= MOST_GAPS
    text = page.text_content()
    assert f"共20000份，本页列出最近公开的{MOST_DOCUMENTS}份；全部见" in text
    todo = group_gaps(report.checks)
    assert f"本页每项检查最多列出{todo.most}处，列出{todo.listed}处，共{todo.total}处；" in text
    shown = list_newest(report.documents)
    assert min(d.published for d in shown) == max(d.published for d in report.documents)
