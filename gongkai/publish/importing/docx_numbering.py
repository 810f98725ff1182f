"""Automatic numbers of paragraphs as Word shows them (ECMA-376-1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.attachments.markup import attribute, local, switched_on
from gongkai.core.importing.number_formats import format_number
from gongkai.publish.importing.docx_styles import read_int

if TYPE_CHECKING:
    from gongkai.core.attachments.markup import Element
    from gongkai.core.attachments.opc import Package

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_CLOSED = "、，。．：；）】〕〉》"
"""Full-width marks that carry their own space."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands before a counted paragraph."""

    text: str
    """With the space that follows it; empty for a bullet."""
    depth: int
    bullet: bool = False
    unknown: str = ""
    """Name of a numbering format that is written here as plain digits."""


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    style: str
    text: str
    suffix: str
    legal: bool
    restart: int
    """A level at or above which counting begins anew, from 1; 0 for never."""
    paragraph_style: str


class Numbering:
    """The lists of one document, counted on from paragraph to paragraph."""

    def __init__(self, package: Package) -> None:
        self._abstract: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        self._linked: dict[str, str] = {}
        """The abstract list that defines a numbering style."""
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        for _, root in package.find("numbering"):
            self._read(root)

    def _read(self, root: Element) -> None:
        for element in root:
            if local(element) == "abstractNum":
                name = attribute(element, "abstractNumId") or ""
                self._abstract[name] = element
                link = element.find("{*}styleLink")
                if link is not None:
                    self._linked[attribute(link, "val") or ""] = name
            elif local(element) == "num":
                self._lists[attribute(element, "numId") or ""] = element

    def count(self, number: str, depth: int | None, styles: list[str]) -> Mark | None:
        """The mark of the next paragraph of a list; None where there is no such list.

        `styles` are those of the paragraph: a list may say which style has which level.
        """
        if number not in self._lists:
            return None
        levels = self._levels_of(number)
        place = self._find_depth(levels, depth, styles)
        if place not in levels:
            return None
        counts = self._begin(number)
        level = levels[place]
        counts[place] = counts[place] + 1 if place in counts else level.start
        for deeper in [d for d in counts if d > place and self._restarts(levels, d, place)]:
            del counts[deeper]
        if level.style == "bullet":
            return Mark("", place, bullet=True)
        return self._spell(levels, counts, place)

    def _restarts(self, levels: dict[int, _Level], deeper: int, place: int) -> bool:
        restart = levels[deeper].restart if deeper in levels else deeper
        return place < restart

    def _find_depth(self, levels: dict[int, _Level], depth: int | None, styles: list[str]) -> int:
        if depth is not None:
            return depth
        named = {level.paragraph_style: place for place, level in levels.items()}
        return next((named[style] for style in styles if style and style in named), 0)

    def _begin(self, number: str) -> dict[int, int]:
        """The counts of a list, with those it starts anew."""
        counts = self._counts.setdefault(self._abstract_of(number), {})
        if number not in self._begun:
            self._begun.add(number)
            for override in self._lists[number].iterfind("{*}lvlOverride"):
                start = read_int(override.find("{*}startOverride"))
                place = _read_place(override)
                if start is not None and place is not None:
                    counts[place] = start - 1
        return counts

    def _abstract_of(self, number: str) -> str:
        link = self._lists[number].find("{*}abstractNumId")
        name = "" if link is None else attribute(link, "val") or ""
        style = self._abstract[name].find("{*}numStyleLink") if name in self._abstract else None
        linked = None if style is None else self._linked.get(attribute(style, "val") or "")
        return name if linked is None else linked

    def _levels_of(self, number: str) -> dict[int, _Level]:
        if number not in self._levels:
            abstract = self._abstract.get(self._abstract_of(number))
            elements = [] if abstract is None else list(abstract.iterfind("{*}lvl"))
            elements += self._lists[number].iterfind("{*}lvlOverride/{*}lvl")
            read = ((_read_place(element), element) for element in elements)
            self._levels[number] = {p: _read_level(e, p) for p, e in read if p is not None}
        return self._levels[number]

    def _spell(self, levels: dict[int, _Level], counts: dict[int, int], place: int) -> Mark:
        level = levels[place]
        unknown = ""

        def fill(match: re.Match[str]) -> str:
            nonlocal unknown
            at = int(match[1]) - 1
            shown = levels.get(at, level)
            style = "decimal" if level.legal and at < place else shown.style
            value = counts.get(at, shown.start)
            text = format_number(value, style)
            unknown = unknown if text is not None else style
            return str(value) if text is None else text

        text = _PLACE.sub(fill, level.text)
        return Mark(text + _space_after(text, level.suffix), place, unknown=unknown)


def _read_place(element: Element) -> int | None:
    text = attribute(element, "ilvl") or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) == 1 else None


def _read_level(element: Element, place: int) -> _Level:
    def value(name: str, default: str) -> str:
        found = element.find(f"{{*}}{name}")
        return default if found is None else attribute(found, "val") or ""

    return _Level(
        start=read_int(element.find("{*}start"), 0) or 0,
        style=value("numFmt", "decimal"),
        text=value("lvlText", ""),
        suffix=value("suff", "tab"),
        legal=switched_on(element.find("{*}isLgl")),
        restart=min(read_int(element.find("{*}lvlRestart"), place) or 0, _LEVELS),
        paragraph_style=value("pStyle", ""),
    )


def _space_after(text: str, suffix: str) -> str:
    """What stands between a number and the text: Word shows a gap, official texts close it up."""
    if suffix == "nothing" or not text or text[-1] in _CLOSED:
        return ""
    return " " if text.isascii() or suffix == "space" else "\u3000"
