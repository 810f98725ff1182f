"""Clocks between two events: consultation, withdrawal, coming into force."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from gongkai.core.models import (
    Consultation,
    NormativeDocument,
    OfficialDocument,
    PenaltyResult,
)
from gongkai.core.models.entries import WithdrawalReason
from gongkai.core.models.fields import Genre
from gongkai.core.report.checks import Gap, judge
from gongkai.core.report.deadlines import DeadlineState, build_deadlines
from gongkai.core.report.limit_rules import (
    ANNUAL,
    BEFORE_EFFECT,
    CONSULTATION,
    CONSULTATION_DAYS,
    RULE_DAYS,
    RULES_EFFECT,
    WITHDRAWAL,
    WITHDRAWAL_DAYS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.drafts import Grave
    from gongkai.core.items import Item
    from gongkai.core.report.checks import Check
    from gongkai.core.report.holdings import Holdings

_ENDED_BY_LAW = frozenset(
    {WithdrawalReason.REVOKED, WithdrawalReason.UNLAWFUL, WithdrawalReason.CHANGED}
)


def check_events(holdings: Holdings) -> Iterator[Check]:
    """The clocks between two events, then the yearly days."""
    items = [item for item in holdings.items if item.record.reprints is None]
    items.sort(key=lambda item: item.id)
    yield _check_consultations(holdings, items)
    yield _check_withdrawals(holdings)
    yield _check_rules(holdings, items)
    yield _check_effect(holdings, items)
    yield _check_yearly(holdings)


def _make_gap(item: Item, text: str) -> Gap:
    return Gap(item.id, item.record.title, item.unit.name, text)


def _check_consultations(holdings: Holdings, items: list[Item]) -> Check:
    judged = [
        item
        for item in items
        if isinstance(item.record, Consultation) and CONSULTATION.holds(item.record.start)
    ]
    gaps = [gap for item in judged for gap in _find_short(holdings, item)]
    return judge(CONSULTATION.duty, len(judged), gaps)


def _find_short(holdings: Holdings, item: Item) -> Iterator[Gap]:
    record = item.record
    if record.short_reason:
        return
    days = (record.end - record.start).days
    first = holdings.find_first_day(item)
    if days < CONSULTATION_DAYS:
        yield _make_gap(item, f"征求意见只有{days}日，不足{CONSULTATION_DAYS}日，也没有写明理由")
    elif first is not None and (record.end - first).days < CONSULTATION_DAYS:
        days = max(0, (record.end - first).days)
        text = f"{first}才公布，实际征求意见{days}日，不足{CONSULTATION_DAYS}日，也没有写明理由"
        yield _make_gap(item, text)


def _check_withdrawals(holdings: Holdings) -> Check:
    judged = [
        grave
        for grave in sorted(holdings.verdict.withdrawn, key=lambda grave: grave.id)
        if grave.tombstone.reason in _ENDED_BY_LAW
        and _holds_penalties(holdings, grave)
        and WITHDRAWAL.holds(grave.tombstone.decided or grave.tombstone.withdrawn.date())
    ]
    gaps = [gap for grave in judged for gap in _find_slow(holdings, grave)]
    return judge(WITHDRAWAL.duty, len(judged), gaps)


def _holds_penalties(holdings: Holdings, grave: Grave) -> bool:
    column = holdings.catalog.column_by_id.get(grave.id.split("/")[0])
    return column is not None and PenaltyResult.type_id in column.types


def _find_slow(holdings: Holdings, grave: Grave) -> Iterator[Gap]:
    stone = grave.tombstone
    unit = holdings.catalog.unit_by_id.get(stone.unit)
    name = unit.name if unit else ""
    if stone.decided is None:
        text = "没有登记变更、撤销等决定作出之日，无法核对是否在3日内撤回"
        yield Gap(grave.id, stone.index_number, name, text)
        return
    due = stone.decided + timedelta(days=WITHDRAWAL_DAYS)
    day = stone.withdrawn.date()
    if day > due:
        text = (
            f"{stone.decided}作出决定，最迟应于{due}撤回，实际于{day}撤回，迟{(day - due).days}日"
        )
        yield Gap(grave.id, stone.index_number, name, text)


def _check_rules(holdings: Holdings, items: list[Item]) -> Check:
    judged, gaps = 0, []
    for item in items:
        record, first = item.record, holdings.find_first_day(item)
        is_rule = isinstance(record, OfficialDocument) and record.genre is Genre.ORDER
        if not is_rule or not record.effective or not first or not RULES_EFFECT.holds(record.made):
            continue
        judged += 1
        days = (record.effective - first).days
        if days < RULE_DAYS:
            told = f"公布{days}日后" if days > 0 else "公布时或者公布前"
            gaps.append(_make_gap(item, f"{told}即施行，不足{RULE_DAYS}日"))
    return judge(RULES_EFFECT.duty, judged, gaps)


def _check_effect(holdings: Holdings, items: list[Item]) -> Check:
    judged, gaps = 0, []
    for item in items:
        record, first = item.record, holdings.find_first_day(item)
        is_normative = isinstance(record, NormativeDocument)
        if not is_normative or first is None or not BEFORE_EFFECT.holds(record.made):
            continue
        judged += 1
        if first > record.effective:
            text = (
                f"自{record.effective}起施行，{first}才公布，晚{(first - record.effective).days}日"
            )
            gaps.append(_make_gap(item, text))
    return judge(BEFORE_EFFECT.duty, judged, gaps)


def _check_yearly(holdings: Holdings) -> Check:
    known = {DeadlineState.KEPT, DeadlineState.LATE, DeadlineState.MISSING}
    judged = [deadline for deadline in build_deadlines(holdings) if deadline.state in known]
    gaps = []
    for deadline in judged:
        title, days = f"{deadline.name}（{deadline.year}年度）", deadline.days
        if deadline.state is DeadlineState.LATE:
            text = f"最迟应于{deadline.due}公布，实际于{deadline.done}公布，迟{days}日"
            gaps.append(Gap(deadline.document, title, deadline.unit, text))
        elif deadline.state is DeadlineState.MISSING:
            text = f"最迟应于{deadline.due}公布，至今没有公布，已迟{days}日"
            gaps.append(Gap(deadline.column, title, deadline.unit, text))
    return judge(ANNUAL.duty, len(judged), gaps)
