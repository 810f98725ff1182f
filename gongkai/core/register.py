"""The register of what is not disclosed: nothing goes missing, everything is looked at again.

The log has an entry's credential and no address, since an address would tell the title
(《政府信息公开条例》第十四条至第十八条).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.models import RegisterEntry
from gongkai.core.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from gongkai.core.drafts import Draft, Grave
    from gongkai.core.findings import Finding
    from gongkai.core.state import State


def check_register(
    state: State, drafts: Iterable[Draft], graves: Iterable[Grave], now: datetime
) -> Iterator[Finding]:
    """What is wrong between the register as it stands and as the log has it.

    Only what is signed to the end and due answers for an entry: a held document could name any
    entry as its last revision.
    """
    answered: set[str | None] = set()
    live: set[str] = set()
    for draft in drafts:
        published = draft.source.published
        if published is not None and published <= now:
            answered |= {draft.source.credential, draft.record.previous}
            live.add(draft.source.credential)
        if isinstance(draft.record, RegisterEntry):
            yield from _check_entry(state, draft, now.date())
    for grave in graves:
        answered.add(grave.tombstone.ends)
        yield from _check_grave(state, grave, live, now)
    for digest in sorted(state.register.keys() - answered):
        message = f"不公开登记中有一项不见了，或变成了待审（凭据 {digest[:16]}…）"
        yield RULES["register-missing"].at("content", 0, message)


def _check_entry(state: State, draft: Draft, today: date) -> Iterator[Finding]:
    source, record = draft.source, draft.record
    if source.credential in state.struck:
        message = "这一登记项已经注销或更新"
        yield RULES["register-struck"].at(source.path, source.tail_line, message)
    if draft.id in state.standing:
        message = "已公开的文件改成了不公开登记项，公众会不知去向"
        line = source.lines.find(("disclosure",))
        step = "先运行 gongkai review withdraw <文件> 撤回，另立登记项"
        yield RULES["published-held"].at(source.path, line, message, step)
    if isinstance(record, RegisterEntry) and record.reason.next_review < today:
        line = source.lines.find(("reason", "next_review"))
        message = f"应于 {record.reason.next_review} 评估是否可以公开"
        yield RULES["reevaluation-due"].at(source.path, line, message)


def _check_grave(state: State, grave: Grave, live: set[str], now: datetime) -> Iterator[Finding]:
    """A grave must say whether it ends a page or a register entry, and end what was there."""
    stone = grave.tombstone
    rule, path, line = RULES["withdrawal-invalid"], grave.source.path, grave.source.tail_line
    if stone.ends in live:
        yield rule.at(path, line, "所终止的文件或登记项仍在")
    is_entry = stone.ends in state.register or stone.ends in state.struck
    is_page = grave.id in state.known
    if (is_entry and not stone.register_entry) or (is_page and stone.register_entry):
        line = grave.source.lines.find(("register_entry",))
        yield rule.at(path, line, "撤回记录没有写明所终止的是公开文件还是登记项")
    elif stone.register_entry and not is_entry and not state.is_founding(now):
        step = "从未登记过的不用撤回记录，直接删去"
        yield rule.at(path, line, "注销的是从未登记过的项目", step)
