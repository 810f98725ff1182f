"""Duties with a fixed day of the year: annual reports, yearly forms, rule-of-law report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - pydantic reads the annotations at run time
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.core.report.holdings import Holdings


class DeadlineState(StrEnum):
    """How a duty stands on the day of the report."""

    KEPT = "按期"
    LATE = "逾期完成"
    MISSING = "逾期未完成"
    COMING = "未到期"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One duty of one year."""

    id: str
    """`<kind>-<year>`, as `nianbao-2025`."""
    name: str
    basis: str
    year: int
    """The year that is reported on."""
    due: date
    done: date | None
    """First publication, or None."""
    document: str
    """Id of the document, or empty."""
    unit: str
    state: DeadlineState
    days: int
    """Days left until `due`, or days late when positive time is over; 0 for what was kept."""


def build_deadlines(holdings: Holdings) -> tuple[Deadline, ...]:  # noqa: ARG001
    """The duties from the first year in which the site has one, by due day."""
    return ()
