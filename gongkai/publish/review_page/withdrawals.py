"""From a form to a tombstone that waits for its one signature."""

from __future__ import annotations

import shutil
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from gongkai.core.models.entries import WithdrawalReason
from gongkai.core.signing import SigningError
from gongkai.core.tombstones import propose_withdrawal
from gongkai.core.withdrawal import may_withdraw
from gongkai.publish.desk.sheet.making import fingerprint
from gongkai.publish.review_page.pending import Done, Pending

if TYPE_CHECKING:
    from gongkai.core.drafts import Draft
    from gongkai.core.signing import WithdrawalProposal
    from gongkai.publish.review_page.desk import Desk
    from gongkai.publish.review_page.exchange import Request
    from gongkai.publish.workspace import Workspace

REASONS = tuple(str(reason) for reason in WithdrawalReason)
_NEXT = "下次构建生效；须立即下线的，请运维人员在网站所在的机器上运行 gongkai review withdraw --now"


def prepare_withdrawal(desk: Desk, space: Workspace, draft: Draft, request: Request) -> Pending:
    """The tombstone that a form asks for.

    Raises:
        SigningError: when the person may not withdraw the document, or a field is wrong.
    """
    reason = request.field("reason")
    if reason not in REASONS:
        raise SigningError("请选定撤回原因")
    proposal = propose_withdrawal(
        space.catalog,
        draft,
        desk.person,
        reason=WithdrawalReason(reason),
        notice=request.field("notice"),
        basis=request.field("basis"),
        now=space.now,
        decided=_read_day(request.field("decided")),
    )
    text = proposal.grave.source.with_tail(proposal.grave.source.tail)
    return Pending(
        action="撤回",
        path=draft.source.path,
        title=draft.record.title,
        facts=(
            ("文件", draft.source.path),
            ("原因", reason),
            ("向公众的说明", proposal.grave.tombstone.notice),
            ("依据", proposal.entry.basis),
            ("签名人", f"{proposal.entry.role} {proposal.entry.reviewer}"),
        ),
        statement=proposal.statement,
        namespace=proposal.namespace,
        fingerprint=fingerprint(space, draft),
        check=partial(_check, desk, draft.record.unit),
        finish=partial(_finish, proposal),
        preview=text,
        warning="撤回后原文和附件从仓库中删去，原网址只留下面的说明。",
    )


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise SigningError("决定作出之日写法不对，如 2026-01-31") from error


def _check(desk: Desk, unit: str, space: Workspace) -> None:
    if may_withdraw(space.catalog, desk.person, unit, space.now.date()) is None:
        raise SigningError(f"{desk.person} 无权撤回这份文件")


def _finish(proposal: WithdrawalProposal, space: Workspace, signature: str) -> Done:
    path = proposal.grave.source.path
    folder = path.removesuffix(".md") + ".files"
    attached = (space.root / folder).exists()
    space.write(path, proposal.complete(signature))
    shutil.rmtree(space.root / folder, ignore_errors=True)
    paths = (path, folder) if attached else (path,)
    return Done(f"review: 撤回 {path}", paths, (f"已撤回 {path}", _NEXT))
