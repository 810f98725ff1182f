"""One level of one document: may it be signed now, and what becomes of the file when it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.drafts import EDITORIAL
from gongkai.core.findings import Severity
from gongkai.core.judging import Grounds, make_case
from gongkai.core.rules import RULES
from gongkai.core.scanning import scan_draft
from gongkai.core.signing import find_faults, find_next_role, propose
from gongkai.core.tail import Decision
from gongkai.core.waivers import list_waived
from gongkai.publish.desk.easing import JUDGED_AT_MERGE
from gongkai.publish.workspace_error import WorkspaceError

if TYPE_CHECKING:
    from datetime import datetime

    from gongkai.core.chain import Case
    from gongkai.core.drafts import Draft
    from gongkai.core.findings import Finding
    from gongkai.core.signing import Proposal
    from gongkai.publish.workspace import Workspace

DEFAULT_BASIS = {
    "l1": "内容真实准确，格式符合要求",
    "l2": "经保密审查，不涉及国家秘密、工作秘密和个人隐私",
    "l3": "同意按程序公开",
    "l4": "经法制审核，事实、依据、程序和隐去信息符合规定",
}
"""What a level's review says when the reviewer does not put it in other words."""


def propose_agreement(
    space: Workspace,
    draft: Draft,
    reviewer: str,
    *,
    basis: str | None = None,
    release: datetime | None = None,
) -> Proposal:
    """A person's 同意公开 on the level whose turn it is, still unsigned.

    Raises:
        WorkspaceError: with the findings, when the document has faults, its earlier levels no
            longer hold, or the last level would publish what the gate then blocks.
        SigningError: when it is not this person's turn, place or period.
    """
    refuse_faulty(space, draft)
    role = find_next_role(space.catalog, draft, space.now) or ""
    proposal = propose(
        space.catalog,
        draft,
        reviewer,
        decision=Decision.AGREED,
        basis=basis or DEFAULT_BASIS.get(role, "同意公开"),
        now=space.now,
        release=release,
    )
    if proposal.published:
        _refuse_unwaived(space, draft)
    return proposal


def propose_refusal(
    space: Workspace, draft: Draft, reviewer: str, reason: str, *, refer: bool = False
) -> Proposal:
    """A person's 退回, or 报请确定, on the level whose turn it is, still unsigned.

    Raises:
        SigningError: when it is not this person's turn, place or period.
    """
    decision = Decision.REFERRED if refer else Decision.REFUSED
    return propose(space.catalog, draft, reviewer, decision=decision, basis=reason, now=space.now)


def file_review(space: Workspace, proposal: Proposal, signature: str) -> str:
    """Writes the document with the signed level; gives what git is to be told.

    The reason of a refusal stands in it: it stays in history when the chain is taken off again.
    """
    path, entry = proposal.subject.path, proposal.entry
    space.write(path, proposal.complete(signature))
    subject = f"review: {entry.role} {entry.decision} {path}"
    agreed = entry.decision is Decision.AGREED
    return subject if agreed else f"{subject}\n\n理由：{entry.basis}\n"


def refuse_faulty(space: Workspace, draft: Draft) -> None:
    """Refuses a document that nobody should sign as it stands.

    Raises:
        WorkspaceError: with what is wrong.
    """
    faults = [
        f
        for f in space.findings_of(draft.source.path)
        if f.rule not in JUDGED_AT_MERGE
        and (f.severity is Severity.BLOCK or f.rule in EDITORIAL or _is_dirty(f.rule))
    ]
    if faults:
        raise WorkspaceError("文件还有问题，先改正再签署", faults, blocked=True)
    broken = find_faults(space.catalog, draft, space.now)
    if broken:
        told = "\n".join(broken)
        message = f"{told}\n已有的审查记录无效：内容在签署后改过，请运行 gongkai revise 重新送审"
        raise WorkspaceError(message, blocked=True)


def list_open(space: Workspace, draft: Draft) -> dict[str, Finding]:
    """What the scanner found and nobody waived, by id."""
    waived = list_waived(find_case(space, draft))
    return {
        name: finding
        for name, finding in scan_draft(_find_grounds(space), draft)
        if (finding.rule, name) not in waived
    }


def find_case(space: Workspace, draft: Draft) -> Case:
    """The chain of a document as this repository judges it."""
    return make_case(_find_grounds(space), draft)


def _find_grounds(space: Workspace) -> Grounds:
    return Grounds(space.catalog, space.state, space.now, space.verdict.inspections)


def _is_dirty(rule: str) -> bool:
    """Whether it is a fault of an attachment that nobody can let stand."""
    return rule.startswith("attachment-") and RULES[rule].severity is Severity.BLOCK


def _refuse_unwaived(space: Workspace, draft: Draft) -> None:
    """Refuses the last signature on what the gate would then block, and all else with it."""
    found = [f for f in list_open(space, draft).values() if f.severity is Severity.BLOCK]
    if found:
        message = "签完即公开，而以上问题会拦截整个网站：先改正，或先作保留说明"
        raise WorkspaceError(message, found, blocked=True)
