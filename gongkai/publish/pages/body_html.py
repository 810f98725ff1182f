"""A cleared body set for reading: links made relative, tables to scroll, headings to jump to.

Only tags and their attributes are touched; the text stays what was signed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from gongkai.core.anchors import ARTICLE, name_article
from gongkai.publish.pages.headings import set_headings
from gongkai.publish.pages.page import rel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.publish.pages.headings import Heading

_TAG = re.compile(r"<(?:a|img)\b[^>]*>")
_OUTWARD = re.compile(r'<a href="(https?:[^"]*)"([^>]*)>')
_TARGET = re.compile(r'\b(href|src)="([^"]*)"')
_ABSOLUTE = re.compile(r"[a-z]+:|#")
_DATE = r"\d{4}年\d{1,2}月\d{1,2}日"
_DAY = re.compile(rf"<p>{_DATE}</p>")
_SIGNATURE = re.compile(rf"<p>([^<>]{{2,60}})</p>(\s*)<p>({_DATE})</p>")
_SALUTATION = re.compile(r"\A<p>(?=[^<>]*：</p>)")
_PICTURE = re.compile(r"<p>(<img [^>]*>)</p>")
_HEAD_CELL = re.compile(r"<th( [^>]*)?>(.*?)</th>", re.DOTALL)
_SCROLLING = '<div class="gk-scroll" role="region" tabindex="0" aria-label="正文表格{}">'


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
    if _TAG.search(html):
        html = _TAG.sub(lambda tag: _link(tag.group(), document_url, page_url), html)
        html = _OUTWARD.sub(lambda tag: _mark_outward(tag, home), html)
        html = _PICTURE.sub(r'<figure class="gk-picture">\1</figure>', html)
    html, headings, centred = set_headings(html)
    names: dict[str, str] = {}
    html = ARTICLE.sub(lambda match: _name_article(match, names), html)
    if "<table>" in html:
        html = _set_tables(html)
    html = _SALUTATION.sub('<p class="gk-flush">', html)
    if _DAY.search(html):
        html = _SIGNATURE.sub(lambda match: _sign(match, issuer), html)
    html = _leave_out_ends(html)
    articles = {name: anchor for anchor, name in names.items()}
    return Body(html, headings, articles, centred=centred)


def _leave_out_ends(html: str) -> str:
    """A paragraph is ended by the next and by a heading: long laws have thousands of them."""
    return html.replace("</p>\n<p", "\n<p").replace("</p>\n<h", "\n<h")


def split_sections(html: str) -> tuple[str, ...]:
    """The body cut before each heading of the second level."""
    return tuple(part for part in re.split(r"(?=<h2\b)", html) if part.strip())


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
