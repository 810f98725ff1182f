"""The gate: what may be published, decided over the whole repository at once.

files → drafts → cleared documents. Only this module makes `ClearedDocument`; everything that is
published is built from those. Any blocking finding blocks the whole build (先审查、后公开).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gongkai.core.body import render_body
from gongkai.core.catalog import Catalog, load_catalog
from gongkai.core.chain import check_chain
from gongkai.core.config import check_config
from gongkai.core.content_checks import check_content, check_own_links
from gongkai.core.drafts import Draft, Grave, read_drafts, soften
from gongkai.core.findings import Finding, Severity, blocks, order_findings
from gongkai.core.inventory import scan_content
from gongkai.core.models import Document, RegisterEntry
from gongkai.core.relations import check_relations
from gongkai.core.rules import RULES
from gongkai.core.seal import (
    Seal,
    SealRefusedError,
    check_seal,
    list_sealed,
    read_seal,
    repository_roots,
)
from gongkai.core.state import State, check_against_published, check_state, choose_roots
from gongkai.core.statement import Subject
from gongkai.core.withdrawal import check_grave

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from gongkai.core.body import Rendered
    from gongkai.core.source import Source
    from gongkai.core.tree import SourceFile, Tree

_GATE = object()


@dataclass(frozen=True)
class ClearedDocument:
    """A document whose every byte three people have signed; only the gate makes one."""

    draft: Draft
    rendered: Rendered | None
    """None for a register entry, which has no body."""
    published: datetime
    made_by: object

    def __post_init__(self) -> None:
        if self.made_by is not _GATE:
            message = "only the gate clears documents"
            raise TypeError(message)

    @property
    def id(self) -> str:
        """`<column>/<slug>`."""
        return self.draft.id

    @property
    def reviewed(self) -> bool:
        """False only for what `include_held` shows in a preview."""
        return self.draft.source.tail.published is not None

    @property
    def record(self) -> Any:  # noqa: ANN401 - one of the document types
        """The typed front-matter."""
        return self.draft.record

    @property
    def attachments(self) -> tuple[SourceFile, ...]:
        """The attachments' files, all of them signed."""
        return self.draft.attachments


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
    withdrawn: tuple[Grave, ...] = ()
    held: tuple[Draft, ...] = ()
    """待审: without a publication time."""
    unfinished: tuple[Source, ...] = ()
    """Held too, and their fields not complete yet."""
    scheduled: tuple[Draft, ...] = ()
    """Completely signed, for a later time."""
    seal: Seal | None = None
    roots: tuple[tuple[str, str], ...] = ()
    """The root keys that the seal was judged by."""
    preview: bool = False
    """Held documents are among the cleared ones: fit to be looked at, not to be published."""

    @property
    def blocked(self) -> bool:
        """Whether nothing may be published."""
        return self.catalog is None or blocks(self.findings)


def check(tree: Tree, state: State, now: datetime) -> Verdict:
    """The gate's verdict on a tree, given what is known from before, at a moment (Beijing time)."""
    catalog, findings = load_catalog(tree)
    config = tuple(check_config(tree))
    if catalog is None:
        return Verdict(None, now, order_findings((*findings, *config, *_name_altered(tree))))
    roots = choose_roots(state, repository_roots(catalog))
    seal = _read_seal(tree)
    found = [
        *config,
        *check_seal(tree, catalog, roots, now.date()),
        *check_state(state, catalog, seal, now, repository_roots(catalog)),
    ]
    inventory = scan_content(tree)
    reading = read_drafts(inventory, catalog)
    drafts = {draft.id: draft for draft in reading.drafts}
    graves = {grave.id: grave for grave in reading.graves}
    found += [*inventory.findings, *reading.findings]
    unread = {f.path for f in reading.findings if f.severity is Severity.BLOCK}
    found += [
        f
        for f in check_against_published(state, drafts, graves)
        if not (f.rule == "published-missing" and f.path in unread)
    ]
    found += _check_duplicates(reading.drafts, reading.graves)
    for grave in reading.graves:
        found += check_grave(catalog, grave, now, state.find_day(grave.id, grave.source))
        found += [
            RULES["attachment-undeclared"].at(file.path, 0, "已撤回文件的附件仍在")
            for file in inventory.attachments.get(grave.source.path, ())
        ]
    sorted_out = _judge(catalog, reading.drafts, state, now)
    found += sorted_out.findings
    public = _public_ids(sorted_out.cleared, reading.graves)
    found += check_relations(reading.drafts, public)
    found += check_own_links(tuple(sorted_out.cleared), public, catalog.column_by_id)
    return Verdict(
        catalog=catalog,
        now=now,
        findings=order_findings(found),
        drafts=reading.drafts,
        cleared=tuple(d for d in sorted_out.cleared if isinstance(d.record, Document)),
        register=tuple(d for d in sorted_out.cleared if isinstance(d.record, RegisterEntry)),
        withdrawn=reading.graves,
        held=tuple(sorted_out.held),
        unfinished=reading.unfinished,
        scheduled=tuple(sorted_out.scheduled),
        seal=seal,
        roots=tuple((name, key.line) for name, key in sorted(roots.items())),
    )


