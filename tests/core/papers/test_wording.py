from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.han_number import parse_han_number
from gongkai.core.papers.wording import (
    describe_change,
    format_day,
    format_han,
    format_share,
    join_tallies,
    number_first,
    number_second,
    spell_days,
)


@given(st.integers(1, 99))
def test_numerals_are_read_as_they_are_written(number: int) -> None:
    assert parse_han_number(format_han(number)) == number


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        (42, 26, "比上季度增加16条、增长61.5%"),
        (26, 42, "比上季度减少16条、下降38.1%"),
        (5, 5, "与上季度持平"),
        (5, 0, "上季度没有公开"),
        (0, 4, "比上季度减少4条、下降100.0%"),
    ],
)
def test_changes(now: int, before: int, text: str) -> None:
    assert describe_change(now, before, "上季度") == text


def test_small_wordings() -> None:
    assert format_day(date(2026, 1, 5)) == "2026年1月5日"
    assert (number_first(11, "甲"), number_second(20, "乙")) == ("十一、甲", "（二十）乙")
    assert (format_share(1, 3), format_share(0, 0)) == ("33.3%", "—")
    assert join_tallies([("甲", 2), ("乙", 0), ("丙", 1)], "处") == "甲2处、丙1处"


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("2026-04-17才报备，期限为2026-04-05", "2026年4月17日才报备，期限为2026年4月5日"),
        ("编号12026-04-17与2026-04-171", "编号12026-04-17与2026-04-171"),
        ("2008年成文", "2008年成文"),
    ],
)
def test_days_are_spelled_out(text: str, spelled: str) -> None:
    assert spell_days(text) == spelled
