"""The numbered issues (期) of the catalogue: what was published in each month.

Months count from that of the oldest item, empty ones too, so that no number depends on what else
is published or withdrawn later in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongkai.core.items import Item
    from gongkai.core.report.holdings import Holdings
    from gongkai.core.site import SiteModel

_MONTHS = 12


@dataclass(frozen=True)
class Issue:
    """One month's catalogue."""

    number: int
    year: int
    month: int
    items: tuple[Item, ...]
    """Newest first."""
    closed: bool
    """Whether the month is over, so that only revisions and withdrawals still change it."""

    @property
    def id(self) -> str:
        """`2026-10`."""
        return f"{self.year}-{self.month:02}"

    @property
    def name(self) -> str:
        """第3期（2026年10月）."""
        return f"第{self.number}期（{self.year}年{self.month}月）"


def list_issues(site: SiteModel | Holdings) -> tuple[Issue, ...]:
    """Every issue from the first month to that of the newest item, newest first."""
    grouped: dict[int, list[Item]] = {}
    for item in site.items:
        grouped.setdefault(_count_months(item.published.date()), []).append(item)
    return tuple(reversed([*_number(grouped, _count_months(site.today))])) if grouped else ()


def _number(grouped: dict[int, list[Item]], now: int) -> Iterator[Issue]:
    first = min(grouped)
    for months in range(first, max(grouped) + 1):
        year, month = divmod(months, _MONTHS)
        items = tuple(grouped.get(months, ()))
        yield Issue(months - first + 1, year, month + 1, items, closed=months < now)


def _count_months(day: date) -> int:
    return day.year * _MONTHS + day.month - 1
