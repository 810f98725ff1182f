"""The tables of the build report: columns, inspection, coverage, reviews and punctuality."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - pydantic reads the annotations at run time
from enum import StrEnum

from gongkai.core.report.coverage_lines import (  # noqa: TC001 - as above
    Art21Line,
    BlockLine,
    ElementLine,
    GuideLine,
    HaveLine,
    IssueLine,
)


class Status(StrEnum):
    """How a column stands today."""

    NORMAL = "正常"
    NEAR = "临期"
    OVERDUE = "超期"
    EXPLAINED = "空白（有说明）"
    EMPTY = "空白（无说明）"
    NOT_APPLICABLE = "不适用"


@dataclass(frozen=True, slots=True)
class Omission:
    """Something due that a published document lacks."""

    id: str
    title: str
    unit: str
    text: str


class Mark(StrEnum):
    """How one test of a column came out."""

    PASSED = "合格"
    FAILED = "不合格"
    NOT_SET = "未设"
    NOT_JUDGED = "不计"


@dataclass(frozen=True, slots=True)
class ColumnTest:
    """One of the three tests of a column: number of items, age, gap between neighbours."""

    id: str
    """`min_items`, `max_age` or `max_gap`, as the catalogue spells the limit."""
    name: str
    value: int | None
    """What was found; None when there is nothing to measure."""
    limit: int | None
    """What the catalogue sets; None for no limit."""
    mark: Mark


@dataclass(frozen=True, slots=True)
class MissingField:
    """A field that the type or the column asks for, and the documents without it."""

    field: str
    name: str
    """The official name of the field."""
    documents: tuple[str, ...]
    """Ids, in their order."""


@dataclass(frozen=True, slots=True)
class ColumnReport:
    """The completeness of one column."""

    id: str
    name: str
    block: str
    group: str | None
    unit: str
    basis: tuple[str, ...]
    required: bool
    nature: str
    items: int
    items_this_year: int
    withdrawn: int
    first: date | None
    last: date | None
    age: int | None
    """Days since the newest publication."""
    max_age: int | None
    stale_from: date | None
    """The first day on which it is too old if nothing is added."""
    largest_gap: int | None
    """Days between the two neighbours that lie farthest apart."""
    max_gap: int | None
    limit: str
    judged: int
    """Items of its own whose limit is known."""
    on_time: int
    uncertain: int
    """Judged items whose limit runs beyond the published holiday notices."""
    min_items: int
    status: Status
    statement: str | None
    """零公开说明, or why the column does not apply."""
    shortfalls: tuple[str, ...]
    omissions: tuple[Omission, ...]
    tests: tuple[ColumnTest, ...] = ()
    """Always three, in a fixed order."""
    missing: tuple[MissingField, ...] = ()
    """Of the column's own items, as are the next two."""
    link_only: tuple[str, ...] = ()
    """Ids of items whose body is nothing but links or names of attachments."""
    unlinked: tuple[str, ...] = ()
    """Ids of policies in force without an interpretation or a reason for none."""


@dataclass(frozen=True, slots=True)
class KeyAreaLine:
    """One key area (重点领域)."""

    name: str
    columns: tuple[str, ...]
    items: int
    last: date | None
    first: date | None = None
    empty: tuple[str, ...] = ()
    """Names of its columns that have nothing."""
    explained: tuple[str, ...] = ()
    """Of these, the ones that say why."""


@dataclass(frozen=True, slots=True)
class Presence:
    """Something that must be there: a rule, an element of the guide."""

    name: str
    found: tuple[str, ...]
    """Ids of the documents that have it."""


@dataclass(frozen=True, slots=True)
class Art20Line:
    """One item of the Regulation's art. 20."""

    number: int
    name: str
    items: int
    columns: tuple[str, ...]
    reason: str | None
    """Why there is none, as the catalogue says."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What law asks for beyond single columns."""

    key_areas: tuple[KeyAreaLine, ...]
    rules: tuple[Presence, ...]
    guide: tuple[Presence, ...]
    art20: tuple[Art20Line, ...]
    art21: tuple[Art21Line, ...] = ()
    elements: tuple[ElementLine, ...] = ()
    standard: tuple[BlockLine, ...] = ()
    guide_age: tuple[GuideLine, ...] = ()
    issues: tuple[IssueLine, ...] = ()
    """Those of the running year, oldest first."""
    haves: tuple[HaveLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Concerned:
    """A column that an inspection counter counts."""

    name: str
    unit: str
    age: int | None


@dataclass(frozen=True, slots=True)
class InspectionCounter:
    """One veto item of the inspection (国办秘函〔2019〕19号)."""

    id: str
    name: str
    rule: str
    measure: str
    """日 or 个."""
    value: int | None
    """None when there is nothing to measure."""
    threshold: int
    head_room: int
    """How much is left before the item fails; not below 0."""
    failed: bool
    columns: tuple[Concerned, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class Tally:
    """A name and a number."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class LevelTally:
    """How many public documents carry the signature of one level."""

    level: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Signer:
    """How often one person signed one level."""

    reviewer: str
    level: str
    count: int


@dataclass(frozen=True, slots=True)
class UnitLine:
    """How punctual one unit was."""

    unit: str
    published: int
    judged: int
    on_time: int
    median_days: float | None
    """Median of the calendar days from formation or change to publication, reprints apart."""


@dataclass(frozen=True, slots=True)
class Late:
    """A document that was published after its limit."""

    id: str
    title: str
    column: str
    unit: str
    start: date
    due: date
    published: date
    days: int
    certain: bool


@dataclass(frozen=True, slots=True)
class Reviews:
    """Review coverage and punctuality of what is public."""

    documents: int
    complete: int
    levels: tuple[LevelTally, ...]
    signers: tuple[Signer, ...]
    median_days: float | None
    judged: int
    on_time: int
    uncertain: int
    units: tuple[UnitLine, ...]
    late: tuple[Late, ...]
