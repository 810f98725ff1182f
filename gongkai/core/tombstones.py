"""Writing the tombstone of a published document."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import ValidationError

from gongkai.core.drafts import Grave
from gongkai.core.models.entries import RegisterEntry, Tombstone, WithdrawalReason
from gongkai.core.models.fields import format_moment
from gongkai.core.signing import SigningError, WithdrawalProposal, refuse_malformed_basis
from gongkai.core.source import SourceRefusedError, split_source
from gongkai.core.statement import SUITE
from gongkai.core.tail import Decision, ReviewEntry
from gongkai.core.withdrawal import may_withdraw

if TYPE_CHECKING:
    from datetime import date, datetime

    from gongkai.core.catalog import Catalog
    from gongkai.core.drafts import Draft


def propose_withdrawal(  # noqa: PLR0913 - each is one thing that the tombstone tells
    catalog: Catalog,
    draft: Draft,
    reviewer: str,
    *,
    reason: WithdrawalReason,
    notice: str,
    basis: str,
    now: datetime,
    decided: date | None = None,
) -> WithdrawalProposal:
    """The tombstone that would end a published document.

    Raises:
        SigningError: when the document is not published, the person may not withdraw it, or the
            notice is no line of text.
    """
    refuse_malformed_basis(basis)
    if draft.source.tail.published is None:
        message = "该文件尚未公开，无须撤回"
        raise SigningError(message)
    role = may_withdraw(catalog, reviewer, draft.record.unit, now.date())
    if role is None:
        told = " 或 ".join(catalog.policy.withdrawal_roles)
        message = f"{reviewer} 无权撤回这份文件，须由 {told} 的人签名"
        raise SigningError(message)
    text = format_tombstone(draft, reason, notice, now, decided)
    try:
        source = split_source(draft.source.path, text)
        grave = Grave(source, Tombstone.model_validate(source.values))
    except (SourceRefusedError, ValidationError) as error:
        # Everything else in it comes from a document that was read before.
        message = "向公众的说明应为一行文字，不含尖括号和看不见的字符，300 字以内"
        raise SigningError(message) from error
    entry = ReviewEntry(role, reviewer, Decision.WITHDRAWN, basis, now.date(), SUITE, "")
    return WithdrawalProposal(catalog.site.id, grave, entry)


def format_tombstone(
    draft: Draft, reason: WithdrawalReason, notice: str, now: datetime, decided: date | None
) -> str:
    """The tombstone's text without its signature: no word of the document's own text."""
    lines = (
        "type: chehui",
        f"withdrawn: {format_moment(now)}",
        f"address: {draft.id}",
        f"index_number: {draft.record.index_number}",
        f"unit: {draft.record.unit}",
        f"revision: {draft.record.revision}",
        f"ends: {draft.source.credential}",
        f"reason: {reason}",
        *(["register_entry: 是"] if isinstance(draft.record, RegisterEntry) else []),
        *([f"decided: {decided.isoformat()}"] if decided else []),
        f"notice: {json.dumps(notice, ensure_ascii=False)}",
    )
    return "".join(f"{line}\n" for line in ("---", *lines, "---"))
