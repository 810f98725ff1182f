"""Days as papers spell them: 2026年1月5日, 二〇二六年一月五日, 2026-01-05, and broken ones."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gongkai.core.han_number import parse_han_number

if TYPE_CHECKING:
    from collections.abc import Iterator

_ZERO = "〇零○◯OoОоΟο0"
_YEAR = rf"[12][0-9]{{3}}|[一二][{_ZERO}一二三四五六七八九]{{3}}"
_PART = r"[0-9]{1,2}|[一二三四五六七八九十〇]{1,3}"
_BLANK = r"[\s\u3000]*"
_SPELLED = (
    rf"(?P<year>{_YEAR}){_BLANK}年{_BLANK}(?P<month>{_PART}){_BLANK}月{_BLANK}(?P<day>{_PART})"
    rf"{_BLANK}[日号]"
)
_MARKED = (
    r"(?P<y>[12][0-9]{3})\s?(?P<mark>[-/.])\s?(?P<m>[0-9]{1,2})\s?(?P=mark)\s?(?P<d>[0-9]{1,2})"
)
_DAY = re.compile(rf"{_SPELLED}|(?<![0-9.])(?:{_MARKED})(?![0-9])")
_BROKEN = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})\s*(?P<year_mark>年?)\s*"
    r"(?P<rest>[0-9]{1,4}|[0-9]{1,2}(?:\s*(?P<month_mark>月)\s*|\s+)[0-9]{1,2})\s*(?P<day_mark>日?)"
)
_SEPARATOR = re.compile(r"\s*月\s*|\s+")
_FIRST, _LAST = 1949, 2099
_DIGITS = 2
"""Of a month or a day."""


@dataclass(frozen=True, slots=True)
class DayFound:
    """A day in a text."""

    day: date | None
    """None where there is no such day, as 2月30日."""
    words: str
    start: int
    end: int


def find_days(text: str) -> Iterator[DayFound]:
    """Every day that is spelled out, in order; places are those of the text."""
    narrow = _narrow(text)
    for match in _DAY.finditer(narrow):
        start, end = match.span()
        yield DayFound(_make_day(match), text[start:end], start, end)


def read_day(text: str) -> DayFound | None:
    """The day that is all a text says; None if it says anything else."""
    stripped = text.strip(" \t\u00a0\u3000。（）()")
    found = next(find_days(stripped), None)
    return found if found and found.words == stripped else None


def guess_days(text: str) -> tuple[date, ...]:
    """All days that digits can mean that lost some of their 年月日, as 2026715; else none."""
    match = _BROKEN.fullmatch(_narrow(text).strip(" \t\u00a0\u3000。"))
    if match is None or (match["year_mark"] and match["month_mark"] and match["day_mark"]):
        return ()
    parts = _SEPARATOR.split(match["rest"])
    joined = parts[0]
    cuts = [tuple(parts)] if parts[1:] else [(joined[:n], joined[n:]) for n in (1, 2)]
    year = int(match["year"])
    read = [_build(year, int(m), int(d)) for m, d in cuts if d and len(d) <= _DIGITS]
    return tuple(day for day in dict.fromkeys(read) if day)


def _make_day(match: re.Match[str]) -> date | None:
    year, month, day = (
        match[a] or match[b] for a, b in (("year", "y"), ("month", "m"), ("day", "d"))
    )
    try:
        return _build(_read_year(year), _read(month), _read(day))
    except ValueError:
        return None


def _build(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST <= year <= _LAST else None
    except ValueError:
        return None


def _read_year(text: str) -> int:
    return _read("".join("〇" if c in _ZERO and not text.isascii() else c for c in text))


def _read(text: str) -> int:
    return int(text) if text.isascii() else parse_han_number(text)


def _narrow(text: str) -> str:
    """The text with digits of half width, character for character."""
    return "".join(
        unicodedata.normalize("NFKC", c) if "\uff0d" <= c <= "\uff19" else c for c in text
    )
