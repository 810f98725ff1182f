"""What the lists of the review page hold: the worklist, what is public, what was done today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.search_form import search_form
from gongkai.core.withdrawal import may_withdraw
from gongkai.core.worklist import Standing
from gongkai.publish.desk.branches import list_all_work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.delegation import Delegation
    from gongkai.core.drafts import Draft
    from gongkai.core.findings import Finding
    from gongkai.core.worklist import WorkItem
    from gongkai.publish.workspace import Workspace

PER_PAGE = 30
_AGAIN = frozenset(
    {
        "document-suspended",
        "rereview-due",
        "rereview-overdue",
        "stock-expired",
        "reevaluation-due",
    }
)
"""Rules of what `gongkai revise` sends back to review."""


@dataclass(frozen=True, slots=True)
class Worklist:
    """Everything that waits, by what the reviewer has to do with it."""

    mine: tuple[WorkItem, ...]
    """To be signed by the reviewer."""
    returned: tuple[WorkItem, ...]
    """Sent back, referred or no longer valid; the drafter goes on with them."""
    others: tuple[WorkItem, ...]
    elsewhere: tuple[WorkItem, ...]
    """On other branches; a branch has to be fetched into the work tree first."""
    again: tuple[tuple[Draft, Finding], ...]
    """Public documents that are to be reviewed again."""


def make_worklist(space: Workspace, person: str) -> Worklist:
    """The worklist of a person, each list the nearest deadline first."""
    work = list_all_work(space)
    items = [i for i in work if not i.branches]
    mine = tuple(i for i in items if i.standing is Standing.SIGNATURE and person in i.eligible)
    back = {Standing.REFUSED, Standing.REFERRED, Standing.ALTERED}
    drafts = {draft.source.path: draft for draft in space.drafts}
    return Worklist(
        mine=mine,
        returned=tuple(i for i in items if i.standing in back),
        others=tuple(i for i in items if i not in mine and i.standing not in back),
        elsewhere=tuple(i for i in work if i.branches),
        again=tuple(
            (drafts[f.path], f)
            for f in space.verdict.findings
            if f.rule in _AGAIN and f.path in drafts
        ),
    )


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One public document."""

    draft: Draft
    column: str
    unit: str
    withdraws: bool
    """Whether the reviewer may withdraw it."""


@dataclass(frozen=True, slots=True)
class PublicPage:
    """One page of what is public."""

    rows: tuple[PublicRow, ...]
    total: int
    number: int
    """From 1."""
    pages: int


def list_public(space: Workspace, person: str, query: str, number: int) -> PublicPage:
    """The public documents of which title, numbers or path contain the query, newest first."""
    found = [d.draft for d in (*space.verdict.cleared, *space.verdict.register)]
    wanted = [search_form(word) for word in query.split()]
    found = [d for d in found if all(word in _describe(d) for word in wanted)]
    found.sort(key=lambda d: (str(d.source.tail.published), d.id), reverse=True)
    pages = max(1, -(-len(found) // PER_PAGE))
    number = min(max(1, number), pages)
    part = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    rows = tuple(_make_row(space, person, draft) for draft in part)
    return PublicPage(rows, len(found), number, pages)


def _describe(draft: Draft) -> str:
    record = draft.record
    texts = (record.title, record.document_number or "", record.index_number, draft.source.path)
    return "\n".join(search_form(text) for text in texts)


def _make_row(space: Workspace, person: str, draft: Draft) -> PublicRow:
    record, day = draft.record, space.now.date()
    return PublicRow(
        draft,
        space.catalog.column_by_id[record.category].name,
        space.catalog.unit_by_id[record.unit].name,
        may_withdraw(space.catalog, person, record.unit, day) is not None,
    )


@dataclass(frozen=True, slots=True)
class DoneRow:
    """Something that the reviewer signed today."""

    path: str
    title: str
    what: str


def list_today(space: Workspace, person: str) -> tuple[DoneRow, ...]:
    """What a person signed today, as the repository has it."""
    return tuple(_list_today(space, person))


def _list_today(space: Workspace, person: str) -> Iterator[DoneRow]:
    today = space.now.date()
    for draft in space.drafts:
        tail, path, title = draft.source.tail, draft.source.path, draft.record.title
        for e in tail.entries:
            if (e.reviewer, e.date) == (person, today):
                yield DoneRow(path, title, f"{e.role} {e.decision}：{e.basis}")
        for w in tail.waivers:
            if (w.reviewer, w.date) == (person, today):
                yield DoneRow(path, title, f"保留说明 {w.rule}，至 {w.until}：{w.reason}")
    for grave in space.graves:
        for e in grave.source.tail.entries:
            if (e.reviewer, e.date) == (person, today):
                stone = grave.tombstone
                yield DoneRow(grave.source.path, stone.notice, f"撤回：{stone.reason}")


def list_delegations(
    space: Workspace, person: str
) -> tuple[tuple[Delegation, ...], tuple[Delegation, ...]]:
    """The delegations that concern a person and have not ended, and all others of that kind."""
    alive = [d for d in space.catalog.delegations if d.end >= space.now.date()]
    own = tuple(d for d in alive if person in {d.giver, d.taker})
    return own, tuple(d for d in alive if d not in own)
