"""What `report.html` shows beyond the report's own tables: its parts, groups, cuts and charts.

However large the site, the page stays small: long lists are cut at a stated number, and the
workbook and `report.json` hold all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from gongkai.core.report.checks import Topic
from gongkai.core.report.forecast import HORIZON
from gongkai.core.report.tables import Status
from gongkai.publish.charts import draw_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.core.report.agenda import Entry
    from gongkai.core.report.checks import Check, Duty, Gap
    from gongkai.core.report.filing import FilingLine
    from gongkai.core.report.forecast import Forecast
    from gongkai.core.report.model import DocumentLine, Report
    from gongkai.core.report.openness import RateLine
    from gongkai.core.report.tables import ColumnReport
    from gongkai.publish.charts import Drawing

MOST_GAPS = 600
"""Gaps that the page lists of all checks together."""
MOST_ROWS = 200
"""Rows of any other list."""
MOST_DOCUMENTS = 300
QUARTERS = 8
"""Quarters in the chart and the table of rates, the latest ones."""
LABELLED = 5
"""Each so many days the chart of the forecast names one."""
OFFICE = "政府信息公开工作机构"
"""To whom a gap without a unit belongs."""
_NUMERALS = "一二三四"
_QUARTER = re.compile(r"(\d{4})年第(.)季度")


@dataclass(frozen=True, slots=True)
class GapRow:
    """One gap with the duty that it fails."""

    duty: Duty
    gap: Gap


@dataclass(frozen=True, slots=True)
class UnitGaps:
    """What one unit has to mend."""

    unit: str
    total: int
    by_topic: tuple[int, ...]
    """Numbers of gaps, in the order of `Todo.topics`."""
    rows: tuple[GapRow, ...]
    """Those that the page lists."""


@dataclass(frozen=True, slots=True)
class Todo:
    """Every gap by unit, most first."""

    total: int
    listed: int
    most: int
    """How many gaps of one check the page lists at most."""
    topics: tuple[str, ...]
    duties: tuple[Duty, ...]
    """Those with gaps."""
    units: tuple[UnitGaps, ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """Documents on record of one unit and quarter, or of several together."""

    proactive: int
    total: int

    def add(self, other: Rate) -> Rate:
        """Both together."""
        return Rate(self.proactive + other.proactive, self.total + other.total)


_NO_RATE = Rate(0, 0)


@dataclass(frozen=True, slots=True)
class Rates:
    """主动公开率 by unit and quarter."""

    quarters: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Rate, ...], Rate], ...]
    """Unit, its quarters, and all of its quarters together, earlier ones included."""
    sums: tuple[Rate, ...]
    whole: Rate
    chart: Drawing


def group_gaps(checks: tuple[Check, ...]) -> Todo:
    """The gaps of all checks by unit; of each check the page lists as many as there is room for."""
    most = _share_room([len(check.gaps) for check in checks])
    totals = Counter((gap.unit, check.duty.topic.value) for check in checks for gap in check.gaps)
    listed: dict[str, list[GapRow]] = {}
    for check in checks:
        for gap in check.gaps[:most]:
            listed.setdefault(gap.unit, []).append(GapRow(check.duty, gap))
    topics = tuple(t.value for t in Topic if any(topic == t for _, topic in totals))
    units = Counter({unit: 0 for unit, _ in sorted(totals)})
    for (unit, _), number in totals.items():
        units[unit] += number
    return Todo(
        total=totals.total(),
        listed=sum(map(len, listed.values())),
        most=most,
        topics=topics,
        duties=tuple(check.duty for check in checks if check.gaps),
        units=tuple(
            UnitGaps(
                unit or OFFICE,
                total,
                tuple(totals[unit, topic] for topic in topics),
                tuple(listed.get(unit, ())),
            )
            for unit, total in units.most_common()
        ),
    )


def _share_room(sizes: Sequence[int]) -> int:
    """The largest number at which lists of these sizes are cut to stay within `MOST_GAPS`."""
    most, room = 0, MOST_GAPS
    left = sorted(sizes)
    while left:
        share = room // len(left)
        if left[0] > share:
            return max(share, 1)
        most = left.pop(0)
        room -= most
    return max(most, 1)


def group_checks(checks: tuple[Check, ...]) -> tuple[tuple[str, tuple[Check, ...]], ...]:
    """Every topic with its checks, in their order."""
    return tuple((t.value, tuple(c for c in checks if c.duty.topic is t)) for t in Topic)


def group_columns(
    columns: tuple[ColumnReport, ...],
) -> tuple[tuple[str, tuple[ColumnReport, ...]], ...]:
    """The columns by block, in their order."""
    return tuple((name, tuple(rows)) for name, rows in groupby(columns, lambda c: c.block))


def count_statuses(columns: tuple[ColumnReport, ...]) -> tuple[tuple[Status, int], ...]:
    """How many columns stand how, those that none has left out."""
    numbers = Counter(column.status for column in columns)
    return tuple((status, numbers[status]) for status in Status if numbers[status])


def list_newest(documents: tuple[DocumentLine, ...]) -> tuple[DocumentLine, ...]:
    """The documents that the page lists: all, or the newest of them, by id."""
    newest = sorted(documents, key=lambda d: (d.published, d.id), reverse=True)[:MOST_DOCUMENTS]
    return tuple(sorted(newest, key=lambda d: d.id))


def name_documents(report: Report) -> dict[str, str]:
    """The titles of what is public, by id."""
    return {document.id: document.title for document in report.documents}


def list_coming(report: Report) -> tuple[Entry, ...]:
    """What falls due up to the end of the forecast."""
    if report.agenda is None or report.forecast is None:
        return ()
    until = report.forecast.until
    return tuple(entry for entry in report.agenda.entries if entry.day <= until)


def draw_turnings(forecast: Forecast) -> Drawing:
    """A column for each day of the forecast, as high as the number of columns that turn stale."""
    numbers = Counter(turning.day for turning in forecast.turnings if turning.column)
    points = []
    for left in reversed(range(HORIZON)):
        day = forecast.until - timedelta(days=left)
        label = f"{day.month}月{day.day}日" if left % LABELLED == LABELLED // 2 else ""
        points.append((label, numbers[day], str(numbers[day])))
    return draw_columns(points, "今后各日开始超期的栏目数")


def collect_rates(lines: tuple[RateLine, ...]) -> Rates:
    """The latest quarters by unit, with the sums of units and of quarters."""
    quarters = sorted({line.quarter for line in lines}, key=_order_quarter)[-QUARTERS:]
    cells: dict[tuple[str, str], Rate] = {}
    for line in lines:
        rate = Rate(line.proactive, line.total)
        for key in ((line.unit, line.quarter), (line.unit, ""), ("", line.quarter), ("", "")):
            cells[key] = cells.get(key, _NO_RATE).add(rate)
    sums = tuple(cells["", quarter] for quarter in quarters)
    return Rates(
        quarters=tuple(quarters),
        rows=tuple(
            (unit, tuple(cells.get((unit, q), _NO_RATE) for q in quarters), cells[unit, ""])
            for unit in dict.fromkeys(line.unit for line in lines)
        ),
        sums=sums,
        whole=cells.get(("", ""), _NO_RATE),
        chart=_draw_rates(quarters, sums),
    )


def order_filings(lines: tuple[FilingLine, ...]) -> tuple[FilingLine, ...]:
    """The reports of attributes, the latest quarter first, else in their order."""
    return tuple(sorted(lines, key=lambda line: _order_quarter(line.quarter), reverse=True))


def _order_quarter(quarter: str) -> tuple[int, int]:
    found = _QUARTER.fullmatch(quarter)
    return (int(found[1]), _NUMERALS.index(found[2])) if found else (0, 0)


def _draw_rates(quarters: Sequence[str], sums: Sequence[Rate]) -> Drawing:
    points = []
    for quarter, rate in zip(quarters, sums, strict=True):
        share = rate.proactive / rate.total if rate.total else 0.0
        year, number = _order_quarter(quarter)
        points.append((f"{year}年{number + 1}季度", share, f"{share:.0%}"))
    return draw_columns(points, "各季度主动公开率")
