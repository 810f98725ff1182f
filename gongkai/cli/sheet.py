"""The worklist and the review sheet (审查单) in the terminal."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from rich.text import Text

from gongkai.cli.context import out, print_findings
from gongkai.core.chain import find_grant_problem
from gongkai.core.signing import find_next_role, make_signing_case
from gongkai.core.statement import SUITE, address_of
from gongkai.core.tail import Decision, ReviewEntry

if TYPE_CHECKING:
    from gongkai.cli.context import Workspace
    from gongkai.core.drafts import Draft
    from gongkai.core.signing import Proposal


def print_worklist(space: Workspace, person: str | None) -> int:
    """Prints what waits for review, for one person if named; gives the number of documents."""
    rows = 0
    for draft in space.verdict.held:
        role = find_next_role(space.catalog, draft, space.now)
        if person and (role is None or not _is_turn_of(space, draft, role, person)):
            continue
        rows += 1
        out.print(draft.source.path, style="bold")
        out.print(f"    {draft.record.title}")
        out.print(f"    {_describe_progress(space, draft, role)}")
    for source in () if person else space.verdict.unfinished:
        rows += 1
        out.print(source.path, style="bold")
        out.print("    尚未写完")
    return rows


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


def print_sheet(space: Workspace, draft: Draft, proposal: Proposal | None = None) -> None:
    """Prints everything that will become public, and what the signature binds."""
    source, record = draft.source, draft.record
    out.rule("审查单")
    rows = [
        ("文件", source.path),
        ("网址", space.catalog.site.url.rstrip("/") + address_of(source.path)),
        ("栏目", space.catalog.column_by_id[record.category].name),
        ("公开方式", str(record.disclosure)),
        ("修订", f"第 {record.revision} 版"),
        ("文件摘要", f"SHA-256 {source.digest}"),
    ]
    rows += [
        ("附件", f"{file.path}（{len(file.data)} 字节，SHA-256 {file.sha256}）")
        for file in draft.attachments
    ]
    rows += [
        ("已签", f"{e.role} {e.reviewer} {e.date} {e.decision}：{e.basis}")
        for e in source.tail.entries
    ]
    for label, value in rows:
        out.print(Text.assemble((label, "bold"), f"　{value}"))
    out.rule("将要公开的全部文字")
    out.print(show_invisible(source.reviewed_text))
    own = [f for f in space.verdict.findings if f.path == source.path]
    if own:
        out.rule("检查结果")
        print_findings(own)
    if proposal is not None:
        out.rule("签署内容")
        entry = proposal.entry
        digest = hashlib.sha256(proposal.statement).hexdigest()
        out.print(f"{entry.role} {entry.reviewer} {entry.date} {entry.decision}：{entry.basis}")
        if proposal.published:
            out.print(f"发布时间　{proposal.published:%Y-%m-%d %H:%M}")
        out.print(f"陈述摘要　SHA-256 {digest}")
    out.rule()


def show_invisible(text: str) -> str:
    """The text with trailing and ideographic spaces made visible."""
    lines = []
    for line in text.split("\n"):
        stripped = line.rstrip(" ")
        lines.append((stripped + "·" * (len(line) - len(stripped))).replace("\u3000", "□"))
    return "\n".join(lines)
