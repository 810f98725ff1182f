"""The note at the top that tells when a text was passed: （2026年1月5日示例市…会议通过）."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.importing.fields.days import find_days

if TYPE_CHECKING:
    from datetime import date

    from gongkai.core.importing.fields.lines import Line

_PASSED = re.compile(r"(?:通过|公布|发布|修订|修正|印发|批准|施行|修改)[^，。；]{0,4}[）)]?$")
_LONGEST, _LOOKED_AT = 300, 6


@dataclass(frozen=True, slots=True)
class Adoption:
    """The note, which may name later changes, too."""

    lines: tuple[Line, ...]
    days: tuple[date, ...]
    """Every day in it, in order."""


def is_adoption(text: str) -> bool:
    """Whether a line begins with a day and tells what was done then."""
    bare = re.sub(r"^[（(\s\u3000]+", "", text)
    first = next(find_days(bare[:30]), None)
    opened = first is not None and (first.start == 0 or text[0] in "（(")
    return opened and len(text) <= _LONGEST and _PASSED.search(text) is not None


def find_adoption(lines: tuple[Line, ...], start: int) -> Adoption | None:
    """The note right below the title, or at the top of a text without one."""
    found = []
    for line in lines[start : start + _LOOKED_AT]:
        if is_adoption(line.text):
            found.append(line)
        elif found:
            break
    days = [day.day for line in found for day in find_days(line.text) if day.day]
    return Adoption(tuple(found), tuple(dict.fromkeys(days))) if days else None
