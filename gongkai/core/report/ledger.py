"""The review ledger: every signature behind what is public, and what looks like blind signing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date  # noqa: TC003 - pydantic reads the annotations at run time
from typing import TYPE_CHECKING

from gongkai.core.authority import fitting_grants, in_force
from gongkai.core.chain import find_delegations
from gongkai.core.signing import make_signing_case
from gongkai.core.tail import Decision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.items import Item
    from gongkai.core.report.facts import Signed
    from gongkai.core.report.holdings import Holdings
    from gongkai.core.tail import ReviewEntry

MOST_DOCUMENTS = 60
"""Documents that one person can review in a day: eight hours at eight minutes each.

Eight minutes are little for text, attachments, attribute, secrecy and personal information; who
signed more either did nothing else all day or did not look at each.
"""
MOST_CHARACTERS = 100_000
"""Characters of bodies that one person can read in a day: eight hours at some 200 a minute.

That is reading with care and without a break; attachments come on top and are not counted.
"""


@dataclass(slots=True)  # freezing would take longer than all the rest: there are very many
class LedgerLine:
    """One signature."""

    id: str
    revision: int
    unit: str
    level: str
    """Role, as `l1`."""
    reviewer: str
    day: date
    decision: str
    key_type: str
    """As OpenSSH names it: `ssh-ed25519`, `sk-ssh-ed25519@openssh.com`."""
    delegated: bool
    """Whether the level was somebody else's, lent for some days."""
    waivers: int
    """Findings that this person let stand in the document."""


@dataclass(frozen=True, slots=True)
class BusyDay:
    """A day on which one person signed more than can well be read (疑似集中签署)."""

    reviewer: str
    level: str
    day: date
    count: int
    characters: int
    """Length of the bodies signed, in characters, blanks apart."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """All signatures and what is worth asking about."""

    lines: tuple[LedgerLine, ...]
    """By document, then by level."""
    busy: tuple[BusyDay, ...]
    """By day, then by person and level."""
    key_types: tuple[tuple[str, int], ...]
    """Signatures by type of key, the most used first."""
    same_day: int
    """Documents whose levels were all signed on one day."""
    sent_back: int
    """Decisions other than agreement, held documents included.

    A document that is revised after it was sent back bears its refusal no more.
    """


def build_ledger(holdings: Holdings) -> Ledger:
    """The ledger of what is public; existing stock has no signatures here."""
    items = holdings.in_order
    lent = frozenset((lending.taker, lending.role) for lending in holdings.catalog.delegations)
    lines = tuple(line for item in items for line in _list_lines(holdings, item, lent))
    keys: Counter[str] = Counter()
    for chain, count, _ in holdings.chains:
        for entry in chain.entries:
            keys[entry.key_kind] += count
    return Ledger(
        lines=lines,
        busy=holdings.busy_days,
        key_types=tuple(sorted(keys.items(), key=lambda pair: (-pair[1], pair[0]))),
        same_day=sum(count for chain, count, _ in holdings.chains if chain.is_same_day),
        sent_back=holdings.sent_back,
    )


def list_entries(item: Item) -> tuple[Signed, ...]:
    """The signed entries of an item, from the lowest level up."""
    entries: tuple[Signed, ...] = item.cleared.facts.chain.entries
    return entries


def count_sent_back(holdings: Holdings) -> int:
    """Decisions other than agreement in every document that could be read."""
    verdict = holdings.verdict
    cleared = (*verdict.cleared, *verdict.register)
    known = {document.draft.source.path for document in cleared}
    left = (draft for draft in verdict.drafts if draft.source.path not in known)
    return sum(document.facts.chain.others for document in cleared) + sum(
        entry.decision is not Decision.AGREED
        for draft in left
        for entry in draft.source.tail.entries
    )


def find_busy_days(holdings: Holdings) -> tuple[BusyDay, ...]:
    """The days on which somebody signed more of one level than can be read in a day."""
    counts: Counter[tuple[date, str, str]] = Counter()
    lengths: Counter[tuple[date, str, str]] = Counter()
    for chain, count, length in holdings.chains:
        for role, reviewer, _, day, _ in chain.entries:
            counts[day, reviewer, role] += count
            lengths[day, reviewer, role] += length
    busy = (
        key
        for key, count in counts.items()
        if count > MOST_DOCUMENTS or lengths[key] > MOST_CHARACTERS
    )
    return tuple(
        BusyDay(reviewer, role, day, counts[day, reviewer, role], lengths[day, reviewer, role])
        for day, reviewer, role in sorted(busy)
    )


def _list_lines(
    holdings: Holdings, item: Item, lent: frozenset[tuple[str, str]]
) -> Iterator[LedgerLine]:
    """The signatures of an item; `lent` has taker and level of every delegation."""
    entries = list_entries(item)
    source, name, unit = item.cleared.draft.source, item.id, item.unit.name
    revision = item.record.revision
    waived = [waiver.reviewer for waiver in source.tail.waivers] if source.waived else ()
    for place, (role, reviewer, decision, day, kind) in enumerate(entries):
        yield LedgerLine(
            id=name,
            revision=revision,
            unit=unit,
            level=role,
            reviewer=reviewer,
            day=day,
            decision=decision.value,
            key_type=kind,
            delegated=(reviewer, role) in lent
            and _is_delegated(holdings, item, source.tail.entries[place]),
            waivers=waived.count(reviewer),
        )


def _is_delegated(holdings: Holdings, item: Item, entry: ReviewEntry) -> bool:
    """Whether the signer had no grant of their own that day and signed by a delegation."""
    catalog = holdings.catalog
    own = fitting_grants(catalog, entry.reviewer, item.record, {entry.role})
    if any(in_force(grant, entry.date) for grant in own):
        return False
    case = make_signing_case(catalog, item.cleared.draft, holdings.verdict.now)
    return bool(find_delegations(case, entry))
