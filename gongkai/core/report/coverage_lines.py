"""The lines of the coverage beyond art. 20: art. 21, catalogue, guide, issues, 五有."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - pydantic reads the annotations at run time


@dataclass(frozen=True, slots=True)
class Art21Line:
    """One field of the Regulation's art. 21, or another that a column names."""

    name: str
    applies: bool
    """To governments all seven apply, to their departments those that a column names."""
    items: int
    columns: tuple[str, ...]
    reason: str | None
    """Why there is none, as the catalogue says."""


@dataclass(frozen=True, slots=True)
class ElementLine:
    """One of the four elements of the catalogue (条例第十二条), counted over all items."""

    field: str
    name: str
    present: int
    total: int


@dataclass(frozen=True, slots=True)
class BlockLine:
    """What the standard catalogue asks for in one block, and what is there."""

    block: str
    duties: int
    """One for each column."""
    filled: int
    explained: int
    """Without items, but with a statement or a reason for not applicable."""
    missing: tuple[str, ...]
    """Names of the columns without either."""


@dataclass(frozen=True, slots=True)
class GuideLine:
    """How fresh one guide (公开指南) is."""

    id: str
    verified: date
    days: int
    """Since it was last verified."""
    behind: tuple[str, ...]
    """Ids of papers on the organisation that were made or changed later."""


@dataclass(frozen=True, slots=True)
class HaveLine:
    """One of the 五有: 有机构、有制度、有专人、有安排、有考核."""

    name: str
    met: bool
    evidence: str
    """What shows it, or what is wanting, as a Chinese clause."""


@dataclass(frozen=True, slots=True)
class IssueLine:
    """One numbered issue (期) of the catalogue."""

    id: str
    """`2026-10`."""
    name: str
    items: int
    closed: bool
    """Whether its month is over."""
