"""The places in a document's body that links can lead to: its headings and its articles (条)."""

from __future__ import annotations

import re
from functools import lru_cache

from gongkai.core.han_number import parse_han_number

_HAN = "[零〇一二三四五六七八九十百千]+"
ARTICLE = re.compile(rf"<p>(第({_HAN})条(?:之({_HAN}))?)(?=[\s　])")
"""The beginning of an article in the rendered body: its name, its number, its further number."""
_HEADING = re.compile(r"<h[1-6]>")
_OF_EVERY_PAGE = frozenset({"", "gk-top", "gk-main", "gk-proof"})


def name_heading(number: int) -> str:
    """The anchor of a heading; the first is 1."""
    return f"s{number}"


@lru_cache(maxsize=1 << 12)
def name_article(number: str, further: str | None) -> str:
    """The anchor of an article by its Chinese numbers: `tiao-3`, of 第三条之一 `tiao-3-1`."""
    anchor = f"tiao-{parse_han_number(number)}"
    return f"{anchor}-{parse_han_number(further)}" if further else anchor


def list_anchors(html: str) -> frozenset[str]:
    """Every anchor in the page of a document that has this body."""
    articles = {name_article(*match.groups()[1:]) for match in ARTICLE.finditer(html)}
    headings = {name_heading(n) for n in range(1, len(_HEADING.findall(html)) + 1)}
    return _OF_EVERY_PAGE | articles | headings
