"""The build report as data: what `report.json` holds and `report.html` shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - pydantic reads the annotations at run time
from enum import StrEnum

from gongkai.core.findings import Finding  # noqa: TC001 - as above
from gongkai.core.report.agenda import Agenda  # noqa: TC001 - as above
from gongkai.core.report.checks import Check  # noqa: TC001 - as above
from gongkai.core.report.deadlines import Deadline  # noqa: TC001 - as above
from gongkai.core.report.difference import Difference  # noqa: TC001 - as above
from gongkai.core.report.forecast import Forecast  # noqa: TC001 - as above
from gongkai.core.report.ledger import Ledger  # noqa: TC001 - as above
from gongkai.core.report.lifecycle_tables import Lifecycle  # noqa: TC001 - as above
from gongkai.core.report.openness import Openness  # noqa: TC001 - as above
from gongkai.core.report.tables import (  # noqa: TC001 - as above
    ColumnReport,
    Coverage,
    InspectionCounter,
    Reviews,
    Tally,
)

REPORT_SCHEMA = "gongkai-report/v2"


class Outcome(StrEnum):
    """Whether the gate let the build pass."""

    PASSED = "已通过"
    BLOCKED = "已拦截"


class Light(StrEnum):
    """A judgement in one word."""

    GOOD = "正常"
    CARE = "注意"
    BAD = "问题"


@dataclass(frozen=True, slots=True)
class BuildFacts:
    """What only the edge knows about a build."""

    engine_version: str
    commit: str | None
    """The commit that was built, or None for a work tree."""
    first_publication: bool
    """True when nothing earlier was known that could be compared."""
    manifest_digest: str | None
    """SHA-256 of the manifest of the output, in hexadecimal, or None before there is one."""
    calendar_version: str | None = None
    """Version of the library of holidays."""
    libraries: tuple[tuple[str, str], ...] = ()
    """Name and version of the other libraries that shape the output."""
    sources_digest: str | None = None
    """SHA-256, in hexadecimal, over path and SHA-256 of every source file."""
    log_size: int = 0
    """Lines of the log as the build leaves it."""
    log_head: str | None = None
    """Digest of its last line."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of documents and findings."""

    published: int
    held: int
    scheduled: int
    withdrawn: int
    on_request: int
    withheld: int
    reassessment_due: int
    """Register entries whose date of next assessment (条例第十八条) has passed."""
    blocking: int
    warnings: int
    notes: int
    suspended: int = 0
    """Under review again, a notice in their place."""
    expired: int = 0
    """Past their publication window."""
    stock: int = 0
    """Of the published: existing stock (存量) that was reviewed on paper alone."""


@dataclass(frozen=True, slots=True)
class Head:
    """Which site, when, with what result."""

    site_id: str | None
    """None, as the next two, when the catalogue could not be read."""
    site_name: str | None
    body: str | None
    today: date
    as_of: str
    """Beijing time, YYYY-MM-DD HH:MM."""
    outcome: Outcome
    counts: Counts
    url: str | None = None
    """Address of the site, with a slash at the end; a document lies at its id with a slash."""


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One judgement of the first page."""

    name: str
    light: Light
    text: str


@dataclass(frozen=True, slots=True)
class Pending:
    """A document that is not public yet; nothing of its text, not even its title."""

    path: str
    column: str
    unit: str
    made: date
    age: int
    """Days since it was made."""
    signed: tuple[str, ...]
    """Names of the levels whose signature stands, from the lowest up."""
    waiting: str | None
    """Name of the level that is to sign next."""
    refused: bool
    """Whether a level sent it back or referred it."""
    published: str | None
    """Time of a scheduled publication."""


@dataclass(slots=True)  # as a line of the ledger
class Signature:
    """Who signed which level when."""

    level: str
    reviewer: str
    day: date


@dataclass(slots=True)  # as a line of the ledger
class DocumentLine:
    """One public document."""

    id: str
    title: str
    index_number: str
    column: str
    unit: str
    made: date
    published: str
    revision: int
    validity: str
    signatures: tuple[Signature, ...]
    paper: str | None = None
    """Number of the review on paper, of existing stock alone."""
    due: date | None = None
    """The last day on which it could be published in time, or None where none is set."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """By what the report can be checked."""

    facts: BuildFacts
    calendar_until: date | None
    """The last day whose holidays are settled."""
    seal_version: int | None
    seal_date: date | None
    seal_expires: date | None
    policy_version: int | None
    reviewers_version: int | None
    roots: tuple[tuple[str, str], ...]
    """Id and fingerprint of each root key that the seal was judged by."""


@dataclass(frozen=True, slots=True)
class Report:
    """The auditor's report on one build."""

    schema: str
    head: Head
    summary: tuple[SummaryLine, ...]
    findings: tuple[Finding, ...]
    held: tuple[Pending, ...]
    scheduled: tuple[Pending, ...]
    columns: tuple[ColumnReport, ...]
    checks: tuple[Check, ...]
    """By topic, then in a fixed order."""
    inspection: tuple[InspectionCounter, ...]
    forecast: Forecast | None
    """None, as the next two and `ledger`, when the catalogue could not be read."""
    deadlines: tuple[Deadline, ...]
    openness: Openness | None
    coverage: Coverage
    reviews: Reviews
    register: tuple[Tally, ...]
    """Entries that are not disclosed, by reason."""
    lifecycle: Lifecycle
    ledger: Ledger | None
    documents: tuple[DocumentLine, ...]
    evidence: Evidence
    difference: Difference | None = None
    """None without an earlier report."""
    agenda: Agenda | None = None
    """What falls due from today; None when the catalogue could not be read."""
