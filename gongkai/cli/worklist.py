"""The worklist in the terminal: what waits for a signature, and what is to be looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.cli.context import out
from gongkai.core.authority import fitting_grants, in_force
from gongkai.core.chain import find_grant_problem, required_levels
from gongkai.core.signing import find_next_role, make_signing_case
from gongkai.core.statement import SUITE
from gongkai.core.tail import Decision, ReviewEntry

if TYPE_CHECKING:
    from gongkai.core.drafts import Draft
    from gongkai.publish.workspace import Workspace

_AGAIN = (
    ("正在重新审查（密钥失密，原页面已换成说明）", ("document-suspended",)),
    ("审查规则变化，须重新审查", ("rereview-due", "rereview-overdue")),
    ("存量文件已过清理期限", ("stock-expired",)),
    ("不公开登记项应重新评估", ("reevaluation-due",)),
)
"""Heading and rules of each list of what `gongkai revise` sends back to review."""


def print_worklist(space: Workspace, person: str | None, role: str | None) -> int:
    """Prints what is to be done, by one person or level if named; gives the number of documents."""
    return _print_waiting(space, person, role) + _print_again(space, person, role)


def _print_waiting(space: Workspace, person: str | None, wanted: str | None) -> int:
    rows = 0
    for draft in space.verdict.held:
        role = find_next_role(space.catalog, draft, space.now)
        if (person and (role is None or not _is_turn_of(space, draft, role, person))) or (
            wanted and role != wanted
        ):
            continue
        rows += 1
        out.print(draft.source.path, style="bold")
        out.print(f"    {draft.record.title}")
        out.print(f"    {_describe_progress(space, draft, role)}")
    for source in () if person or wanted else space.verdict.unfinished:
        rows += 1
        out.print(source.path, style="bold")
        out.print("    尚未写完")
    return rows


def _print_again(space: Workspace, person: str | None, role: str | None) -> int:
    drafts = {draft.source.path: draft for draft in space.drafts}
    total = 0
    for heading, rules in _AGAIN:
        found = [
            (finding, drafts[finding.path])
            for finding in space.verdict.findings
            if finding.rule in rules and finding.path in drafts
        ]
        mine = [pair for pair in found if _concerns(space, pair[1], person, role)]
        if mine:
            out.rule(f"{heading}：{len(mine)} 件")
        for finding, draft in mine:
            unit = space.catalog.unit_by_id[draft.record.unit].name
            out.print(draft.source.path, style="bold")
            out.print(f"    {finding.message}｜{unit}｜由 gongkai revise 重新送审")
        total += len(mine)
    return total


def _concerns(space: Workspace, draft: Draft, person: str | None, role: str | None) -> bool:
    """Whether a person may sign a level of the document, or the level is the one that begins."""
    levels = required_levels(space.catalog, draft.record, space.now.date())
    if role is not None and role != levels[0]:
        return False
    if person is None:
        return True
    if person not in space.catalog.reviewer_by_id:
        return False
    grants = fitting_grants(space.catalog, person, draft.record, set(levels))
    mine = any(in_force(grant, space.now.date()) for grant in grants)
    return mine or person == draft.record.drafter


def _describe_progress(space: Workspace, draft: Draft, role: str | None) -> str:
    names = {level.role: level.name for level in space.catalog.policy.levels}
    column = space.catalog.column_by_id[draft.record.category].name
    unit = space.catalog.unit_by_id[draft.record.unit].name
    entries = draft.source.tail.entries
    signed = "、".join(f"{e.role}（{e.reviewer}）" for e in entries) or "无"
    age = (space.now.date() - draft.record.made).days
    if role is None:
        turn = "、".join(
            f"{e.decision}：{e.basis}" for e in entries if e.decision is not Decision.AGREED
        )
    else:
        turn = f"轮到 {role} {names[role]}"
    return f"{column}｜{unit}｜成文 {age} 日｜已签 {signed}｜{turn}"


def _is_turn_of(space: Workspace, draft: Draft, role: str, person: str) -> bool:
    if person not in space.catalog.reviewer_by_id:
        return False
    if person in {entry.reviewer for entry in draft.source.tail.entries}:
        return False
    entry = ReviewEntry(role, person, Decision.AGREED, "-", space.now.date(), SUITE, "")
    case = make_signing_case(space.catalog, draft, space.now)
    return find_grant_problem(case, entry) is None
