"""By when what a paper names is to be mended, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.papers.wording import format_day

if TYPE_CHECKING:
    from datetime import date

    from gongkai.core.workdays import WorkCalendar

MEND_DAYS = 10
"""Working days, unless the sender says otherwise."""


@dataclass(frozen=True, slots=True)
class Term:
    """A period in working days."""

    calendar: WorkCalendar
    workdays: int = MEND_DAYS

    def describe(self, day: date) -> str:
        """The last day of the period that begins after a day, as `…前（10个工作日内）`."""
        deadline = self.calendar.add_workdays(day, self.workdays)
        doubt = "" if deadline.certain else "，放假安排公布后有变动的相应顺延"
        return f"{format_day(deadline.date)}前（{self.workdays}个工作日内{doubt}）"
