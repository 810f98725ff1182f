"""Who signed, whose turn it is, who comes later, and who signs for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.chain import required_levels
from gongkai.core.signing import find_next_role
from gongkai.core.tail import Decision
from gongkai.publish.desk.sheet.model import Signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.drafts import Draft
    from gongkai.publish.workspace import Workspace


def list_levels(space: Workspace, draft: Draft) -> tuple[Signed, ...]:
    """Every level of the document's review, from the lowest up."""
    return tuple(_list_levels(space, draft))


def _list_levels(space: Workspace, draft: Draft) -> Iterator[Signed]:
    names = {level.role: level.name for level in space.catalog.policy.levels}
    entries = draft.source.tail.entries
    for e in entries:
        name = names.get(e.role, e.role)
        day = e.date.isoformat()
        yield Signed(e.role, name, str(e.decision), e.reviewer, day, e.basis, done=True)
    turn = find_next_role(space.catalog, draft, space.now)
    levels = required_levels(space.catalog, draft.record, space.now.date())
    for role in levels[len(entries) :]:
        yield Signed(role, names.get(role, role), "轮到" if role == turn else "未轮到")


def tell_turn(space: Workspace, draft: Draft) -> str:
    """What happens next with the document."""
    entries = draft.source.tail.entries
    names = {level.role: level.name for level in space.catalog.policy.levels}
    role = find_next_role(space.catalog, draft, space.now)
    if role is not None:
        last = role == required_levels(space.catalog, draft.record, space.now.date())[-1]
        note = "，签署后即按发布时间公开" if last else ""
        return f"轮到{names.get(role, role)}{note}"
    for entry in entries:
        if entry.decision is not Decision.AGREED:
            return f"已{entry.decision}，由拟稿人修改后用 gongkai revise 重新送审"
    return "各级审查已经完成"


def list_delegations(space: Workspace, draft: Draft) -> tuple[str, ...]:
    """The delegations that cover the document today."""
    record, day = draft.record, space.now.date()
    return tuple(
        f"{d.giver} 委托 {d.taker} 签署 {d.role}，{d.start} 至 {d.end}：{d.reason}"
        for d in space.catalog.delegations
        if d.covers(record.unit, record.category, day)
    )
