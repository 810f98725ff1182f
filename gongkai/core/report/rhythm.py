"""一天一更新: the days of the running year on which nothing was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.core.report.holdings import Holdings


@dataclass(frozen=True, slots=True)
class QuietSpan:
    """Days on end without any publication (一天一更新 is the best practice)."""

    first: date
    last: date
    days: int
    workdays: int


def list_days(holdings: Holdings) -> tuple[date, ...]:
    """The days of the year up to today, from the first publication if that was in this year."""
    published = _list_published(holdings)
    if not published:
        return ()
    start = max(date(holdings.today.year, 1, 1), min(published))
    return tuple(start + timedelta(days=n) for n in range((holdings.today - start).days + 1))


def list_quiet_spans(holdings: Holdings) -> tuple[QuietSpan, ...]:
    """Every span of those days without a publication, the earliest first."""
    busy = _list_published(holdings)
    spans = groupby(list_days(holdings), key=busy.__contains__)
    return tuple(
        QuietSpan(
            first=days[0],
            last=days[-1],
            days=len(days),
            workdays=sum(map(holdings.calendar.is_workday, days)),
        )
        for days in (list(group) for is_busy, group in spans if not is_busy)
    )


def _list_published(holdings: Holdings) -> frozenset[date]:
    """The days on which what is public, or was until its window ended, came out."""
    ended = (draft.source.tail.published for draft in holdings.verdict.expired)
    days = {item.day for item in holdings.items}
    return frozenset(days.union(moment.date() for moment in ended if moment is not None))
