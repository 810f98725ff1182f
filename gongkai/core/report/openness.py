"""Rates and backlogs of attributes: what share is disclosed, by whom, where else, what is old."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.models.entries import REASON_TEXT
from gongkai.core.models.fields import Disclosure
from gongkai.core.quarters import find_quarter, name_quarter
from gongkai.core.report.backlog import BacklogLine, count_backlog
from gongkai.core.report.filing import FilingLine, list_filings
from gongkai.core.report.records import list_records
from gongkai.core.report.rhythm import QuietSpan, list_days, list_quiet_spans
from gongkai.core.report.tables import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.report.holdings import Holdings


@dataclass(frozen=True, slots=True)
class RateLine:
    """主动公开率 of one unit and quarter: proactive ÷ all documents on record, reprints apart."""

    unit: str
    quarter: str
    """`2026年第三季度`, by the day the document was made."""
    proactive: int
    """Public, or public until a notice took their place."""
    on_request: int
    withheld: int

    @property
    def total(self) -> int:
        """All documents on record."""
        return self.proactive + self.on_request + self.withheld


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """Register entries of one unit under one attribute and reason."""

    unit: str
    disclosure: str
    reason: str
    entries: int
    overdue: int
    """Of these, past their date of reassessment (条例第十八条)."""


@dataclass(frozen=True, slots=True)
class Openness:
    """Attributes, channels and rhythm of the whole site."""

    rates: tuple[RateLine, ...]
    """In the order of the units, then of the quarters."""
    filings: tuple[FilingLine, ...]
    backlog: tuple[BacklogLine, ...]
    channels: tuple[Tally, ...]
    """Where else items were released (条例第二十三条), most used first."""
    days: int
    """Days from the start of the year, or the first publication of all, to today."""
    quiet_days: int
    """Of these, days without a publication."""
    quiet_workdays: int
    longest: tuple[QuietSpan, ...]
    """The five longest spans without one, the longest first."""
    register: tuple[RegisterLine, ...] = ()
    elsewhere: int = 0
    """Items that tell of any other channel."""


def build_openness(holdings: Holdings) -> Openness:
    """Counts over the items, the register and the optional files of the catalogue."""
    days, spans = list_days(holdings), list_quiet_spans(holdings)
    channels = Counter(name for item in holdings.items for name in set(item.record.channels))
    ranked = sorted(channels.items(), key=lambda pair: (-pair[1], pair[0]))
    return Openness(
        rates=tuple(_list_rates(holdings)),
        filings=tuple(list_filings(holdings)),
        backlog=tuple(count_backlog(holdings)),
        channels=tuple(Tally(name, number) for name, number in ranked),
        days=len(days),
        quiet_days=sum(span.days for span in spans),
        quiet_workdays=sum(span.workdays for span in spans),
        longest=tuple(sorted(spans, key=lambda span: (-span.days, span.first))[:5]),
        register=tuple(_list_register(holdings)),
        elsewhere=sum(bool(item.record.channels) for item in holdings.items),
    )


def _list_rates(holdings: Holdings) -> Iterator[RateLine]:
    counts: dict[tuple[str, str], Counter[Disclosure]] = {}
    own = [r for r in list_records(holdings) if getattr(r, "reprints", None) is None]
    for record in own:
        key = (record.unit, find_quarter(record.made))
        counts.setdefault(key, Counter())[record.disclosure] += 1
    order = {unit.id: place for place, unit in enumerate(holdings.catalog.units)}
    for unit, quarter in sorted(counts, key=lambda key: (order[key[0]], key[1])):
        count = counts[unit, quarter]
        yield RateLine(
            unit=holdings.catalog.unit_by_id[unit].name,
            quarter=name_quarter(quarter),
            proactive=count[Disclosure.PROACTIVE],
            on_request=count[Disclosure.ON_REQUEST],
            withheld=count[Disclosure.WITHHELD],
        )


def _list_register(holdings: Holdings) -> Iterator[RegisterLine]:
    entries: Counter[tuple[str, Disclosure, str]] = Counter()
    overdue: Counter[tuple[str, Disclosure, str]] = Counter()
    for document in holdings.verdict.register:
        record = document.record
        key = (record.unit, record.disclosure, record.reason.code)
        entries[key] += 1
        overdue[key] += record.reason.next_review < holdings.today
    for unit in holdings.catalog.units:
        for disclosure in Disclosure:
            for code, text in REASON_TEXT.items():
                if number := entries[unit.id, disclosure, code]:
                    late = overdue[unit.id, disclosure, code]
                    yield RegisterLine(unit.name, disclosure.value, text, number, late)
