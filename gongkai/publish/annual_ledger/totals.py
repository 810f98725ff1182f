"""A ledger's requests as the rows of table 3; the identities hold because each is counted once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.request_limits import compute_request_limits

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gongkai.core.annual.shapes import Form
    from gongkai.core.workdays import Deadline, WorkCalendar
    from gongkai.publish.annual_ledger.entries import Entry

_SOON = 5
"""Working days before the end of a limit from which it is told."""


@dataclass(frozen=True, slots=True)
class Overdue:
    """A request that was answered late, or is late or nearly so."""

    entry: Entry
    deadline: Deadline
    days: int
    """Working days past the limit; 0 and below: days that are left."""


def total_requests(entries: Iterable[Entry], form: Form, year: int) -> dict[str, list[int]]:
    """The figures of table 3 for a year, by row: six kinds of applicants and their total."""
    counted = {row.key: [0] * (len(form.requests.columns) - 1) for row in form.requests.figures}
    for entry in entries:
        if entry.received.year > year or (entry.answered and entry.answered.year < year):
            continue
        counted["new" if entry.received.year == year else "carried"][entry.applicant] += 1
        if entry.answered is not None and entry.answered.year == year:
            counted[entry.result][entry.applicant] += 1
            counted["r7"][entry.applicant] += 1
        else:
            counted["forward"][entry.applicant] += 1
    return {key: [*row, sum(row)] for key, row in counted.items()}


def find_overdue(
    entries: Iterable[Entry], calendar: WorkCalendar, year: int, today: date
) -> tuple[Overdue, ...]:
    """The requests handled in a year beyond the limits of arts. 30 and 33, or soon to be."""
    found = []
    for entry in entries:
        if entry.received.year > year or (entry.answered and entry.answered.year < year):
            continue
        limits = compute_request_limits(calendar, entry.received, entry.corrected, entry.consulted)
        deadline = limits.extended if entry.extended else limits.answer
        days = calendar.workdays_between(deadline.date, entry.answered or today)
        if days > 0 or (entry.answered is None and days >= -_SOON):
            found.append(Overdue(entry, deadline, days))
    return tuple(sorted(found, key=lambda late: (late.deadline.date, late.entry.number)))
