"""The text of a page's body, as it is compared with what three people signed."""

from __future__ import annotations

import lxml.html
from lxml import etree


def read_body_text(page: bytes) -> str:
    """The text of a page's `gk-body`, without white space; an empty page has none.

    Raises:
        ValueError: when the text is none that HTML can hold.
    """
    try:
        root = lxml.html.document_fromstring(page.decode("utf-8", "replace"))
    except etree.ParserError:
        return ""
    found = root.find_class("gk-body")
    return "".join("".join(e.text_content() for e in found).split())
