"""Waivers: a person with that power lets one finding of the scanner stand in one revision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.authority import fitting_grants, in_force, is_signed, usable_keys
from gongkai.core.chain import levels_of
from gongkai.core.log import Inclusion
from gongkai.core.rules import RULES
from gongkai.core.statement import derive_waiver, waiver_namespace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from gongkai.core.chain import Case
    from gongkai.core.findings import Finding
    from gongkai.core.tail import Waiver

MARKINGS = frozenset({"scan-marking", "scan-internal"})
_WARNING_DAYS = 30
LONGEST_DAYS = 366 * 5


def list_waived(case: Case) -> frozenset[tuple[str, str]]:
    """Rule and id of each finding that is waived today.

    Who lets a marking of secrecy stand must not be alone: it takes two people, one of them of the
    last level, as where a document quotes the marking.
    """
    waivers: dict[tuple[str, str], list[Waiver]] = {}
    for waiver in case.subject.source.tail.waivers:
        if waiver.until >= case.now.date() and find_waiver_problem(case, waiver) is None:
            waivers.setdefault((waiver.rule, waiver.finding), []).append(waiver)
    return frozenset(
        name for name, found in waivers.items() if name[0] not in MARKINGS or _are_two(case, found)
    )


def _are_two(case: Case, waivers: list[Waiver]) -> bool:
    people = {waiver.reviewer for waiver in waivers}
    last = {levels_of(case)[-1]}
    record = case.subject.record
    return len(people) > 1 and any(
        fitting_grants(case.catalog, person, record, last) for person in people
    )


def check_waivers(case: Case, found: Collection[tuple[str, str]]) -> Iterator[Finding]:
    """What is wrong with a document's waivers; those past their last day just do not count.

    `found` has rule and id of what the scanner finds in the document: a waiver of nothing is a way
    to write something unread, unless the log knows it from a time when it had its object.
    """
    source = case.subject.source
    for position, waiver in enumerate(source.tail.waivers, 1):
        line = source.tail_line + source.tail.line_of_waiver(position)
        inclusion = case.waived.get(waiver.digest)
        known = inclusion is not None and inclusion.logged
        problem = find_waiver_problem(case, waiver)
        if waiver in source.tail.waivers[: position - 1]:
            problem = "同一条保留说明写了两次"
        elif not known and (waiver.rule, waiver.finding) not in found:
            problem = problem or "文件中没有编号所指的问题"
        left = (waiver.until - case.now.date()).days
        if problem:
            yield RULES["waiver-invalid"].at(source.path, line, problem)
        elif 0 <= left <= _WARNING_DAYS:
            message = f"保留说明将于 {waiver.until} 到期"
            yield RULES["waiver-expiring"].at(source.path, line, message)


def find_waiver_problem(case: Case, waiver: Waiver) -> str | None:
    """Why a waiver does not count, in Chinese, or None."""
    subject = case.subject
    if waiver.reviewer not in case.catalog.reviewer_by_id:
        return f"{waiver.reviewer} 不在册"
    if waiver.reviewer == subject.record.drafter:
        return "拟稿人不得为自己的文件作保留说明"
    if not subject.record.made <= waiver.date <= case.now.date():
        return "保留说明的日期早于成文日期，或晚于当前日期"
    if not waiver.date <= waiver.until or (waiver.until - waiver.date).days > LONGEST_DAYS:
        return "保留说明的期限不对，至多五年"
    return _find_signer_problem(case, waiver)


def _find_signer_problem(case: Case, waiver: Waiver) -> str | None:
    """A waiver is judged by the day on which the log recorded it, as a review is."""
    catalog, subject = case.catalog, case.subject
    unlogged = Inclusion(case.now.date(), logged=False, founding=False)
    inclusion = case.waived.get(waiver.digest, unlogged)
    days = (waiver.date,) if inclusion.founding else (waiver.date, inclusion.day)
    roles = set(catalog.policy.waiver_roles)
    grants = fitting_grants(catalog, waiver.reviewer, subject.record, roles)
    for day in days:
        if not any(in_force(grant, day) for grant in grants):
            return f"{waiver.reviewer} 在 {day} 无权作保留说明"
    statement = derive_waiver(subject.site, subject.source, subject.record.revision, waiver)
    keys = usable_keys(catalog, waiver.reviewer, days, inclusion)
    if not is_signed(waiver.signature, statement, keys, waiver_namespace(subject.site)):
        return f"{waiver.reviewer} 的签名与保留说明不符"
    return None
