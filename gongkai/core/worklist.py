"""The worklist of review: what waits, for whom, since when and until when it should be public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from gongkai.core.models import Document
from gongkai.core.signing import find_faults, find_next_role
from gongkai.core.tail import Decision
from gongkai.core.timeliness import find_due
from gongkai.core.turns import list_eligible
from gongkai.core.workdays import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from gongkai.core.catalog import Catalog
    from gongkai.core.drafts import Draft
    from gongkai.core.findings import Finding
    from gongkai.core.gate import Verdict
    from gongkai.core.models.base import Record
    from gongkai.core.models.catalog import Column
    from gongkai.core.source import Source
    from gongkai.core.tail import ReviewEntry
    from gongkai.core.timeliness import Due, Public


class Standing(StrEnum):
    """What a document waits for."""

    SIGNATURE = "待签"
    REFUSED = "退回"
    REFERRED = "报请确定"
    ALTERED = "须重新送审"
    """Signed levels no longer hold: the text, the rules or the signers changed."""
    UNFINISHED = "未写完"
    COMPLETE = "待合并"
    """All levels have signed, on a branch from which no site is built."""


@dataclass(frozen=True, slots=True)
class SignedLevel:
    """One level of a chain as far as it goes."""

    role: str
    name: str
    """What the policy calls the level, as 复审."""
    reviewer: str
    date: date
    decision: Decision
    basis: str


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One document that is not public yet and waits for somebody."""

    path: str
    title: str
    column: str
    """Name of the column."""
    unit: str
    """Name of the responsible unit, empty while unknown."""
    drafter: str
    revision: int
    standing: Standing
    role: str | None
    """The level whose turn it is; None when nobody can sign."""
    level: str
    """The name of that level, or empty."""
    eligible: tuple[str, ...]
    """Who may sign it today."""
    signed: tuple[SignedLevel, ...]
    made: date | None
    """成文日期."""
    age: int
    """Working days since it was made."""
    waiting: int
    """Working days since the last signature, or since it was made."""
    due: Due | None
    """Until when it should be public (条例第二十六条, or the column's own limit); None where no
    limit can be set."""
    days_left: int | None
    """Working days from today to the limit, negative when it is past."""
    findings: int
    """How many findings there are on the document and its attachments."""
    faults: tuple[str, ...] = ()
    """Why the signed levels no longer hold."""
    digest: str = ""
    """SHA-256 of the reviewed text."""
    branches: tuple[str, ...] = ()
    """The branches on which it waits; empty for what stands in the work tree."""
    remedies: tuple[str, ...] = ()
    """The commands that lead to that branch."""

    @property
    def refusal(self) -> SignedLevel | None:
        """The level that sent the document back or referred it, if one did."""
        last = self.signed[-1] if self.signed else None
        return last if last is not None and last.decision is not Decision.AGREED else None

    def concerns(self, person: str) -> bool:
        """Whether a person has to do something: sign it, or, having drafted it, go on with it."""
        if self.standing is Standing.SIGNATURE:
            return person in self.eligible
        return person == self.drafter


@dataclass(frozen=True)
class _Desk:
    """What all items share."""

    catalog: Catalog
    now: datetime
    public: Mapping[str, Public]

    @cached_property
    def calendar(self) -> WorkCalendar:
        return WorkCalendar(self.catalog.holidays)

    @cached_property
    def levels(self) -> dict[str, str]:
        return {level.role: level.name for level in self.catalog.policy.levels}


@dataclass(frozen=True, slots=True)
class _Timed:
    """A record under its column, as `find_due` wants it."""

    record: Record
    column: Column


def list_work(verdict: Verdict) -> tuple[WorkItem, ...]:
    """Every document of a judged repository that waits, the nearest deadline first."""
    if verdict.catalog is None:
        return ()
    items = [*list_items(verdict, verdict.held, verdict.findings)]
    items += list_unfinished(verdict, verdict.unfinished, verdict.findings)
    return order_work(items)


def list_items(
    verdict: Verdict, drafts: Iterable[Draft], findings: Iterable[Finding]
) -> tuple[WorkItem, ...]:
    """The items of held documents, judged by a verdict's catalogue at its moment."""
    if verdict.catalog is None:
        return ()
    desk = _Desk(verdict.catalog, verdict.now, {d.id: d for d in verdict.cleared})
    counts = count_by_document(findings)
    return tuple(_make_item(desk, draft, counts.get(draft.source.path, 0)) for draft in drafts)


