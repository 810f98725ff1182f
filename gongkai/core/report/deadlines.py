"""Duties with a fixed day of the year: annual reports, yearly forms, rule-of-law report.

A column whose limit is a day of the year is such a duty; that of the annual report on disclosure
is set by law (条例第四十九条: departments by 31 January, governments by 31 March), whatever its
column says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from gongkai.core.models import AnnualReport
from gongkai.core.timeliness import find_fixed_day, find_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.column_views import ColumnView
    from gongkai.core.items import Item
    from gongkai.core.models.catalog import Column
    from gongkai.core.report.holdings import Holdings

_NEW_LAW = 2019
"""The first year that is reported on by the Regulation of 2019; before, everybody had until
31 March (2007年条例第三十一条)."""
_END_OF_JANUARY, _END_OF_MARCH = (1, 31), (3, 31)
_NAMES = {
    "wangzhan-nianbao": "政府网站工作年度报表",
    "zhifa-shihou": "行政执法年度数据",
}
"""Names of duties whose column is called otherwise."""


class DeadlineState(StrEnum):
    """How a duty stands on the day of the report."""

    KEPT = "按期"
    LATE = "逾期完成"
    MISSING = "逾期未完成"
    COMING = "未到期"
    UNKNOWN = "首次公开日期不明"
    """A later revision is public, and nobody can tell when the first one was."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One duty of one year."""

    id: str
    """`<column>-<year>`, as `nianbao-2025`."""
    name: str
    basis: str
    year: int
    """The year that is reported on."""
    due: date
    done: date | None
    """First publication, or None."""
    document: str
    """Id of the document, or empty."""
    unit: str
    state: DeadlineState
    days: int
    """Days left until `due` of what is coming, days late of what is late or missing; else 0."""
    column: str = ""
    """Id of the column."""
    unit_id: str = ""


def build_deadlines(holdings: Holdings) -> tuple[Deadline, ...]:
    """The duties from the first year in which the site has one, by due day, then by column."""
    found = [deadline for view in holdings.views for deadline in _list_column(holdings, view)]
    return tuple(sorted(found, key=lambda deadline: deadline.due))


def _list_column(holdings: Holdings, view: ColumnView) -> Iterator[Deadline]:
    column = view.column
    if _find_due(holdings, column, holdings.today.year) is None or column.not_applicable:
        return
    papers = _group_papers(view)
    for year in _list_years(holdings, column, papers):
        due = _find_due(holdings, column, year)
        if due is not None:
            yield _judge(holdings, view, year, due, papers.get(year, ()))


def _find_due(holdings: Holdings, column: Column, year: int) -> date | None:
    """The last day for the report on a year, or None for a column without such a duty."""
    if AnnualReport.type_id in column.types:
        late = year < _NEW_LAW or holdings.catalog.site.body_type == "government"
        return date(year + 1, *(_END_OF_MARCH if late else _END_OF_JANUARY))
    return find_fixed_day(column.limit, year)


def _group_papers(view: ColumnView) -> dict[int, tuple[Item, ...]]:
    """The column's own papers by the year that they report on."""
    papers: dict[int, tuple[Item, ...]] = {}
    for item in view.items:
        year = find_year(item.record)
        if item.column is view.column and year is not None and item.record.reprints is None:
            papers[year] = (*papers.get(year, ()), item)
    return papers


def _list_years(holdings: Holdings, column: Column, papers: dict[int, tuple[Item, ...]]) -> range:
    """From the first paper or the column's opening to the year whose day comes next."""
    today = holdings.today
    coming = _find_coming(holdings, column, today)
    starts = [min(papers)] if papers else []
    if column.since is not None:
        starts.append(_find_coming(holdings, column, column.since))
    if not starts and (column.zero_statement or not column.required):
        return range(0)
    return range(
        min(starts, default=coming - 1), max(coming, *papers) + 1 if papers else coming + 1
    )


def _find_coming(holdings: Holdings, column: Column, day: date) -> int:
    """The year whose report is the next to be due on a day."""
    last = _find_due(holdings, column, day.year - 1)
    return day.year - 1 if last is not None and last >= day else day.year


def _judge(
    holdings: Holdings, view: ColumnView, year: int, due: date, papers: tuple[Item, ...]
) -> Deadline:
    column, today = view.column, holdings.today
    dated = [(day, item.id) for item in papers if (day := holdings.find_first_day(item))]
    # What is public as a later revision was public no later than that.
    bounds = [(item.day, item.id) for item in papers]
    done, document = min(dated or [row for row in bounds if row[0] <= due], default=(None, ""))
    state, days = DeadlineState.KEPT, 0
    if done is not None:
        state, days = (DeadlineState.LATE, (done - due).days) if done > due else (state, days)
    elif papers:
        state, document = DeadlineState.UNKNOWN, min(bounds)[1]
    elif due < today:
        state, days = DeadlineState.MISSING, (today - due).days
    else:
        state, days = DeadlineState.COMING, (due - today).days
    annual = AnnualReport.type_id in column.types
    return Deadline(
        id=f"{column.id}-{year}",
        name="政府信息公开工作年度报告" if annual else _NAMES.get(column.id, column.name),
        basis=_tell_basis(column, year) if annual else "；".join(column.basis),
        year=year,
        due=due,
        done=done,
        document=document,
        unit=view.unit.name,
        state=state,
        days=days,
        column=column.id,
        unit_id=view.unit.id,
    )


def _tell_basis(column: Column, year: int) -> str:
    if year < _NEW_LAW:
        return "《政府信息公开条例》（2007年公布）第三十一条"
    return "；".join(column.basis)
