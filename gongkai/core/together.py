"""What concerns several documents, or a document and what was published before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.content_checks import check_own_links
from gongkai.core.findings import blocks
from gongkai.core.index_number import check_duplicates
from gongkai.core.register import check_register
from gongkai.core.relations import check_relations
from gongkai.core.service_checks import check_activity
from gongkai.core.state import check_against_published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.findings import Finding
    from gongkai.core.gate import Verdict
    from gongkai.core.judging import Judgement
    from gongkai.core.state import State


def check_together(
    state: State, verdict: Verdict, judgements: tuple[Judgement, ...]
) -> Iterator[Finding]:
    """What is wrong between the documents of a verdict, however each was judged by itself."""
    if verdict.catalog is None:
        return
    drafts = {draft.id: draft for draft in verdict.drafts}
    graves = {grave.id: grave for grave in verdict.withdrawn}
    unread = {j.path for j in judgements if j.findings and blocks(j.findings)}
    for finding in check_against_published(state, drafts, graves, verdict.now):
        if not (finding.rule == "published-missing" and finding.path in unread):
            yield finding
    buried = (*verdict.withdrawn, *verdict.struck)
    yield from check_register(state, verdict.drafts, buried, verdict.now)
    yield from check_duplicates(verdict.drafts, buried)
    ended = (*verdict.suspended, *verdict.expired)
    public = {d.id for d in verdict.cleared} | {grave.id for grave in verdict.withdrawn}
    public |= {draft.id for draft in ended}
    yield from check_relations(verdict.drafts, public)
    yield from check_own_links(verdict.cleared, public, verdict.catalog.column_by_id)
    yield from check_activity(verdict.cleared, verdict.now.date())
