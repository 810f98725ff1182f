"""Queries drawn from the texts themselves, and what a plain scan of the texts finds for each."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from gongkai.core.search_form import search_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.publish.search_record import SearchRecord

SHORTEST, LONGEST = 2, 12
"""Characters of a query that is drawn."""


def draw_substrings(records: Sequence[SearchRecord], count: int, seed: int) -> Iterator[str]:
    """Substrings of the texts, every place of all texts as likely as any other."""
    draw = random.Random(seed)  # noqa: S311 - a choice of texts, no secret
    texts = [text for record in records for text in (record.title, *record.blocks)]
    texts = [text for text in texts if len(text) >= SHORTEST]
    for text in draw.choices(texts, weights=list(map(len, texts)), k=count):
        length = min(draw.randint(SHORTEST, LONGEST), len(text))
        start = draw.randint(0, len(text) - length)
        yield text[start : start + length]


def scan(records: Sequence[SearchRecord], queries: Sequence[str]) -> Iterator[frozenset[str]]:
    """What each query is to find: each of its parts in some one block (DESIGN §7)."""
    forms = [
        (record.url, "\n".join(map(search_form, (record.title, *record.blocks))))
        for record in records
    ]
    known: dict[str, frozenset[str]] = {}
    for query in queries:
        parts = [part for part in map(search_form, query.split()) if part]
        for part in parts:
            if part not in known:
                known[part] = frozenset(url for url, text in forms if part in text)
        yield frozenset.intersection(*(known[part] for part in parts)) if parts else frozenset()
