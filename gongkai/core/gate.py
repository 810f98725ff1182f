"""The gate: what may be published, decided over the whole repository at once.

files → drafts → cleared documents. Only this module makes `ClearedDocument`; everything that is
published is built from those. Any blocking finding blocks the whole build (先审查、后公开).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gongkai.core.attachments import inspect_here
from gongkai.core.body import render_body
from gongkai.core.catalog import Catalog, load_catalog
from gongkai.core.config import check_config
from gongkai.core.findings import Finding, blocks, order_findings
from gongkai.core.foundation import check_roots, find_seal, name_altered, take_stock
from gongkai.core.inventory import scan_content
from gongkai.core.judging import Exhibit, Fate, Grounds, Judgement, judge_serially
from gongkai.core.models import Document, RegisterEntry
from gongkai.core.offices import check_offices
from gongkai.core.report.facts import collect_facts, read_facts
from gongkai.core.seal import Seal, repository_roots
from gongkai.core.together import check_together

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from gongkai.core.attachments import Inspection
    from gongkai.core.body import Rendered
    from gongkai.core.drafts import Draft, Grave
    from gongkai.core.inventory import Inventory
    from gongkai.core.judging import Inspect, JudgeAll
    from gongkai.core.report.facts import DocumentFacts
    from gongkai.core.source import Source
    from gongkai.core.state import State
    from gongkai.core.tree import SourceFile, Tree

_GATE = object()


@dataclass(frozen=True)
class Means:
    """How attachments are inspected and documents judged: here, or in other processes."""

    inspect: Inspect = field(default=inspect_here)
    judge_all: JudgeAll = field(default=judge_serially)


@dataclass(frozen=True)
class ClearedDocument:
    """A document whose every byte three people have signed; only the gate makes one."""

    draft: Draft
    rendered: Rendered | None
    """None for a register entry, which has no body."""
    published: datetime
    made_by: object
    reviewed: bool = True
    """False only for what `include_held` shows in a preview."""
    known: bytes | None = field(default=None, compare=False, repr=False)
    """Its `facts`, as `spell_facts` spells them, where the judgement kept them."""

    def __post_init__(self) -> None:
        if self.made_by is not _GATE:
            message = "only the gate clears documents"
            raise TypeError(message)

    @property
    def id(self) -> str:
        """`<column>/<slug>`."""
        return self.draft.id

    @property
    def record(self) -> Any:  # noqa: ANN401 - one of the document types
        """The typed front-matter."""
        return self.draft.record

    @property
    def attachments(self) -> tuple[SourceFile, ...]:
        """The attachments' files, all of them signed."""
        return self.draft.attachments

    @cached_property
    def facts(self) -> DocumentFacts:
        """What the report asks of the document alone."""
        return read_facts(self.known) if self.known else collect_facts(self.draft, self.rendered)


@dataclass(frozen=True)
class Verdict:
    """What the gate decided."""

    catalog: Catalog | None
    now: datetime
    findings: tuple[Finding, ...]
    drafts: tuple[Draft, ...] = ()
    """Every document that could be typed, whatever became of it."""
    cleared: tuple[ClearedDocument, ...] = ()
    register: tuple[ClearedDocument, ...] = ()
    """Cleared entries of what is not disclosed."""
    set_aside: tuple[Draft, ...] = ()
    """Entries behind whose chain a key was lost: neither shown nor struck."""
    withdrawn: tuple[Grave, ...] = ()
    struck: tuple[Grave, ...] = ()
    """The ends of register entries, which leave no page."""
    suspended: tuple[Draft, ...] = ()
    expired: tuple[Draft, ...] = ()
    held: tuple[Draft, ...] = ()
    """待审: without a publication time."""
    unfinished: tuple[Source, ...] = ()
    """Held too, and their fields not complete yet."""
    scheduled: tuple[Draft, ...] = ()
    """Completely signed, for a later time."""
    inspections: Mapping[str, Inspection] = field(default_factory=dict)
    """What was found in every attachment, by `inspection_key`."""
    seal: Seal | None = None
    roots: tuple[tuple[str, str], ...] = ()
    """The root keys to be pinned: the repository's, which the seal has borne out."""
    preview: bool = False
    """Held documents are among the cleared ones: fit to be looked at, not to be published."""

    @property
    def blocked(self) -> bool:
        """Whether nothing may be published."""
        return self.catalog is None or blocks(self.findings)


