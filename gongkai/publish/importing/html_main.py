"""Where the text of a page stands: the names that content systems give it, else where text is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.publish.importing.html_hidden import list_classes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from gongkai.publish.importing.html_hidden import Veil

_KNOWN = re.compile(
    r"zoom|ucap-content|trs_editor|trs_editor_view|trs_ueditor|custom_unionstyle|"
    r"vsb_content|vsb_content_2|v_news_content|wp_articlecontent|js_content|"
    r"article-content|article_content|articlecontent|article-con|article_con|"
    r"articlecon|article-body|articlebody|art_con|art-con|arti_content|arti-content|"
    r"artibody|artcontent|pages_content|news_content|news-content|newscontent|news_con|"
    r"content_body|content_txt|contenttxt|con_con|con_txt|contxt|txt_con|txtcon|"
    r"txt_txt|xl-content|xl_content|xlcontent|zwnr|zw_content|zhengwen|bt-content|"
    r"maintext|main_text|mycontent|myarea|fontzoom|zoomcon|bodylabel|detail-content|"
    r"detail_content|detailcontent|j-fontcontent|ueditor_content|tys-main-zt-show|"
    r"xxgk-content|xxgk_content"
)
"""Ids and classes of the text in the pages of common content systems, in small letters."""
_ASIDE = re.compile(
    r"(?:^|[-_])(?:nav|navbar|menu|header|head|top|banner|footer?|bottom|copyright|crumbs?|breadcrumb"
    r"|position|location|dqwz|weizhi|share|bdsharebuttonbox|bdshare|jiathis|sidebar|aside|sider"
    r"|friendlinks?|yqlj|related|xgwz|recommend|hot|search|login|pagination|pagebar|pager)\d*(?:$|[-_])"
)
_TOOLS = re.compile(
    r"(?:^|[-_])(?:share\w*|bdshare\w*|jiathis\w*|print\w*|fontsize|font-size|zihao|ewm|qrcode)(?:$|[-_])"
)
_ASIDE_TAGS = frozenset({"nav", "header", "footer", "aside", "form", "select", "marquee"})
_SILENT = frozenset({"script", "style", "noscript", "template", "textarea", "option", "iframe"})
_HOLDERS = frozenset({"p", "div", "td", "section", "article", "blockquote", "pre", "body", "main"})
_INLINE = frozenset({"span", "font", "b", "strong", "em", "i", "u", "a", "br", "sup", "sub", "o:p"})
_LEAST = 10
_MORE = 0.2
"""Share by which the text must grow for a wider element to be the one that holds the text."""
_LINKED = 0.35


def find_main(root: HtmlElement, veil: Veil) -> HtmlElement:
    """The element that holds the text of a page."""
    known = find_known(root, veil)
    return _find_dense(root, veil) if known is None else known


def find_known(root: HtmlElement, veil: Veil) -> HtmlElement | None:
    """The element that bears a name which content systems give the text, the widest of them."""
    named = [e for e in root.iter() if isinstance(e.tag, str) and _is_known(e)]
    seen = [e for e in named if not veil.hides_within(e) and _is_filled(e)]
    inside = set(seen)
    widest = [e for e in seen if not inside.intersection(e.iterancestors())]
    return max(widest, key=measure, default=None)


def measure(element: HtmlElement) -> int:
    """How many characters stand in an element, white space apart."""
    return sum(len("".join(text.split())) for text in list_texts(element))


def measure_links(element: HtmlElement) -> int:
    """How many of the characters are parts of links."""
    return sum(measure(link) for link in element.iter("a") if link.get("href"))


def list_texts(element: HtmlElement) -> Iterator[str]:
    """The texts in an element, those of scripts and styles apart."""
    for node in element.iter():
        told = isinstance(node.tag, str) and node.tag not in _SILENT
        if told and node.text:
            yield node.text
        if node is not element and node.tail:
            yield node.tail


def is_aside(element: HtmlElement) -> bool:
    """Whether an element is no part of the text by its name: navigation, footer, search."""
    return element.tag in _ASIDE_TAGS or any(_ASIDE.search(name) for name in _list_names(element))


def is_tool(element: HtmlElement) -> bool:
    """Whether an element within the text is a row of buttons to share, print or enlarge."""
    return any(_TOOLS.search(name) for name in _list_names(element))


def _list_names(element: HtmlElement) -> list[str]:
    return [n.lower() for n in (str(element.get("id") or ""), *list_classes(element)) if n]


def _is_known(element: HtmlElement) -> bool:
    if element.get("itemprop") == "articleBody":
        return True
    named = any(_KNOWN.fullmatch(name) for name in _list_names(element))
    return named and element.tag not in _INLINE


def _is_filled(element: HtmlElement) -> bool:
    return (
        measure(element) > 0 or next(element.iter("img", "a", "iframe", "embed"), None) is not None
    )


def _find_dense(root: HtmlElement, veil: Veil) -> HtmlElement:
    """The element around which most text stands that leads nowhere."""
    body = root.find("body")
    top = root if body is None else body
    scores: dict[HtmlElement, float] = {}
    waiting = [top]
    while waiting:
        node = waiting.pop()
        inner = [c for c in node if isinstance(c.tag, str) and c.tag not in _SILENT]
        waiting += [c for c in inner if not is_aside(c) and not veil.hides(c)]
        own = _measure_own(node)
        if node.tag in _HOLDERS and own >= _LEAST:
            _credit(scores, node, top, own)
    best = max(scores, key=lambda element: scores[element], default=top)
    return _widen(best, top)


def _credit(
    scores: dict[HtmlElement, float], node: HtmlElement, top: HtmlElement, own: int
) -> None:
    """A paragraph speaks for what holds it, other text for its own element; half for the next."""
    holder = node.getparent() if node.tag == "p" and node is not top else node
    if holder is None:
        return
    scores[holder] = scores.get(holder, 0.0) + own
    above = holder.getparent()
    if above is not None and holder is not top:
        scores[above] = scores.get(above, 0.0) + own / 2


def _measure_own(element: HtmlElement) -> int:
    """Characters of an element's own lines, without its blocks and links."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag in _INLINE and child.tag != "a":
            parts.extend(list_texts(child))
        parts.append(child.tail or "")
    return len("".join("".join(parts).split()))


def _widen(element: HtmlElement, top: HtmlElement) -> HtmlElement:
    """The element around it, as long as that adds text and not mere links."""
    while element is not top:
        wider = element.getparent()
        if wider is None or is_aside(wider):
            break
        beside = [c for c in wider if isinstance(c.tag, str) and c is not element]
        shown = [c for c in beside if c.tag not in _SILENT and not is_aside(c)]
        mine, more = measure(element), sum(map(measure, shown))
        linked = sum(map(measure_links, shown))
        if element.tag not in {"tr", "tbody", "thead"} and not (
            more >= _MORE * mine and linked <= _LINKED * more
        ):
            break
        element = wider
    return element
