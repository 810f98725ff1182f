"""What the sections of a quarterly bulletin are written from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.papers.gaps import list_problems, list_units
from gongkai.core.papers.quarter_figures import count_quarters
from gongkai.core.report.checks import Topic

if TYPE_CHECKING:
    from datetime import date

    from gongkai.core.papers.gaps import Problem
    from gongkai.core.papers.office import Office
    from gongkai.core.papers.quarter import Quarter
    from gongkai.core.papers.quarter_figures import Figures, QuarterTable
    from gongkai.core.report.model import DocumentLine, Report


ADDRESSEE = "各责任部门"


@dataclass(frozen=True, slots=True)
class Issue:
    """Which bulletin is asked for."""

    quarter: Quarter
    addressee: str = ADDRESSEE
    public: bool = False
    """Whether everybody may read it: then how reviews are run inside the house is left out."""


@dataclass(frozen=True, slots=True)
class Quarterly:
    """A quarter of a site as its report shows it."""

    report: Report
    office: Office
    issue: Issue
    until: date
    """The last day that is told of: of the quarter, or that of the report if it is earlier."""
    table: QuarterTable
    problems: tuple[Problem, ...]
    units: tuple[str, ...]

    @property
    def quarter(self) -> Quarter:
        """The quarter told of."""
        return self.issue.quarter

    @property
    def told(self) -> tuple[Problem, ...]:
        """The problems that its readers may learn of."""
        return tuple(p for p in self.problems if self.may_tell(p.duty.topic))

    def may_tell(self, topic: Topic | None) -> bool:
        """Whether its readers may learn of problems of a topic."""
        return not self.issue.public or topic is not Topic.REVIEW

    def of_unit(self, unit: str, quarter: Quarter | None = None) -> Figures:
        """The figures of a unit, of this quarter unless another is named."""
        return self.table.get(quarter or self.quarter, f"unit:{unit}")

    def of_block(self, block: str, quarter: Quarter | None = None) -> Figures:
        """The figures of a block of the site."""
        return self.table.get(quarter or self.quarter, f"block:{block}")


def collect_quarter(report: Report, office: Office, issue: Issue) -> Quarterly:
    """The figures and problems of a quarter.

    Raises:
        ValueError: when it begins after the day of the report.
    """
    today, quarter = report.head.today, issue.quarter
    if quarter.first > today:
        raise ValueError(quarter.name)
    until = min(quarter.last, today)
    blocks = {column.id: column.block for column in report.columns}

    def find_keys(document: DocumentLine) -> tuple[str, ...]:
        block = blocks.get(document.id.partition("/")[0])
        return (f"unit:{document.unit}", *((f"block:{block}",) if block else ()))

    table = count_quarters(report.documents, until, find_keys)
    problems = list_problems(report, office, quarter.first, until)
    units = list_units(report, office, problems)
    return Quarterly(report, office, issue, until, table, problems, units)
