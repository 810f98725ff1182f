"""Who reviewed what is public, how long it took, and what is still under way."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain
from statistics import median
from typing import TYPE_CHECKING

from gongkai.core.chain import check_entry, required_levels
from gongkai.core.models.fields import format_moment
from gongkai.core.report.model import Pending
from gongkai.core.report.tables import Late, LevelTally, Reviews, Signer, UnitLine
from gongkai.core.signing import make_signing_case
from gongkai.core.tail import Decision
from gongkai.core.timeliness import count_days_late, find_start

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import datetime
    from typing import TypeAlias

    from gongkai.core.catalog import Catalog
    from gongkai.core.drafts import Draft
    from gongkai.core.items import Item
    from gongkai.core.report.holdings import Holdings
    from gongkai.core.timeliness import Due

    _Timed: TypeAlias = tuple[Item, Due, int]
    """A document with its limit and the days by which it is late."""


def build_reviews(holdings: Holdings) -> Reviews:
    """Review coverage and punctuality, computed again from the entries and dates.

    Existing stock (存量) was reviewed on paper and is counted apart.
    """
    catalog, items = holdings.catalog, holdings.items
    reviewed, spans = holdings.reviewed, _list_spans(items)
    signed: Counter[tuple[str, str]] = Counter()
    for entries, count, _ in holdings.chains:
        for entry in entries.agreed:
            signed[entry.role, entry.reviewer] += count
    judged = [
        (item, limit, count_days_late(item, limit))
        for item in items
        if (limit := holdings.due[item.id]) is not None
    ]
    return Reviews(
        documents=len(reviewed),
        complete=sum(_is_complete(holdings, item) for item in reviewed),
        levels=tuple(
            LevelTally(
                level.role,
                level.name,
                sum(count for (role, _), count in signed.items() if role == level.role),
            )
            for level in catalog.policy.levels
        ),
        signers=tuple(
            Signer(reviewer, role, count) for (role, reviewer), count in sorted(signed.items())
        ),
        median_days=_compute_median([*chain.from_iterable(spans.values())]),
        judged=len(judged),
        on_time=sum(not days for _, _, days in judged),
        uncertain=sum(not limit.certain for _, limit, _ in judged),
        units=tuple(_list_units(holdings, spans, judged)),
        late=tuple(_list_late(judged)),
    )


def build_pending(catalog: Catalog, drafts: Iterable[Draft], now: datetime) -> tuple[Pending, ...]:
    """The documents that are not public yet, in the order of their paths."""
    return tuple(
        _build_pending(catalog, draft, now)
        for draft in sorted(drafts, key=lambda draft: draft.source.path)
    )


def _build_pending(catalog: Catalog, draft: Draft, now: datetime) -> Pending:
    record, tail = draft.record, draft.source.tail
    case = make_signing_case(catalog, draft, now)
    levels = required_levels(catalog, record, now.date())
    names = {level.role: level.name for level in catalog.policy.levels}
    signed: list[str] = []
    for position, entry in enumerate(tail.entries, 1):
        last = position == len(levels)
        faults = tuple(check_entry(case, position, last=last))
        if faults or entry.decision is not Decision.AGREED or entry.role not in levels:
            break
        signed.append(entry.role)
    waiting = next((names[role] for role in levels if role not in signed), None)
    return Pending(
        path=draft.source.path,
        column=catalog.column_by_id[record.category].name,
        unit=catalog.unit_by_id[record.unit].name,
        made=record.made,
        age=(now.date() - record.made).days,
        signed=tuple(names[role] for role in signed),
        waiting=waiting,
        refused=any(entry.decision is not Decision.AGREED for entry in tail.entries),
        published=format_moment(tail.published) if tail.published else None,
    )


def _is_complete(holdings: Holdings, item: Item) -> bool:
    """Whether each level that the policy asks for was signed, each by another person."""
    signed = item.cleared.facts.chain
    roles = signed.agreed_roles
    return bool(roles) and roles == holdings.find_levels(item.record, signed.agreed[-1].date)


def _list_spans(items: Iterable[Item]) -> dict[str, list[int]]:
    """By unit, the days that its own documents took until they were published."""
    found: dict[str, list[int]] = defaultdict(list)
    for item in items:
        if item.record.reprints is None:
            found[item.unit.id].append((item.day - find_start(item.record)).days)
    return found


def _compute_median(days: Collection[int]) -> float | None:
    return float(median(days)) if days else None


def _list_units(
    holdings: Holdings, spans: dict[str, list[int]], judged: list[_Timed]
) -> Iterator[UnitLine]:
    made = Counter(item.unit.id for item in holdings.items)
    timed: dict[str, list[int]] = defaultdict(list)
    for item, _, days in judged:
        timed[item.unit.id].append(days)
    for unit in holdings.catalog.units:
        late = timed[unit.id]
        yield UnitLine(
            unit=unit.name,
            published=made[unit.id],
            judged=len(late),
            on_time=late.count(0),
            median_days=_compute_median(spans.get(unit.id, ())),
        )


def _list_late(judged: Iterable[_Timed]) -> Iterator[Late]:
    """The late documents, the latest by days first."""
    late = [(days, item, due) for item, due, days in judged if days]
    for days, item, due in sorted(late, key=lambda row: (-row[0], row[1].id)):
        yield Late(
            id=item.id,
            title=item.record.title,
            column=item.column.name,
            unit=item.unit.name,
            start=due.start,
            due=due.date,
            published=item.day,
            days=days,
            certain=due.certain,
        )
