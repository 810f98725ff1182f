"""Dates as a Chinese Excel shows them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.importing.excel_dates import BUILT_IN_DATES, is_date_format, show_date

DAY = 43661.395833333336
"""15 July 2019, 09:30."""


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("yyyy-mm-dd", "2019-07-15"),
        (BUILT_IN_DATES[14], "2019/7/15"),
        (BUILT_IN_DATES[31], "2019年7月15日"),
        (BUILT_IN_DATES[57], "2019年7月"),
        (BUILT_IN_DATES[22], "2019/7/15 9:30"),
        ("[$-804]yyyy\\年m\\月;@", "2019年7月"),
        ("yy.m.d", "19.7.15"),
        ("hh:mm:ss", "09:30:00"),
        ("上午/下午h:mm", "上午9:30"),
        ("h:mm AM/PM", "9:30 上午"),
        ("mm:ss", "30:00"),
        ("yyyy/m/d aaaa", "2019/7/15 星期一"),
        ("aaa", "一"),
        ("mmm", "7月"),
        ('"第"d"天"', "第15天"),
    ],
)
def test_format_codes(code: str, shown: str) -> None:
    assert is_date_format(code)
    assert show_date(DAY, code) == shown


@pytest.mark.parametrize("code", ["", "0.00", "#,##0", "0%", "@", '"d"0', "[Red]0", "\\y0"])
def test_codes_without_a_day(code: str) -> None:
    assert not is_date_format(code)


@pytest.mark.parametrize(
    ("value", "since_1904", "shown"),
    [
        (1, False, "1900-01-01"),
        (59, False, "1900-02-28"),
        (61, False, "1900-03-01"),
        (0, True, "1904-01-01"),
        (-1, False, None),
        (3_000_000, False, None),
    ],
)
def test_ends_of_the_calendar(value: float, *, since_1904: bool, shown: str | None) -> None:
    assert show_date(value, "yyyy-mm-dd", since_1904=since_1904) == shown


@given(st.dates(date(1900, 3, 1), date(9999, 12, 31)))
def test_every_day(day: date) -> None:
    number = (day - date(1899, 12, 30)) // timedelta(days=1)
    assert show_date(number, "yyyy-mm-dd") == day.isoformat()
