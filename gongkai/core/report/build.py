"""The auditor's report on one build, from the gate's verdict and the site model alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.core.findings import Severity
from gongkai.core.keys import parse_public_key
from gongkai.core.models.entries import REASON_TEXT
from gongkai.core.models.fields import Disclosure, format_moment
from gongkai.core.report.agenda import build_agenda
from gongkai.core.report.all_checks import list_checks
from gongkai.core.report.completeness import build_columns
from gongkai.core.report.deadlines import build_deadlines
from gongkai.core.report.difference import compare_reports
from gongkai.core.report.forecast import build_forecast
from gongkai.core.report.holdings import collect_holdings
from gongkai.core.report.inspection import build_inspection
from gongkai.core.report.ledger import build_ledger
from gongkai.core.report.lifecycle import build_lifecycle
from gongkai.core.report.model import (
    REPORT_SCHEMA,
    BuildFacts,
    Counts,
    DocumentLine,
    Evidence,
    Head,
    Outcome,
    Report,
    Signature,
)
from gongkai.core.report.openness import build_openness
from gongkai.core.report.outlook import judge_difference
from gongkai.core.report.reviewing import build_pending, build_reviews
from gongkai.core.report.summary import build_summary
from gongkai.core.report.tables import Coverage, Reviews, Tally

if TYPE_CHECKING:
    from gongkai.core.gate import Verdict
    from gongkai.core.items import Item
    from gongkai.core.log import Log
    from gongkai.core.report.earlier import Earlier
    from gongkai.core.report.facts import Chain
    from gongkai.core.report.holdings import Holdings
    from gongkai.core.site import SiteModel
    from gongkai.core.timeliness import Due

__all__ = ["BuildFacts", "Report", "build_report"]

_NO_COVERAGE = Coverage((), (), (), ())
_NO_REVIEWS = Reviews(0, 0, (), (), None, 0, 0, 0, (), ())


def build_report(
    verdict: Verdict,
    site: SiteModel | None,
    facts: BuildFacts,
    log: Log | None = None,
    earlier: Earlier | None = None,
) -> Report:
    """The report on a verdict; of a blocked one (no site) as much as is known.

    Tables of a blocked build count the cleared documents that no finding blocks. `log` is the
    log as this build leaves it; `earlier` the report of an earlier publication.
    """
    holdings = collect_holdings(verdict, site, log)
    head = _build_head(verdict, holdings)
    columns = build_columns(holdings) if holdings else ()
    inspection = build_inspection(holdings, columns) if holdings else ()
    forecast = build_forecast(holdings, columns) if holdings else None
    deadlines = build_deadlines(holdings) if holdings else ()
    coverage = holdings.coverage if holdings else _NO_COVERAGE
    reviews = build_reviews(holdings) if holdings else _NO_REVIEWS
    catalog = verdict.catalog
    report = Report(
        schema=REPORT_SCHEMA,
        head=head,
        summary=(),
        findings=verdict.findings,
        held=build_pending(catalog, verdict.held, verdict.now) if catalog else (),
        scheduled=build_pending(catalog, verdict.scheduled, verdict.now) if catalog else (),
        columns=columns,
        checks=list_checks(holdings) if holdings else (),
        inspection=inspection,
        forecast=forecast,
        deadlines=deadlines,
        openness=build_openness(holdings) if holdings else None,
        coverage=coverage,
        reviews=reviews,
        register=_count_register(verdict),
        lifecycle=build_lifecycle(verdict),
        ledger=build_ledger(holdings) if holdings else None,
        documents=_list_documents(holdings) if holdings else (),
        evidence=_build_evidence(verdict, holdings, facts),
        agenda=build_agenda(holdings, forecast, deadlines) if holdings and forecast else None,
    )
    report = replace(report, summary=build_summary(report))
    if earlier is None:
        return report
    difference = compare_reports(earlier, report)
    summary = (*report.summary, judge_difference(difference))
    return replace(report, difference=difference, summary=summary)


def _build_head(verdict: Verdict, holdings: Holdings | None) -> Head:
    site = verdict.catalog.site if verdict.catalog else None
    return Head(
        site_id=site.id if site else None,
        site_name=site.name if site else None,
        body=site.body if site else None,
        today=verdict.now.date(),
        as_of=format_moment(verdict.now),
        outcome=Outcome.BLOCKED if verdict.blocked else Outcome.PASSED,
        counts=_count(verdict, holdings),
        url=site.url if site else None,
    )


def _count(verdict: Verdict, holdings: Holdings | None) -> Counts:
    severities = Counter(finding.severity for finding in verdict.findings)
    records = [document.record for document in verdict.register]
    attributes = Counter(record.disclosure for record in records)
    today = verdict.now.date()
    return Counts(
        published=len(holdings.items) if holdings else 0,
        held=len(verdict.held),
        scheduled=len(verdict.scheduled),
        withdrawn=len(verdict.withdrawn),
        on_request=attributes[Disclosure.ON_REQUEST],
        withheld=attributes[Disclosure.WITHHELD],
        reassessment_due=sum(record.reason.next_review < today for record in records),
        blocking=severities[Severity.BLOCK],
        warnings=severities[Severity.WARN],
        notes=severities[Severity.INFO],
        suspended=len(verdict.suspended),
        expired=len(verdict.expired),
        stock=len(holdings.stock) if holdings else 0,
    )


def _count_register(verdict: Verdict) -> tuple[Tally, ...]:
    reasons = Counter(document.record.reason.code for document in verdict.register)
    return tuple(Tally(text, reasons[code]) for code, text in REASON_TEXT.items() if reasons[code])


def _list_documents(holdings: Holdings) -> tuple[DocumentLine, ...]:
    stock = holdings.catalog.stock
    papers = {name: item.paper for name, item in stock.by_id.items()} if stock else {}
    signed = {id(chain): _list_signatures(chain) for chain, _, _ in holdings.chains}
    return tuple(
        _describe(
            item,
            papers.get(item.id),
            holdings.due[item.id],
            signed[id(item.cleared.facts.chain)],
        )
        for item in holdings.in_order
    )


def _list_signatures(chain: Chain) -> tuple[Signature, ...]:
    return tuple(Signature(one.role, one.reviewer, one.date) for one in chain.entries)


def _describe(
    item: Item, paper: str | None, due: Due | None, signatures: tuple[Signature, ...]
) -> DocumentLine:
    return DocumentLine(
        id=item.id,
        title=item.record.title,
        index_number=item.record.index_number,
        column=item.column.name,
        unit=item.unit.name,
        made=item.record.made,
        published=format_moment(item.published),
        revision=item.record.revision,
        validity=item.validity.value,
        signatures=signatures,
        paper=None if signatures else paper,
        due=due.date if due else None,
    )


def _build_evidence(verdict: Verdict, holdings: Holdings | None, facts: BuildFacts) -> Evidence:
    catalog, seal = verdict.catalog, verdict.seal
    roots = [(name, parse_public_key(line).fingerprint) for name, line in verdict.roots]
    return Evidence(
        facts=facts,
        calendar_until=holdings.calendar.known_until if holdings else None,
        seal_version=seal.version if seal else None,
        seal_date=seal.date if seal else None,
        seal_expires=seal.expires if seal else None,
        policy_version=catalog.policy.version if catalog else None,
        reviewers_version=catalog.reviewers.version if catalog else None,
        roots=tuple(roots),
    )
