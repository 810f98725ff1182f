"""Arithmetic of participation: states, counts and rates, always from the rows, never typed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from gongkai.core.models.affairs import Satisfaction

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gongkai.core.models import Consultation, Proposal
    from gongkai.core.models.affairs import ProposalKind
    from gongkai.core.models.participation import HandledProposal, Letter, LetterKind
    from gongkai.core.workdays import WorkCalendar

_TENTH = Decimal("0.1")


def format_tenths(value: Fraction) -> str:
    """A number to one decimal, halves rounded away from zero: 61.6."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(_TENTH, ROUND_HALF_UP))


def format_share(part: int, whole: int) -> str:
    """A share as 61.6%, or — of nothing; 100.0% and 0.0% only where it is all and none."""
    if not whole:
        return "—"
    rounded = Decimal(format_tenths(Fraction(100 * part, whole)))
    if part < whole:
        rounded = min(rounded, Decimal("99.9"))
    if part:
        rounded = max(rounded, _TENTH)
    return f"{rounded}%"


class ConsultationState(StrEnum):
    """Where a consultation stands on a day."""

    UPCOMING = "即将开始"
    OPEN = "征集中"
    COMPILING = "已结束，结果整理中"
    ANSWERED = "已公布结果"


def judge_consultation(record: Consultation, day: date) -> ConsultationState:
    """The state of a consultation on a day; its last day is still open."""
    if day < record.start:
        return ConsultationState.UPCOMING
    if day <= record.end:
        return ConsultationState.OPEN
    if record.received is None:
        return ConsultationState.COMPILING
    return ConsultationState.ANSWERED


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One proposal, from a yearly table or from its published reply."""

    session: str
    number: str
    kind: ProposalKind
    subject: str
    replied: date | None
    satisfaction: Satisfaction | None
    document: str
    """Id of the reply where it is public, else empty."""


def row_of_table(row: HandledProposal) -> ProposalRow:
    """The row as a yearly table has it."""
    return ProposalRow(
        row.session,
        row.number,
        row.kind,
        row.subject,
        row.replied,
        row.satisfaction,
        row.document or "",
    )


def row_of_reply(name: str, record: Proposal) -> ProposalRow:
    """The row that a published reply makes."""
    return ProposalRow(
        record.session,
        record.proposal_number,
        record.proposal_kind,
        record.title,
        record.reply_date,
        record.satisfaction,
        name,
    )


def merge_proposals(
    listed: Iterable[ProposalRow], replies: Iterable[ProposalRow]
) -> tuple[ProposalRow, ...]:
    """Each proposal once, by session and number; a published reply knows better than a table.

    A table knows the proposal's own subject, a reply only its own title.
    """
    found: dict[tuple[str, str], ProposalRow] = {}
    for row in listed:
        found.setdefault((row.session, row.number), row)
    for row in replies:
        known = found.get((row.session, row.number))
        subject = known.subject if known else row.subject
        found[row.session, row.number] = ProposalRow(
            row.session,
            row.number,
            row.kind,
            subject,
            row.replied,
            row.satisfaction,
            row.document,
        )
    return tuple(found[key] for key in sorted(found))


@dataclass(frozen=True, slots=True)
class ProposalCount:
    """办复率 and 满意率 of some proposals."""

    total: int
    replied: int
    rated: int
    """Replies to which the proposer's word is known."""
    satisfied: int
    """满意 and 基本满意."""

    @property
    def replied_share(self) -> str:
        """办复率."""
        return format_share(self.replied, self.total)

    @property
    def satisfied_share(self) -> str:
        """满意率, of the replies that were rated."""
        return format_share(self.satisfied, self.rated)


def count_proposals(rows: Iterable[ProposalRow]) -> ProposalCount:
    """The counts of the rows."""
    kept = tuple(rows)
    rated = tuple(row.satisfaction for row in kept if row.satisfaction is not None)
    return ProposalCount(
        len(kept),
        sum(row.replied is not None for row in kept),
        len(rated),
        sum(said is not Satisfaction.UNSATISFIED for said in rated),
    )


@dataclass(frozen=True, slots=True)
class LetterCount:
    """What a digest's letters add up to."""

    total: int
    by_kind: Counter[LetterKind]
    answered: int
    mean_workdays: Fraction | None
    """None where nothing was answered."""
    longest_workdays: int
    mean_days: Fraction | None
    longest_days: int

    @property
    def answered_share(self) -> str:
        """回复率."""
        return format_share(self.answered, self.total)


def measure_reply(letter: Letter, calendar: WorkCalendar) -> tuple[int, int] | None:
    """Working and calendar days from receipt to reply, none where there is no reply yet."""
    if letter.replied is None:
        return None
    workdays = calendar.workdays_between(letter.received, letter.replied)
    return workdays, (letter.replied - letter.received).days


def count_letters(letters: Iterable[Letter], calendar: WorkCalendar) -> LetterCount:
    """The counts of the letters; days are counted from the day after receipt."""
    kept = tuple(letters)
    spans = [span for span in (measure_reply(letter, calendar) for letter in kept) if span]
    work, plain = [span[0] for span in spans], [span[1] for span in spans]
    return LetterCount(
        len(kept),
        Counter(letter.kind for letter in kept),
        len(spans),
        Fraction(sum(work), len(spans)) if spans else None,
        max(work, default=0),
        Fraction(sum(plain), len(spans)) if spans else None,
        max(plain, default=0),
    )
