from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.quarters import end_quarter, find_quarter, list_quarters, name_quarter


def test_quarters_of_a_year() -> None:
    names = [f"2026-q{number}" for number in range(1, 5)]
    assert [end_quarter(name) for name in names] == [
        *(date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)),
    ]
    assert [name_quarter(name)[5:] for name in names] == [
        *("第一季度", "第二季度", "第三季度", "第四季度"),
    ]
    assert name_quarter("2026-q3") == "2026年第三季度"
    assert list_quarters("2025-q3", "2026-q2") == ("2025-q3", "2025-q4", "2026-q1", "2026-q2")
    assert list_quarters("2026-q2", "2026-q2") == ("2026-q2",)
    assert list_quarters("2026-q2", "2026-q1") == ()


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_lies_in_its_quarter_alone(day: date) -> None:
    end = end_quarter(find_quarter(day))
    assert day <= end < day + timedelta(days=92)
    assert find_quarter(end) == find_quarter(day) != find_quarter(end + timedelta(days=1))
