"""Completeness by column: what is there, how old, how punctual, what is missing."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from gongkai.core.models import Consultation, NormativeDocument
from gongkai.core.models.catalog import BLOCK_NAMES
from gongkai.core.relations import Validity
from gongkai.core.report.expected_fields import count_missing
from gongkai.core.report.tables import ColumnReport, ColumnTest, Mark, Omission, Status
from gongkai.core.timeliness import count_days_late, format_limit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongkai.core.column_views import ColumnView
    from gongkai.core.items import Item
    from gongkai.core.models.catalog import Column
    from gongkai.core.report.holdings import Holdings

_MOST_NOTICE = 30
_DEAD = frozenset({Validity.EXPIRED, Validity.REPEALED})


def build_columns(holdings: Holdings) -> tuple[ColumnReport, ...]:
    """The completeness of every column, in the order of the catalogue."""
    groups = {group.id: group.name for group in holdings.catalog.groups}
    return tuple(_build_column(holdings, view, groups) for view in holdings.views)


def compute_notice(max_age: int) -> int:
    """Days left at which a column counts as near its limit: a quarter of the limit, at most 30."""
    return min(_MOST_NOTICE, max_age // 4)


def judge_column(column: Column, items: int, age: int | None) -> Status:
    """How a column stands; age is in days and None for an empty column."""
    if items == 0 or age is None:
        if column.not_applicable:
            return Status.NOT_APPLICABLE
        return Status.EXPLAINED if column.zero_statement else Status.EMPTY
    if column.max_age is None:
        return Status.NORMAL
    left = column.max_age - age
    if left < 0:
        return Status.OVERDUE
    return Status.NEAR if left <= compute_notice(column.max_age) else Status.NORMAL


def _build_column(holdings: Holdings, view: ColumnView, groups: dict[str, str]) -> ColumnReport:
    column, today = view.column, holdings.today
    days = sorted(item.day for item in view.items)
    age = holdings.days_since(view.last)
    judged, on_time, uncertain = _count_punctual(holdings, view)
    gap = _find_largest_gap(days)
    own = [item for item in view.items if item.column is column]
    return ColumnReport(
        id=column.id,
        name=column.name,
        block=BLOCK_NAMES[column.block],
        group=groups.get(column.group or ""),
        unit=view.unit.name,
        basis=column.basis,
        required=column.required,
        nature=column.nature.value,
        items=len(days),
        items_this_year=sum(day.year == today.year for day in days),
        withdrawn=len(view.withdrawn),
        first=days[0] if days else None,
        last=view.last,
        age=age,
        max_age=column.max_age,
        stale_from=_find_stale_day(view.last, column.max_age),
        largest_gap=gap,
        max_gap=column.max_gap,
        limit=format_limit(column.limit),
        judged=judged,
        on_time=on_time,
        uncertain=uncertain,
        min_items=column.min_items,
        status=judge_column(column, len(days), age),
        statement=column.not_applicable or column.zero_statement,
        shortfalls=tuple(_find_shortfalls(column, len(days), gap)),
        omissions=tuple(o for item in own for o in _find_omissions(holdings, item)),
        tests=apply_tests(holdings, view),
        missing=count_missing(holdings, own),
        link_only=tuple(sorted(item.id for item in own if item.id in holdings.link_only)),
        unlinked=tuple(sorted(item.id for item in own if _is_unlinked(holdings, item))),
    )


def _find_largest_gap(days: list[date]) -> int | None:
    """Days between the two neighbours of sorted days that lie farthest apart."""
    return max(((b - a).days for a, b in pairwise(days)), default=None)


def apply_tests(holdings: Holdings, view: ColumnView) -> tuple[ColumnTest, ...]:
    """The three tests; a column with nothing and a reason for it is judged by none."""
    column, items = view.column, len(view.items)
    excused = items == 0 and bool(column.zero_statement or column.not_applicable)
    gap = _find_largest_gap(sorted(item.day for item in view.items))
    least = column.min_items or None
    return (
        _test("min_items", "最少条数", None if excused else items, least, at_least=True),
        _test("max_age", "最长更新间隔", holdings.days_since(view.last), column.max_age),
        _test("max_gap", "相邻两条最长间隔", gap, column.max_gap),
    )


def _test(
    name: str, title: str, value: int | None, limit: int | None, *, at_least: bool = False
) -> ColumnTest:
    if limit is None:
        mark = Mark.NOT_SET
    elif value is None:
        mark = Mark.NOT_JUDGED
    else:
        kept = value >= limit if at_least else value <= limit
        mark = Mark.PASSED if kept else Mark.FAILED
    return ColumnTest(name, title, value, limit, mark)


def _find_stale_day(last: date | None, max_age: int | None) -> date | None:
    if last is None or max_age is None:
        return None
    return last + timedelta(days=max_age + 1)


def _count_punctual(holdings: Holdings, view: ColumnView) -> tuple[int, int, int]:
    """Judged, on time and uncertain items; those of other columns count where they belong."""
    judged = on_time = uncertain = 0
    for item in view.items:
        due = holdings.due[item.id]
        if item.column is not view.column or due is None:
            continue
        judged += 1
        on_time += count_days_late(item, due) == 0
        uncertain += not due.certain
    return judged, on_time, uncertain


def _find_shortfalls(column: Column, items: int, gap: int | None) -> Iterator[str]:
    if 0 < items < column.min_items:
        yield f"应有{column.min_items}条以上，现有{items}条"
    if gap is not None and column.max_gap is not None and gap > column.max_gap:
        yield f"相邻两条最长相隔{gap}日，超过{column.max_gap}日"
    if items and column.not_applicable:
        yield "写明不适用，却有公开内容"


def _find_omissions(holdings: Holdings, item: Item) -> Iterator[Omission]:
    for text in (*_find_missing_company(holdings, item), *_find_missing_result(holdings, item)):
        yield Omission(item.id, item.record.title, item.unit.name, text)


def _is_unlinked(holdings: Holdings, item: Item) -> bool:
    """Whether a policy in force has neither an interpretation nor a reason for none."""
    record = item.record
    if not isinstance(record, NormativeDocument) or item.validity in _DEAD:
        return False
    return not (_has_effect(holdings, item, "interprets") or record.interpretation_exempt)


def _has_effect(holdings: Holdings, item: Item, kind: str) -> bool:
    return any(found == kind for found, _ in holdings.effects.get(item.id, ()))


def _find_missing_company(holdings: Holdings, item: Item) -> Iterator[str]:
    """What a normative document in force should stand beside."""
    record = item.record
    if not isinstance(record, NormativeDocument) or item.validity in _DEAD:
        return
    if _is_unlinked(holdings, item):
        yield "没有解读材料，也没有写明不作解读的理由"
    if not (_has_effect(holdings, item, "consults") or record.consultation_exempt):
        yield "没有征求意见情况，也没有写明不征求意见的理由"


def _find_missing_result(holdings: Holdings, item: Item) -> Iterator[str]:
    """What a consultation should tell after its end."""
    record = item.record
    if not isinstance(record, Consultation) or record.end >= holdings.today:
        return
    if record.received is None or record.adopted is None:
        yield f"{record.end}已截止，没有公布采纳情况"
