"""What the inspection would say on the days to come if nothing were published.

Documents whose publication window (公示期) ends on the way leave their columns meanwhile.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from gongkai.core.report.completeness import judge_column
from gongkai.core.report.inspection import (
    DYNAMIC,
    EMPTY,
    HOME,
    OTHER,
    STALE_AFTER,
    Veto,
    choose_veto,
    fails_home,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.column_views import ColumnView
    from gongkai.core.items import Item
    from gongkai.core.report.holdings import Holdings
    from gongkai.core.report.tables import ColumnReport

HORIZON = 30
"""Days ahead for which the counters are told."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Turning:
    """A column, or the home page, that begins to count on a day if nothing is added."""

    day: date
    column: str
    """Id of the column; empty for the home page."""
    name: str
    unit: str
    """Name of the responsible unit; empty for the home page, which is the disclosure office's."""
    counter: str
    """Id of the inspection counter that it will add to."""
    limit: int
    """Days after which it counts as stale; 0 for a column that becomes empty."""


@dataclass(frozen=True, slots=True)
class FutureCounter:
    """One veto counter as it would stand at the end of the horizon."""

    id: str
    name: str
    value: int | None
    """At the end of the horizon; None when there is nothing to measure."""
    threshold: int
    failed: bool
    fails_on: date | None
    """The first day up to the horizon on which the item fails; today if it fails already."""
    values: tuple[int | None, ...] = ()
    """The value on each day from today to the end of the horizon."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """The days up to `until`."""

    until: date
    turnings: tuple[Turning, ...]
    """By day, the home page first, then in the order of the catalogue."""
    counters: tuple[FutureCounter, ...]
    """In the order of the inspection."""


class _Shelf:
    """Some items, of which those with a publication window leave one by one."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._passing: list[tuple[date, date]] = []
        self._last: date | None = None
        self._count = 0
        for item in items:
            day, until = item.day, item.record.show_until
            if until is not None:
                self._passing.append((day, until))
                continue
            self._count += 1
            self._last = day if self._last is None else max(day, self._last)

    def look(self, day: date) -> tuple[int, int | None]:
        """How many items are left on a day, and the age of the newest in days."""
        left = [shown for shown, until in self._passing if until >= day]
        last = max(filter(None, (self._last, *left)), default=None)
        return self._count + len(left), None if last is None else (day - last).days


def build_forecast(
    holdings: Holdings, columns: tuple[ColumnReport, ...], horizon: int = HORIZON
) -> Forecast:
    """The forecast of a site on which nothing more is published."""
    days = [holdings.today + _DAY * ahead for ahead in range(horizon + 1)]
    home = _Shelf(holdings.items)
    ages = [home.look(day)[1] for day in days]
    courses = [_follow_column(view, days) for view in holdings.views]
    turnings = [*_find_home_turnings(days, ages)]
    for view, report, course in zip(holdings.views, columns, courses, strict=True):
        turnings.extend(_find_turnings(view, report, days, course))
    counts = [Counter(veto.id for veto in vetoes if veto) for vetoes in zip(*courses, strict=True)]
    counts = counts or [Counter() for _ in days]
    return Forecast(
        until=days[-1],
        turnings=tuple(sorted(turnings, key=lambda turning: turning.day)),
        counters=(
            _sum_up(HOME, days, ages, [fails_home(age) for age in ages]),
            *(_count_columns(veto, days, counts) for veto in (DYNAMIC, OTHER, EMPTY)),
        ),
    )


def _follow_column(view: ColumnView, days: list[date]) -> list[Veto | None]:
    """The veto item that a column adds to on each day."""
    shelf, column = _Shelf(view.items), view.column
    found = []
    for day in days:
        items, age = shelf.look(day)
        found.append(choose_veto(column.nature, judge_column(column, items, age), age))
    return found


def _find_turnings(
    view: ColumnView, report: ColumnReport, days: list[date], course: list[Veto | None]
) -> Iterator[Turning]:
    column = view.column
    for day, before, veto in zip(days[1:], course, course[1:], strict=False):
        if veto is not None and veto != before:
            limit = STALE_AFTER.get(column.nature, column.max_age or 0)
            empty = veto is EMPTY
            yield Turning(day, column.id, column.name, report.unit, veto.id, 0 if empty else limit)


def _find_home_turnings(days: list[date], ages: list[int | None]) -> Iterator[Turning]:
    for day, before, age in zip(days[1:], ages, ages[1:], strict=False):
        if fails_home(age) and not fails_home(before):
            yield Turning(day, "", "首页", "", HOME.id, HOME.threshold)


def _count_columns(veto: Veto, days: list[date], counts: list[Counter[str]]) -> FutureCounter:
    values = [count[veto.id] for count in counts]
    return _sum_up(veto, days, values, [value >= veto.threshold for value in values])


def _sum_up(
    veto: Veto, days: list[date], values: Iterable[int | None], failures: list[bool]
) -> FutureCounter:
    listed = tuple(values)
    return FutureCounter(
        id=veto.id,
        name=veto.name,
        value=listed[-1],
        threshold=veto.threshold,
        failed=failures[-1],
        fails_on=next((d for d, failed in zip(days, failures, strict=True) if failed), None),
        values=listed,
    )
