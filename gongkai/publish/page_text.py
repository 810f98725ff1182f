"""The text of a page's body, as it is compared with what three people signed."""

from __future__ import annotations

import lxml.html
from lxml import etree


def read_body_text(page: bytes) -> str:
    """The text of a page's `gk-body`, without white space.

    Raises:
        ValueError: when it is no page.
    """
    try:
        root = lxml.html.document_fromstring(page.decode("utf-8", "replace"))
    except etree.ParserError as error:
        raise ValueError("an empty page") from error
    found = root.find_class("gk-body")
    return "".join("".join(e.text_content() for e in found).split())
