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

_THIS = (
    r"(?:^|[。；，])\s*(?:第[一二三四五六七八九十百]{1,5}条[\s\u3000]*)?"
    r"(?:(?:本|该|此|上述|新)[^，。；、《》自]{0,12}|[^，。；自]{0,4})"
)
_IN_FORCE = "(?:正式|开始)?(?:施行|实施|执行|生效|试行)"
_FROM_DAY = re.compile(rf"{_THIS}(?P<words>自(?P<day>[^，。；自]{{6,14}}?日)起{_IN_FORCE})")
_FROM_ISSUE = re.compile(rf"{_THIS}(?P<words>自(?:印发|发布|公布|下发|颁布|发文)之日起{_IN_FORCE})")
_YEARS = re.compile(
    r"有效期(?:限)?(?:为|是|：)?\s*(?P<years>[0-9]{1,2}|[一二三四五六七八九十]{1,2})\s*年"
)
_UNTIL = re.compile(r"有效期(?:限)?(?:截?至|到|截止到|截止至)(?P<day>[^，。；]{6,14}?日)")
_OF_TEXT = re.compile(
    r"施行|实施|执行|生效|(?:本|该)(?:办法|规定|细则|通知|通告|公告|意见|方案|决定|规则|规范性?文件|文件)"
)
_OF_OTHERS = re.compile(r"证|许可|标识|标志|执照|合同")


def recognise_force(lines: tuple[Line, ...], made: tuple[Proposal, ...]) -> Iterator[Proposal]:
    """施行日期 and 失效日期 (the day from which a text is no longer in force)."""
    effective = next(_find_effective(lines, made), None)
    if effective:
        yield effective
    yield from list(_find_expiry(lines, effective))[:1]


def _find_effective(lines: tuple[Line, ...], made: tuple[Proposal, ...]) -> Iterator[Proposal]:
    for line in reversed(lines):
        if match := _FROM_DAY.search(line.text):
            found = next(find_days(match["day"]), None)
            if found and found.day and found.words == match["day"]:
                evidence = quote(line, match["words"])
                yield Proposal("effective", found.day.isoformat(), Confidence.LIKELY, evidence)
        if match := _FROM_ISSUE.search(line.text):
            sure = [p for p in made if p.confidence is Confidence.CERTAIN]
            evidence = add_note(quote(line, match["words"]), "按成文日期填写")
            for proposal in sure[:1]:
                yield Proposal("effective", proposal.value, Confidence.LIKELY, evidence)


def _find_expiry(lines: tuple[Line, ...], effective: Proposal | None) -> Iterator[Proposal]:
    for line in reversed(lines):
        if match := _UNTIL.search(line.text):
            found = next(find_days(match["day"]), None)
            if found and found.day and _is_of_text(line.text, match.start()):
                day = found.day + timedelta(days=1)
                evidence = add_note(quote(line, match[0]), f"自{day}起失效")
                yield Proposal("expiry", day.isoformat(), Confidence.LIKELY, evidence)
        match = _YEARS.search(line.text)
        if match and effective and _is_of_text(line.text, match.start()):
            years = (
                parse_han_number(match["years"])
                if not match["years"].isascii()
                else int(match["years"])
            )
            start = date.fromisoformat(str(effective.value))
            note = f"自施行之日起算{years}年"
            evidence = add_note(quote(line, match[0]), note)
            yield Proposal("expiry", _add_years(start, years), Confidence.LIKELY, evidence)


def _is_of_text(line: str, place: int) -> bool:
    """Whether the time is that of the text, and not of a certificate or a sign."""
    before = line[max(line.rfind(mark, 0, place) for mark in "。；") + 1 : place]
    bare = not before.strip("，, \u3000")
    return (bare or bool(_OF_TEXT.search(before))) and not _OF_OTHERS.search(before)


def _add_years(day: date, years: int) -> str:
    try:
        return day.replace(year=day.year + years).isoformat()
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1).isoformat()
