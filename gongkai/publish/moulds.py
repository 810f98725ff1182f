"""Frames that many pages have in common, cast once and filled for each.

A mould is the whole page with a mark in place of everything that is the page's own: its name in
its folder, title, description, the contents of meta tags, its data, its main part. What fills a
mark is never looked through for marks.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.publish.pages import Page

MARK = "\ue000"
"""What every mark has in it, and no other text of a page that is to be cast."""
_END = "\ue001"
_SPELLED = re.compile(f"(&lt;|<){MARK}([0-9]+){_END}(?:&gt;|>)")
"""A template that escapes a mark spells it otherwise: it wants what fills it escaped."""


class _Marks:
    """The marks of one page, with what they stand for."""

    def __init__(self) -> None:
        self.values: list[str] = []

    def take(self, value: str) -> str:
        """A mark; nothing stays nothing, for templates may ask whether there is something."""
        if not value:
            return ""
        self.values.append(value)
        return f"<{MARK}{len(self.values) - 1}{_END}>"


def blank_out(page: Page) -> tuple[Page, list[str]]:
    """The page with marks in place of its own, and what they stand for.

    Pages that are alike but for that, as those of one column, are the same page then.
    """
    marks = _Marks()
    place = page.url.removesuffix("/")
    folder, slash, name = place.rpartition("/")
    marked = f"{folder}{slash}{marks.take(name)}"
    links = tuple(replace(link, href=link.href.replace(place, marked)) for link in page.head.links)
    blank = replace(
        page,
        url=f"{marked}/",
        title=marks.take(page.title),
        description=marks.take(page.description),
        meta=tuple((label, marks.take(content)) for label, content in page.meta),
        html=marks.take(page.html),
        head=replace(page.head, links=links, data=marks.take(page.head.data)),
    )
    return blank, marks.values


class Mould:
    """The text of a page that was blanked out."""

    def __init__(self, text: str) -> None:
        first, *rest = _SPELLED.split(text)
        self._first = first
        self._rest = [
            (int(number), spelled != "<", literal)
            for spelled, number, literal in zip(rest[::3], rest[1::3], rest[2::3], strict=True)
        ]
        self._escaped = frozenset(number for number, escaped, _ in self._rest if escaped)

    def fill(self, values: Sequence[str]) -> str:
        """The page with these values."""
        escaped = {number: str(escape(values[number])) for number in self._escaped}
        pieces = [self._first]
        for number, is_escaped, literal in self._rest:
            pieces += (escaped[number] if is_escaped else values[number], literal)
        return "".join(pieces)
