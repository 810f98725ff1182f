from __future__ import annotations

from datetime import date

import pytest

from gongkai.core.models.catalog import Holidays, HolidayYear
from gongkai.core.request_limits import compute_request_limits, list_coming_limits
from gongkai.core.workdays import WorkCalendar

CALENDAR = WorkCalendar(Holidays())


@pytest.mark.parametrize(
    ("received", "corrected", "consulted", "expected"),
    [
        # no holidays between: 7, 20 and 40 weekdays
        ("2019-07-15", None, 0, ("2019-07-24", "2019-08-12", "2019-09-09")),
        # 国庆 and 中秋 2025: 1 to 8 October off, 28 September and 11 October at work
        ("2025-09-22", None, 0, ("2025-09-30", "2025-10-24", "2025-11-21")),
        # the clock starts anew with the correction; the correction notice does not
        ("2025-09-22", "2025-10-09", 0, ("2025-09-30", "2025-11-05", "2025-12-03")),
        # fifteen working days of asking others do not count; 13 September off, 29 at work
        ("2019-07-15", None, 15, ("2019-07-24", "2019-09-02", "2019-09-30")),
        # received on a Saturday: counted from Monday
        ("2026-11-21", None, 0, ("2026-12-01", "2026-12-18", "2027-01-15")),
    ],
)
def test_limits(
    received: str, corrected: str | None, consulted: int, expected: tuple[str, ...]
) -> None:
    limits = compute_request_limits(
        CALENDAR,
        date.fromisoformat(received),
        date.fromisoformat(corrected) if corrected else None,
        consulted,
    )
    found = (limits.correction.date, limits.answer.date, limits.extended.date)

    assert tuple(map(str, found)) == expected


def test_limits_past_the_known_calendar_are_uncertain() -> None:
    limits = compute_request_limits(CALENDAR, date(2026, 11, 20))

    assert (limits.answer.certain, limits.extended.certain) == (True, False)


@pytest.mark.parametrize(("corrected", "consulted"), [(date(2026, 1, 1), 0), (None, -1)])
def test_what_cannot_be_is_refused(corrected: date | None, consulted: int) -> None:
    with pytest.raises(ValueError, match=r"早于|不能为负"):
        compute_request_limits(CALENDAR, date(2026, 11, 20), corrected, consulted)


def test_coming_limits_start_with_the_next_working_day() -> None:
    received = [
        str(limits.received) for limits in list_coming_limits(CALENDAR, date(2026, 9, 30), 3)
    ]

    assert received == ["2026-09-30", "2026-10-08", "2026-10-09"]


def test_exceptions_are_all_that_parts_the_calendar_from_weekdays() -> None:
    extra = HolidayYear(year=2027, notice="示例", off=(date(2027, 1, 1),), work=(date(2027, 1, 3),))
    calendar = WorkCalendar(Holidays(years=(extra,)))

    off, work = calendar.list_exceptions(date(2026, 12, 1), date(2027, 1, 31))

    assert (off, work) == ((date(2027, 1, 1),), (date(2027, 1, 3),))
