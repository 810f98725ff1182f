"""Consultations and the decisions that came of them: linked, and in the right order."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from gongkai.core.models import Consultation
from gongkai.core.report.checks import Check, Duty, Topic, judge
from gongkai.core.report.item_gaps import make_gap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from gongkai.core.items import Item
    from gongkai.core.report.checks import Gap
    from gongkai.core.report.holdings import Holdings

_PATIENCE = timedelta(days=365)
_DRAFT_OF = re.compile(
    r"《([^《》]{4,80}?)[（(](?:公开)?(?:征求意见稿|草案|送审稿)[^）)]{0,12}[）)]》"
)

POLICY = Duty(
    "relation-consultation-policy",
    Topic.RELATIONS,
    "征求意见与据此印发的文件相互关联",
    "",
    note="征求意见截止后，同名文件已经公开或者满一年没有下文的，列出",
)
BEFORE = Duty(
    "relation-consultation-before",
    Topic.RELATIONS,
    "征求意见截止后才作出决定",
    "《重大行政决策程序暂行条例》第十四条、第十五条",
)


def check_decisions(holdings: Holdings) -> Iterator[Check]:
    """Whether rounds that ended lead to their policies, and decisions waited for their end."""
    items = holdings.own
    rounds = [item for item in items if isinstance(item.record, Consultation)]
    ended = [item for item in rounds if item.record.end < holdings.today]
    yield _check_policies(holdings, items, ended)
    yield _check_order(holdings, rounds)


def _check_policies(holdings: Holdings, items: Sequence[Item], ended: list[Item]) -> Check:
    """Judged are rounds that are linked or should be; what may still be under way is not."""
    named = {name: item for item in items for name in _list_names(item)}
    linked = sum(_is_linked(holdings, item) for item in ended)
    gaps = tuple(_find_unlinked(holdings, named, ended))
    return judge(POLICY, linked + len(gaps), gaps)


def _list_names(item: Item) -> Iterator[str]:
    """What a policy may be called in the consultation on its draft; none of other documents."""
    record = item.record
    if isinstance(record, Consultation) or record.interprets or record.document_number is None:
        return
    yield record.title
    yield from re.findall(r"印发《?([^《》]{4,80})》", record.title)


def _find_unlinked(holdings: Holdings, named: dict[str, Item], ended: list[Item]) -> Iterator[Gap]:
    for item in ended:
        if _is_linked(holdings, item):
            continue
        drafts = _DRAFT_OF.findall(item.record.title)
        policy = next((named[name] for name in drafts if name in named), None)
        if policy is not None and policy.record.made > item.record.start:
            yield make_gap(item, f"《{policy.record.title}》已经公开，没有与征求意见关联")
        elif holdings.today - item.record.end > _PATIENCE:
            yield make_gap(item, f"{item.record.end}截止后满一年，没有关联文件或者说明后续情况")


def _is_linked(holdings: Holdings, item: Item) -> bool:
    """Whether a round names its policy, or something made after its end is linked with it."""
    names = {name for _, name in holdings.effects.get(item.id, ())} | {*item.record.see_also}
    around = [holdings.by_id[name].record for name in names if name in holdings.by_id]
    return bool(item.record.consults) or any(r.made > item.record.end for r in around)


def _check_order(holdings: Holdings, rounds: list[Item]) -> Check:
    pairs = [
        (item, holdings.by_id[name])
        for item in rounds
        for name in item.record.consults
        if name in holdings.by_id and holdings.by_id[name].record.type_id != Consultation.type_id
    ]
    gaps = [
        make_gap(item, f"{item.record.end}截止，文件{day}已经成文")
        for item, policy in pairs
        if (day := _find_decision(policy)) <= item.record.end
    ]
    return judge(BEFORE, len({item.id for item, _ in pairs}), gaps)


def _find_decision(policy: Item) -> date:
    """The day of the decision; of a later revision the day of its change."""
    record = policy.record
    made: date = record.made
    return max(made, record.changed or made)
