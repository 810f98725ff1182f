"""Adding a level to a document's review: what is signed, by whom, and the text that results."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongkai.core.chain import Case, check_earlier, find_grant_problem, required_levels
from gongkai.core.log import Inclusion
from gongkai.core.statement import (
    SUITE,
    Subject,
    derive_statement,
    derive_withdrawal,
    review_namespace,
    withdrawal_namespace,
)
from gongkai.core.tail import BASIS_PATTERN, Decision, ReviewEntry, Tail
from gongkai.core.text import find_forbidden

if TYPE_CHECKING:
    from datetime import date, datetime

    from gongkai.core.catalog import Catalog
    from gongkai.core.drafts import Draft, Grave


class SigningError(ValueError):
    """A review that must not be signed; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One level that waits for its signature."""

    subject: Subject
    entry: ReviewEntry
    """Still without signature."""
    published: datetime | None
    """Set on the last level of an agreeing chain."""

    @property
    def statement(self) -> bytes:
        """What is to be signed."""
        entries = self.subject.source.tail.entries
        over = entries[-1] if entries else None
        return derive_statement(self.subject, self.entry, over, self.published)

    @property
    def namespace(self) -> str:
        """The SSHSIG namespace to sign in."""
        return review_namespace(self.entry.role, self.subject.site)

    def complete(self, signature: str) -> str:
        """The document's text with the signed entry."""
        source = self.subject.source
        entry = replace(self.entry, signature=signature)
        tail = source.tail
        entries = (*tail.entries, entry)
        return source.with_tail(Tail(self.published, entries, tail.waivers))


def find_next_role(catalog: Catalog, draft: Draft, now: datetime) -> str | None:
    """The level whose turn it is, or None when the chain is complete or was refused."""
    entries = draft.source.tail.entries
    if any(entry.decision is not Decision.AGREED for entry in entries):
        return None
    levels = required_levels(catalog, draft.record, now.date())
    return levels[len(entries)] if len(entries) < len(levels) else None


def propose(  # noqa: PLR0913 - each is one thing that the statement holds
    catalog: Catalog,
    draft: Draft,
    reviewer: str,
    *,
    decision: Decision,
    basis: str,
    now: datetime,
    release: datetime | None = None,
) -> Proposal:
    """The next level's review of a document by a person.

    Raises:
        SigningError: when it is not this person's turn, place or period.
    """
    role = find_next_role(catalog, draft, now)
    if role is None:
        message = "各级审查已经完成或已被退回；修改后请先运行 gongkai revise"
        raise SigningError(message)
    refuse_malformed_basis(basis)
    if reviewer not in catalog.reviewer_by_id:
        message = f"人员 {reviewer} 不在 catalog/reviewers.yml 中"
        raise SigningError(message)
    if decision is Decision.AGREED:
        _refuse_ended(draft, (release or now).date())
    entry = ReviewEntry(role, reviewer, decision, basis, now.date(), SUITE, "")
    case = make_signing_case(catalog, draft, now)
    _refuse_wrong_person(case, entry)
    last = role == required_levels(catalog, draft.record, now.date())[-1]
    published = None
    if last and decision is Decision.AGREED:
        published = release or now
        if published < now:
            message = "发布时间不得早于终审"
            raise SigningError(message)
    return Proposal(case.subject, entry, published)


def _refuse_ended(draft: Draft, day: date) -> None:
    """Refuses what would never be shown: the document's window ends before it opens."""
    until = getattr(draft.record, "show_until", None)
    if until is not None and until < day:
        message = f"公示期（show_until）至 {until} 届满，早于发布，请先改写"
        raise SigningError(message)


def make_signing_case(catalog: Catalog, draft: Draft, now: datetime) -> Case:
    """The chain of a document as it would be judged if it became public now."""
    subject = Subject(catalog.site.id, draft.source, draft.record, draft.attachments)
    return Case(catalog, subject, now, Inclusion(now.date(), logged=False, founding=False))


def refuse_malformed_basis(basis: str) -> None:
    """Refuses what the tail cannot spell.

    Raises:
        SigningError: with what a basis may be.
    """
    if BASIS_PATTERN.fullmatch(basis) is None or find_forbidden(basis):
        raise SigningError(
            "审查意见应为一行文字，不含引号、反斜杠、尖括号和看不见的字符，200 字以内"
        )


def _refuse_wrong_person(case: Case, entry: ReviewEntry) -> None:
    catalog, entries = case.catalog, case.subject.source.tail.entries
    names = {level.role: level.name for level in catalog.policy.levels}
    turn = f"现在轮到 {entry.role} {names[entry.role]}，可以签的人见 gongkai review status --all"
    for earlier in entries:
        if entry.reviewer == earlier.reviewer:
            message = f"{entry.reviewer} 已经签过 {earlier.role}，各级须由不同的人签；{turn}"
            raise SigningError(message)
    problem = find_grant_problem(case, entry)
    if problem:
        raise SigningError(f"{problem[1]}；{turn}")
    drafter_allowed = entry.role in catalog.policy.drafter_may_sign
    if entry.reviewer == case.subject.record.drafter and not drafter_allowed:
        message = "拟稿人不得签署复审和终审"
        raise SigningError(message)
    if entries and entry.date < entries[-1].date:
        message = "审查日期早于下一级的审查日期，请核对系统时间"
        raise SigningError(message)


def find_faults(catalog: Catalog, draft: Draft, now: datetime) -> tuple[str, ...]:
    """What no longer holds of the levels signed so far."""
    return tuple(map(str, check_earlier(make_signing_case(catalog, draft, now))))


@dataclass(frozen=True, slots=True)
class WithdrawalProposal:
    """A tombstone that waits for its one signature."""

    site: str
    grave: Grave
    entry: ReviewEntry

    @property
    def statement(self) -> bytes:
        """What is to be signed."""
        return derive_withdrawal(self.site, self.grave.source, self.grave.tombstone, self.entry)

    @property
    def namespace(self) -> str:
        """The SSHSIG namespace to sign in."""
        return withdrawal_namespace(self.site)

    def complete(self, signature: str) -> str:
        """The tombstone's text with the signed entry."""
        entry = replace(self.entry, signature=signature)
        return self.grave.source.with_tail(Tail(None, (entry,)))
