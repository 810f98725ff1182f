"""Withdrawals: one signature by a person with a withdrawing level ends a publication.

A public penalty decision that was changed, revoked or found unlawful is withdrawn within three days
(行政处罚法第四十八条第二款). Days are working days there (第八十五条), and the day on which the
period begins is not counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.authority import in_force, is_signed, list_lost_keys, usable_keys
from gongkai.core.models import PenaltyResult
from gongkai.core.models.entries import WithdrawalReason
from gongkai.core.rules import RULES
from gongkai.core.statement import derive_withdrawal, withdrawal_namespace
from gongkai.core.tail import Decision
from gongkai.core.workdays import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from gongkai.core.catalog import Catalog
    from gongkai.core.drafts import Grave
    from gongkai.core.findings import Finding
    from gongkai.core.keys import PublicKey
    from gongkai.core.log import Inclusion
    from gongkai.core.tail import ReviewEntry


_OVERTURNED = (WithdrawalReason.REVOKED, WithdrawalReason.UNLAWFUL, WithdrawalReason.CHANGED)
_LONGEST_DAYS = 3


def may_withdraw(catalog: Catalog, person_id: str, unit: str, day: date) -> str | None:
    """The level by which a person may withdraw documents of a unit on a day, or None."""
    return next(_list_levels(catalog, person_id, unit, day), None)


def _list_levels(catalog: Catalog, person_id: str, unit: str, day: date) -> Iterator[str]:
    person = catalog.reviewer_by_id.get(person_id)
    for grant in person.grants if person else ():
        fits = not grant.units or unit in grant.units
        if grant.role in catalog.policy.withdrawal_roles and in_force(grant, day) and fits:
            yield grant.role


def check_grave(
    catalog: Catalog, grave: Grave, now: datetime, inclusion: Inclusion
) -> Iterator[Finding]:
    """What is wrong with a tombstone."""
    rule = RULES["withdrawal-invalid"]
    source, stone = grave.source, grave.tombstone
    if stone.address != grave.id:
        line = source.lines.find(("address",))
        yield rule.at(source.path, line, "撤回记录写的是另一个地址")
    if grave.id.split("/")[0] not in catalog.column_by_id:
        yield RULES["column-unknown"].at(source.path, 0, "撤回记录不在任何栏目中")
    if stone.unit not in catalog.unit_by_id:
        line = source.lines.find(("unit",))
        yield RULES["unit-unknown"].at(source.path, line, "撤回记录写的责任部门不存在")
    if source.body.strip():
        yield rule.at(source.path, source.body_line, "撤回记录不得带正文")
    if stone.withdrawn > now:
        yield rule.at(source.path, source.lines.find(("withdrawn",)), "撤回时间晚于当前时间")
    entries = source.tail.entries
    if len(entries) != 1 or source.tail.published is not None:
        yield rule.at(source.path, source.tail_line, "撤回记录应有且只有一条签名")
        return
    yield from _check_entry(catalog, grave, entries[0], inclusion)
    yield from _check_days(catalog, grave)


def _check_days(catalog: Catalog, grave: Grave) -> Iterator[Finding]:
    """Whether a penalty that was overturned was withdrawn in three working days."""
    rule, stone, source = RULES["withdrawal-late"], grave.tombstone, grave.source
    column = catalog.column_by_id.get(grave.id.split("/")[0])
    penalty = column is not None and PenaltyResult.type_id in column.types
    if stone.decided is None:
        if penalty and stone.reason in _OVERTURNED:
            line = source.lines.find(("reason",))
            message = "没有写明撤销等决定作出之日（decided），不能核对三日期限"
            yield rule.at(source.path, line, message)
        return
    due = WorkCalendar(catalog.holidays).add_workdays(stone.decided, _LONGEST_DAYS).date
    line = source.lines.find(("decided",))
    if stone.withdrawn.date() < stone.decided:
        yield rule.at(source.path, line, "撤回时间早于所依据的决定")
    elif stone.withdrawn.date() > due:
        message = f"决定于 {stone.decided} 作出，应在 {due} 前撤回"
        yield rule.at(source.path, line, message)


def _check_entry(
    catalog: Catalog, grave: Grave, entry: ReviewEntry, inclusion: Inclusion
) -> Iterator[Finding]:
    """A key that was lost later does not bring back what the log has as withdrawn."""
    path, line = grave.source.path, grave.source.tail_line + 1
    problem = _find_entry_problem(catalog, grave, entry, inclusion)
    if problem is None:
        return
    message, unsigned = problem
    lost = list_lost_keys(catalog, entry.reviewer, entry.date) if unsigned else ()
    if inclusion.logged and _is_signed(catalog, grave, entry, lost):
        message = f"{entry.reviewer} 签署撤回所用的密钥已失密，撤回仍然有效"
        yield RULES["withdrawal-doubtful"].at(path, line, message)
    else:
        yield RULES["withdrawal-invalid"].at(path, line, message)


def _find_entry_problem(
    catalog: Catalog, grave: Grave, entry: ReviewEntry, inclusion: Inclusion
) -> tuple[str, bool] | None:
    """What is wrong with the one entry, and whether it is the signature."""
    stone = grave.tombstone
    if entry.decision is not Decision.WITHDRAWN:
        return "签名的决定不是“撤回”", False
    days = (entry.date,) if inclusion.founding else (entry.date, inclusion.day)
    for day in days:
        if entry.role not in _list_levels(catalog, entry.reviewer, stone.unit, day):
            return f"{entry.reviewer} 在 {day} 无权撤回这份文件", False
    if entry.date != stone.withdrawn.date():
        return "签名日期与撤回日期不同", False
    keys = usable_keys(catalog, entry.reviewer, days, inclusion)
    if not _is_signed(catalog, grave, entry, keys):
        return f"{entry.reviewer} 的签名与撤回记录不符", True
    return None


def _is_signed(
    catalog: Catalog, grave: Grave, entry: ReviewEntry, keys: tuple[PublicKey, ...]
) -> bool:
    site = catalog.site.id
    statement = derive_withdrawal(site, grave.source, grave.tombstone, entry)
    return is_signed(entry.signature, statement, keys, withdrawal_namespace(site))