def include_held(verdict: Verdict) -> Verdict:
    """The verdict with held documents among the cleared ones, for a preview on one machine alone.

    It is marked as a preview, and no release is made of it.
    """
    shown = []
    for draft in (*verdict.held, *verdict.scheduled):
        faults = [f.rule for f in verdict.findings if f.path == draft.source.path]
        if isinstance(draft.record, Document) and not RENDER_FAULTS & set(faults):
            rendered = render_body(draft.source.body)
            shown.append(ClearedDocument(draft, rendered, verdict.now, _GATE))
    return replace(verdict, cleared=(*verdict.cleared, *shown), preview=True)


RENDER_FAULTS = frozenset({"html-forbidden", "body-too-complex"})
"""Rules that a body must keep before it is rendered at all."""


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Drafts sorted by what becomes of them."""

    cleared: list[ClearedDocument]
    held: list[Draft]
    scheduled: list[Draft]
    findings: list[Finding]


def _judge(catalog: Catalog, drafts: Iterable[Draft], state: State, now: datetime) -> _Sorted:
    result = _Sorted([], [], [], [])
    for draft in drafts:
        rendered, faults = check_content(draft, catalog)
        published = draft.source.tail.published
        if published is None:
            result.findings.extend(soften(faults))
            result.held.append(draft)
            continue
        result.findings.extend(faults)
        subject = Subject(
            catalog.site.id,
            draft.source,
            draft.record,
            draft.attachments,
            state.find_day(draft.id, draft.source),
        )
        chain = tuple(check_chain(catalog, subject, now))
        result.findings.extend(chain)
        if published > now:
            result.scheduled.append(draft)
        elif not blocks((*faults, *chain)):
            result.cleared.append(ClearedDocument(draft, rendered, published, _GATE))
    return result


def _read_seal(tree: Tree) -> Seal | None:
    try:
        return read_seal(tree)
    except SealRefusedError:
        return None


def _name_altered(tree: Tree) -> Iterator[Finding]:
    """Which sealed files differ, where the catalogue itself cannot be read any more."""
    seal = _read_seal(tree)
    present = dict(list_sealed(tree))
    for path, digest in seal.files if seal else ():
        if present.get(path) != digest:
            yield RULES["seal-broken"].at(path, 0, "封印之后文件被改动或删除")


def _check_duplicates(drafts: Iterable[Draft], graves: Iterable[Grave]) -> Iterator[Finding]:
    owners: dict[str, str] = {}
    numbered = [(d.record.index_number, d.source) for d in drafts]
    numbered += [(g.tombstone.index_number, g.source) for g in graves]
    for number, source in sorted(numbered, key=lambda pair: pair[1].path):
        other = owners.setdefault(number, source.path)
        if other != source.path:
            line = source.lines.find(("index_number",))
            message = f"索引号与 {other} 相同"
            yield RULES["index-number-duplicate"].at(source.path, line, message)


def _public_ids(cleared: Iterable[ClearedDocument], graves: Iterable[Grave]) -> set[str]:
    public = {d.id for d in cleared if isinstance(d.record, Document)}
    return public | {grave.id for grave in graves}
