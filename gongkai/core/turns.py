"""Whose turn it is: the people who may sign the next level of a document today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.authority import find_key_end
from gongkai.core.chain import find_grant_problem
from gongkai.core.signing import make_signing_case
from gongkai.core.statement import SUITE
from gongkai.core.tail import Decision, ReviewEntry

if TYPE_CHECKING:
    from datetime import date, datetime

    from gongkai.core.catalog import Catalog
    from gongkai.core.drafts import Draft


def list_eligible(catalog: Catalog, draft: Draft, role: str, now: datetime) -> tuple[str, ...]:
    """Who may sign a level of a document today, by own grant or by delegation, with a key in use.

    Who signed another level of it may not, nor who drafted it where the policy forbids that.
    """
    case = make_signing_case(catalog, draft, now)
    today = now.date()
    taken = {entry.reviewer for entry in draft.source.tail.entries}
    if role not in catalog.policy.drafter_may_sign:
        taken.add(draft.record.drafter)
    holders = list_holders(catalog, role)
    return tuple(
        person.id
        for person in catalog.reviewers.reviewers
        if person.id in holders
        and person.id not in taken
        and has_key(catalog, person.id, today)
        and find_grant_problem(
            case, ReviewEntry(role, person.id, Decision.AGREED, "-", today, SUITE, "")
        )
        is None
    )


def list_holders(catalog: Catalog, role: str) -> frozenset[str]:
    """Who was ever granted or lent a level, anywhere."""
    granted = {p.id for p in catalog.reviewers.reviewers for g in p.grants if g.role == role}
    return frozenset(granted | {d.taker for d in catalog.delegations if d.role == role})


def has_key(catalog: Catalog, person_id: str, day: date) -> bool:
    """Whether a person has a key in use on a day."""
    return any(
        key.start <= day and ((end := find_key_end(key)) is None or day < end)
        for key in catalog.reviewer_by_id[person_id].keys
    )
