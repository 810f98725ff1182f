"""A cleared body set for reading: links made relative, tables to scroll, headings to jump to.

Only tags and their attributes are touched; the text stays what was signed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from gongkai.core.anchors import ARTICLE, name_article, name_heading
from gongkai.publish.pages.page import rel

if TYPE_CHECKING:
    from collections.abc import Mapping

_TAG = re.compile(r"<(?:a|img)\b[^>]*>")
_OUTWARD = re.compile(r'<a href="(https?:[^"]*)"([^>]*)>')
_TARGET = re.compile(r'\b(href|src)="([^"]*)"')
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_TOP, _LOWEST = 2, 6
_MARKUP = re.compile(r"<[^>]*>")
_ABSOLUTE = re.compile(r"[a-z]+:|#")
_CHAPTER = re.compile(r"第[一二三四五六七八九十百]+[编章节](?=[\s　]|$)")
_NAME = re.compile(
    r"(?![一二三四五六七八九十（\d]).*(?:办法|规定|细则|规则|条例|方案|意见|制度|清单)"
)
_DATE = r"\d{4}年\d{1,2}月\d{1,2}日"
_DAY = re.compile(rf"<p>{_DATE}</p>")
_SIGNATURE = re.compile(rf"<p>([^<>]{{2,60}})</p>(\s*)<p>({_DATE})</p>")
_SALUTATION = re.compile(r"\A<p>(?=[^<>]*：</p>)")
_PICTURE = re.compile(r"<p>(<img [^>]*>)</p>")
_HEAD_CELL = re.compile(r"<th( [^>]*)?>(.*?)</th>", re.DOTALL)
_MIDDLE, _SIDE = ' class="gk-centred"', ' class="gk-aside"'
_SCROLLING = '<div class="gk-scroll" role="region" tabindex="0" aria-label="正文表格{}">'


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of a body."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Body:
    """A body for one page."""

    html: str
    headings: tuple[Heading, ...]
    articles: Mapping[str, str]
    """The anchor of each article (条) by its name."""
    centred: bool
    """Whether its headings stand in the middle, but for those that say otherwise."""


def set_body(html: str, document_url: str, page_url: str, issuer: str, home: str = "") -> Body:
    """The body of a document for a page, which is the document's own or another.

    Links that lead away from the site, whose address is `home`, are marked as such.
    """
    headings: list[Heading] = []
    if _TAG.search(html):
        html = _TAG.sub(lambda tag: _link(tag.group(), document_url, page_url), html)
        html = _OUTWARD.sub(lambda tag: _mark_outward(tag, home), html)
        html = _PICTURE.sub(r'<figure class="gk-picture">\1</figure>', html)
    found = [(int(level), strip_markup(inner)) for level, inner in _HEADING.findall(html)]
    shift = _TOP - min((level for level, _ in found), default=_TOP)
    centred = sum(_is_centred(text) for _, text in found) * 2 > len(found)
    html = _HEADING.sub(lambda match: _anchor(match, shift, headings, centred=centred), html)
    names: dict[str, str] = {}
    html = ARTICLE.sub(lambda match: _name_article(match, names), html)
    if "<table>" in html:
        html = _set_tables(html)
    html = _SALUTATION.sub('<p class="gk-flush">', html)
    if _DAY.search(html):
        html = _SIGNATURE.sub(lambda match: _sign(match, issuer), html)
    html = _leave_out_ends(html)
    articles = {name: anchor for anchor, name in names.items()}
    return Body(html, tuple(headings), articles, centred=centred)


def _leave_out_ends(html: str) -> str:
    """A paragraph is ended by the next and by a heading: long laws have thousands of them."""
    return html.replace("</p>\n<p", "\n<p").replace("</p>\n<h", "\n<h")


def split_sections(html: str) -> tuple[str, ...]:
    """The body cut before each heading of the second level."""
    return tuple(part for part in re.split(r"(?=<h2\b)", html) if part.strip())


def strip_markup(html: str) -> str:
    """The text of a piece of HTML, entities as they stand."""
    return _MARKUP.sub("", html).strip()


def _link(tag: str, document_url: str, page_url: str) -> str:
    return _TARGET.sub(
        lambda match: f'{match[1]}="{_resolve(match[2], document_url, page_url)}"', tag
    )


def _mark_outward(tag: re.Match[str], home: str) -> str:
    """A link to another site says so, to eyes by a sign and to ears by its title."""
    address, others = tag.groups()
    if address.startswith(home):
        return tag.group()
    title = "" if " title=" in others else ' title="将离开本网站"'
    return f'<a class="gk-out"{title} href="{address}"{others}>'


def _resolve(target: str, document_url: str, page_url: str) -> str:
    if _ABSOLUTE.match(target):
        return target
    if target.startswith("/"):
        return rel(page_url, target[1:])
    return target if document_url == page_url else rel(page_url, document_url + target)


def _is_centred(text: str) -> bool:
    """Whether a heading stands in the middle: of a chapter, and the name of a text within."""
    return bool(_CHAPTER.match(text) or _NAME.fullmatch(text))


def _anchor(match: re.Match[str], shift: int, headings: list[Heading], *, centred: bool) -> str:
    """The heading with an anchor; below the page's title no level is left out.

    It bears a class only where it does not stand as most in this body do.
    """
    above = headings[-1].level if headings else _TOP - 1
    level, inner = min(int(match[1]) + shift, above + 1, _LOWEST), match[2]
    text = strip_markup(inner)
    heading = Heading(level, text, name_heading(len(headings) + 1))
    headings.append(heading)
    style = "" if _is_centred(text) is centred else _SIDE if centred else _MIDDLE
    return f"<h{level} id={heading.anchor}{style}>{inner}</h{level}>"


def _name_article(match: re.Match[str], names: dict[str, str]) -> str:
    """An article's number stands out and can be linked to; in annexes it begins anew."""
    name, number, further = match.groups()
    anchor = name_article(number, further)
    shown = f"<b>{name}</b>"
    if anchor in names:
        return f"<p>{shown}"
    names[anchor] = name
    return f"<p id={anchor}>{shown}"


def _set_tables(html: str) -> str:
    html = _HEAD_CELL.sub(_set_head_cell, html)
    numbers = count(1)
    html = re.sub(r"<table>", lambda _: _SCROLLING.format(next(numbers)) + "<table>", html)
    return html.replace("</table>", "</table></div>")


def _set_head_cell(match: re.Match[str]) -> str:
    """Heads say what they head; an empty one is none."""
    attributes, inner = match[1] or "", match[2]
    if not inner.strip():
        return f"<td{attributes}>{inner}</td>"
    return f'<th scope="col"{attributes}>{inner}</th>'


def _sign(match: re.Match[str], issuer: str) -> str:
    """A body's name and date under a text stand at the right, as on paper."""
    name, gap, day = match.groups()
    if name != issuer and not name.endswith(("局", "府", "办公室", "支队", "委员会", "厅", "部")):
        return match.group()
    return f'<p class="gk-signed">{name}</p>{gap}<p class="gk-signed">{day}</p>'
