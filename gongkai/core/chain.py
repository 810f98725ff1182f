"""The chain of review: who signed which level, in order, over exactly these bytes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from gongkai.core.authority import (
    fitting_grants,
    in_force,
    is_signed,
    list_lost_keys,
    usable_keys,
)
from gongkai.core.delegation import near_roles
from gongkai.core.findings import Severity
from gongkai.core.rules import RULES
from gongkai.core.statement import derive_statement, review_namespace
from gongkai.core.tail import Decision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from gongkai.core.catalog import Catalog
    from gongkai.core.delegation import Delegation
    from gongkai.core.findings import Finding
    from gongkai.core.log import Inclusion
    from gongkai.core.models.base import Record
    from gongkai.core.statement import Subject
    from gongkai.core.tail import ReviewEntry


@dataclass(frozen=True, slots=True)
class Case:
    """A chain of review as it is judged: what it is about, when, and since when it is public."""

    catalog: Catalog
    subject: Subject
    now: datetime
    inclusion: Inclusion
    waived: Mapping[str, Inclusion] = field(default_factory=dict)
    """When the log recorded each of its waivers, by the waiver's digest."""

    @property
    def days(self) -> tuple[date, ...]:
        """The days, beside that of the signature, on which a signer must be in office.

        What a signer writes as date is a claim; when the log recorded it is known. A log's first
        build takes in what is older than itself, so there the claim is all there is.
        """
        return () if self.inclusion.founding else (self.inclusion.day,)


def required_levels(catalog: Catalog, record: Record, day: date) -> tuple[str, ...]:
    """The levels that the policy asks on a day of a document, from the lowest up (三级编审)."""
    for rule in catalog.policy.rules:
        in_force = rule.since is None or rule.since <= day
        fits_column = not rule.columns or record.category in rule.columns
        fits_attribute = not rule.disclosure or record.disclosure in rule.disclosure
        if in_force and fits_column and fits_attribute:
            return rule.levels
    return tuple(level.role for level in catalog.policy.levels)


def levels_of(case: Case) -> tuple[str, ...]:
    """The levels that were asked when the chain became public.

    In a log's first build, the day of the last signature stands for that day.
    """
    entries = case.subject.source.tail.entries
    day = entries[-1].date if case.inclusion.founding and entries else case.inclusion.day
    return required_levels(case.catalog, case.subject.record, day)


_NOT_YET = frozenset({"review-missing", "review-incomplete", "review-refused"})
"""What is said of a chain that is still being signed, or was sent back."""


def check_chain(case: Case) -> Iterator[Finding]:
    """What is wrong with the reviews of a document that claims to be published."""
    subject, tail = case.subject, case.subject.source.tail
    if not tail.entries:
        yield _at(subject, "review-missing", 0, "写有发布时间却没有审查记录")
        return
    levels = levels_of(case)
    roles = tuple(entry.role for entry in tail.entries)
    yield from _check_roles(case.catalog, subject, roles, levels)
    for position, entry in enumerate(tail.entries, 1):
        yield from check_entry(case, position, last=position == len(levels))
        if entry.decision is not Decision.AGREED:
            yield _at(subject, "review-refused", position, f"审查意见为“{entry.decision}”")
    yield from _check_people(case.catalog, subject)
    if tail.published is not None:
        yield from _check_dates(subject, tail.published)
        yield from _check_age(case, tail.published)


def check_returned(case: Case) -> Iterator[Finding]:
    """A review of a held document that sent it back or referred it, with reason, name and day."""
    for position, entry in enumerate(case.subject.source.tail.entries, 1):
        if entry.decision is not Decision.AGREED:
            message = f"{entry.decision}：{entry.basis}（{entry.reviewer}，{entry.date}）"
            yield _at(case.subject, "review-returned", position, message)


def check_earlier(case: Case) -> Iterator[Finding]:
    """What no longer holds of a held document's levels, changed after they were signed or so.

    It stops nothing that is public, so it warns; nobody can sign on.
    """
    path = case.subject.source.path
    step = f"运行 gongkai revise {path} 去掉已有的审查记录，重新送审"
    for finding in check_chain(case):
        if finding.rule not in _NOT_YET:
            yield replace(finding, severity=Severity.WARN, next_step=step)


def _at(subject: Subject, rule: str, position: int, message: str) -> Finding:
    """A finding at the entry of that position, counted from 1; 0 is the tail's first line."""
    source = subject.source
    offset = source.tail.line_of_entry(position) if position else 0
    return RULES[rule].at(source.path, source.tail_line + offset, message)


def _check_roles(
    catalog: Catalog, subject: Subject, roles: tuple[str, ...], levels: tuple[str, ...]
) -> Iterator[Finding]:
    names = {level.role: level.name for level in catalog.policy.levels}
    missing = [names.get(role, role) for role in levels if role not in roles]
    if missing:
        yield _at(subject, "review-incomplete", 0, f"缺少审查层级：{'、'.join(missing)}")
    elif roles != levels:
        yield _at(subject, "review-order", 0, "审查层级的次序或数目与审查规则不符")


def check_entry(case: Case, position: int, *, last: bool) -> Iterator[Finding]:
    """What is wrong with one entry, counted from 1: its signer, period, grant and signature."""
    subject = case.subject
    entries = subject.source.tail.entries
    entry = entries[position - 1]
    if entry.reviewer not in case.catalog.reviewer_by_id:
        yield _at(subject, "reviewer-unknown", position, f"审查人 {entry.reviewer} 不在册")
        return
    if entry.date > case.now.date():
        yield _at(subject, "review-early", position, "审查日期晚于当前日期")
    problem = find_grant_problem(case, entry)
    if problem:
        yield _at(subject, problem[0], position, problem[1])
    over = entries[position - 2] if position > 1 else None
    published = subject.source.tail.published if last else None
    statement = derive_statement(subject, entry, over, published)
    problem = _find_signature_problem(case, entry, statement)
    if problem:
        yield _at(subject, problem[0], position, problem[1])


