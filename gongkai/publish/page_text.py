"""The text of a page's body, as it is compared with what three people signed."""

from __future__ import annotations

import html
import re

import lxml.html
from lxml import etree

_NAME = "gk-body"
_BODY = re.compile(rf'<div class="{_NAME}(?: [^"<>&]*)?">')
_EMPTY = frozenset({"br", "col", "hr", "img", "input", "wbr"})
_ENDING_A_PARAGRAPH = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})
"""Some of the tags before which HTML lets a paragraph's end tag be left out."""


def read_body_text(page: bytes) -> str:
    """The text of a page's `gk-body`, without white space; an empty page has none.

    Raises:
        ValueError: when the text is none that HTML can hold.
    """
    try:
        root = lxml.html.document_fromstring(page.decode("utf-8", "replace"))
    except etree.ParserError:
        return ""
    found = root.find_class(_NAME)
    return "".join("".join(e.text_content() for e in found).split())


def read_narrow_body(page: bytes) -> str:
    """The same of a page in the narrow form of `gongkai.publish.active_content`, faster.

    Where there is one body in it, in which every element is ended in its turn, or is a paragraph
    that the next one or a heading ends, no parser is needed.

    Raises:
        ValueError: when the text is none that HTML can hold.
    """
    text = page.decode("utf-8", "replace")
    start = _BODY.search(text)
    inner = None if start is None or text.count(_NAME) != 1 else _read_inside(text[start.end() :])
    return read_body_text(page) if inner is None else "".join(html.unescape(inner).split())


def _read_inside(text: str) -> str | None:
    """The text up to the tag that ends what a tag before it began; None where others cross it."""
    first, *pieces = text.split("<")
    texts = [first]
    waiting = ["div"]
    for piece in pieces:
        tag, _, after = piece.partition(">")
        if tag[:1] == "/":
            if waiting.pop() != tag[1:]:
                return None
            if not waiting:
                return "".join(texts)
        else:
            name = tag.partition(" ")[0]
            if name in _ENDING_A_PARAGRAPH and waiting[-1] == "p":
                waiting[-1] = name
            elif name not in _EMPTY:
                waiting.append(name)
        texts.append(after)
    return None
