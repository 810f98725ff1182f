"""From a form to a waiver that waits for its signature."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from gongkai.core.signing import SigningError
from gongkai.core.waivers import MARKINGS
from gongkai.core.waiving import propose_waiver
from gongkai.publish.desk.reviewing import find_case, list_open
from gongkai.publish.desk.sheet.making import fingerprint
from gongkai.publish.review_page.pending import Done, Pending

if TYPE_CHECKING:
    from gongkai.core.drafts import Draft
    from gongkai.core.waiving import WaiverProposal
    from gongkai.publish.review_page.desk import Desk
    from gongkai.publish.review_page.exchange import Request
    from gongkai.publish.workspace import Workspace


def prepare_waiver(desk: Desk, space: Workspace, draft: Draft, request: Request) -> Pending:
    """The waiver of one finding that a form asks for.

    Raises:
        WorkspaceError, SigningError: when there is no such finding, or it may not be waived.
    """
    name = request.field("finding")
    proposal = _propose_waiver(desk, space, draft, request)
    waiver = proposal.waiver
    two = waiver.rule in MARKINGS
    return Pending(
        action="保留说明",
        path=draft.source.path,
        title=draft.record.title,
        facts=(
            ("文件", draft.source.path),
            ("问题", str(list_open(space, draft)[name].message)),
            ("规则", waiver.rule),
            ("理由", waiver.reason),
            ("保留到", waiver.until.isoformat()),
            ("保留人", waiver.reviewer),
        ),
        statement=proposal.statement,
        namespace=proposal.namespace,
        fingerprint=fingerprint(space, draft),
        check=partial(_check_waiver, proposal),
        finish=partial(_finish_waiver, proposal),
        warning="密级、内部标志须由两人分别保留，其中一人为终审。" if two else "",
    )


def _propose_waiver(desk: Desk, space: Workspace, draft: Draft, request: Request) -> WaiverProposal:
    name, reason = request.field("finding"), request.field("reason")
    found = list_open(space, draft).get(name)
    if found is None:
        raise SigningError("这份文件没有这个问题，或者已经保留")
    try:
        until = date.fromisoformat(request.field("until"))
    except ValueError as error:
        raise SigningError("请写明保留到哪一天，如 2027-01-31") from error
    return propose_waiver(find_case(space, draft), (name, found), desk.person, reason, until)


def _check_waiver(proposal: WaiverProposal, space: Workspace) -> None:
    waiver = proposal.waiver
    draft = space.find_draft(proposal.case.subject.path)
    if waiver.finding not in list_open(space, draft) or waiver.date != space.now.date():
        raise SigningError("问题已经不在，或者日期已变，请重新打开")


def _finish_waiver(proposal: WaiverProposal, space: Workspace, signature: str) -> Done:
    path = proposal.case.subject.path
    space.write(path, proposal.complete(signature))
    told = f"已写入保留说明：{proposal.waiver.reviewer}，至 {proposal.waiver.until}"
    return Done(f"review: 保留说明 {path}", (path,), (told,))
