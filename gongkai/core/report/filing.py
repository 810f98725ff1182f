"""公开属性报备: what branches reported of each quarter, beside what the repository holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date  # noqa: TC003 - pydantic reads the annotations at run time
from typing import TYPE_CHECKING

from gongkai.core.models.fields import Disclosure
from gongkai.core.quarters import end_quarter, find_quarter, list_quarters, name_quarter
from gongkai.core.report.records import list_records
from gongkai.core.timeliness import STATUTORY_WORKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.models.management import Branch, Filing
    from gongkai.core.report.holdings import Holdings

_ATTRIBUTES = (Disclosure.PROACTIVE, Disclosure.ON_REQUEST, Disclosure.WITHHELD)


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
    due: date
    """The last day for reporting."""
    certain: bool
    """Whether that day is settled by a published holiday notice."""
    counted: tuple[int, int, int] | None
    """Numbered documents here by attribute; None for other bodies and while limits still run."""

    @property
    def reported(self) -> tuple[int, int, int]:
        """What was reported, in the order of `counted`."""
        return (self.proactive, self.on_request, self.withheld)


def list_filings(holdings: Holdings) -> Iterator[FilingLine]:
    """One line for each branch and each quarter that is over, in the order of the file."""
    value = holdings.catalog.filings
    if value.first is None:
        return
    filed = {(filing.branch, filing.quarter): filing for filing in value.filings}
    counts = _count_numbered(holdings)
    current = find_quarter(holdings.today)
    quarters = [q for q in list_quarters(value.first, current) if q != current]
    for branch in value.branches:
        for quarter in quarters:
            filing = filed.get((branch.id, quarter))
            yield _build_line(holdings, branch, quarter, filing, counts)


def _build_line(
    holdings: Holdings,
    branch: Branch,
    quarter: str,
    filing: Filing | None,
    counts: Counter[tuple[str, str, Disclosure]],
) -> FilingLine:
    end = end_quarter(quarter)
    due = holdings.calendar.add_workdays(end, holdings.catalog.filings.due_workdays)
    known = filing if filing and filing.filed <= holdings.today else None
    counted = None
    if branch.id in holdings.catalog.unit_by_id and _is_settled(holdings, end):
        proactive, on_request, withheld = (counts[branch.id, quarter, a] for a in _ATTRIBUTES)
        counted = (proactive, on_request, withheld)
    return FilingLine(
        unit=branch.name,
        quarter=name_quarter(quarter),
        made=known.made if known else 0,
        proactive=known.proactive if known else 0,
        on_request=known.on_request if known else 0,
        withheld=known.withheld if known else 0,
        filed=known.filed if known else None,
        due=due.date,
        certain=due.certain,
        counted=counted,
    )


def _is_settled(holdings: Holdings, end: date) -> bool:
    """Whether even the last document of the quarter had to be public before today."""
    return holdings.calendar.add_workdays(end, STATUTORY_WORKDAYS).date < holdings.today


def _count_numbered(holdings: Holdings) -> Counter[tuple[str, str, Disclosure]]:
    """Documents under a number of the body's own by unit, quarter and attribute."""
    return Counter(
        (record.unit, find_quarter(record.made), record.disclosure)
        for record in list_records(holdings)
        if record.document_number and getattr(record, "reprints", None) is None
    )
