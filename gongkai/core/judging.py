"""Judging one document by itself: what it says, who signed it, what becomes of it.

A judgement depends on the document's bytes and on the grounds alone, so documents can be judged in
any order and in several processes; what concerns several of them is the gate's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from gongkai.core.attachments import inspection_key
from gongkai.core.chain import Case, check_chain, check_earlier, check_returned
from gongkai.core.content_checks import check_content
from gongkai.core.drafts import Draft, Grave, read_document, soften
from gongkai.core.findings import blocks
from gongkai.core.models import RegisterEntry
from gongkai.core.rules import RULES
from gongkai.core.scanning import list_open_numbers, scan_draft, scan_grave
from gongkai.core.statement import Subject
from gongkai.core.waivers import check_waivers, list_waived
from gongkai.core.withdrawal import check_grave

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date, datetime
    from typing import TypeAlias

    from gongkai.core.attachments import Inspection
    from gongkai.core.body import Rendered
    from gongkai.core.catalog import Catalog
    from gongkai.core.findings import Finding
    from gongkai.core.source import Source
    from gongkai.core.state import State
    from gongkai.core.tree import SourceFile


class Fate(StrEnum):
    """What becomes of one document."""

    CLEARED = "cleared"
    HELD = "held"
    """待审: without a publication time."""
    SCHEDULED = "scheduled"
    """Completely signed, for a later time."""
    SUSPENDED = "suspended"
    """Public until a key behind its chain was lost: a notice takes its place."""
    EXPIRED = "expired"
    """Its publication window has ended: a notice takes its place."""
    GRAVE = "grave"
    """A tombstone."""
    BLOCKED = "blocked"


@dataclass(frozen=True)
class Grounds:
    """What every document is judged by."""

    catalog: Catalog
    state: State
    now: datetime
    inspections: Mapping[str, Inspection]
    """Of every attachment, by `inspection_key`."""

    @cached_property
    def open_numbers(self) -> frozenset[str]:
        """The office's own telephone numbers, which the scanner lets pass."""
        return list_open_numbers(self.catalog)


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One file that claims to be a document, with the files of its own folder."""

    file: SourceFile
    attachments: tuple[SourceFile, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found out about one document."""

    path: str
    fate: Fate
    findings: tuple[Finding, ...]
    draft: Draft | None = None
    grave: Grave | None = None
    unfinished: Source | None = None
    rendered: Rendered | None = None
    """None for what has no body."""
    facts: bytes | None = field(default=None, compare=False, repr=False)
    """Of what is cleared, as `spell_facts` spells them; None where nobody has asked yet."""


if TYPE_CHECKING:
    JudgeAll: TypeAlias = Callable[[Grounds, tuple[Exhibit, ...]], Iterable[Judgement]]
    Inspect: TypeAlias = Callable[[Iterable[SourceFile]], Mapping[str, Inspection]]


def judge_serially(grounds: Grounds, exhibits: tuple[Exhibit, ...]) -> Iterator[Judgement]:
    """The judgements on documents, one after the other."""
    return (judge(grounds, exhibit) for exhibit in exhibits)


def judge(grounds: Grounds, exhibit: Exhibit) -> Judgement:
    """The judgement on one document."""
    reading = read_document(exhibit.file, exhibit.attachments, grounds.catalog)
    path = exhibit.file.path
    for draft in reading.drafts:
        return _judge_draft(grounds, draft)
    for grave in reading.graves:
        return _judge_grave(grounds, grave, exhibit.attachments)
    if reading.unfinished:
        source = reading.unfinished[0]
        return Judgement(path, Fate.HELD, reading.findings, unfinished=source)
    return Judgement(path, Fate.BLOCKED, reading.findings)


def _judge_grave(grounds: Grounds, grave: Grave, attachments: tuple[SourceFile, ...]) -> Judgement:
    inclusion = grounds.state.find_end_inclusion(grave, grounds.now)
    findings = [*check_grave(grounds.catalog, grave, grounds.now, inclusion)]
    hits = [*scan_grave(grounds, grave)]
    findings += soften(hits) if inclusion.logged else hits
    findings += [
        RULES["attachment-undeclared"].at(file.path, 0, "已撤回文件的附件仍在")
        for file in attachments
    ]
    return Judgement(grave.source.path, Fate.GRAVE, tuple(findings), grave=grave)


