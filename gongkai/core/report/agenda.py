"""The days to come, as the calendar file has them: what falls due, when, on whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from gongkai.core.models import Consultation
from gongkai.core.report.deadlines import DeadlineState
from gongkai.core.report.inspection import EMPTY, HOME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.report.deadlines import Deadline
    from gongkai.core.report.forecast import Forecast, Turning
    from gongkai.core.report.holdings import Holdings

_DAY = timedelta(days=1)
_SOON = (3,)
_YEARLY = (30, 7)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that a unit has to do by a day, or that happens on it."""

    id: str
    """Says what it is about and stays the same when the day moves."""
    day: date
    title: str
    text: str
    unit_id: str
    """Empty for the disclosure office."""
    unit: str
    url: str
    """The page concerned, with the site's address."""
    alarms: tuple[int, ...]
    """Days before the day on which it is called to mind."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """All entries, and the units to whom some of them belong."""

    name: str
    """Name of the site."""
    site_id: str
    units: tuple[tuple[str, str], ...]
    """Id and name of every unit, in the order of the catalogue."""
    entries: tuple[Entry, ...]
    """By day, then by id."""


def build_agenda(holdings: Holdings, forecast: Forecast, deadlines: tuple[Deadline, ...]) -> Agenda:
    """What falls due from today: stale columns, yearly duties, the ends of consultations."""
    catalog = holdings.catalog
    entries = [
        *_list_turnings(holdings, forecast),
        *_list_duties(holdings, deadlines),
        *_list_consultations(holdings),
    ]
    return Agenda(
        name=catalog.site.name,
        site_id=catalog.site.id,
        units=tuple((unit.id, unit.name) for unit in catalog.units),
        entries=tuple(sorted(entries, key=lambda entry: (entry.day, entry.id))),
    )


def _list_turnings(holdings: Holdings, forecast: Forecast) -> Iterator[Entry]:
    """The last day on which each column can still be updated in time."""
    names = {counter.id: counter.name for counter in forecast.counters}
    seen: set[str] = set()
    for turning in forecast.turnings:
        if turning.column in seen:
            continue
        seen.add(turning.column)
        title, why = _tell_turning(turning)
        column = holdings.catalog.column_by_id.get(turning.column)
        yield Entry(
            id=f"column-{turning.column}" if turning.column else "home",
            day=turning.day - _DAY,
            title=title,
            text=f"{turning.day}起{why}，计入检查指标“{names[turning.counter]}”。",
            unit_id=column.unit if column else "",
            unit=turning.unit,
            url=_locate(holdings, turning.column),
            alarms=_SOON,
        )


def _tell_turning(turning: Turning) -> tuple[str, str]:
    if turning.counter == HOME.id:
        return "网站首页最迟今日更新", f"首页超过{turning.limit}日没有新内容"
    if turning.counter == EMPTY.id:
        return f"栏目“{turning.name}”最后一条今日公示期满", "该栏目没有内容，又没有说明"
    return f"栏目“{turning.name}”最迟今日更新", f"该栏目超过{turning.limit}日没有更新"


def _list_duties(holdings: Holdings, deadlines: tuple[Deadline, ...]) -> Iterator[Entry]:
    """Yearly duties that come, and those that nobody has done yet, which stand on today."""
    for deadline in deadlines:
        missing = deadline.state is DeadlineState.MISSING
        if not missing and deadline.state is not DeadlineState.COMING:
            continue
        name = f"{deadline.year}年度{deadline.name}"
        late = f"最迟应于{deadline.due}公布，已逾期{deadline.days}日。"
        yield Entry(
            id=deadline.id,
            day=holdings.today if missing else deadline.due,
            title=f"{name}逾期未公布" if missing else f"{name}最迟今日公布",
            text=f"{late if missing else ''}依据：{deadline.basis}。",
            unit_id=deadline.unit_id,
            unit=deadline.unit,
            url=_locate(holdings, deadline.column),
            alarms=() if missing else _YEARLY,
        )


def _list_consultations(holdings: Holdings) -> Iterator[Entry]:
    for item in holdings.items:
        record = item.record
        if isinstance(record, Consultation) and record.end >= holdings.today:
            yield Entry(
                id=f"consultation-{item.id.replace('/', '-')}",
                day=record.end,
                title=f"征求意见今日截止：{record.title}",
                text="截止后应公布收到和采纳意见的情况，未采纳的说明理由。",
                unit_id=item.unit.id,
                unit=item.unit.name,
                url=_locate(holdings, item.id),
                alarms=_SOON,
            )


def _locate(holdings: Holdings, address: str) -> str:
    root = holdings.catalog.site.url.rstrip("/")
    return f"{root}/{address}/" if address else f"{root}/"
