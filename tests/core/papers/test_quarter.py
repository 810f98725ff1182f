from __future__ import annotations

import re
from datetime import date

import pytest

from gongkai.core.papers.quarter import Quarter, find_quarter, parse_quarter


@pytest.mark.parametrize(
    ("text", "quarter", "first", "last", "name"),
    [
        ("2026-q3", Quarter(2026, 3), date(2026, 7, 1), date(2026, 9, 30), "2026年第三季度"),
        ("2026q1", Quarter(2026, 1), date(2026, 1, 1), date(2026, 3, 31), "2026年第一季度"),
        (" 2025-Q4 ", Quarter(2025, 4), date(2025, 10, 1), date(2025, 12, 31), "2025年第四季度"),
    ],
)
def test_a_quarter(text: str, quarter: Quarter, first: date, last: date, name: str) -> None:
    found = parse_quarter(text)
    assert (found, found.first, found.last, found.name) == (quarter, first, last, name)
    assert parse_quarter(found.id) == found
    assert find_quarter(first) == find_quarter(last) == found


@pytest.mark.parametrize("text", ["2026-q5", "2026-q0", "26-q1", "2026-03", "第三季度", "2026-q1x"])
def test_what_is_no_quarter(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        parse_quarter(text)


def test_quarters_before() -> None:
    quarter = Quarter(2026, 2)
    assert [quarter.before(count) for count in range(6)] == [
        Quarter(2026, 2),
        Quarter(2026, 1),
        Quarter(2025, 4),
        Quarter(2025, 3),
        Quarter(2025, 2),
        Quarter(2025, 1),
    ]
    assert Quarter(2025, 4).after() == Quarter(2026, 1)
