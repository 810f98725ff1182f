"""Who reviewed what is public, how long it took, and what is still under way."""

from __future__ import annotations

from collections import Counter, defaultdict
from statistics import median
from typing import TYPE_CHECKING

from gongkai.core.chain import check_entry, required_levels
from gongkai.core.models.fields import format_moment
from gongkai.core.report.holdings import is_stock
from gongkai.core.report.model import Pending
from gongkai.core.report.tables import Late, LevelTally, Reviews, Signer, UnitLine
from gongkai.core.signing import make_signing_case
from gongkai.core.tail import Decision
from gongkai.core.timeliness import count_days_late, find_start

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from gongkai.core.catalog import Catalog
    from gongkai.core.drafts import Draft
    from gongkai.core.report.facts import Signed
    from gongkai.core.report.holdings import Holdings
    from gongkai.core.site import Item
    from gongkai.core.timeliness import Due


def build_reviews(holdings: Holdings) -> Reviews:
    """Review coverage and punctuality, computed again from the entries and dates.

    Existing stock (存量) was reviewed on paper and is counted apart.
    """
    catalog, items = holdings.catalog, holdings.items
    reviewed = [item for item in items if not is_stock(item)]
    signed: Counter[tuple[str, str]] = Counter()
    for chain, count, _ in holdings.chains:
        for entry in chain.agreed:
            signed[entry.role, entry.reviewer] += count
    judged = [(item, limit) for item in items if (limit := holdings.due[item.id]) is not None]
    return Reviews(
        documents=len(reviewed),
        complete=sum(_is_complete(catalog, item) for item in reviewed),
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
        median_days=_compute_median(items),
        judged=len(judged),
        on_time=sum(count_days_late(item, limit) == 0 for item, limit in judged),
        uncertain=sum(not limit.certain for _, limit in judged),
        units=tuple(_list_units(catalog, items, judged)),
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


def _list_agreed(item: Item) -> tuple[Signed, ...]:
    agreed: tuple[Signed, ...] = item.cleared.facts.chain.agreed
    return agreed


def _is_complete(catalog: Catalog, item: Item) -> bool:
    """Whether each level that the policy asks for was signed, each by another person."""
    entries = _list_agreed(item)
    people = {entry.reviewer for entry in entries}
    roles = tuple(entry.role for entry in entries)
    asked = required_levels(catalog, item.record, entries[-1].date) if entries else ()
    return bool(entries) and roles == asked and len(people) == len(roles)


def _compute_median(items: Iterable[Item]) -> float | None:
    days = [
        (item.day - find_start(item.record)).days for item in items if item.record.reprints is None
    ]
    return float(median(days)) if days else None


def _list_units(
    catalog: Catalog, items: tuple[Item, ...], judged: list[tuple[Item, Due]]
) -> Iterator[UnitLine]:
    made: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        made[item.unit.id].append(item)
    timed: dict[str, list[tuple[Item, Due]]] = defaultdict(list)
    for item, due in judged:
        timed[item.unit.id].append((item, due))
    for unit in catalog.units:
        own, limits = made[unit.id], timed[unit.id]
        yield UnitLine(
            unit=unit.name,
            published=len(own),
            judged=len(limits),
            on_time=sum(count_days_late(item, due) == 0 for item, due in limits),
            median_days=_compute_median(own),
        )


def _list_late(judged: Iterable[tuple[Item, Due]]) -> Iterator[Late]:
    """The late documents, the latest by days first."""
    late = [(count_days_late(item, due), item, due) for item, due in judged]
    for days, item, due in sorted(late, key=lambda row: (-row[0], row[1].id)):
        if days:
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