def _judge_draft(grounds: Grounds, draft: Draft) -> Judgement:
    case = make_case(grounds, draft)
    rendered, faults = check_content(draft, grounds.catalog)
    hits = tuple(scan_draft(grounds, draft))
    waived = list_waived(case)
    faults += _check_inspections(grounds, draft)
    faults += [finding for name, finding in hits if (finding.rule, name) not in waived]
    faults += check_waivers(case, {(finding.rule, name) for name, finding in hits})
    published = draft.source.published
    path = draft.source.path
    if published is None:
        held = (*soften(faults), *check_returned(case), *check_earlier(case))
        return Judgement(path, Fate.HELD, held, draft=draft, rendered=rendered)
    chain = _check_provenance(case)
    fate = Fate.BLOCKED if blocks((*faults, *chain)) else Fate.CLEARED
    if published > grounds.now:
        fate = Fate.SCHEDULED
    elif _is_suspended(grounds, draft, chain):
        fate = Fate.SUSPENDED
        message = "所依据的密钥已失密，须重新审查；在此之前不公开原文"
        chain = [RULES["document-suspended"].at(path, draft.source.tail_line, message)]
        faults = []
    elif fate is Fate.CLEARED:
        fate = _find_end(draft, grounds.now.date())
    findings = (*faults, *chain)
    return Judgement(path, fate, findings, draft=draft, rendered=rendered)


def make_case(grounds: Grounds, draft: Draft) -> Case:
    """The chain of a document as it is to be judged."""
    subject = Subject(grounds.catalog.site.id, draft.source, draft.record, draft.attachments)
    state, now = grounds.state, grounds.now
    inclusion = state.find_inclusion(draft.id, draft.source, now)
    digests = [waiver.digest for waiver in draft.source.tail.waivers]
    waived = {digest: state.waived.get(digest) or state.include_now(now) for digest in digests}
    return Case(grounds.catalog, subject, now, inclusion, waived)


def _check_provenance(case: Case) -> list[Finding]:
    """What is wrong with a document's reviews, or with its place in the list of stock."""
    stock, source = case.catalog.stock, case.subject.source
    item = stock.find_item(source, case.subject.attachments) if stock else None
    if stock is None or item is None or source.tail.entries:
        return [*check_chain(case), *_check_rereview(case)]
    if getattr(case.subject.record, "show_until", None) is not None:
        message = "存量文件不得设公示截止日：没有人签署过这个期限"
        return [RULES["stock-invalid"].at(source.path, source.lines.find(("show_until",)), message)]
    last = stock.expiry[case.subject.record.category]
    if case.now.date() <= last:
        return []
    message = f"存量文件应在 {last} 前重新审查"
    return [RULES["stock-expired"].at(source.path, source.tail_line, message)]


def _check_rereview(case: Case) -> Iterator[Finding]:
    """Whether a change of rules sends the document back to review."""
    entries = case.subject.source.tail.entries
    path, line = case.subject.path, case.subject.source.tail_line
    for order in case.catalog.policy.rereview:
        fits = not order.columns or case.subject.record.category in order.columns
        if not fits or not entries or entries[-1].date >= order.before:
            continue
        overdue = order.due is not None and case.now.date() > order.due
        until = f"，应于 {order.due} 前办结" if order.due else ""
        rule = RULES["rereview-overdue" if overdue else "rereview-due"]
        yield rule.at(path, line, f"{order.reason}：须重新审查{until}")


def _is_suspended(grounds: Grounds, draft: Draft, chain: list[Finding]) -> bool:
    """Whether a lost key is all that speaks against a revision that the log has."""
    lost = {finding.rule for finding in chain if blocks([finding])} == {"key-compromised"}
    if isinstance(draft.record, RegisterEntry):
        return lost and draft.source.credential in grounds.state.register
    known = grounds.state.standing.get(draft.id)
    return lost and known is not None and known.digest == draft.source.credential


def _find_end(draft: Draft, today: date) -> Fate:
    until = getattr(draft.record, "show_until", None)
    return Fate.EXPIRED if until is not None and until < today else Fate.CLEARED


def _check_inspections(grounds: Grounds, draft: Draft) -> Iterator[Finding]:
    """What the inspection found in the attachments, each of which must have been inspected."""
    for file in draft.attachments:
        inspection = grounds.inspections.get(inspection_key(file))
        if inspection is None:
            yield RULES["attachment-unreadable"].at(file.path, 0, "附件没有经过检查")
            continue
        for fault in inspection.faults:
            yield RULES[fault.rule].at(file.path, 0, fault.message)
