"""The gaps of a report as papers tell them: whose they are, what they are about, in which words.

A paper goes out of the house: of a document that is not public it says neither name nor address.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.papers.wording import spell_days
from gongkai.core.report.checks import Topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from gongkai.core.papers.office import Office
    from gongkai.core.report.checks import Duty, Gap
    from gongkai.core.report.model import Report

_REGULATION = re.compile("(?<![》\u4e00-\u9fff])条例(?=第)")
"""The short name of the Regulation, unless it is part of another name."""
_OWN_BASIS = "本机关公开工作要求"
_SITE = "网站整体"
_INNER_MARKS = str.maketrans("《》〈〉", "〈〉《》")
_ONCE = frozenset({Topic.LIMITS, Topic.DATES})
"""Topics whose gaps are past events that a later act cannot undo."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One gap with its duty."""

    duty: Duty
    unit: str
    """The unit that is to mend it; the disclosure office where the report names none."""
    subject: str
    """The document or the column, as a paper names it, or the site as a whole."""
    text: str

    @property
    def sentence(self) -> str:
        """Subject and text, without a full stop."""
        return f"{self.subject}：{self.text}" if self.subject else self.text


def list_problems(report: Report, office: Office, first: date, last: date) -> tuple[Problem, ...]:
    """Every gap that stands, in the order of the report.

    Documents count that were published up to `last`; for what happened once and stays so (a late
    publication), those published from `first` on. Gaps of columns and of the site always count.
    """
    days = {document.id: document.published[:10] for document in report.documents}
    titles = {document.id: document.title for document in report.documents}
    columns = {column.id: column.name for column in report.columns}
    since, until = first.isoformat(), last.isoformat()

    def is_meant(gap: Gap, topic: Topic) -> bool:
        day = days.get(gap.id)
        return day is None or ((topic not in _ONCE or day >= since) and day <= until)

    return tuple(
        Problem(
            check.duty, gap.unit or office.unit, _name(gap, titles, columns), spell_days(gap.text)
        )
        for check in report.checks
        for gap in check.gaps
        if is_meant(gap, check.duty.topic)
    )


def _name(gap: Gap, titles: dict[str, str], columns: dict[str, str]) -> str:
    if gap.id in titles:
        return quote_title(gap.title) if gap.title == titles[gap.id] else gap.title
    if not gap.id and not gap.title:
        return _SITE
    column, slash, _ = gap.id.partition("/")
    name = f"“{columns.get(column, gap.title)}”栏目"
    if slash:
        return f"{name}一份未公开的文件" if column in columns else "一份未公开的文件"
    return name if gap.id in columns else gap.title


def describe_basis(duty: Duty) -> str:
    """The basis of a duty with the Regulation's name in full; never empty."""
    return _REGULATION.sub("《政府信息公开条例》", duty.basis) or _OWN_BASIS


def quote_title(title: str) -> str:
    """A title in book marks; those within it alternate with them (GB/T 15834—2011 4.15.3.4)."""
    return f"《{title.translate(_INNER_MARKS)}》"


def list_units(report: Report, office: Office, problems: Iterable[Problem]) -> tuple[str, ...]:
    """The units of the report, then any others that problems name, each once."""
    known = (line.unit for line in report.reviews.units)
    others = sorted({problem.unit for problem in problems} - {office.unit})
    return tuple(dict.fromkeys((*known, office.unit, *others)))


def tally_units(units: Iterable[str], problems: Iterable[Problem]) -> Iterator[tuple[str, int]]:
    """How many problems each unit has."""
    owners = Counter(problem.unit for problem in problems)
    return ((unit, owners[unit]) for unit in units)
