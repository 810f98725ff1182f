from __future__ import annotations

from datetime import date

import pytest

from gongkai.core.report.checks import Check, Duty, Gap, Topic
from gongkai.core.report.deadlines import Deadline, DeadlineState
from gongkai.core.report.difference import CheckDifference, Difference
from gongkai.core.report.forecast import Forecast, FutureCounter, Turning
from gongkai.core.report.model import Light, SummaryLine
from gongkai.core.report.outlook import (
    judge_deadlines,
    judge_difference,
    judge_forecast,
    judge_topics,
)

UNTIL = date(2026, 12, 20)


def make_check(topic: Topic, name: str, judged: int, failed: int) -> Check:
    gaps = tuple(Gap(f"a/{n}", f"文件{n}", "办公室", "缺字段") for n in range(failed))
    return Check(Duty(name, topic, name, "某条"), judged, judged - failed, gaps)


@pytest.mark.parametrize(
    ("checks", "light", "text"),
    [
        ([("甲", 8, 0), ("乙", 2, 0)], Light.GOOD, "2项检查、10件次，全部符合"),
        ([("甲", 0, 0)], Light.GOOD, "没有可以检查的内容"),
        ([("甲", 20, 2), ("乙", 9, 0)], Light.CARE, "2项检查中1项有问题，共2处：“甲”2处"),
        ([("甲", 4, 2)], Light.BAD, "1项检查中1项有问题，共2处：“甲”2处"),
        (
            [("甲", 90, 1), ("乙", 90, 3), ("丙", 90, 1), ("丁", 90, 1)],
            Light.CARE,
            "4项检查中4项有问题，共6处：“乙”3处、“甲”1处、“丙”1处等",
        ),
    ],
)
def test_topics(checks: list[tuple[str, int, int]], light: Light, text: str) -> None:
    made = tuple(make_check(Topic.RELATIONS, *check) for check in checks)
    assert list(judge_topics(made)) == [SummaryLine("关联公开", light, text)]


def test_a_false_date_is_a_fault_however_rare() -> None:
    checks = (make_check(Topic.DATES, "甲", 900, 1), make_check(Topic.LIMITS, "乙", 9, 9))
    text = "1项检查中1项有问题，共1处：“甲”1处"
    assert list(judge_topics(checks)) == [SummaryLine("日期真实", Light.BAD, text)]


@pytest.mark.parametrize(
    ("turnings", "failed", "light", "text"),
    [
        ([], False, Light.GOOD, "不更新也没有栏目超期"),
        (
            ["", "a", "b", "a"],
            False,
            Light.CARE,
            "若不更新，将有2个栏目超期，最早为“栏目a”（12月1日）",
        ),
        ([""], True, Light.BAD, "若不更新，“首页未更新”12月5日起达到否决标准"),
        (
            ["b"],
            True,
            Light.BAD,
            "若不更新，将有1个栏目超期，最早为“栏目b”（12月1日）；“首页未更新”12月5日起达到否决标准",
        ),
    ],
)
def test_forecast(turnings: list[str], failed: bool, light: Light, text: str) -> None:  # noqa: FBT001
    day = date(2026, 12, 1)
    forecast = Forecast(
        UNTIL,
        tuple(Turning(day, name, f"栏目{name}", "办公室", "other", 30) for name in turnings),
        (FutureCounter("home", "首页未更新", 20, 14, failed, date(2026, 12, 5)),),
    )
    assert judge_forecast(forecast) == SummaryLine("今后30日", light, text)


@pytest.mark.parametrize(
    ("states", "light", "text"),
    [
        ("按期", Light.GOOD, "均按期完成"),
        ("按期 未到期", Light.GOOD, "下一项：2021年度年度报告，2023-01-31前"),
        ("逾期完成", Light.CARE, "逾期完成1项"),
        (
            "逾期未完成 逾期完成 未到期",
            Light.BAD,
            "逾期未完成1项：2020年度年度报告；逾期完成1项；下一项：2022年度年度报告，2024-01-31前",
        ),
    ],
)
def test_deadlines(states: str, light: Light, text: str) -> None:
    lines = tuple(
        Deadline(
            *(f"nianbao-{year}", "年度报告", "条例第四十九条", year, date(year + 2, 1, 31)),
            *(None, "", "办公室", DeadlineState(state), 3),
        )
        for year, state in enumerate(states.split(), 2020)
    )
    assert judge_deadlines(lines) == SummaryLine("定期事项", light, text)


def test_difference() -> None:
    quiet = Difference("2026-10-01 18:00", None, None, (), (), (), (), (), ())
    text = "自2026-10-01 18:00：文件没有变动；新出现问题0处，已整改0处"
    assert judge_difference(quiet) == SummaryLine("与上次报告相比", Light.GOOD, text)
    check = CheckDifference("a", "甲", ("一", "二"), ("三",))
    busy = Difference("2026-10-01 18:00", None, None, ("a/b",), (), ("a/c",), (), (), (check,))
    text = "自2026-10-01 18:00：文件新增1份、减少1份；新出现问题2处，已整改1处"
    assert judge_difference(busy) == SummaryLine("与上次报告相比", Light.CARE, text)
