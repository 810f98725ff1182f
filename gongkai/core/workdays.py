"""PRC working days: weekdays, statutory holidays (放假) and make-up working days (调休)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import chinese_calendar

if TYPE_CHECKING:
    from gongkai.core.models.catalog import Holidays

_LIBRARY_YEARS = range(min(chinese_calendar.holidays).year, max(chinese_calendar.holidays).year + 1)
_DAY = timedelta(days=1)
_SATURDAY = 5
# The notice for a year has moved days from 29 December before it (2006, 2007 and 2018).
_SETTLED_DECEMBER = 28


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period counted in working days."""

    date: date
    certain: bool
    """Whether every day up to it is settled by a published holiday notice."""


class WorkCalendar:
    """The calendar of the installed library, extended by the years of `catalog/holidays.yml`.

    A day that the table names wins over the library, so a notice issued late in a year (办发明电
    on the next year's holidays, 全国年节及纪念日放假办法) needs no new library. Where neither
    knows a year, Monday to Friday count as working days and results are marked as uncertain.
    """

    __slots__ = ("_deadlines", "_known", "_off", "_work", "known_until")

    known_until: date
    """The last settled day: 31 December, or 28 where the next year's notice may still move it."""

    def __init__(self, extra: Holidays) -> None:
        self._off = frozenset(day for year in extra.years for day in year.off)
        self._work = frozenset(day for year in extra.years for day in year.work)
        self._deadlines: dict[tuple[date, int], Deadline] = {}
        self._known = frozenset(_LIBRARY_YEARS).union(year.year for year in extra.years)
        last = _LIBRARY_YEARS[-1]
        while last + 1 in self._known:
            last += 1
        self.known_until = date(last, 12, _SETTLED_DECEMBER)

    def is_workday(self, day: date) -> bool:
        """Whether public bodies work on the day."""
        if day in self._work:
            return True
        if day in self._off:
            return False
        # Not chinese_calendar.is_workday(): it walks its whole table at every call.
        if day in chinese_calendar.workdays:
            return True
        return day.weekday() < _SATURDAY and day not in chinese_calendar.holidays

    def add_workdays(self, start: date, count: int) -> Deadline:
        """The last day of a period of `count` working days; the day after `start` is day one.

        Raises:
            ValueError: if the count is negative.
        """
        if count < 0:
            raise ValueError(f"工作日数不能为负：{count}")
        known = self._deadlines.get((start, count))
        if known is None:
            known = self._deadlines[start, count] = self._find_deadline(start, count)
        return known

    def _find_deadline(self, start: date, count: int) -> Deadline:
        day = start
        while count:
            day += _DAY
            count -= self.is_workday(day)
        return Deadline(day, certain=self._is_settled(start, day))

    def workdays_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative if `end` is earlier."""
        if end < start:
            return -self.workdays_between(end, start)
        days = (start + _DAY * offset for offset in range(1, (end - start).days + 1))
        return sum(map(self.is_workday, days))

    def list_exceptions(self, first: date, last: date) -> tuple[tuple[date, ...], tuple[date, ...]]:
        """Weekdays off and weekend days at work, from `first` to `last`, for other programs."""
        days = [first + _DAY * offset for offset in range((last - first).days + 1)]
        odd = [day for day in days if self.is_workday(day) != (day.weekday() < _SATURDAY)]
        off = tuple(day for day in odd if day.weekday() < _SATURDAY)
        return off, tuple(day for day in odd if day.weekday() >= _SATURDAY)

    def _is_settled(self, start: date, end: date) -> bool:
        years = range(start.year, end.year + 1)
        late = (end.month, end.day) > (12, _SETTLED_DECEMBER)
        return self._known.issuperset(years) and not (late and end.year + 1 not in self._known)
