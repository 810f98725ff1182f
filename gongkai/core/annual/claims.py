"""What a report's text says in numbers, sentence by sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.core.annual.subjects import Subject, list_subjects
from gongkai.core.annual.text import parse_text, split_sentences
from gongkai.core.han_number import parse_han_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.annual.shapes import Form
    from gongkai.core.annual.text import Paragraph

_CLAUSE = re.compile(r"[，,。；]")
_YEAR = re.compile(r"(20[0-9]{2})年")
_OTHER_TIME = re.compile(
    r"去年|前年|往年|上年(?!度?结转|报告)|上一年(?!度?结转)|[上下]半年|季度|"
    r"截至(?!12月)[0-9]+月|[0-9]+月(?:至|-|—)[0-9]+月|(?:近|过去)[0-9一二两三四五六七八九十]+年"
)
_GROWTH = re.compile(
    r"(?:比|较|同比|与)[^，。；]{0,16}?(?P<way>增长|增加|上升|提高|下降|减少|降低|降)了?"
    r"(?P<about>近|约|超过?|逾)?(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>%|件|条|份|项|个百分点)"
)
_PARTS = ("number", "about", "more", "myriad")
_MYRIAD = 10_000
_DOWN = frozenset({"下降", "减少", "降低", "降"})


@dataclass(frozen=True, slots=True)
class Claim:
    """A number in the text and what it counts."""

    subject: Subject
    number: Decimal
    about: bool
    """The text itself says that it is no exact number."""
    excerpt: str
    sentence: str
    end: int
    """Where the excerpt ends within the sentence."""
    year: int | None = None
    """The year it speaks of, where that is another than the report's; 0 for a part of a year."""


@dataclass(frozen=True, slots=True)
class Growth:
    """A change against the year before that the text tells of a number."""

    claim: Claim
    change: Decimal
    """In per cent or in pieces, below 0 for a decrease."""
    is_rate: bool
    excerpt: str


def find_claims(text: str, form: Form, year: int) -> tuple[Claim, ...]:
    """The numbers whose subject is known, in the order of the text."""
    subjects = list_subjects(form)
    return tuple(
        claim
        for paragraph in parse_text(text).paragraphs
        for sentence in split_sentences(paragraph.text)
        for claim in sorted(
            _read_sentence(subjects, paragraph, sentence, year), key=lambda claim: claim.end
        )
    )


def _read_sentence(
    subjects: tuple[Subject, ...], paragraph: Paragraph, sentence: str, year: int
) -> Iterator[Claim]:
    """The claims of one sentence; what one subject has taken no later one takes again."""
    taken: list[tuple[int, int]] = []
    about = f"{paragraph.heading}\n{paragraph.text}"
    for subject in subjects:
        if subject.needs is not None and not subject.needs.search(about):
            continue
        if subject.sentence is not None and not subject.sentence.search(sentence):
            continue
        for match in subject.pattern.finditer(sentence):
            start, end = match.span()
            clause = _CLAUSE.split(sentence[:end])[-1]
            refused = subject.unless is not None and subject.unless.search(clause)
            if refused or any(start < last and first < end for first, last in taken):
                continue
            taken.append((start, end))
            yield _read_claim(subject, match, year)


def _read_claim(subject: Subject, match: re.Match[str], year: int) -> Claim:
    groups = match.groupdict()
    found = {name: groups.get(name) or groups.get(f"b_{name}") for name in _PARTS}
    digits = found["number"] or ""
    number = Decimal(
        digits if digits[0].isascii() else parse_han_number(digits.replace("两", "二"))
    )
    before = match.string[: match.start()]
    return Claim(
        subject,
        number * (_MYRIAD if found["myriad"] else 1),
        bool(found["about"] or found["more"] or found["myriad"]),
        match[0],
        match.string,
        match.end(),
        _find_time(before, year),
    )


def _find_time(before: str, year: int) -> int | None:
    """The year of what follows, read from its clause; 0 where the sentence leaves it open."""
    clause = _CLAUSE.split(before)[-1]
    if _OTHER_TIME.search(clause):
        return 0
    own, all_named = _YEAR.findall(clause), _YEAR.findall(before)
    named = int((own or all_named or [year])[-1])
    if named == year:
        return None
    return named if own else 0


def find_growth(claims: tuple[Claim, ...]) -> Iterator[Growth]:
    """The changes against the year before that stand right after an exact number."""
    for claim in claims:
        rest = claim.sentence[claim.end :].lstrip("，,（(")
        match = _GROWTH.match(rest)
        if match is None or match["about"] or match["unit"] == "个百分点" or claim.about:
            continue
        change = Decimal(match["number"])
        signed = -change if match["way"] in _DOWN else change
        yield Growth(claim, signed, match["unit"] == "%", f"{claim.excerpt}，{match[0]}")
