"""The review sheet (审查单) in the terminal: all that a reviewer answers for."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from rich.text import Text

from gongkai.cli.context import out, print_findings
from gongkai.core.attachments import inspection_key
from gongkai.core.content_checks import check_content
from gongkai.core.models import Document
from gongkai.core.statement import address_of
from gongkai.publish.desk.easing import ease_on_branch
from gongkai.publish.desk.sheet.visible import show_hidden

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.core.drafts import Draft
    from gongkai.core.signing import Proposal
    from gongkai.core.tree import SourceFile
    from gongkai.publish.workspace import Workspace


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
    rows += [
        ("保留", f"{w.finding} {w.rule}，{w.reviewer} {w.date}，至 {w.until}：{w.reason}")
        for w in source.tail.waivers
    ]
    rows += [
        ("委托", f"{d.giver} 委托 {d.taker} 签署 {d.role}，{d.start} 至 {d.end}：{d.reason}")
        for d in space.catalog.delegations
        if d.covers(record.unit, record.category, space.now.date())
    ]
    _print_rows(rows)
    out.rule("将要公开的全部文字")
    out.print(show_invisible(source.reviewed_text))
    _print_unseen(space, draft)
    for file in draft.attachments:
        _print_attachment(space, file)
    if own := ease_on_branch(space.root, space.findings_of(source.path)):
        out.rule("检查结果")
        print_findings(own)
    if proposal is not None:
        print_proposal(proposal)


def print_proposal(proposal: Proposal) -> None:
    """Prints what the signature says and binds."""
    out.rule("签署内容")
    entry = proposal.entry
    digest = hashlib.sha256(proposal.statement).hexdigest()
    out.print(f"{entry.role} {entry.reviewer} {entry.date} {entry.decision}：{entry.basis}")
    if proposal.published:
        out.print(f"发布时间　{proposal.published:%Y-%m-%d %H:%M}")
    out.print(f"陈述摘要　SHA-256 {digest}")
    out.rule()


def _print_rows(rows: Iterable[tuple[str, str]]) -> None:
    for label, value in rows:
        out.print(Text.assemble((label, "bold"), f"　{value}"))


def _print_unseen(space: Workspace, draft: Draft) -> None:
    """What becomes public without standing on the page where one reads it."""
    record = draft.record
    out.rule("页面上不直接看到、但会一并公开的内容")
    rows = [("拟稿人", record.drafter), ("文件源码", "文件头各项随审查凭据公开")]
    if isinstance(record, Document):
        rows.append(("网页摘要", record.summary))
        rows += [("主题词", "、".join(record.keywords))] if record.keywords else []
        rendered, _ = check_content(draft, space.catalog)
        rows += [("链接指向", link) for link in rendered.links] if rendered else []
        rows += [("图片说明", f"{a}（{p}）") for p, a in rendered.images] if rendered else []
    _print_rows(rows)


def _print_attachment(space: Workspace, file: SourceFile) -> None:
    """Every text in an attachment, be it visible in its own program or not."""
    out.rule(f"附件全文　{file.path.rsplit('/', 1)[1]}")
    inspection = space.verdict.inspections.get(inspection_key(file))
    if inspection is None or not inspection.texts:
        out.print("没有读出文字：请打开附件逐页核对", style="yellow")
    else:
        out.print(show_invisible("\n".join(inspection.texts)))


def show_invisible(text: str) -> str:
    """The text with trailing and ideographic spaces made visible, and what nobody sees spelled."""
    lines = []
    for line in show_hidden(text).split("\n"):
        stripped = line.rstrip(" ")
        lines.append((stripped + "·" * (len(line) - len(stripped))).replace("\u3000", "□"))
    return "\n".join(lines)
