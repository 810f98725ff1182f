"""Withdrawals: one signature by a person with a withdrawing level ends a publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.chain import in_force, is_signed, usable_keys
from gongkai.core.rules import RULES
from gongkai.core.statement import derive_withdrawal, withdrawal_namespace
from gongkai.core.tail import Decision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from gongkai.core.catalog import Catalog
    from gongkai.core.drafts import Grave
    from gongkai.core.findings import Finding
    from gongkai.core.log import Inclusion
    from gongkai.core.tail import ReviewEntry


def may_withdraw(catalog: Catalog, person_id: str, unit: str, day: date) -> str | None:
    """The level by which a person may withdraw documents of a unit on a day, or None."""
    person = catalog.reviewer_by_id.get(person_id)
    for grant in person.grants if person else ():
        fits = not grant.units or unit in grant.units
        if grant.role in catalog.policy.withdrawal_roles and in_force(grant, day) and fits:
            return grant.role
    return None


def check_grave(
    catalog: Catalog, grave: Grave, now: datetime, inclusion: Inclusion
) -> Iterator[Finding]:
    """What is wrong with a tombstone."""
    rule = RULES["withdrawal-invalid"]
    source, stone = grave.source, grave.tombstone
    if stone.address != grave.id:
        line = source.lines.find(("address",))
        yield rule.at(source.path, line, "撤回记录写的是另一个地址")
    if source.body.strip():
        yield rule.at(source.path, source.body_line, "撤回记录不得带正文")
    if stone.withdrawn > now:
        yield rule.at(source.path, source.lines.find(("withdrawn",)), "撤回时间晚于当前时间")
    entries = source.tail.entries
    if len(entries) != 1 or source.tail.published is not None:
        yield rule.at(source.path, source.tail_line, "撤回记录应有且只有一条签名")
        return
    problem = _find_entry_problem(catalog, grave, entries[0], inclusion)
    if problem:
        yield rule.at(source.path, source.tail_line + 1, problem)


def _find_entry_problem(
    catalog: Catalog, grave: Grave, entry: ReviewEntry, inclusion: Inclusion
) -> str | None:
    stone = grave.tombstone
    if entry.decision is not Decision.WITHDRAWN:
        return "签名的决定不是“撤回”"
    days = (entry.date,) if inclusion.founding else (entry.date, inclusion.day)
    for day in days:
        if may_withdraw(catalog, entry.reviewer, stone.unit, day) != entry.role:
            return f"{entry.reviewer} 在 {day} 无权撤回本部门的文件"
    if entry.date != stone.withdrawn.date():
        return "签名日期与撤回日期不同"
    site = catalog.site.id
    statement = derive_withdrawal(site, grave.source, stone, entry)
    keys = usable_keys(catalog, entry.reviewer, days, inclusion)
    if not is_signed(entry.signature, statement, keys, withdrawal_namespace(site)):
        return f"{entry.reviewer} 的签名与撤回记录不符"
    return None
