from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.models.catalog import Holidays, HolidayYear
from gongkai.core.workdays import Deadline, WorkCalendar

PLAIN = WorkCalendar(Holidays())
# Made-up arrangements; the real ones of these years come from the yearly notice.
EXTENDED = WorkCalendar(
    Holidays(
        years=(
            HolidayYear(
                year=2041,
                notice="示办发明电〔2040〕9号",
                off=(date(2040, 12, 31), date(2041, 1, 1), date(2041, 1, 2)),
                work=(date(2040, 12, 29),),
            ),
            HolidayYear(
                year=2040, notice="示办发明电〔2039〕9号", off=(date(2040, 1, 2),), work=()
            ),
        )
    )
)


def test_tv_1_twenty_workdays() -> None:
    formed, published = date(2019, 7, 15), date(2019, 7, 18)
    assert PLAIN.workdays_between(formed, published) == 3
    assert PLAIN.add_workdays(formed, 20) == Deadline(date(2019, 8, 12), certain=True)


def test_tv_2_holidays_and_make_up_days() -> None:
    assert PLAIN.add_workdays(date(2013, 8, 28), 20) == Deadline(date(2013, 9, 26), certain=True)


def test_tv_4_seven_workdays() -> None:
    assert PLAIN.add_workdays(date(2019, 7, 15), 7) == Deadline(date(2019, 7, 24), certain=True)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2013, 9, 19), False),
        (date(2013, 9, 20), False),
        (date(2013, 9, 22), True),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),
        (date(2026, 11, 22), False),
        (date(1998, 10, 1), True),
    ],
)
def test_is_workday(day: date, works: bool) -> None:  # noqa: FBT001
    assert PLAIN.is_workday(day) is works


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2040, 1, 2), False),
        (date(2040, 1, 3), True),
        (date(2040, 12, 29), True),
        (date(2040, 12, 31), False),
        (date(2041, 1, 2), False),
        (date(2041, 1, 3), True),
    ],
)
def test_table_extends(day: date, works: bool) -> None:  # noqa: FBT001
    assert EXTENDED.is_workday(day) is works


def test_table_wins_over_library() -> None:
    day = date(2026, 11, 23)
    year = HolidayYear(year=2026, notice="示办发明电〔2026〕1号", off=(day,), work=())
    assert PLAIN.is_workday(day)
    assert not WorkCalendar(Holidays(years=(year,))).is_workday(day)


def test_known_until_stops_at_the_first_gap() -> None:
    last = PLAIN.known_until
    following = HolidayYear(year=last.year + 1, notice="示办发明电〔1〕1号", off=(), work=())
    longer = WorkCalendar(Holidays(years=(following,)))
    assert (last.month, last.day) == (12, 28)
    assert longer.known_until == date(last.year + 1, 12, 28)
    assert EXTENDED.known_until == last


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2040, 12, 26), 2, Deadline(date(2040, 12, 28), certain=True)),
        (date(2040, 12, 26), 3, Deadline(date(2040, 12, 29), certain=True)),
        (date(2040, 12, 26), 4, Deadline(date(2041, 1, 3), certain=True)),
        (date(2041, 12, 26), 1, Deadline(date(2041, 12, 27), certain=True)),
        (date(2041, 12, 27), 1, Deadline(date(2041, 12, 30), certain=False)),
        (date(2041, 12, 27), 5, Deadline(date(2042, 1, 3), certain=False)),
        (date(2039, 12, 29), 3, Deadline(date(2040, 1, 4), certain=False)),
        (date(2003, 12, 31), 1, Deadline(date(2004, 1, 2), certain=False)),
        (date(2040, 3, 5), 0, Deadline(date(2040, 3, 5), certain=True)),
    ],
)
def test_certainty(start: date, count: int, expected: Deadline) -> None:
    assert EXTENDED.add_workdays(start, count) == expected


def test_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="不能为负"):
        PLAIN.add_workdays(date(2026, 1, 5), -1)


DAYS = st.dates(date(2003, 1, 1), date(2030, 12, 31))


@given(DAYS, st.integers(1, 60))
def test_between_undoes_add(start: date, count: int) -> None:
    end = PLAIN.add_workdays(start, count).date
    assert PLAIN.is_workday(end)
    assert PLAIN.workdays_between(start, end) == count
    assert PLAIN.workdays_between(start, end - timedelta(days=1)) == count - 1


@given(DAYS, st.integers(0, 200), st.integers(0, 200))
def test_between_is_additive(start: date, one: int, two: int) -> None:
    middle, end = start + timedelta(days=one), start + timedelta(days=one + two)
    total = PLAIN.workdays_between(start, middle) + PLAIN.workdays_between(middle, end)
    assert PLAIN.workdays_between(start, end) == total
    assert PLAIN.workdays_between(end, start) == -total
