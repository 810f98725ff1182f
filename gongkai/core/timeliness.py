"""Publication limits: from when a document's limit runs, until when, and whether it was kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from gongkai.core.models import (
    AnnualReport,
    Document,
    Emergency,
    FiscalReport,
    Interpretation,
    OfficialDocument,
    Response,
    YearlyForm,
)
from gongkai.core.models.affairs import WarningLevel
from gongkai.core.models.service import DecisionResult

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gongkai.core.items import Item
    from gongkai.core.models.catalog import Column
    from gongkai.core.workdays import WorkCalendar

STATUTORY_WORKDAYS = 20
"""条例第二十六条: working days from formation or change."""
_COUNTED = re.compile(r"(\d+)(wd|d)")
_FIXED = re.compile(r"(\d\d)-(\d\d)")
_YEAR = re.compile(
    r"((?:19|20)\d\d)年(?:度|(?!\d|[上下]半年|第?[一二三四]季度)(?=.*(?:报告|报表|年报)))"
)
"""A year as the titles of yearly papers have it: 2025年度…, 2025年…报告, but no part of a year."""
_DAY = timedelta(days=1)
_LIMIT_TEXT = {
    "same-day": "与所解读文件同日",
    "at-once": "即时（至迟次日）",
    "on-change": "变更后20个工作日内",
    "yearly": "每年，形成后20个工作日内",
    "quarterly": "每季度，形成后20个工作日内",
    "before": "实施前",
    "none": "不计时限",
}


class Timed(Protocol):
    """What a limit can be set for: a public document, or one that waits for review."""

    @property
    def record(self) -> Any:  # noqa: ANN401 - one of the document types
        """The typed front-matter."""

    @property
    def column(self) -> Column:
        """The column, whose limit it is."""


class Public(Protocol):
    """What has been published."""

    @property
    def published(self) -> datetime:
        """Publication time, Beijing."""


@dataclass(frozen=True, slots=True)
class Due:
    """The last day on which a document could be published in time."""

    start: date
    """The day from which the limit runs."""
    date: date
    certain: bool
    """Whether every working day up to it is settled by a published holiday notice."""


def format_limit(limit: str) -> str:
    """A column's limit as an official reads it."""
    if counted := _COUNTED.fullmatch(limit):
        return f"{counted[1]}{'个工作日' if counted[2] == 'wd' else '日'}内"
    if fixed := _FIXED.fullmatch(limit):
        return f"每年{int(fixed[1])}月{int(fixed[2])}日前"
    return _LIMIT_TEXT[limit]


def find_start(record: Document) -> date:
    """The day a limit runs from: change, decision, approval, receipt, or else formation."""
    if record.revision > 1 and record.changed is not None:
        return record.changed
    if isinstance(record, DecisionResult):
        return record.decision_date
    if isinstance(record, FiscalReport):
        return record.approved
    if isinstance(record, Response):
        return record.received
    return record.made


def find_due(item: Timed, calendar: WorkCalendar, by_id: Mapping[str, Public]) -> Due | None:
    """The limit of a document under its column, or None where none can be set.

    None are set for reprints, whose maker is another body, for columns without a limit, and where
    the date that the limit hangs on is not known (no year, no interpreted document, no start).
    """
    record, limit = item.record, item.column.limit
    if limit == "none" or record.reprints is not None:
        return None
    start = find_start(record)
    if counted := _COUNTED.fullmatch(limit):
        days = int(counted[1])
        if counted[2] == "d":
            return Due(start, start + days * _DAY, certain=True)
        return _count_workdays(calendar, start, days)
    if record.revision > 1 or limit in {"on-change", "yearly", "quarterly"} or is_plan(item):
        return _count_workdays(calendar, start, STATUTORY_WORKDAYS)
    day = _find_day(item, start, by_id)
    return None if day is None else Due(start, day, certain=True)


def find_fixed_day(limit: str, year: int) -> date | None:
    """The last day for a paper on a year under a limit such as `01-31`; None for other limits."""
    fixed = _FIXED.fullmatch(limit)
    return date(year + 1, int(fixed[1]), int(fixed[2])) if fixed else None


def count_days_late(item: Item, due: Due) -> int:
    """Calendar days past the limit; 0 when the item was published in time."""
    return max(0, (item.day - due.date).days)


def _count_workdays(calendar: WorkCalendar, start: date, days: int) -> Due:
    deadline = calendar.add_workdays(start, days)
    return Due(start, deadline.date, deadline.certain)


def is_plan(item: Timed) -> bool:
    """Whether an item of an at-once column is a plan or another paper that warns of nothing."""
    record = item.record
    unranked = isinstance(record, Emergency) and record.level is WarningLevel.NONE
    return item.column.limit == "at-once" and (unranked or isinstance(record, OfficialDocument))


def _find_day(item: Timed, start: date, by_id: Mapping[str, Public]) -> date | None:
    record, limit = item.record, item.column.limit
    if _FIXED.fullmatch(limit):
        year = find_year(record)
        return None if year is None else find_fixed_day(limit, year)
    if limit == "before":
        begin: date | None = getattr(record, "start", None) or record.effective
        return None if begin is None else begin - _DAY
    if limit == "at-once":
        return (record.start.date() if isinstance(record, Emergency) else start) + _DAY
    if isinstance(record, Interpretation):
        known = [by_id[name].published.date() for name in record.interprets if name in by_id]
        return max(known, default=None)
    return start


def find_year(record: Document) -> int | None:
    """The year that a yearly paper reports on, from its data or its title."""
    if isinstance(record, AnnualReport | YearlyForm):
        return record.year
    found = _YEAR.search(record.title)
    return int(found[1]) if found else None
