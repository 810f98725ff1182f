"""The signature and the day below it: who issued a document, and when it was made.

成文日期 is the day of the meeting that passed it or of its signing (党政机关公文处理工作条例,
art. 9); the day a site printed it is another and only hinted at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongkai.core.importing.fields.bodies import is_body, is_officer
from gongkai.core.importing.fields.days import find_days, guess_days, read_day
from gongkai.core.importing.fields.lines import squeeze

if TYPE_CHECKING:
    from datetime import date

    from gongkai.core.importing.fields.lines import Line

_MOST_BODIES = 12
_DIGITS_ONLY = re.compile(r"[0-9０-９年月日\s\u3000.]{6,14}")
_TAIL = 6
_BELOW_TITLE = 2
"""Lines among which a day is that of publication or adoption."""


@dataclass(frozen=True, slots=True)
class Signature:
    """The lines of the signature."""

    bodies: tuple[Line, ...]
    """Lines with names of bodies right above the day, the leading one first."""
    dated: Line | None
    """The line of the day, which may also hold the body's name."""
    names: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    """Its readings: none if no such day exists, several if separators are lost."""
    broken: bool = False
    """Whether the day lacks its 年月日."""
    unsigned: Line | None = None
    """A day alone on a line further up, with no name that could be read above it."""


def find_signature(lines: tuple[Line, ...], start: int) -> Signature | None:
    """The first signature below the title: what follows it was signed by others or is annexed."""
    unsigned = None
    for place in range(start, len(lines)):
        if signature := _read(lines, start, place):
            return replace(signature, unsigned=unsigned)
        if place > start + _BELOW_TITLE and read_day(lines[place].text):
            unsigned = unsigned or lines[place]
    return None


def find_lone_day(lines: tuple[Line, ...], start: int) -> Signature | None:
    """A day alone on one of the last lines, with nobody's name above it."""
    for line in reversed(lines[max(start, len(lines) - _TAIL) :]):
        found = read_day(line.text)
        if found and found.day:
            return Signature((), line, days=(found.day,))
    return None


def _read(lines: tuple[Line, ...], start: int, place: int) -> Signature | None:
    line = lines[place]
    found = read_day(line.text)
    broken = not found and bool(_DIGITS_ONLY.fullmatch(line.text))
    if found or broken:
        days = (found.day,) if found and found.day else guess_days(line.text) if broken else ()
        bodies = _find_bodies(lines, start, place)
        if bodies and (found or days):
            return Signature(bodies, line, _list_names(bodies), days, broken)
        return None
    return _read_one_line(line)


def _read_one_line(line: Line) -> Signature | None:
    """A name and a day side by side."""
    days = list(find_days(line.text))
    if len(days) != 1 or days[0].end != len(line.text):
        return None
    name = squeeze(line.text[: days[0].start])
    if not is_body(name):
        return None
    return Signature((), line, (name,), (days[0].day,) if days[0].day else ())


def _find_bodies(lines: tuple[Line, ...], start: int, place: int) -> tuple[Line, ...]:
    first = place
    while first > start and place - first < _MOST_BODIES and _is_signed_by(lines[first - 1]):
        first -= 1
    return tuple(line for line in lines[first:place] if not is_officer(line.text))


def _is_signed_by(line: Line) -> bool:
    return all(is_body(name) for name in _list_names((line,)))


def _list_names(bodies: tuple[Line, ...]) -> tuple[str, ...]:
    """Names side by side, or one whose characters are spaced out."""
    names = []
    for line in bodies:
        parts = line.text.split()
        apart = len(parts) > 1 and all(len(p) > 2 and is_body(p) for p in parts)  # noqa: PLR2004
        names += parts if apart else [squeeze(line.text)]
    return tuple(names)
