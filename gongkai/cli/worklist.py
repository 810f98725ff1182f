"""The worklist in the terminal: what waits for a signature, and what is to be looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from gongkai.cli.context import out
from gongkai.cli.tables import print_table
from gongkai.core.authority import fitting_grants, in_force
from gongkai.core.chain import required_levels
from gongkai.core.worklist import Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.core.drafts import Draft
    from gongkai.core.worklist import WorkItem
    from gongkai.publish.workspace import Workspace

_AGAIN = (
    ("正在重新审查（密钥失密，原页面已换成说明）", ("document-suspended",)),
    ("审查规则变化，须重新审查", ("rereview-due", "rereview-overdue")),
    ("存量文件已过清理期限", ("stock-expired",)),
    ("不公开登记项应重新评估", ("reevaluation-due",)),
)
"""Heading and rules of each list of what `gongkai revise` sends back to review."""
_HEADERS = (
    "文件",
    "名称",
    "轮到",
    "可签署",
    "已签",
    "公开期限",
    "剩余",
    "已等待",
    "问题",
    "栏目",
    "部门",
    "所在分支",
)
_STATES = {
    Standing.ALTERED: "须用 gongkai revise 重新送审",
    Standing.UNFINISHED: "尚未写完",
    Standing.COMPLETE: "各级已签，待合并",
}
_SOON = 3
"""Working days before the limit from which on it is marked."""
_LONG = 7
"""Working days within which offices commonly ask a secrecy review to be done; no law says so."""


def print_worklist(
    space: Workspace, items: Sequence[WorkItem], person: str | None, role: str | None
) -> int:
    """Prints what is to be done, by one person or level if named; gives the number of documents."""
    mine = [item for item in items if _is_wanted(item, person, role)]
    refused = [item for item in mine if item.refusal is not None]
    waiting = [item for item in mine if item.refusal is None]
    for item in refused:
        _print_refusal(item)
    if out.is_terminal:
        for item in waiting:
            _print_block(item)
    else:
        print_table(_HEADERS, [_make_row(item) for item in waiting])
    _print_faults(waiting)
    return len(mine) + _print_again(space, person, role)


def count_others(items: Sequence[WorkItem], person: str) -> int:
    """How many documents wait for somebody else's signature."""
    signing = [item for item in items if item.standing is Standing.SIGNATURE]
    return sum(not item.concerns(person) for item in signing)


def _is_wanted(item: WorkItem, person: str | None, role: str | None) -> bool:
    return (role is None or item.role == role) and (person is None or item.concerns(person))


def _print_refusal(item: WorkItem) -> None:
    """What a reviewer sent back or referred: the reason comes first."""
    refusal = item.refusal
    if refusal is None:
        return
    who = f"{refusal.reviewer} {refusal.name}，{refusal.date}"
    head = Text(f"{refusal.decision}：{refusal.basis}", style="bold red")
    out.print(head.append(f"（{who}）", style="not bold"))
    out.print(f"    {item.path}　{item.title}　拟稿人 {item.drafter}")
    way = "，".join((*item.remedies, f"改正后运行 gongkai revise {item.path} 重新送审"))
    out.print(f"    下一步：{way}")


def _print_faults(items: Sequence[WorkItem]) -> None:
    for item in items:
        for fault in item.faults:
            out.print(fault, style="yellow")


def _print_block(item: WorkItem) -> None:
    """A document in a few lines, its path whole, to be copied into the next command."""
    row = [cell if isinstance(cell, Text) else Text(cell) for cell in _make_row(item)]
    path, title, turn, people, signed, due, left, waiting, findings, column, unit, place = row
    out.print(path, style="bold")
    out.print(Text("    ").append_text(Text("　").join(filter(None, (title, column, unit)))))
    when = Text("").join((left, Text(f"（{due}）"))) if left.plain else due
    state = [turn.append(f"（{people}）") if people.plain else turn, when]
    state += [Text("已等待 ").append_text(waiting)] if waiting.plain else []
    state += [Text(f"已签 {signed}")] if item.signed else []
    state += [Text(f"问题 {findings} 处", style="yellow")] if findings.plain else []
    out.print(Text("    ").append_text(Text("　").join(filter(None, state))))
    if place.plain:
        out.print(Text("    在分支 ").append_text(place))


def _make_row(item: WorkItem) -> tuple[str | Text, ...]:
    turn = f"{item.role} {item.level}" if item.role else _STATES.get(item.standing, "")
    signed = "、".join(f"{s.role} {s.reviewer} {s.date:%m-%d}" for s in item.signed)
    place = "、".join(item.branches)
    if item.remedies:
        place += f"（{'；'.join(item.remedies)}）"
    return (
        item.path,
        item.title,
        turn,
        "、".join(item.eligible) or ("无人" if item.role else ""),
        signed or ("无" if item.made else ""),
        _format_due(item),
        describe_left(item),
        _describe_waiting(item),
        str(item.findings) if item.findings else "",
        item.column,
        item.unit,
        place,
    )


def _format_due(item: WorkItem) -> str:
    """The limit; where a holiday notice is still to come, it is an estimate."""
    if item.due is None:
        return "不计时限" if item.made else ""
    return f"{item.due.date}{'' if item.due.certain else '（估）'}"


def describe_left(item: WorkItem) -> Text:
    """How many working days are left until the limit."""
    left = item.days_left
    if left is None or item.due is None:
        return Text()
    if left < 0:
        return Text(f"逾期 {-left} 个工作日", style="bold red")
    style = "yellow" if left <= _SOON else ""
    return Text(f"还有 {left} 个工作日" if left else "今天到期", style=style)


def _describe_waiting(item: WorkItem) -> Text:
    """How long it has waited for the level whose turn it is."""
    if item.made is None:
        return Text()
    return Text(f"{item.waiting} 个工作日", style="yellow" if item.waiting > _LONG else "")


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
