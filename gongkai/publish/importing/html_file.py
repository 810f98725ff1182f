"""Pages of government content systems: the text with its title, and what stands around it named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gongkai.core.importing.blocks import (
    Align,
    Heading,
    ImportedText,
    ImportRefusedError,
    Loss,
    Paragraph,
    Piece,
    plain_text,
)
from gongkai.publish.importing.html_around import Alone, is_attached, list_addresses
from gongkai.publish.importing.html_blocks import BlockReader
from gongkai.publish.importing.html_carrying import Carrier
from gongkai.publish.importing.html_fields import read_properties
from gongkai.publish.importing.html_hidden import Veil, list_classes
from gongkai.publish.importing.html_main import find_known, find_main, is_aside, list_texts, measure
from gongkai.publish.importing.html_source import parse_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

    from gongkai.core.importing.blocks import Block
    from gongkai.publish.importing.html_around import Around

_TITLE_NAMES = re.compile(
    r"title|article-title|article_title|arttitle|art_title|con_title|xl-title|xl_title|wz_title|wztitle|"
    r"bt|biaoti|newstitle|news_title|content-title|content_title|titles|main-title"
)
_TITLE_TAGS = ("ArticleTitle", "og:title")
_LONGEST_TITLE = 120
_FRAMED = "网页由几个框架拼成，正文在别的文件里；请导入框架中的网页"
_EMPTY = "网页里没有找到正文；正文如由脚本装入，请在浏览器中打开后全选复制到 Word 文件，再导入"


def read_html(data: bytes, name: str) -> ImportedText:
    """The text of a page by itself, without the files that it names.

    Raises:
        ImportRefusedError: when it is no page, or one without text.
    """
    root = parse_page(data)
    return read_root(root, name, Alone(_find_base(root)))


def read_root(root: HtmlElement, name: str, around: Around) -> ImportedText:
    """The text of a parsed page in its surroundings.

    Raises:
        ImportRefusedError: when there is no text, picture or attachment in it.
    """
    veil = Veil(root)
    known = find_known(root, veil)
    main = find_main(root, veil) if known is None else known
    properties = read_properties(root, main)
    carrier = Carrier(around)
    reader = BlockReader(carrier, veil, wary=known is None)
    reader.read(main)
    beside = [*_list_attachments(main, veil)]
    for link in beside:
        reader.read(link)
    blocks = reader.composer.blocks
    if not blocks:
        raise ImportRefusedError(
            _FRAMED if next(root.iter("frameset"), None) is not None else _EMPTY
        )
    title = find_title(root, main, properties)
    return ImportedText(
        name=name,
        blocks=(*_put_title(title, blocks),),
        files=tuple(carrier.files.values()),
        losses=(*_name_undecoded(root), *carrier.losses, *_name_rest(root, main, beside)),
        properties=properties,
    )


def find_title(root: HtmlElement, main: HtmlElement, properties: Mapping[str, str]) -> str:
    """The title that the page shows above its text; empty where none is seen."""
    named = [_squeeze(properties.get(name, "")) for name in _TITLE_TAGS]
    told = next((value for value in named if value), "")
    for element in root.iter("h1", "h2", "h3", "div", "p", "td", "span", "strong"):
        if element is main or is_aside(element) or main in element.iter():
            continue
        text = " ".join("".join(list_texts(element)).split())
        names = {n.lower() for n in (str(element.get("id") or ""), *list_classes(element))}
        fits = (
            element.tag == "h1"
            or any(_TITLE_NAMES.fullmatch(n) for n in names)
            or _squeeze(text) == told
        )
        if text and fits and len(text) <= _LONGEST_TITLE:
            return text
    return properties.get(_TITLE_TAGS[0], "")


def _put_title(title: str, blocks: list[Block]) -> Iterator[Block]:
    """The blocks below the title, which stands once and as no heading of a part."""
    fitted = _lift(blocks, title)
    first = _squeeze("".join(plain_text(block) for block in fitted[:3]))
    if title and not first.startswith(_squeeze(title)):
        yield Paragraph((Piece(title),), Align.CENTER)
    yield from fitted


def _lift(blocks: list[Block], title: str) -> list[Block]:
    """Headings so that the widest are of level 1, and the page's title is none of them."""
    lifted: list[Block] = []
    levels = {
        b.level
        for b in blocks
        if isinstance(b, Heading) and _squeeze(plain_text(b)) != _squeeze(title)
    }
    ranks = {level: rank for rank, level in enumerate(sorted(levels), 1)}
    for block in blocks:
        if not isinstance(block, Heading):
            lifted.append(block)
        elif block.level in ranks and _squeeze(plain_text(block)) != _squeeze(title):
            lifted.append(Heading(ranks[block.level], block.pieces))
        else:
            lifted.append(Paragraph(block.pieces, Align.CENTER))
    return lifted


def _list_attachments(main: HtmlElement, veil: Veil) -> Iterator[HtmlElement]:
    """Links to files that stand near the text but not in it, as content systems list them."""
    around = [e for e in main.iterancestors() if e.tag != "html"][:3]
    scope = around[-1] if around else main
    inside = {str(a.get("href") or "").strip() for a in main.iter("a")}
    for link in scope.iter("a"):
        address = str(link.get("href") or "").strip()
        if address in inside or not is_attached(address) or main in link.iterancestors():
            continue
        if not any(is_aside(e) for e in link.iterancestors()) and not veil.hides_within(link):
            inside.add(address)
            yield link


def _name_rest(root: HtmlElement, main: HtmlElement, beside: list[HtmlElement]) -> Iterator[Loss]:
    """What of the page is not carried, counted: navigation, headers, footers and the like."""
    body = root.find("body")
    if body is None or main is body:
        return
    number = measure(body) - measure(main) - sum(measure(link) for link in beside)
    links = sum(1 for _ in list_addresses(body)) - sum(1 for _ in list_addresses(main))
    if number > 0 or links > 0:
        detail = f"{max(number, 0)} 字，{max(links, 0)} 个链接和图片"
        yield Loss("正文以外的部分", "导航、页眉、页脚等", detail)


def _name_undecoded(root: HtmlElement) -> Iterator[Loss]:
    number = sum(text.count("\ufffd") for text in list_texts(root))
    if number:
        yield Loss("认不出的字符", "全文", f"{number} 处，编码有误")


def _find_base(root: HtmlElement) -> str:
    """Where the page stood, if it says so."""
    told = [e.get("href") or "" for e in root.iter("base")]
    told += [e.get("href") or "" for e in root.iter("link") if e.get("rel") == "canonical"]
    told += [e.get("content") or "" for e in root.iter("meta") if e.get("name") == "Url"]
    for address in told:
        try:
            if urlsplit(address.strip()).scheme in {"http", "https"}:
                return address.strip()
        except ValueError:
            continue
    return ""


def _squeeze(text: str) -> str:
    return "".join(text.split()).replace("\u3000", "")
