from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai.core.models.catalog import Holidays
from gongkai.core.papers.blocks import Paragraph
from gongkai.core.papers.letter import build_letters, build_list
from gongkai.core.papers.remedies import tell_remedy
from gongkai.core.papers.term import Term
from gongkai.core.report.checks import Duty, Topic
from gongkai.core.workdays import WorkCalendar
from tests.helpers.paper_reports import OFFICE, TERM, make_report


def test_nobody_gets_a_letter_about_nothing() -> None:
    report = replace(make_report(), checks=())
    assert build_letters(report, OFFICE, TERM) == ()
    assert build_list(report, OFFICE, TERM).blocks[0] == Paragraph(
        "示例市档案局办公室于2026年11月20日检查网站政府信息公开情况，没有发现问题。"
    )


@pytest.mark.parametrize(
    ("day", "workdays", "text"),
    [
        (date(2026, 11, 20), 1, "2026年11月23日前（1个工作日内）"),
        (date(2026, 11, 20), 10, "2026年12月4日前（10个工作日内）"),
        (date(2026, 9, 30), 1, "2026年10月8日前（1个工作日内）"),
        (date(2190, 3, 5), 1, "2190年3月8日前（1个工作日内，放假安排公布后有变动的相应顺延）"),
    ],
)
def test_the_last_day_is_counted_in_working_days(day: date, workdays: int, text: str) -> None:
    assert Term(WorkCalendar(Holidays()), workdays).describe(day) == text


@pytest.mark.parametrize("topic", Topic)
def test_every_gap_has_a_remedy(topic: Topic) -> None:
    assert tell_remedy(Duty("anything-else", topic, "甲", ""))