def list_unfinished(
    verdict: Verdict, sources: Iterable[Source], findings: Iterable[Finding]
) -> tuple[WorkItem, ...]:
    """The items of documents whose fields are not complete."""
    counts = count_by_document(findings)
    return tuple(
        _make_unfinished(verdict, source, counts.get(source.path, 0)) for source in sources
    )


def is_behind(draft: Draft, other: Draft) -> bool:
    """Whether a copy of a document says no more than another copy of it.

    That is so for a lower revision, for one that stands published in the other copy, and for the
    same text with the same signatures or fewer of them.
    """
    if draft.record.revision != other.record.revision:
        return draft.record.revision < other.record.revision
    if other.source.tail.published is not None:
        return True
    mine, theirs = draft.source.tail.entries, other.source.tail.entries
    same = draft.source.digest == other.source.digest and draft.attachments == other.attachments
    return same and draft.source.tail.published is None and theirs[: len(mine)] == mine


def order_work(items: Iterable[WorkItem]) -> tuple[WorkItem, ...]:
    """Items by deadline; what has none comes last, the oldest first."""

    def rank(item: WorkItem) -> tuple[bool, date, date, str]:
        due = item.due.date if item.due else date.max
        return item.due is None, due, item.made or date.max, item.path

    return tuple(sorted(items, key=rank))


def count_by_document(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings each document has, those on its attachments among them."""
    counts: dict[str, int] = {}
    for finding in findings:
        owner, folder, _ = finding.path.partition(".files/")
        path = f"{owner}.md" if folder else finding.path
        counts[path] = counts.get(path, 0) + 1
    return counts


def _make_item(desk: _Desk, draft: Draft, findings: int) -> WorkItem:
    catalog, record, entries = desk.catalog, draft.record, draft.source.tail.entries
    today = desk.now.date()
    role = find_next_role(catalog, draft, desk.now)
    agreed = all(entry.decision is Decision.AGREED for entry in entries)
    faults = find_faults(catalog, draft, desk.now) if agreed else ()
    role = None if faults else role
    column = catalog.column_by_id[record.category]
    due = None
    if isinstance(record, Document):
        due = find_due(_Timed(record, column), desk.calendar, desk.public)
    return WorkItem(
        path=draft.source.path,
        title=record.title,
        column=column.name,
        unit=catalog.unit_by_id[record.unit].name,
        drafter=record.drafter,
        revision=record.revision,
        standing=_find_standing(draft, role, faults),
        role=role,
        level=desk.levels[role] if role else "",
        eligible=list_eligible(catalog, draft, role, desk.now) if role else (),
        signed=tuple(_describe_entry(desk, entry) for entry in entries),
        made=record.made,
        age=desk.calendar.workdays_between(record.made, today),
        waiting=desk.calendar.workdays_between(entries[-1].date if entries else record.made, today),
        due=due,
        days_left=desk.calendar.workdays_between(today, due.date) if due else None,
        findings=findings,
        faults=faults,
        digest=draft.source.digest,
    )


def _find_standing(draft: Draft, role: str | None, faults: tuple[str, ...]) -> Standing:
    entries = draft.source.tail.entries
    if role:
        return Standing.SIGNATURE
    decision = entries[-1].decision if entries else Decision.AGREED
    if decision is Decision.AGREED:
        whole = draft.source.tail.published is not None and not faults
        return Standing.COMPLETE if whole else Standing.ALTERED
    return Standing.REFERRED if decision is Decision.REFERRED else Standing.REFUSED


def _describe_entry(desk: _Desk, entry: ReviewEntry) -> SignedLevel:
    name = desk.levels.get(entry.role, entry.role)
    return SignedLevel(entry.role, name, entry.reviewer, entry.date, entry.decision, entry.basis)


def _make_unfinished(verdict: Verdict, source: Source, findings: int) -> WorkItem:
    """A document whose fields are not complete: what can be read of it is shown as it is."""
    catalog = verdict.catalog
    folder = source.path.split("/")[1]
    column = catalog.column_by_id.get(folder) if catalog else None
    unit = catalog.unit_by_id.get(str(source.values.get("unit", ""))) if catalog else None
    return WorkItem(
        path=source.path,
        title=str(source.values.get("title", "")),
        column=column.name if column else folder,
        unit=unit.name if unit else "",
        drafter=str(source.values.get("drafter", "")),
        revision=1,
        standing=Standing.UNFINISHED,
        role=None,
        level="",
        eligible=(),
        signed=(),
        made=None,
        age=0,
        waiting=0,
        due=None,
        days_left=None,
        findings=findings,
        digest=source.digest,
    )
