"""Checking the traditional pages of a built site: each the same text as its reviewed original."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from gongkai.publish.han_variants import fold_variants, is_same_text
from gongkai.publish.page_text import read_body_text
from gongkai.publish.traditional import traditional_url
from gongkai.publish.verify_records import fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.findings import Finding
    from gongkai.publish.verify_proofs import Witness


def check_traditional(witness: Witness, name: str, title: str) -> Iterator[Finding]:
    """What is wrong with the traditional page of a document that is published or has ended.

    Its original is judged by itself; a title is looked for where one is given.
    """
    path = f"{traditional_url(name)}/index.html"
    page, original = witness.built.read(path), witness.built.read(f"{name}/index.html")
    if page is None or original is None:
        return
    try:
        same = is_same_text(read_body_text(page), read_body_text(original))
    except ValueError:
        same = False
    if not same:
        yield fault("verify-page", path, "繁体页的正文与简体页不一致")
    if fold_variants(html.escape(title)) not in fold_variants(page.decode("utf-8", "replace")):
        yield fault("verify-page", path, "繁体页上没有签署的标题")
