"""How papers word days, rates, changes and numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.report.summary import format_rate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_DIGITS = "零一二三四五六七八九"
_TENS = 10
_ISO_DAY = re.compile(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])", re.ASCII)


def format_day(day: date) -> str:
    """A day as official documents write it (GB/T 9704—2012 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def spell_days(text: str) -> str:
    """A text with its ISO days as official documents write them."""
    return _ISO_DAY.sub(lambda day: f"{day[1]}年{int(day[2])}月{int(day[3])}日", text)


def format_han(number: int) -> str:
    """A number from 1 to 99 in Chinese numerals, as headings count."""
    tens, digit = divmod(number, _TENS)
    ten = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return ten + (_DIGITS[digit] if digit else "")


def number_first(position: int, text: str) -> str:
    """A heading of the first level."""
    return f"{format_han(position)}、{text}"


def number_second(position: int, text: str) -> str:
    """A heading of the second level."""
    return f"（{format_han(position)}）{text}"


def format_share(part: int, whole: int) -> str:
    """A rate, or a dash where nothing was judged."""
    return format_rate(part, whole) if whole else "—"


def describe_change(now: int, before: int, name: str) -> str:
    """How a number of items moved against an earlier period, as a clause."""
    if now == before:
        return f"与{name}持平"
    if before == 0:
        return f"{name}没有公开"
    more, rate = ("增加", "增长") if now > before else ("减少", "下降")
    difference = abs(now - before)
    tenths = (difference * 2000 + before) // (2 * before)
    return f"比{name}{more}{difference}条、{rate}{tenths // 10}.{tenths % 10}%"


def join_tallies(tallies: Iterable[tuple[str, int]], measure: str) -> str:
    """Names with numbers, those with none left out."""
    return "、".join(f"{name}{count}{measure}" for name, count in tallies if count)
