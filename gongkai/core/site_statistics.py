"""Figures about what a site has published, for people who look rather than read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from gongkai.core.annual.cells import count_cell
from gongkai.core.article20 import ART20
from gongkai.core.models import AnnualReport
from gongkai.core.models.fields import FiveOpen
from gongkai.core.timeliness import count_days_late, find_due
from gongkai.core.workdays import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel

K = TypeVar("K")
MONTHS = 24
"""How many months are counted one by one."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many items fall under a heading, in all and in the running year."""

    label: str
    number: int
    this_year: int
    url: str = ""
    """The page that lists them, from the site's root; empty for none."""


@dataclass(frozen=True, slots=True)
class Month:
    """How many items were published in one month."""

    year: int
    month: int
    number: int


@dataclass(frozen=True, slots=True)
class OnTime:
    """How many items of a unit had a limit, and how many kept it (条例第二十六条)."""

    unit: str
    counted: int
    kept: int

    @property
    def percent(self) -> float:
        """The share that kept it, of one hundred; 100 where nothing had a limit."""
        return 100 * self.kept / self.counted if self.counted else 100.0


@dataclass(frozen=True, slots=True)
class FiveOpenRow:
    """The items of one group of columns by the five kinds of openness (五公开)."""

    group: str
    numbers: tuple[int, ...]
    """In the order of `FiveOpen`."""


@dataclass(frozen=True, slots=True)
class AnnualYear:
    """What one annual report says of requests and disputes."""

    year: int
    url: str
    requests: int
    granted: int
    partly: int
    refused: int
    """不予公开."""
    otherwise: int
    """无法提供、不予处理和其他处理."""
    disputes: int
    """行政复议和行政诉讼."""


@dataclass(frozen=True, slots=True)
class SiteStatistics:
    """All of them."""

    months: tuple[Month, ...]
    """The last `MONTHS` months up to the running one, oldest first."""
    years: tuple[Count, ...]
    """By year of publication, oldest first."""
    columns: tuple[Count, ...]
    units: tuple[Count, ...]
    art20: tuple[Count, ...]
    """The fifteen items of the Regulation's art. 20, in order."""
    on_time: tuple[OnTime, ...]
    five_open: tuple[FiveOpenRow, ...]
    annual: tuple[AnnualYear, ...]
    """Oldest first."""


def build_statistics(site: SiteModel) -> SiteStatistics:
    """The figures of a site."""
    years = Counter(item.published.year for item in site.items)
    return SiteStatistics(
        months=tuple(_list_months(site)),
        years=tuple(Count(f"{year}年", years[year], 0) for year in sorted(years)),
        columns=tuple(
            _count(view.column.name, view.items, site.today, view.url)
            for view in site.columns
            if view.items
        ),
        units=tuple(_list_units(site)),
        art20=tuple(_list_art20(site)),
        on_time=tuple(_list_on_time(site)),
        five_open=tuple(_list_five_open(site)),
        annual=tuple(sorted(_list_annual(site), key=lambda row: row.year)),
    )


def _count(label: str, items: Sequence[Item], today: date, url: str = "") -> Count:
    now = sum(item.published.year == today.year for item in items)
    return Count(label, len(items), now, url)


def _list_months(site: SiteModel) -> Iterator[Month]:
    found = Counter((item.published.year, item.published.month) for item in site.items)
    last = site.today.year * 12 + site.today.month - 1
    for number in range(last - MONTHS + 1, last + 1):
        year, month = divmod(number, 12)
        yield Month(year, month + 1, found[year, month + 1])


def _list_units(site: SiteModel) -> Iterator[Count]:
    found = _group(site, lambda item: item.unit.id)
    for unit in site.catalog.units:
        if unit.id in found:
            yield _count(unit.name, found[unit.id], site.today)


def _list_art20(site: SiteModel) -> Iterator[Count]:
    found = _group(site, lambda item: item.art20)
    for number, name in enumerate(ART20, 1):
        yield _count(name, found.get(number, ()), site.today)


def _group(site: SiteModel, key: Callable[[Item], K]) -> dict[K, list[Item]]:
    found: dict[K, list[Item]] = {}
    for item in site.items:
        found.setdefault(key(item), []).append(item)
    return found


def _list_on_time(site: SiteModel) -> Iterator[OnTime]:
    calendar = WorkCalendar(site.catalog.holidays)
    counted: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for item in site.items:
        due = find_due(item, calendar, site.by_id)
        if due is not None:
            counted[item.unit.name] += 1
            kept[item.unit.name] += count_days_late(item, due) == 0
    for unit in site.catalog.units:
        if counted[unit.name]:
            yield OnTime(unit.name, counted[unit.name], kept[unit.name])


def _list_five_open(site: SiteModel) -> Iterator[FiveOpenRow]:
    names = {group.id: group.name for group in site.catalog.groups}
    found: dict[str, Counter[FiveOpen]] = {}
    for view in site.columns:
        column = view.column
        name = names.get(column.group or "", site.block_name(column.block))
        row = found.setdefault(name, Counter())
        for item in view.items:
            if item.column is column:
                row.update(item.record.five_open)
    for name, row in found.items():
        if row:
            yield FiveOpenRow(name, tuple(row[kind] for kind in FiveOpen))


def _list_annual(site: SiteModel) -> Iterator[AnnualYear]:
    for item in site.items:
        record = item.record
        if not isinstance(record, AnnualReport):
            continue
        form = record.layout
        totals = {
            row.key: int(count_cell(record.requests.cells(row.key)[-1]))
            for row in form.requests.figures
        }
        refused = sum(number for name, number in totals.items() if name.startswith("r3"))
        otherwise = sum(n for name, n in totals.items() if name.startswith(("r4", "r5", "r6")))
        yield AnnualYear(
            year=record.year,
            url=item.url,
            requests=totals["new"],
            granted=totals["r1"],
            partly=totals["r2"],
            refused=refused,
            otherwise=otherwise,
            disputes=sum(
                int(count_cell(record.disputes.cells(row.key)[-1])) for row in form.disputes.rows
            ),
        )
