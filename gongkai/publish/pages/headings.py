"""The headings of a body: levels that leave none out, anchors, and where on the line they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.core.anchors import name_heading

_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")
_CHAPTER = re.compile(r"第[一二三四五六七八九十百]+[编章节](?=[\s　]|$)")
_NAME = re.compile(
    r"(?![一二三四五六七八九十（\d]).*(?:办法|规定|细则|规则|条例|方案|意见|制度|清单)"
)
_TOP, _LOWEST = 2, 6
_MIDDLE, _SIDE = ' class="gk-centred"', ' class="gk-aside"'


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of a body."""

    level: int
    text: str
    anchor: str


def set_headings(html: str) -> tuple[str, tuple[Heading, ...], bool]:
    """The body with its headings set, the headings, and whether most stand in the middle.

    A heading bears a class only where it does not stand as most do: long laws have hundreds.
    """
    found = [(int(level), strip_markup(inner)) for level, inner in _HEADING.findall(html)]
    shift = _TOP - min((level for level, _ in found), default=_TOP)
    centred = sum(_is_centred(text) for _, text in found) * 2 > len(found)
    headings: list[Heading] = []
    html = _HEADING.sub(lambda match: _set(match, shift, headings, centred=centred), html)
    return html, tuple(headings), centred


def strip_markup(html: str) -> str:
    """The text of a piece of HTML, entities as they stand."""
    return _MARKUP.sub("", html).strip()


def _is_centred(text: str) -> bool:
    """Whether a heading stands in the middle: that of a chapter, and the name of a text within."""
    return bool(_CHAPTER.match(text) or _NAME.fullmatch(text))


def _set(match: re.Match[str], shift: int, headings: list[Heading], *, centred: bool) -> str:
    """The heading with an anchor; below the page's title no level is left out."""
    above = headings[-1].level if headings else _TOP - 1
    level, inner = min(int(match[1]) + shift, above + 1, _LOWEST), match[2]
    text = strip_markup(inner)
    heading = Heading(level, text, name_heading(len(headings) + 1))
    headings.append(heading)
    style = "" if _is_centred(text) is centred else _SIDE if centred else _MIDDLE
    return f"<h{level} id={heading.anchor}{style}>{inner}</h{level}>"
