"""The tables of a bulletin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gongkai.core.papers.blocks import Align, Table, TableColumn
from gongkai.core.papers.gaps import quote_title
from gongkai.core.papers.wording import format_day, format_share

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.core.papers.quarter import Quarter
    from gongkai.core.papers.quarter_figures import Figures
    from gongkai.core.papers.quarterly import Quarterly

TOTAL = "合计"
FORECAST_TITLE = "不更新即超期的栏目"
_TREND = 5
"""Quarters in the table of the trend: a year and the quarter that it is compared with."""
_MOST_LATE = 20
"""Late items that a bulletin names."""


def make_unit_table(data: Quarterly) -> Table:
    """Published items and punctuality by unit."""

    def make_row(name: str, find: Callable[[Quarter], Figures]) -> tuple[str, ...]:
        now = find(data.quarter)
        return (
            name,
            *_compare(data, find),
            str(now.judged),
            str(now.on_time),
            format_share(now.on_time, now.judged),
        )

    rows = [make_row(unit, partial(data.of_unit, unit)) for unit in data.units]
    return Table(
        f"各部门{data.quarter.name}公开情况",
        (
            TableColumn("部门", 40),
            *_count_columns("本季度（条）", "上季度（条）", "上年同期（条）", "可计时限（条）"),
            *_count_columns("按时（条）", "按时率"),
        ),
        (*rows, make_row(TOTAL, data.table.get)),
    )


def make_block_table(data: Quarterly) -> Table:
    """Published items by block of the site."""
    blocks = dict.fromkeys(column.block for column in data.report.columns)
    rows = [(name, *_compare(data, partial(data.of_block, name))) for name in blocks]
    return Table(
        f"各板块{data.quarter.name}公开情况",
        (
            TableColumn("板块", 40),
            *_count_columns("本季度（条）", "上季度（条）", "上年同期（条）"),
        ),
        (*rows, (TOTAL, *_compare(data, data.table.get))),
    )


def make_trend_table(data: Quarterly) -> Table | None:
    """The last five quarters, or None where there is only one."""
    quarters = [data.quarter.before(count) for count in reversed(range(_TREND))]
    known = [quarter for quarter in quarters if data.table.is_comparable(quarter)]
    rows = []
    for quarter in known:
        found = data.table.get(quarter)
        counts = (found.published, found.judged, found.on_time, found.late)
        rows.append((quarter.name, *map(str, counts), format_share(found.on_time, found.judged)))
    if len(rows) < 2:  # noqa: PLR2004 - a trend takes two
        return None
    return Table(
        "近几个季度公开情况",
        (
            TableColumn("季度", 40),
            *_count_columns("公开（条）", "可计时限（条）", "按时（条）", "逾期（条）", "按时率"),
        ),
        tuple(rows),
    )


def make_late_table(data: Quarterly) -> Table | None:
    """The items of the quarter that were published late, the latest first, or None."""
    late = [
        line
        for line in data.report.reviews.late
        if data.quarter.first <= line.published <= data.until
    ]
    if not late:
        return None
    shown = late[:_MOST_LATE]
    more = f"（前{_MOST_LATE}条，共{len(late)}条）" if len(late) > len(shown) else ""
    return Table(
        f"逾期公开的信息{more}",
        (
            TableColumn("部门", 26),
            TableColumn("信息名称", 66),
            TableColumn("应当公开", 24, Align.CENTRE),
            TableColumn("实际公开", 24, Align.CENTRE),
            TableColumn("逾期（日）", 16, Align.RIGHT),
        ),
        tuple(
            (
                line.unit,
                quote_title(line.title),
                line.due.isoformat(),
                line.published.isoformat(),
                str(line.days),
            )
            for line in shown
        ),
    )


def make_forecast_table(data: Quarterly) -> Table | None:
    """What turns stale on the days to come if nothing is published, or None."""
    forecast = data.report.forecast
    if forecast is None or not forecast.turnings:
        return None
    return Table(
        f"{FORECAST_TITLE}（至{format_day(forecast.until)}）",
        (
            TableColumn("超期起始日", 30, Align.CENTRE),
            TableColumn("栏目", 60),
            TableColumn("责任部门", 40),
            TableColumn("更新期限", 26, Align.RIGHT),
        ),
        tuple(
            (
                turning.day.isoformat(),
                turning.name,
                turning.unit or data.office.unit,
                f"{turning.limit}日" if turning.limit else "公示期满",
            )
            for turning in forecast.turnings
        ),
    )


def _compare(data: Quarterly, find: Callable[[Quarter], Figures]) -> tuple[str, ...]:
    """Of the quarter, the one before and the year before; a dash where the site was not there."""
    quarters = [data.quarter.before(count) for count in (0, 1, 4)]
    return tuple(
        str(find(q).published) if q == data.quarter or data.table.is_comparable(q) else "—"
        for q in quarters
    )


def _count_columns(*names: str) -> tuple[TableColumn, ...]:
    return tuple(TableColumn(name, 20, Align.RIGHT) for name in names)
