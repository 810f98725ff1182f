"""Checks of the review: complete, by different people, in order; and what is worth asking about."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from gongkai.core.report.checks import Check, Duty, Gap, Topic, judge
from gongkai.core.report.ledger import list_entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.core.items import Item
    from gongkai.core.report.holdings import Holdings

_BASIS = "《政府信息公开条例》第十七条"
_CLUE = "这是供核实的线索，不是结论"

LEVELS = Duty("review-levels", Topic.REVIEW, "审查层级齐全", _BASIS)
PERSONS = Duty("review-persons", Topic.REVIEW, "各级审查由不同的人作出", _BASIS)
DATES = Duty("review-dates", Topic.REVIEW, "先审查后公开，逐级审查", _BASIS)
SAME_DAY = Duty(
    "review-same-day",
    Topic.REVIEW,
    "各级审查不在同一天走完",
    "",
    measure="个部门",
    note=f"公开十份以上，且过半数各级同日签署的部门计入；{_CLUE}",
    clue=True,
)
DELEGATION = Duty(
    "review-delegation",
    Topic.REVIEW,
    "委托代签没有成为常态",
    "",
    measure="人",
    note=f"近一年内把同一层级委托他人超过九十日的计入；{_CLUE}",
    clue=True,
)
WAIVER = Duty(
    "review-waiver",
    Topic.REVIEW,
    "保留说明仍在期限之内",
    "",
    note="三十日内到期的计入，到期后所保留的问题须改正或重新说明",
)
STOCK = Duty(
    "review-stock",
    Topic.REVIEW,
    "存量文件按期重新审查",
    "",
    note="存量文件凭纸质审查记录公开，期限由存量清单按栏目规定",
)

FEWEST = 10
"""Documents below which the share of one unit says nothing."""
MOST_LENT = 90
"""Days of a year for which a level can be lent and still be an exception: three times the longest
delegation, a quarter of the year."""
NOTICE = 30
"""Days before its end from which a waiver is named, as the gate's own warning does."""


def check_reviews(holdings: Holdings) -> Iterator[Check]:
    """Whether the reviews of what is public are what law and policy ask."""
    items = holdings.reviewed
    for duty, find in ((LEVELS, _find_missing), (PERSONS, _find_same), (DATES, _find_disorder)):
        gaps = [_at(item, text) for item in items for text in find(holdings, item)]
        yield judge(duty, len(items), gaps)
    yield _check_same_day(items)
    yield _check_delegations(holdings)
    yield _check_waivers(holdings)
    yield _check_stock(holdings)


def _at(item: Item, text: str) -> Gap:
    return Gap(item.id, item.record.title, item.unit.name, text)


def _name_levels(holdings: Holdings) -> dict[str, str]:
    return {level.role: level.name for level in holdings.catalog.policy.levels}


def _find_missing(holdings: Holdings, item: Item) -> Iterator[str]:
    chain = item.cleared.facts.chain
    asked = holdings.find_levels(item.record, chain.entries[-1].date)
    if not chain.roles.issuperset(asked):
        missing = [role for role in asked if role not in chain.roles]
        names = _name_levels(holdings)
        yield f"缺少{'、'.join(names.get(role, role) for role in missing)}"


def _find_same(holdings: Holdings, item: Item) -> Iterator[str]:
    chain = item.cleared.facts.chain
    if chain.is_by_different and item.record.drafter not in chain.reviewers:
        return
    names = _name_levels(holdings)
    signed: dict[str, str] = {}
    allowed = holdings.catalog.policy.drafter_may_sign
    for entry in list_entries(item):
        name = names.get(entry.role, entry.role)
        if entry.reviewer in signed:
            yield f"{signed[entry.reviewer]}与{name}由{entry.reviewer}一人签署"
        if entry.reviewer == item.record.drafter and entry.role not in allowed:
            yield f"拟稿人{entry.reviewer}签署了{name}"
        signed[entry.reviewer] = name


def _find_disorder(holdings: Holdings, item: Item) -> Iterator[str]:
    chain = item.cleared.facts.chain
    entries = chain.entries
    if chain.is_in_order and entries[-1].date <= item.day:
        return
    names = _name_levels(holdings)
    for lower, upper in pairwise(entries):
        if upper.date < lower.date:
            above, below = names.get(upper.role, upper.role), names.get(lower.role, lower.role)
            yield f"{above}（{upper.date}）早于{below}（{lower.date}）"
    last, day = entries[-1], item.day
    if day < last.date:
        yield f"{day}公开，{names.get(last.role, last.role)}（{last.date}）在其后"


def _check_same_day(items: Sequence[Item]) -> Check:
    units = Counter(item.unit.name for item in items)
    quick = Counter(item.unit.name for item in items if item.cleared.facts.chain.is_same_day)
    judged = sorted(unit for unit, count in units.items() if count >= FEWEST)
    gaps = [
        Gap("", unit, unit, f"{units[unit]}份文件中有{quick[unit]}份的各级审查在同一天签署")
        for unit in judged
        if quick[unit] * 2 > units[unit]
    ]
    return judge(SAME_DAY, len(judged), gaps)


def _check_delegations(holdings: Holdings) -> Check:
    """Overlapping delegations of one level count each day once."""
    lent: dict[tuple[str, str], set[int]] = defaultdict(set)
    today = holdings.today.toordinal()
    first = (holdings.today - timedelta(days=364)).toordinal()
    for one in holdings.catalog.delegations:
        start, end = max(one.start.toordinal(), first), min(one.end.toordinal(), today)
        lent[one.giver, one.role].update(range(start, end + 1))
    names = _name_levels(holdings)
    people, units = holdings.catalog.reviewer_by_id, holdings.catalog.unit_by_id
    gaps = [
        Gap(
            "",
            giver,
            units[people[giver].unit].name,
            f"{giver}近一年内有{len(days)}日把{names.get(role, role)}委托他人签署",
        )
        for (giver, role), days in sorted(lent.items())
        if len(days) > MOST_LENT
    ]
    return judge(DELEGATION, len({giver for giver, _ in lent}), gaps)


def _check_waivers(holdings: Holdings) -> Check:
    waived = [item for item in holdings.in_order if item.cleared.draft.source.waived]
    gaps = []
    for item in waived:
        for until in sorted({w.until for w in item.cleared.draft.source.tail.waivers}):
            left = (until - holdings.today).days
            if left < 0:
                gaps.append(_at(item, f"保留说明已于{until}到期"))
            elif left <= NOTICE:
                gaps.append(_at(item, f"保留说明将于{until}到期"))
    return judge(WAIVER, len(waived), gaps)


def _check_stock(holdings: Holdings) -> Check:
    stock = holdings.catalog.stock
    ends = dict(stock.expires) if stock else {}
    gaps = [
        _at(item, f"存量文件应于{end}前重新审查，尚未审查")
        for item in holdings.stock
        if (end := ends.get(item.id.split("/")[0])) is not None and end < holdings.today
    ]
    return judge(STOCK, len(holdings.stock), gaps)
