"""Dates of a workbook as the program shows them (ECMA-376-1, 18.8.30 and 18.8.31)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

BUILT_IN_DATES = {
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""Formats that a workbook names by number only, as a Chinese program shows them."""
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[[^\]]*\]|_.|\*.'
    r"|(?P<half>AM/PM|上午/下午|A/P)|(?P<letters>y+|e+|m+|d+|a{3,4}|h+|s+)|(?P<other>.)",
    re.IGNORECASE,
)
_WEEKDAYS = "一二三四五六日"
_LAST_DAY = 2_958_465
_LEAP_BUG = 60
"""Excel counts a 29th of February 1900 that never was."""


def is_date_format(code: str) -> bool:
    """Whether a format code shows a day or a time."""
    letters = (match["letters"] for match in _TOKEN.finditer(code.partition(";")[0]))
    return any(letters)


def show_date(value: float, code: str, *, since_1904: bool = False) -> str | None:
    """A day number as the first section of a format code shows it; None outside the calendar."""
    if not 0 <= value <= _LAST_DAY:
        return None
    moment = _find_moment(value, since_1904=since_1904)
    tokens = [*_TOKEN.finditer(code.partition(";")[0])]
    halved = any(token["half"] for token in tokens)
    names = [(token["letters"] or "").lower() for token in tokens]
    parts = []
    for place, token in enumerate(tokens):
        if token["letters"]:
            minute = _is_minute(names, place)
            parts.append(_show(names[place], moment, minute=minute, halved=halved))
        elif token["half"]:
            parts.append("上午" if moment.hour < 12 else "下午")  # noqa: PLR2004
        else:
            parts.append(token["quoted"] or token["escaped"] or token["other"] or "")
    return "".join(parts).strip()


def _find_moment(value: float, *, since_1904: bool) -> datetime:
    if since_1904:
        first = datetime(1904, 1, 1)  # noqa: DTZ001 - a sheet's days have no zone
    else:
        first = datetime(1899, 12, 31 if value < _LEAP_BUG else 30)  # noqa: DTZ001
    return first + timedelta(seconds=round(value * 86_400))


def _is_minute(names: list[str], place: int) -> bool:
    """Whether `m` means minutes: after hours or before seconds."""
    if not names[place].startswith("m"):
        return False
    before = next((n for n in reversed(names[:place]) if n), "")
    after = next((n for n in names[place + 1 :] if n), "")
    return before.startswith("h") or after.startswith("s")


def _show(name: str, moment: datetime, *, minute: bool, halved: bool) -> str:
    if name[0] in "ye":
        return f"{moment.year % 100:02}" if name == "yy" else f"{moment.year:04}"
    if name[0] == "a":
        day = _WEEKDAYS[moment.weekday()]
        return f"星期{day}" if len(name) > 3 else day  # noqa: PLR2004
    if name[0] == "m" and not minute:
        return f"{moment.month}月" if len(name) > 2 else _pad(moment.month, name)  # noqa: PLR2004
    if name[0] == "d" and len(name) > 2:  # noqa: PLR2004
        return f"星期{_WEEKDAYS[moment.weekday()]}"
    hour = (moment.hour - 1) % 12 + 1 if halved else moment.hour
    numbers = {"m": moment.minute, "d": moment.day, "h": hour, "s": moment.second}
    return _pad(numbers[name[0]], name)


def _pad(number: int, name: str) -> str:
    return f"{number:02}" if len(name) > 1 else str(number)
