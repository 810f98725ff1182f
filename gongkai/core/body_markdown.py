"""Rendering of bodies with marks in them by the Markdown library, and what its HTML holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import lxml.html
from markdown import Markdown
from markdown.extensions import Extension

from gongkai.core.body import BodyRefusedError, Rendered
from gongkai.core.spans import SpannedTables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_BLOCK_TAGS = frozenset(
    {"p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "dt", "dd"}
)


class _NoRawHtml(Extension):
    """Takes HTML out of the Markdown language: angle brackets and entities are plain text."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.preprocessors.deregister("html_block")
        for name in ("html", "entity", "autolink", "automail"):
            md.inlinePatterns.deregister(name)


def render_markdown(body: str) -> Rendered:
    """The rendering of any body by the Markdown library.

    Raises:
        BodyRefusedError: when its parts stand in one another too deep to be rendered.
    """
    try:
        html = _make_converter().convert(body)
    except RecursionError as error:
        raise BodyRefusedError("body-too-complex", 1, "正文嵌套过深") from error
    root = lxml.html.fragment_fromstring(html or "<p></p>", create_parent="div")
    return Rendered(
        html=html,
        blocks=tuple(_read_blocks(root)),
        links=tuple(str(a.get("href")) for a in root.iter("a") if a.get("class") is None),
        images=tuple((str(i.get("src")), str(i.get("alt", ""))) for i in root.iter("img")),
    )


def _make_converter() -> Markdown:
    """A fresh converter for each body: what one body defines, no other can see."""
    converter = Markdown(
        extensions=["sane_lists", "footnotes", SpannedTables(), _NoRawHtml()],
        extension_configs={"footnotes": {"BACKLINK_TITLE": "返回正文第 {} 处注释"}},
        output_format="html",
    )
    ordered: Any = converter.parser.blockprocessors["olist"]
    ordered.LAZY_OL = False
    return converter


def _read_blocks(root: HtmlElement) -> Iterator[str]:
    """The text of the innermost blocks: each piece of text belongs to exactly one."""
    parts: list[str] = []
    for event, element in lxml.etree.iterwalk(root, events=("start", "end")):
        is_block = element.tag in _BLOCK_TAGS
        if is_block:
            yield from _flush(parts)
        if event == "start":
            parts.append(element.text or "")
            if element.tag == "br":
                parts.append("\n")
        elif element is not root:
            parts.append(element.tail or "")
    yield from _flush(parts)


def _flush(parts: list[str]) -> Iterator[str]:
    text = " ".join("".join(parts).split())
    parts.clear()
    if text:
        yield text
