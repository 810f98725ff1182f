"""The time limits of a request for information: 条例第三十条至第三十四条."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongkai.core.workdays import Deadline, WorkCalendar

CORRECTION = 7
"""Working days to tell an applicant once and for all what a request lacks (art. 30)."""
ANSWER = 20
"""Working days to answer (art. 33)."""
EXTENSION = 20
"""Working days by which an answer may be put off at most (art. 33)."""
OPINION = 15
"""Working days for a third party or another body to state its opinion (arts. 32 and 34)."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """The last days of a request's limits."""

    received: date
    correction: Deadline
    answer: Deadline
    extended: Deadline


def compute_request_limits(
    calendar: WorkCalendar, received: date, corrected: date | None = None, consulted: int = 0
) -> RequestLimits:
    """The limits of a request received on a day.

    The limit for the answer starts anew on the day the correction was received (art. 30), and
    the working days taken by asking a third party or another body do not count (art. 33).

    Raises:
        ValueError: if the correction came before the request, or `consulted` is negative.
    """
    if corrected is not None and corrected < received:
        raise ValueError("收到补正之日早于收到申请之日")
    if consulted < 0:
        raise ValueError("征求意见的工作日数不能为负")
    start = corrected or received
    return RequestLimits(
        received,
        calendar.add_workdays(received, CORRECTION),
        calendar.add_workdays(start, ANSWER + consulted),
        calendar.add_workdays(start, ANSWER + consulted + EXTENSION),
    )


def list_coming_limits(calendar: WorkCalendar, today: date, count: int) -> Iterator[RequestLimits]:
    """The limits of requests that arrive on the next `count` working days, today among them."""
    day = today - _DAY
    for _ in range(count):
        day = calendar.add_workdays(day, 1).date
        yield compute_request_limits(calendar, day)
