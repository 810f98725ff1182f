"""From a form to a statement that waits for its signature: agree, send back, refer."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from gongkai.core.models.fields import BEIJING, format_moment
from gongkai.core.signing import SigningError, find_next_role
from gongkai.core.statement import address_of
from gongkai.core.tail import Decision
from gongkai.publish.desk.committing import list_uncommitted
from gongkai.publish.desk.reviewing import (
    file_review,
    propose_agreement,
    propose_refusal,
)
from gongkai.publish.desk.sheet.checklist import list_points
from gongkai.publish.desk.sheet.making import fingerprint
from gongkai.publish.review_page.pending import Done, Pending
from gongkai.publish.workspace_error import WorkspaceError

if TYPE_CHECKING:
    from gongkai.core.drafts import Draft
    from gongkai.core.signing import Proposal
    from gongkai.publish.review_page.desk import Desk
    from gongkai.publish.review_page.exchange import Request
    from gongkai.publish.workspace import Workspace


class MovedError(WorkspaceError):
    """The document is not what was shown."""


def refuse_moved(space: Workspace, draft: Draft, shown: str) -> None:
    """Refuses to go on with what is not as it was when the form was made.

    Raises:
        MovedError: when the document, its findings or the rules changed.
    """
    if fingerprint(space, draft) != shown:
        message = "文件、附件或审查规则在看过之后有改动。下面已是改动后的审查单，请重新看过再签"
        raise MovedError(message)


def refuse_unseen(desk: Desk, draft: Draft, shown: str) -> None:
    """Refuses to sign what the reviewer cannot have seen.

    Raises:
        MovedError: when the browser never fetched its sheet.
    """
    if (draft.source.path, shown) not in desk.shown:
        message = "审查单还没有打开过。请看完审查单再签"
        raise MovedError(message)


def prepare_agreement(desk: Desk, space: Workspace, draft: Draft, request: Request) -> Pending:
    """The agreement (同意公开) that a form asks for.

    Raises:
        WorkspaceError, SigningError: when it may not be made, or boxes are not ticked.
    """
    _refuse_unticked(space, draft, request)
    release = _read_moment(request.field("release"))
    basis = request.field("basis")
    proposal = propose_agreement(space, draft, desk.person, basis=basis, release=release)
    return _pend_review(space, draft, proposal, partial(_check_review, desk, proposal))


def prepare_return(desk: Desk, space: Workspace, draft: Draft, request: Request) -> Pending:
    """The 退回 or 报请确定 that a form asks for.

    Raises:
        WorkspaceError, SigningError: when it may not be made, or no reason is given.
    """
    decision, reason = request.field("decision"), request.field("basis")
    if decision not in {"refuse", "refer"}:
        raise SigningError("没有选定退回或者报请确定")
    if not reason:
        raise SigningError("请写明理由")
    proposal = propose_refusal(space, draft, desk.person, reason, refer=decision == "refer")
    return _pend_review(space, draft, proposal, partial(_check_review, desk, proposal))


def _check_review(desk: Desk, proposal: Proposal, space: Workspace) -> None:
    """Proposes the same again, as the repository stands now."""
    draft = space.find_draft(proposal.subject.path)
    if proposal.entry.date != space.now.date():
        raise SigningError("日期已变，请回到待办重新打开")
    if proposal.entry.decision is Decision.AGREED:
        propose_agreement(space, draft, desk.person, basis=proposal.entry.basis)
    else:
        propose_refusal(space, draft, desk.person, proposal.entry.basis)


def _refuse_unticked(space: Workspace, draft: Draft, request: Request) -> None:
    role = find_next_role(space.catalog, draft, space.now)
    points = list_points(space.catalog, draft, role, space.now.date())
    open_points = [p.name for p in points if p.id not in request.chosen("point")]
    if open_points:
        raise SigningError(f"审查要点还有 {len(open_points)} 条没有勾选：{'、'.join(open_points)}")


def _read_moment(text: str) -> datetime | None:
    """The time of a field `datetime-local`, Beijing."""
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M").replace(tzinfo=BEIJING)
    except ValueError as error:
        raise SigningError("发布时间写法不对，如 2026-01-31T09:30") from error


def _pend_review(
    space: Workspace, draft: Draft, proposal: Proposal, check: partial[None]
) -> Pending:
    entry = proposal.entry
    names = {level.role: level.name for level in space.catalog.policy.levels}
    moment = proposal.published
    facts = (
        ("文件", draft.source.path),
        ("公开后的网址", space.catalog.site.url.rstrip("/") + address_of(draft.source.path)),
        ("层级", f"{entry.role} {names.get(entry.role, entry.role)}"),
        ("审查人", entry.reviewer),
        ("决定", str(entry.decision)),
        ("审查意见", entry.basis),
        ("日期", entry.date.isoformat()),
        *((("发布时间", format_moment(moment)),) if moment else ()),
    )
    warning = "这是最后一级：签署后，文件到发布时间即随下次构建公开。" if moment else ""
    return Pending(
        action=str(entry.decision),
        path=draft.source.path,
        title=draft.record.title,
        facts=facts,
        statement=proposal.statement,
        namespace=proposal.namespace,
        fingerprint=fingerprint(space, draft),
        check=check,
        finish=partial(_finish_review, proposal),
        warning=warning,
    )


def _finish_review(proposal: Proposal, space: Workspace, signature: str) -> Done:
    path, entry = proposal.subject.path, proposal.entry
    message = file_review(space, proposal, signature)
    told = [f"已签署：{entry.role} {entry.reviewer} {entry.decision}"]
    if proposal.published:
        told.append(f"各级审查完成，发布时间 {format_moment(proposal.published)}")
    told += [f"附件还没有提交到 git：{name}" for name in list_uncommitted(space.root, path)]
    return Done(message, (path,), tuple(told))