def _find_signature_problem(
    case: Case, entry: ReviewEntry, statement: bytes
) -> tuple[str, str] | None:
    """Rule and message when no key that counts made the signature."""
    namespace = review_namespace(entry.role, case.subject.site)
    keys = usable_keys(case.catalog, entry.reviewer, (entry.date, *case.days), case.inclusion)
    if is_signed(entry.signature, statement, keys, namespace):
        return None
    lost = list_lost_keys(case.catalog, entry.reviewer, entry.date)
    if is_signed(entry.signature, statement, lost, namespace):
        return "key-compromised", f"{entry.reviewer} 签署 {entry.role} 所用的密钥已失密"
    if not keys:
        days = "、".join(str(day) for day in dict.fromkeys((entry.date, *case.days)))
        return "reviewer-not-in-office", f"审查人 {entry.reviewer} 在 {days} 没有可用的公钥"
    return "review-signature", f"{entry.reviewer} 的 {entry.role} 签名与文件不符"


def find_grant_problem(case: Case, entry: ReviewEntry) -> tuple[str, str] | None:
    """Rule and message when the signer was out of office or not allowed there on one of the days.

    Who has no grant of the level may sign by a delegation that covers the days.
    """
    own = fitting_grants(case.catalog, entry.reviewer, case.subject.record, {entry.role})
    days = (entry.date, *case.days)
    if own and all(any(in_force(grant, day) for grant in own) for day in days):
        return None
    lent = find_delegations(case, entry)
    if not own and not lent and find_delegations(case, entry, lost=True):
        message = f"委托 {entry.reviewer} 签署 {entry.role} 所用的密钥已失密"
        return "key-compromised", message
    if not own and not lent:
        return (
            "reviewer-not-allowed",
            f"{entry.reviewer} 没有在本栏目、本部门签署 {entry.role} 的授权",
        )
    for day in days:
        if not any(in_force(grant, day) for grant in own) and not any(
            _lends(case, delegation, day) for delegation in lent
        ):
            return "reviewer-not-in-office", f"{entry.reviewer} 在 {day} 不在任"
    return None


def find_delegations(
    case: Case, entry: ReviewEntry, *, lost: bool = False
) -> tuple[Delegation, ...]:
    """The delegations by which the signer could sign this entry's level on its day.

    With `lost`, those that count no more because the giver's key was lost. Nobody lends a level to
    get round the rule that people differ: the giver signs no other level and did not draft.
    """
    others = {e.reviewer for e in case.subject.source.tail.entries if e is not entry}
    if entry.role not in case.catalog.policy.drafter_may_sign:
        others.add(case.subject.record.drafter)
    return tuple(
        delegation
        for delegation in case.catalog.delegations
        if (delegation.taker, delegation.role) == (entry.reviewer, entry.role)
        and delegation.giver not in others
        and _lends(case, delegation, entry.date, lost=lost)
    )


def _lends(case: Case, delegation: Delegation, day: date, *, lost: bool = False) -> bool:
    """Whether a delegation counts on a day: giver and taker in office, the signature good.

    The giver's key must be in use on the day of the delegation and on the day itself: else who
    holds an old key of his could still write delegations of the past.
    """
    catalog, record = case.catalog, case.subject.record
    given = fitting_grants(catalog, delegation.giver, record, {delegation.role})
    near = near_roles(catalog, delegation.role)
    taken = fitting_grants(catalog, delegation.taker, record, near)
    days = (delegation.date, day)
    keys = usable_keys(catalog, delegation.giver, days, case.inclusion)
    if lost:
        keys = list_lost_keys(catalog, delegation.giver, delegation.date)
    return (
        delegation.covers(record.unit, record.category, day)
        and any(in_force(grant, day) for grant in given)
        and any(in_force(grant, day) for grant in taken)
        and delegation.signer in keys
    )


def _check_people(catalog: Catalog, subject: Subject) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    allowed = set(catalog.policy.drafter_may_sign)
    for position, entry in enumerate(subject.source.tail.entries, 1):
        if entry.reviewer in seen:
            message = f"{entry.reviewer} 同时签署了 {seen[entry.reviewer]} 和 {entry.role}"
            yield _at(subject, "review-same-person", position, message)
        seen[entry.reviewer] = entry.role
        if entry.reviewer == subject.record.drafter and entry.role not in allowed:
            yield _at(subject, "review-by-drafter", position, f"拟稿人签署了 {entry.role}")


def _check_dates(subject: Subject, published: datetime) -> Iterator[Finding]:
    entries = subject.source.tail.entries
    for position, (lower, upper) in enumerate(pairwise(entries), 2):
        if upper.date < lower.date:
            yield _at(subject, "review-order", position, "审查日期早于下一级的审查日期")
    if entries[0].date < subject.record.made:
        yield _at(subject, "review-early", 1, "审查日期早于成文日期")
    if published.date() < entries[-1].date:
        yield _at(subject, "review-early", 0, "发布时间早于最后一级审查日期")


def _check_age(case: Case, published: datetime) -> Iterator[Finding]:
    """A chain that waited too long before it became public: 先审查 is said of what is now.

    The last level sets the time of publication, so the days count from there.
    """
    limit = case.catalog.policy.signature_days
    waited = (case.inclusion.day - published.date()).days
    if not case.inclusion.founding and waited > limit:
        message = f"定于 {published:%Y-%m-%d} 发布，超过 {limit} 日才公开"
        yield _at(case.subject, "review-stale", 1, message)
