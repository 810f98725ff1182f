"""Powers lent and used, findings let stand, stock, register and ends, counted from a verdict."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gongkai.core.attachments import inspection_key
from gongkai.core.chain import find_delegations
from gongkai.core.ended import describe_expired, describe_grave, describe_suspended
from gongkai.core.findings import Severity
from gongkai.core.models.entries import REASON_TEXT
from gongkai.core.report.lifecycle_tables import (
    DelegationLine,
    EndedLine,
    FindingLine,
    Inspections,
    Lifecycle,
    RegisterLine,
    StockLine,
    WaiverLine,
)
from gongkai.core.rules import RULES
from gongkai.core.signing import make_signing_case

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongkai.core.catalog import Catalog
    from gongkai.core.delegation import Delegation
    from gongkai.core.ended import Ended
    from gongkai.core.gate import ClearedDocument, Verdict

NO_LIFECYCLE = Lifecycle((), (), (), (), (), 0, 0, (), Inspections(0, 0, 0, 0), ())
_LOOKED_FOR = ("scan-", "attachment-")


def build_lifecycle(verdict: Verdict) -> Lifecycle:
    """What a verdict says of powers and ends; nothing where the catalogue could not be read."""
    catalog = verdict.catalog
    if catalog is None:
        return NO_LIFECYCLE
    rules = Counter(finding.rule for finding in verdict.findings)
    return Lifecycle(
        delegations=tuple(_list_delegations(verdict, catalog)),
        waivers=tuple(_list_waivers(verdict)),
        stock=tuple(_list_stock(verdict, catalog)),
        register=tuple(_list_register(verdict)),
        ended=tuple(_list_ended(verdict, catalog)),
        rereview_due=rules["rereview-due"],
        rereview_overdue=rules["rereview-overdue"],
        found=tuple(_list_found(verdict)),
        inspections=_count_inspections(verdict),
        unfillable=tuple(f.message for f in verdict.findings if f.rule == "levels-unfillable"),
    )


def _list_delegations(verdict: Verdict, catalog: Catalog) -> Iterator[DelegationLine]:
    today = verdict.now.date()
    names = {level.role: level.name for level in catalog.policy.levels}
    used: Counter[Delegation] = Counter()
    lent = {(d.taker, d.role) for d in catalog.delegations}
    for document in verdict.cleared if lent else ():
        if not any((one.reviewer, one.role) in lent for one in document.facts.chain.entries):
            continue
        case = make_signing_case(catalog, document.draft, verdict.now)
        for entry in document.draft.source.tail.entries:
            used.update(find_delegations(case, entry)[:1])
    for d in sorted(catalog.delegations, key=lambda d: (d.start, d.giver, d.taker)):
        in_force = d.start <= today <= d.end
        level = names.get(d.role, d.role)
        yield DelegationLine(d.giver, d.taker, level, d.start, d.end, d.reason, in_force, used[d])


def _list_waivers(verdict: Verdict) -> Iterator[WaiverLine]:
    today = verdict.now.date()
    for document in sorted(_list_waived(verdict), key=lambda d: d.id):
        for w in document.draft.source.tail.waivers:
            in_force = w.until >= today
            yield WaiverLine(document.id, w.rule, w.reviewer, w.date, w.until, in_force, w.reason)


def _list_waived(verdict: Verdict) -> Iterator[ClearedDocument]:
    """The documents with waivers; the tails of the others need not be read."""
    return (document for document in verdict.cleared if document.draft.source.waived)


def _list_stock(verdict: Verdict, catalog: Catalog) -> Iterator[StockLine]:
    if catalog.stock is None:
        return
    today = verdict.now.date()
    listed = Counter(item.id.split("/")[0] for item in catalog.stock.items)
    standing = Counter(
        document.record.category
        for document in verdict.cleared
        if document.id in catalog.stock.by_id and not document.facts.chain.entries
    )
    for column, last in catalog.stock.expires:
        name = catalog.column_by_id[column].name if column in catalog.column_by_id else column
        overdue = standing[column] if last < today else 0
        yield StockLine(name, listed[column], standing[column], last, overdue)


def _list_register(verdict: Verdict) -> Iterator[RegisterLine]:
    today = verdict.now.date()
    reasons = [document.record.reason for document in verdict.register]
    for code, text in REASON_TEXT.items():
        own = [reason for reason in reasons if reason.code is code]
        if own:
            late = sum(reason.next_review < today for reason in own)
            yield RegisterLine(code.value, text, len(own), late)


def _list_ended(verdict: Verdict, catalog: Catalog) -> Iterator[EndedLine]:
    decided = {grave.id: grave.tombstone.decided for grave in verdict.withdrawn}
    ended = [describe_grave(grave) for grave in verdict.withdrawn]
    ended += [describe_suspended(draft) for draft in verdict.suspended]
    ended += [describe_expired(draft) for draft in verdict.expired]
    for one in sorted(ended, key=lambda e: e.id):
        yield _describe_ended(catalog, one, decided.get(one.id))


def _describe_ended(catalog: Catalog, ended: Ended, decided: date | None) -> EndedLine:
    column = catalog.column_by_id.get(ended.column)
    unit = catalog.unit_by_id.get(ended.unit)
    return EndedLine(
        id=ended.id,
        index_number=ended.index_number,
        column=column.name if column else ended.column,
        unit=unit.name if unit else ended.unit,
        state=ended.name,
        about=ended.about,
        since=ended.since,
        decided=decided,
    )


def _list_found(verdict: Verdict) -> Iterator[FindingLine]:
    counts = Counter((finding.rule, finding.severity) for finding in verdict.findings)
    waived = Counter(
        w.rule for document in _list_waived(verdict) for w in document.draft.source.tail.waivers
    )
    for rule in sorted({rule for rule, _ in counts} | set(waived)):
        if rule.startswith(_LOOKED_FOR):
            blocking, warnings = counts[rule, Severity.BLOCK], counts[rule, Severity.WARN]
            meaning = RULES[rule].meaning.split("。")[0] if rule in RULES else rule
            yield FindingLine(rule, meaning, blocking, warnings, waived[rule])


def _count_inspections(verdict: Verdict) -> Inspections:
    keys = [inspection_key(file) for draft in verdict.drafts for file in draft.attachments]
    found = [verdict.inspections[key] for key in keys if key in verdict.inspections]
    return Inspections(
        attachments=len(keys),
        inspected=len(found),
        with_text=sum(bool(inspection.texts) for inspection in found),
        with_faults=sum(bool(inspection.faults) for inspection in found),
    )
