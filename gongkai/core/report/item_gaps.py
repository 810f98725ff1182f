"""What checks of documents have in common: their gaps, their text, what nobody made here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.relations import Validity
from gongkai.core.report.checks import Gap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.findings import Finding
    from gongkai.core.items import Item
    from gongkai.core.report.holdings import Holdings

DEAD = frozenset({Validity.EXPIRED, Validity.REPEALED})


def make_gap(item: Item, text: str) -> Gap:
    """A gap of one document, held against its responsible unit."""
    return Gap(item.id, item.record.title, item.unit.name, text)


def is_own(item: Item) -> bool:
    """Whether this body made the document; a reprint answers for nothing but its source."""
    return item.record.reprints is None


def is_living(item: Item) -> bool:
    """Whether a document is in force, amended or yet to come into force."""
    return item.validity not in DEAD


def list_items(holdings: Holdings) -> tuple[Item, ...]:
    """The items in the order of their ids, as checks list them."""
    return holdings.in_order


def list_blocks(item: Item) -> tuple[str, ...]:
    """The paragraphs, headings, list items and cells of the body as they are read."""
    rendered = item.cleared.rendered
    return rendered.blocks if rendered else ()


def list_found(holdings: Holdings, rule: str) -> Iterator[tuple[Item, Finding]]:
    """The gate's findings by one rule, each with the public item at which it was found."""
    for finding in holdings.verdict.findings:
        name = finding.path.removeprefix("content/").removesuffix(".md")
        if finding.rule == rule and name in holdings.by_id:
            yield holdings.by_id[name], finding
