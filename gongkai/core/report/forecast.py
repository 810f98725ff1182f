"""What the inspection would say on the days to come if nothing were published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - pydantic reads the annotations at run time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.core.report.holdings import Holdings
    from gongkai.core.report.tables import ColumnReport

HORIZON = 30
"""Days ahead for which the counters are told."""


@dataclass(frozen=True, slots=True)
class Turning:
    """A column, or the home page, that turns stale on a day if nothing is added."""

    day: date
    column: str
    """Id of the column; empty for the home page."""
    name: str
    unit: str
    counter: str
    """Id of the inspection counter that it will add to."""
    limit: int
    """Days after which it counts as stale."""


@dataclass(frozen=True, slots=True)
class FutureCounter:
    """One veto counter as it would stand at the end of the horizon."""

    id: str
    name: str
    value: int | None
    threshold: int
    failed: bool
    fails_on: date | None
    """The first day up to the horizon on which the item fails; today if it fails already."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """The days up to `until`."""

    until: date
    turnings: tuple[Turning, ...]
    """By day, then in the order of the catalogue."""
    counters: tuple[FutureCounter, ...]


def build_forecast(holdings: Holdings, columns: tuple[ColumnReport, ...]) -> Forecast:  # noqa: ARG001
    """The forecast of a site on which nothing more is published."""
    return Forecast(holdings.today, (), ())
