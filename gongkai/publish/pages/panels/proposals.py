"""建议提案: how many, how many replied to, how content the proposers were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.models import Proposal, ProposalTable
from gongkai.core.participation import (
    ProposalCount,
    ProposalRow,
    count_proposals,
    merge_proposals,
    row_of_reply,
    row_of_table,
)
from gongkai.publish.pages.panels.panel import PARTICIPATION_STYLE, Panel

if TYPE_CHECKING:
    from gongkai.core.column_views import ColumnView
    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel

_SESSIONS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class SessionView:
    """The proposals of one session."""

    session: str
    kind: str
    rows: tuple[tuple[ProposalRow, Item | None], ...]
    """Each with its public reply."""
    count: ProposalCount


def make_proposals(site: SiteModel, view: ColumnView) -> Panel | None:
    """Counts by session and kind, and the proposals of the latest sessions one by one."""
    tables = tuple(item for item in view.items if isinstance(item.record, ProposalTable))
    replies = tuple(item for item in view.items if isinstance(item.record, Proposal))
    rows = merge_proposals(
        (row_of_table(row) for item in tables for row in item.record.proposals),
        (row_of_reply(item.id, item.record) for item in replies),
    )
    if not rows:
        return None
    sessions = _view_sessions(site, rows)
    return Panel(
        template="panels/proposals.html",
        context={
            "sessions": sessions,
            "shown": sessions[:_SESSIONS_SHOWN],
            "count": count_proposals(rows),
            "complete": bool(tables),
        },
        styles=(PARTICIPATION_STYLE,),
    )


def _view_sessions(site: SiteModel, rows: tuple[ProposalRow, ...]) -> tuple[SessionView, ...]:
    """The sessions, the one with the latest reply first."""
    grouped: dict[tuple[str, str], list[ProposalRow]] = {}
    for row in rows:
        grouped.setdefault((row.session, row.kind.value), []).append(row)
    views = [
        SessionView(
            session,
            kind,
            tuple((row, site.by_id.get(row.document)) for row in found),
            count_proposals(found),
        )
        for (session, kind), found in grouped.items()
    ]
    return tuple(sorted(views, key=_date_session, reverse=True))


def _date_session(view: SessionView) -> str:
    return max((str(row.replied) for row, _ in view.rows if row.replied), default="")