def check(tree: Tree, state: State, now: datetime, means: Means | None = None) -> Verdict:
    """The gate's verdict on a tree, given what is known from before, at a moment (Beijing time)."""
    means = means or Means()
    catalog, findings = load_catalog(tree)
    config = tuple(check_config(tree))
    if catalog is None:
        return Verdict(None, now, order_findings((*findings, *config, *name_altered(tree))))
    seal = find_seal(tree)
    found = [*findings, *config, *check_roots(tree, state, catalog, seal, now)]
    catalog, faults = take_stock(tree, state, catalog, now)
    found += [*faults, *check_offices(catalog, now.date())]
    inventory = scan_content(tree)
    attachments = [file for files in inventory.attachments.values() for file in files]
    grounds = Grounds(catalog, state, now, means.inspect(attachments))
    judgements = tuple(means.judge_all(grounds, _list_exhibits(inventory)))
    found += [*inventory.findings, *(f for j in judgements for f in j.findings)]
    verdict = _sort_out(grounds, judgements)
    found += check_together(state, verdict, judgements)
    roots = tuple((k, v.line) for k, v in sorted(repository_roots(catalog).items()))
    return replace(verdict, findings=order_findings(found), seal=seal, roots=roots)


def _list_exhibits(inventory: Inventory) -> tuple[Exhibit, ...]:
    return tuple(
        Exhibit(file, inventory.attachments.get(file.path, ())) for file in inventory.documents
    )


def _sort_out(grounds: Grounds, judgements: tuple[Judgement, ...]) -> Verdict:
    """The judged documents by what becomes of them; only here is a document cleared."""

    def drafts_of(fate: Fate) -> tuple[Draft, ...]:
        return tuple(j.draft for j in judgements if j.fate is fate and j.draft is not None)

    cleared = tuple(
        ClearedDocument(j.draft, j.rendered, j.draft.source.published, _GATE, known=j.facts)
        for j in judgements
        if j.fate is Fate.CLEARED and j.draft and j.draft.source.published
    )
    graves = tuple(j.grave for j in judgements if j.grave is not None)
    suspended = drafts_of(Fate.SUSPENDED)
    return Verdict(
        catalog=grounds.catalog,
        now=grounds.now,
        findings=(),
        drafts=tuple(j.draft for j in judgements if j.draft is not None),
        cleared=tuple(d for d in cleared if isinstance(d.record, Document)),
        register=tuple(d for d in cleared if isinstance(d.record, RegisterEntry)),
        withdrawn=tuple(g for g in graves if not g.tombstone.register_entry),
        struck=tuple(g for g in graves if g.tombstone.register_entry),
        set_aside=tuple(d for d in suspended if isinstance(d.record, RegisterEntry)),
        suspended=tuple(d for d in suspended if isinstance(d.record, Document)),
        expired=drafts_of(Fate.EXPIRED),
        held=drafts_of(Fate.HELD),
        unfinished=tuple(j.unfinished for j in judgements if j.unfinished is not None),
        scheduled=drafts_of(Fate.SCHEDULED),
        inspections=grounds.inspections,
    )


def include_held(verdict: Verdict, *, blocked: bool = False) -> Verdict:
    """The verdict with held documents among the cleared ones, for a preview on one machine alone.

    It is marked as a preview, and no release is made of it.

    Args:
        verdict: The gate's verdict.
        blocked: Whether documents that claim to be public and are blocked are shown too.
    """
    drafts = [(draft, False) for draft in verdict.held]
    drafts += [(draft, True) for draft in verdict.scheduled]
    if blocked:
        drafts += [(draft, False) for draft in _list_blocked(verdict)]
    shown = []
    for draft, reviewed in drafts:
        faults = [f.rule for f in verdict.findings if f.path == draft.source.path]
        if isinstance(draft.record, Document) and not RENDER_FAULTS & set(faults):
            rendered = render_body(draft.source.body)
            shown.append(ClearedDocument(draft, rendered, verdict.now, _GATE, reviewed=reviewed))
    return replace(verdict, cleared=(*verdict.cleared, *shown), preview=True)


def _list_blocked(verdict: Verdict) -> Iterator[Draft]:
    """The drafts of which nothing else became."""
    cleared = (document.draft for document in (*verdict.cleared, *verdict.register))
    others = (*verdict.set_aside, *verdict.suspended, *verdict.expired)
    waiting = (*verdict.held, *verdict.scheduled)
    sorted_out = {draft.source.path for draft in (*cleared, *others, *waiting)}
    return (draft for draft in verdict.drafts if draft.source.path not in sorted_out)


RENDER_FAULTS = frozenset({"html-forbidden", "body-too-complex"})
"""Rules that a body must keep before it is rendered at all."""
