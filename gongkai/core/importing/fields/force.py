"""From when and until when a text is in force, from the sentences that say so."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from gongkai.core.han_number import parse_han_number
from gongkai.core.importing.fields.days import find_days
from gongkai.core.importing.fields.lines import add_note, quote
from gongkai.core.importing.proposals import Confidence, Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.importing.fields.lines import Line

_THIS = r"(?:本|该|此|上述|新)[^，。；、《》]{0,12}|[^，。；]{0,4}"
_FROM_DAY = re.compile(
    rf"(?:^|[。；，])(?:{_THIS})自(?P<day>[^，。；自]{{6,14}}?日)起(?:正式|开始)?(?:施行|实施|执行|生效|试行)"
)
_FROM_ISSUE = re.compile(
    rf"(?:^|[。；，])(?:{_THIS})自(?:印发|发布|公布|下发|颁布|发文)之日起(?:正式|开始)?(?:施行|实施|执行|生效|试行)"
)
_YEARS = re.compile(
    r"有效期(?:限)?(?:为|是|：)?\s*(?P<years>[0-9]{1,2}|[一二三四五六七八九十]{1,2})\s*年"
)
_UNTIL = re.compile(r"有效期(?:限)?(?:截?至|到|截止到|截止至)(?P<day>[^，。；]{6,14}?日)")
_CARD = re.compile(r"证|许可|标识|执照|合同")


def recognise_force(lines: tuple[Line, ...], made: tuple[Proposal, ...]) -> Iterator[Proposal]:
    """施行日期 and 有效期至 (the day from which a text is no longer in force)."""
    effective = next(_find_effective(lines, made), None)
    if effective:
        yield effective
    yield from list(_find_expiry(lines, effective))[:1]


def _find_effective(lines: tuple[Line, ...], made: tuple[Proposal, ...]) -> Iterator[Proposal]:
    for line in reversed(lines):
        if match := _FROM_DAY.search(line.text):
            found = next(find_days(match["day"]), None)
            if found and found.day and found.words == match["day"]:
                evidence = quote(line, match[0].lstrip("。；，"))
                yield Proposal("effective", found.day.isoformat(), Confidence.LIKELY, evidence)
        if match := _FROM_ISSUE.search(line.text):
            sure = [p for p in made if p.confidence is Confidence.CERTAIN]
            evidence = add_note(quote(line, match[0].lstrip("。；，")), "按成文日期填写")
            for proposal in sure[:1]:
                yield Proposal("effective", proposal.value, Confidence.LIKELY, evidence)


def _find_expiry(lines: tuple[Line, ...], effective: Proposal | None) -> Iterator[Proposal]:
    for line in reversed(lines):
        if match := _UNTIL.search(line.text):
            found = next(find_days(match["day"]), None)
            if found and found.day and not _is_of_card(line.text, match.start()):
                day = found.day + timedelta(days=1)
                evidence = add_note(quote(line, match[0]), f"自{day}起失效")
                yield Proposal("expiry", day.isoformat(), Confidence.LIKELY, evidence)
        match = _YEARS.search(line.text)
        if match and effective and not _is_of_card(line.text, match.start()):
            years = (
                parse_han_number(match["years"])
                if not match["years"].isascii()
                else int(match["years"])
            )
            start = date.fromisoformat(str(effective.value))
            note = f"自施行之日起算{years}年"
            evidence = add_note(quote(line, match[0]), note)
            yield Proposal("expiry", _add_years(start, years), Confidence.LIKELY, evidence)


def _is_of_card(text: str, place: int) -> bool:
    """Whether the time is that of a certificate or licence and not of the text."""
    before = text[max(text.rfind("。", 0, place) + 1, place - 16) : place]
    return bool(_CARD.search(before))


def _add_years(day: date, years: int) -> str:
    try:
        return day.replace(year=day.year + years).isoformat()
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1).isoformat()
