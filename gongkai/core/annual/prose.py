"""The report's text against its tables (AR-G), in both directions, and growth recomputed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.core.annual.claims import find_claims, find_growth
from gongkai.core.annual.denials import DISPUTES, find_denials
from gongkai.core.annual.figures import Part
from gongkai.core.annual.subjects import Subject, list_subjects, sum_subject
from gongkai.core.annual.text import parse_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.annual.claims import Claim, Growth
    from gongkai.core.annual.denials import Denial
    from gongkai.core.annual.figures import Figures

_WORDS = {"fuyi": "复议", "susong": "诉讼"}
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Account:
    """One year's report as far as this compares it."""

    text: str
    figures: Figures


def check_prose(report: Account, before: Account | None = None) -> tuple[str, ...]:
    """What text and tables have against each other, as Chinese clauses; `before` is last year's."""
    claims = find_claims(report.text, report.figures.form, report.figures.year)
    return tuple(
        dict.fromkeys(
            (
                *_check_numbers(claims, report.figures, before),
                *_check_denials(report),
                *_check_silence(report),
            )
        )
    )


def check_growths(report: Account, before: Account) -> tuple[str, ...]:
    """The changes against last year that both years' numbers do not give."""
    claims = find_claims(report.text, report.figures.form, report.figures.year)
    whole = count_published(report.text, report.figures)
    faults = []
    for growth in find_growth(claims):
        if not growth.claim.subject.cells and growth.claim.number != whole:
            continue
        last = _find_last(growth.claim.subject, before)
        if last is None or growth.claim.year is not None or _is_right(growth, last):
            continue
        now = growth.claim.number
        shown = f"{compute_change(now, last)}%" if growth.is_rate and last else f"{now - last:+}"
        faults.append(f"正文称“{growth.excerpt}”，上年为{last}，实际变化为{shown}")
    return tuple(faults)


def count_published(text: str, figures: Figures) -> int | None:
    """How many items of information the text says were published in the year, if it says so."""
    claims = find_claims(text, figures.form, figures.year)
    numbers = [
        int(claim.number)
        for claim in claims
        if claim.subject.key == "published" and claim.year is None and not claim.about
    ]
    return max(numbers, default=None)


def compute_base(now: Decimal, percent: Decimal) -> Decimal:
    """Last year's number that a number and its growth in per cent imply, to one decimal."""
    return (now / (1 + percent / _HUNDRED)).quantize(Decimal("0.1"))


def compute_change(now: Decimal, last: Decimal) -> Decimal:
    """The change in per cent, to one decimal."""
    return ((now - last) * _HUNDRED / last).quantize(Decimal("0.1"))


def fits_growth(now: Decimal, percent: Decimal, last: Decimal) -> bool:
    """Whether a growth in per cent is that of both numbers, as far as it was rounded."""
    if last == 0:
        return False
    unit = Decimal(1).scaleb(min(int(percent.as_tuple().exponent), 0))
    return abs((now - last) * _HUNDRED / last - percent) <= unit / 2


def _is_right(growth: Growth, last: Decimal) -> bool:
    now = growth.claim.number
    if growth.is_rate:
        return fits_growth(now, growth.change, last)
    return now - last == growth.change


def _find_last(subject: Subject, before: Account) -> Decimal | None:
    if subject.cells:
        return Decimal(sum_subject(subject, before.figures))
    number = count_published(before.text, before.figures)
    return None if number is None else Decimal(number)


def _check_numbers(
    claims: tuple[Claim, ...], figures: Figures, before: Account | None
) -> Iterator[str]:
    for claim in claims:
        if claim.about or not claim.subject.cells:
            continue
        source = figures if claim.year is None else before.figures if before else None
        if source is None or (claim.year is not None and claim.year != source.year):
            continue
        told = sum_subject(claim.subject, source)
        if told != claim.number:
            table = claim.subject.cells[0][0]
            owner = "" if source is figures else f"{source.year}年度报告"
            yield f"正文称“{claim.excerpt}”，{owner}{table}中{claim.subject.name}为{told}"


def _check_denials(report: Account) -> Iterator[str]:
    subjects = {subject.key: subject for subject in list_subjects(report.figures.form)}
    for denial in find_denials(report.text):
        for kind in denial.kinds:
            told = sum_subject(subjects[kind], report.figures) if kind in subjects else 0
            if told:
                table, name = subjects[kind].cells[0][0], subjects[kind].name
                yield f"正文称“{denial.excerpt}”，{table}中{name}为{told}"


def _check_silence(report: Account) -> Iterator[str]:
    """Reviews or suits that the text, while it denies such events, never mentions."""
    denials = [d for d in find_denials(report.text) if _is_of_disputes(d)]
    prose = parse_text(report.text).prose
    subjects = {subject.key: subject for subject in list_subjects(report.figures.form)}
    for kind in sorted(DISPUTES) if denials else ():
        told = sum_subject(subjects[kind], report.figures)
        if told and _WORDS[kind] not in prose:
            yield (
                f"正文有{len(denials)}处“没有发生”的说明，却没有提到"
                f"{Part.DISPUTES}中{subjects[kind].name}{told}件"
            )


def _is_of_disputes(denial: Denial) -> bool:
    return not {*denial.kinds} <= {"new", "zhuize"}
