"""Gathering a review sheet from a repository that was read and judged."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from gongkai.core.gate import RENDER_FAULTS
from gongkai.core.models import Document
from gongkai.core.models.fields import format_moment
from gongkai.core.signing import find_faults, find_next_role
from gongkai.core.statement import address_of, format_canonical
from gongkai.publish.desk.easing import ease_on_branch
from gongkai.publish.desk.sheet.attached import list_files
from gongkai.publish.desk.sheet.checklist import list_points
from gongkai.publish.desk.sheet.earlier import compare_with_earlier
from gongkai.publish.desk.sheet.levels import list_delegations, list_levels, tell_turn
from gongkai.publish.desk.sheet.looks import Previewer
from gongkai.publish.desk.sheet.model import Rows, Sheet, Statement
from gongkai.publish.desk.sheet.unseen import list_hidden
from gongkai.publish.desk.sheet.visible import tally
from gongkai.publish.preparation import default_options

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.core.drafts import Draft
    from gongkai.core.signing import Proposal
    from gongkai.publish.workspace import Workspace


def make_sheet(
    space: Workspace,
    draft: Draft,
    *,
    state: Path | None = None,
    proposal: Proposal | None = None,
    previewer: Previewer | None = None,
) -> Sheet:
    """The sheet of a document; with a proposal, of the very signature that is about to be made."""
    catalog, source, record = space.catalog, draft.source, draft.record
    look = (previewer or Previewer(space)).render(draft)
    role = proposal.entry.role if proposal else find_next_role(catalog, draft, space.now)
    files = list_files(space, draft)
    texts = [t for f in files if f.text for t in (f.text.opening, f.text.more)]
    return Sheet(
        site=catalog.site.name,
        body=catalog.site.body,
        title=record.title,
        path=source.path,
        made=space.now.date().isoformat(),
        facts=_list_facts(space, draft),
        levels=list_levels(space, draft),
        turn=tell_turn(space, draft),
        faults=find_faults(catalog, draft, space.now),
        waivers=tuple(
            f"{w.finding} {w.rule}：{w.reason}（{w.reviewer}，{w.date} 签署，至 {w.until}）"
            for w in source.tail.waivers
        ),
        delegations=list_delegations(space, draft),
        bound=_list_bound(space, draft),
        findings=ease_on_branch(space.root, space.findings_of(source.path)),
        points=list_points(catalog, draft, role, space.now.date()),
        look=look,
        no_look="" if look else _explain_no_look(space, draft),
        source=source.reviewed_text,
        marks=tally((source.reviewed_text, *texts)),
        hidden=list_hidden(space, draft, look),
        files=files,
        comparisons=compare_with_earlier(space, draft, state or default_options(space.root).state),
        statement=_tell_statement(proposal) if proposal else None,
        fingerprint=fingerprint(space, draft),
    )


def fingerprint(space: Workspace, draft: Draft) -> str:
    """SHA-256 over all that the reviewer is shown of a document and its surroundings.

    The same as long as nothing of it changes; the hour does not count, the day does.
    """
    catalog = space.catalog
    shown = {
        "text": source_text(draft),
        "files": [[file.path, file.sha256] for file in draft.attachments],
        "findings": [str(finding) for finding in space.findings_of(draft.source.path)],
        "catalog": {
            path: file.sha256
            for path, file in space.tree.files.items()
            if path.startswith(("catalog/", "hooks/"))
        },
        "site": catalog.site.id,
        "day": space.now.date().isoformat(),
    }
    return hashlib.sha256(format_canonical(shown)).hexdigest()


def source_text(draft: Draft) -> str:
    """The document's whole file, its tail included."""
    return draft.source.with_tail(draft.source.tail)


def _list_facts(space: Workspace, draft: Draft) -> Rows:
    catalog, source, record = space.catalog, draft.source, draft.record
    column = catalog.column_by_id[record.category]
    until = getattr(record, "show_until", None)
    return (
        ("名称", record.title),
        ("文件", source.path),
        ("公开后的网址", catalog.site.url.rstrip("/") + address_of(source.path)),
        ("栏目", f"{column.name}（{column.id}）"),
        ("公开依据", "；".join(column.basis)),
        ("公开方式", str(record.disclosure)),
        ("文件类型", f"{record.type_name}（{record.type}）"),
        ("责任部门", catalog.unit_by_id[record.unit].name),
        ("拟稿人", record.drafter),
        ("成文日期", str(record.made)),
        ("索引号", record.index_number),
        *((("发文字号", record.document_number),) if record.document_number else ()),
        ("修订", f"第 {record.revision} 版"),
        *((("公示截止日", str(until)),) if until else ()),
        *((("发布时间", format_moment(source.tail.published)),) if source.tail.published else ()),
        ("附件", f"{len(draft.attachments)} 个" if draft.attachments else "无"),
    )


def _list_bound(space: Workspace, draft: Draft) -> Rows:
    """What the statement of the next level holds whoever signs it."""
    entries = draft.source.tail.entries
    files = (
        ("附件", f"{f.path}，{len(f.data)} 字节，SHA-256 {f.sha256}") for f in draft.attachments
    )
    return (
        ("站点", space.catalog.site.id),
        ("文件", draft.source.path),
        ("地址", address_of(draft.source.path)),
        ("栏目、公开方式", f"{draft.record.category}，{draft.record.disclosure}"),
        ("文件摘要", f"SHA-256 {draft.source.digest}"),
        *files,
        ("修订", f"第 {draft.record.revision} 版，上一版凭据 {draft.record.previous or '无'}"),
        ("下级审查", f"SHA-256 {entries[-1].digest}" if entries else "无"),
    )


def _explain_no_look(space: Workspace, draft: Draft) -> str:
    if not isinstance(draft.record, Document):
        return "登记项不生成单独的网页：依申请公开的按审查规则列名，不予公开的只计数。"
    if any(f.rule in RENDER_FAULTS for f in space.findings_of(draft.source.path)):
        return "正文的写法不符合要求，不能生成网页，见检查结果。"
    return "文件没有通过检查或已经下线，现在没有网页可看，见检查结果。"


def _tell_statement(proposal: Proposal) -> Statement:
    entry = proposal.entry
    statement = proposal.statement
    text = json.dumps(json.loads(statement), ensure_ascii=False, indent=2)
    return Statement(
        entry=f"{entry.role} {entry.reviewer} {entry.date} {entry.decision}：{entry.basis}",
        text=text,
        digest=hashlib.sha256(statement).hexdigest(),
        namespace=proposal.namespace,
        published=format_moment(proposal.published) if proposal.published else "",
    )
