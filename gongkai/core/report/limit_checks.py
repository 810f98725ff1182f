"""Every clock: how long things took to become public, against the law of their time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from gongkai.core.models import FiscalReport
from gongkai.core.models.finance import FiscalKind
from gongkai.core.models.service import DecisionResult
from gongkai.core.report.checks import Gap, judge
from gongkai.core.report.event_limits import check_events
from gongkai.core.report.limit_rules import (
    AT_ONCE,
    BEFORE_START,
    BUDGET,
    BUDGET_DAYS,
    COLUMN,
    DECISION,
    DECISION_WORKDAYS,
    STATUTORY,
)
from gongkai.core.timeliness import STATUTORY_WORKDAYS, Due, find_start, is_plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.items import Item
    from gongkai.core.report.checks import Check
    from gongkai.core.report.holdings import Holdings
    from gongkai.core.report.limit_rules import LimitRule

_COUNTED = re.compile(r"\d+(wd|d)")
_TWENTY = f"{STATUTORY_WORKDAYS}wd"
_FORMED = frozenset({"on-change", "yearly", "quarterly"})
_BUDGETS = frozenset(FiscalKind) - {FiscalKind.SPECIAL, FiscalKind.DEBT, FiscalKind.OTHER}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Case:
    """A document with the last day on which it could be public in time."""

    item: Item
    due: Due


def check_limits(holdings: Holdings) -> Iterator[Check]:
    """The limits of publication, then those of what happens around a publication."""
    items = holdings.in_order
    own = [item for item in items if item.record.reprints is None and item.column.limit != "none"]
    decided = [
        _Case(item, _count(holdings, item, DECISION_WORKDAYS)) for item in own if _dual(item)
    ]
    approved = [_Case(item, _count_budget(item)) for item in own if _is_budget(item)]
    special = {case.item.id for case in (*decided, *approved)}
    formed = [item for item in own if item.id not in special and _is_statutory(item)]
    statutory = [_Case(item, _count_formed(holdings, item)) for item in formed]
    yield _judge(STATUTORY, statutory)
    yield _judge(COLUMN, _list_under_column(holdings, statutory))
    yield _judge(DECISION, decided)
    yield _judge(BUDGET, approved)
    for rule, limit in ((BEFORE_START, "before"), (AT_ONCE, "at-once")):
        yield _judge(rule, _list_new(holdings, own, limit))
    yield from check_events(holdings)


def _dual(item: Item) -> bool:
    """Whether 双公示 sets the limit."""
    record = item.record
    is_new = record.revision == 1 and isinstance(record, DecisionResult)
    return is_new and DECISION.holds(record.decision_date)


def _is_budget(item: Item) -> bool:
    record = item.record
    is_new = record.revision == 1 and isinstance(record, FiscalReport)
    return is_new and record.fiscal_kind in _BUDGETS and BUDGET.holds(record.approved)


def _is_statutory(item: Item) -> bool:
    """Whether no other rule than that of formation or change sets the limit."""
    limit = item.column.limit
    if item.record.revision > 1 or limit in _FORMED or is_plan(item):
        return True
    return _COUNTED.fullmatch(limit) is not None


def _count(holdings: Holdings, item: Item, days: int) -> Due:
    """The limit of so many working days."""
    start = find_start(item.record)
    deadline = holdings.calendar.add_workdays(start, days)
    return Due(start, deadline.date, deadline.certain)


def _count_budget(item: Item) -> Due:
    return Due(item.record.approved, item.record.approved + BUDGET_DAYS * _DAY, certain=True)


def _count_formed(holdings: Holdings, item: Item) -> Due:
    """Twenty working days, which most columns set as their own limit too."""
    due = holdings.due[item.id]
    if due is not None and item.column.limit in {_TWENTY, *_FORMED}:
        return due
    return _count(holdings, item, STATUTORY_WORKDAYS)


def _list_under_column(holdings: Holdings, cases: Iterable[_Case]) -> Iterator[_Case]:
    """Items whose column promises to be faster than the law asks."""
    for case in cases:
        due = holdings.due[case.item.id]
        if due is not None and case.item.column.limit != _TWENTY and due.date < case.due.date:
            yield _Case(case.item, due)


def _list_new(holdings: Holdings, items: Iterable[Item], limit: str) -> Iterator[_Case]:
    """First revisions in columns of a limit that hangs on what they tell of."""
    for item in items:
        due = holdings.due[item.id]
        if due and item.column.limit == limit and item.record.revision == 1 and not is_plan(item):
            yield _Case(item, due)


def _judge(rule: LimitRule, cases: Iterable[_Case]) -> Check:
    judged = [case for case in cases if rule.holds(case.due.start)]
    return judge(
        rule.duty,
        len(judged),
        [gap for case in judged for gap in _find_gap(case)],
        sum(not case.due.certain for case in judged),
    )


def _find_gap(case: _Case) -> Iterator[Gap]:
    item, due, day = case.item, case.due, case.item.day
    if day <= due.date:
        return
    began = f"{due.start}{_name_start(item)}，"
    # A limit may hang on something that is later than the day on which the paper was made.
    began = began if due.start <= due.date else ""
    doubt = "" if due.certain else "（放假安排尚未公布，期限按周一至周五推算）"
    text = f"{began}最迟应于{due.date}公开，实际于{day}公开，迟{(day - due.date).days}日{doubt}"
    yield Gap(item.id, item.record.title, item.unit.name, text)


def _name_start(item: Item) -> str:
    record = item.record
    if record.revision > 1 and record.changed is not None:
        return "变更"
    if isinstance(record, DecisionResult):
        return "作出决定"
    if isinstance(record, FiscalReport):
        return "批复"
    return "形成" if find_start(record) == record.made else "收到"
