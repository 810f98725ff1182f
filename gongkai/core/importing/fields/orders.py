"""The head of an order: 示例市人民政府令 on one line, 第12号 on the next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.importing.fields.lines import squeeze

if TYPE_CHECKING:
    from gongkai.core.importing.fields.lines import Line

_NAME = re.compile(r".{2,40}(?:令|公告)")
_SERIAL = re.compile(r"[（(]?\s*第\s*[0-9〇零一二三四五六七八九十百千]+\s*号\s*[）)]?")


def find_number_of_order(lines: tuple[Line, ...], place: int) -> tuple[str, str] | None:
    """The two parts of an order's number if the line is the lower of them."""
    if place == 0 or not _SERIAL.fullmatch(lines[place].text):
        return None
    above = squeeze(lines[place - 1].text)
    return (above, lines[place].text.strip("（）() ")) if _NAME.fullmatch(above) else None
