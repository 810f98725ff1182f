"""The chain of review: who signed which level, in order, over exactly these bytes."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from gongkai.core.models.catalog import RevocationKind
from gongkai.core.rules import RULES
from gongkai.core.sshsig import SignatureRefusedError, verify
from gongkai.core.statement import derive_statement, review_namespace
from gongkai.core.tail import Decision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from gongkai.core.catalog import Catalog
    from gongkai.core.findings import Finding
    from gongkai.core.keys import PublicKey
    from gongkai.core.models.base import Record
    from gongkai.core.models.catalog import Key
    from gongkai.core.statement import Subject
    from gongkai.core.tail import ReviewEntry


def required_levels(catalog: Catalog, record: Record) -> tuple[str, ...]:
    """The levels that the policy asks of a document, from the lowest up (三级编审)."""
    for rule in catalog.policy.rules:
        fits_column = not rule.columns or record.category in rule.columns
        fits_attribute = not rule.disclosure or record.disclosure in rule.disclosure
        if fits_column and fits_attribute:
            return rule.levels
    return tuple(level.role for level in catalog.policy.levels)


def check_chain(catalog: Catalog, subject: Subject, now: datetime) -> Iterator[Finding]:
    """What is wrong with the reviews of a document that claims to be published."""
    tail = subject.source.tail
    levels = required_levels(catalog, subject.record)
    if not tail.entries:
        yield _at(subject, "review-missing", 0, "写有发布时间却没有审查记录")
        return
    roles = tuple(entry.role for entry in tail.entries)
    yield from _check_roles(catalog, subject, roles, levels)
    for position, entry in enumerate(tail.entries, 1):
        yield from check_entry(catalog, subject, position, now, last=position == len(levels))
        if entry.decision is not Decision.AGREED:
            yield _at(subject, "review-refused", position, f"审查意见为“{entry.decision}”")
    yield from _check_people(catalog, subject)
    if tail.published is not None:
        yield from _check_dates(subject, tail.published)


def _at(subject: Subject, rule: str, position: int, message: str) -> Finding:
    """A finding at the entry of that position, counted from 1; 0 is the tail's first line."""
    source = subject.source
    offset = 0 if position == 0 else position + (1 if source.tail.published else 0)
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


def check_entry(
    catalog: Catalog, subject: Subject, position: int, now: datetime, *, last: bool
) -> Iterator[Finding]:
    """What is wrong with one entry, counted from 1: its signer, period, grant and signature."""
    entries = subject.source.tail.entries
    entry = entries[position - 1]
    over = entries[position - 2] if position > 1 else None
    person = catalog.reviewer_by_id.get(entry.reviewer)
    if person is None:
        yield _at(subject, "reviewer-unknown", position, f"审查人 {entry.reviewer} 不在册")
        return
    if entry.date > now.date():
        yield _at(subject, "review-early", position, "审查日期晚于当前日期")
    problem = find_grant_problem(catalog, subject.record, entry)
    if problem:
        rule, message = problem
        yield _at(subject, rule, position, message)
    published = subject.source.tail.published if last else None
    statement = derive_statement(subject, entry, over, published)
    namespace = review_namespace(entry.role, subject.site)
    keys = usable_keys(catalog, entry.reviewer, entry.date, subject.logged)
    if not keys:
        message = f"审查人 {entry.reviewer} 在 {entry.date} 没有可用的公钥"
        yield _at(subject, "reviewer-not-in-office", position, message)
    elif not is_signed(entry.signature, statement, keys, namespace):
        message = f"{entry.reviewer} 的 {entry.role} 签名与文件不符"
        yield _at(subject, "review-signature", position, message)


def is_signed(
    signature: str, statement: bytes, keys: tuple[PublicKey, ...], namespace: str
) -> bool:
    """Whether one of the keys made the signature over the statement in the namespace."""
    for key in keys:
        try:
            verify(signature, statement, key, namespace)
        except SignatureRefusedError:
            continue
        return True
    return False


def usable_keys(
    catalog: Catalog, person_id: str, day: date, logged: date | None
) -> tuple[PublicKey, ...]:
    """The keys of a person whose signature of a day counts.

    Whoever holds a compromised key can write any day into a signature. So it counts only if the
    log recorded the chain (`logged`) before the key was lost.
    """
    person = catalog.reviewer_by_id[person_id]
    usable = []
    for key, parsed in zip(person.keys, catalog.keys_by_person[person_id], strict=True):
        end = find_key_end(key)
        in_use = key.start <= day and (end is None or day < end)
        proved = not is_compromised(key) or (
            logged is not None and end is not None and logged < end
        )
        if in_use and proved:
            usable.append(parsed)
    return tuple(usable)


def is_compromised(key: Key) -> bool:
    """Whether somebody else may hold the key."""
    return key.revoked is not None and key.revoked.kind is RevocationKind.COMPROMISED


def find_key_end(key: Key) -> date | None:
    """The first day on which signatures with the key no longer count, or None."""
    if key.revoked is None:
        return key.end
    revoked = key.revoked.date
    if is_compromised(key):
        revoked = key.revoked.void_from or key.start
    return min(revoked, key.end or revoked)


def find_grant_problem(
    catalog: Catalog, record: Record, entry: ReviewEntry
) -> tuple[str, str] | None:
    """Rule and message when the signer was out of office or not allowed there on that day."""
    person = catalog.reviewer_by_id[entry.reviewer]
    of_role = [grant for grant in person.grants if grant.role == entry.role]
    fitting = [
        grant
        for grant in of_role
        if (not grant.units or record.unit in grant.units)
        and (not grant.columns or record.category in grant.columns)
    ]
    if not fitting:
        return (
            "reviewer-not-allowed",
            f"{entry.reviewer} 没有在本栏目、本部门签署 {entry.role} 的授权",
        )
    for grant in fitting:
        if grant.start <= entry.date and (grant.end is None or entry.date <= grant.end):
            return None
    return "reviewer-not-in-office", f"{entry.reviewer} 在 {entry.date} 不在任"


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
