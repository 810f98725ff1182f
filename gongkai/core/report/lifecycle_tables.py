"""What the report says of people's powers and of what follows publication, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - pydantic reads the annotations at run time


@dataclass(frozen=True, slots=True)
class DelegationLine:
    """One level lent for some days."""

    giver: str
    taker: str
    level: str
    """Name of the level."""
    start: date
    end: date
    reason: str
    in_force: bool
    used: int
    """Published documents that were signed by it."""


@dataclass(frozen=True, slots=True)
class WaiverLine:
    """One finding of the scanner that a person let stand in a published document."""

    id: str
    rule: str
    reviewer: str
    signed: date
    until: date
    in_force: bool
    reason: str


@dataclass(frozen=True, slots=True)
class StockLine:
    """The existing stock (存量) of one column."""

    column: str
    listed: int
    """Documents on the list that was taken in."""
    standing: int
    """Those that still stand by the list alone, not reviewed since."""
    expires: date
    overdue: int


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """Register entries of one reason."""

    code: str
    name: str
    count: int
    overdue: int
    """Entries whose date of next assessment (条例第十八条) has passed."""


@dataclass(frozen=True, slots=True)
class EndedLine:
    """A document that is not public any more; not even its title."""

    id: str
    index_number: str
    column: str
    unit: str
    state: str
    about: str
    since: str | None
    decided: date | None
    """The day of the decision that made a withdrawal necessary within three working days."""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """How often the scanner or the inspection of attachments found something, by rule."""

    rule: str
    meaning: str
    blocking: int
    warnings: int
    waived: int


@dataclass(frozen=True, slots=True)
class Inspections:
    """How far attachments were looked through."""

    attachments: int
    """Of all documents, held ones included."""
    inspected: int
    with_text: int
    with_faults: int


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """Powers, lists and ends."""

    delegations: tuple[DelegationLine, ...]
    waivers: tuple[WaiverLine, ...]
    stock: tuple[StockLine, ...]
    register: tuple[RegisterLine, ...]
    ended: tuple[EndedLine, ...]
    rereview_due: int
    rereview_overdue: int
    found: tuple[FindingLine, ...]
    inspections: Inspections
    unfillable: tuple[str, ...]
    """Columns whose levels cannot be signed by different people, as sentences."""
