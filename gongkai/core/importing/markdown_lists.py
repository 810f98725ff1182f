"""Lists as Markdown: as lists where the page would number them alike, else as paragraphs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.core.importing.markdown_inline import write_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongkai.core.importing.blocks import Item

_DEEPEST = 8
_BULLET = "•"


def settle(items: Iterable[Item]) -> Iterator[Item]:
    """The items with no depth left out on the way down."""
    above: list[int] = []
    for item in items:
        above = [depth for depth in above if depth < item.depth]
        yield replace(item, depth=len(above))
        above.append(item.depth)


def is_list(items: Sequence[Item]) -> bool:
    """Whether a page would show these items with their own numbers and depths."""
    last: dict[int, int | None] = {}
    before = -1
    for item in items:
        if item.depth > min(before + 1, _DEEPEST):
            return False
        for deeper in [depth for depth in last if depth > item.depth]:
            del last[deeper]
        if item.depth in last:
            expected = last[item.depth]
            if (expected is None) != (item.number is None):
                return False
            if expected is not None and item.number != expected + 1:
                return False
        last[item.depth] = item.number
        before = item.depth
    return True


def label(item: Item) -> str:
    """What stands before an item that is written as a paragraph."""
    return f"{_BULLET} " if item.number is None else f"{item.number}. "


def write_list(items: Sequence[Item], texts: Sequence[str]) -> str:
    """A list; `texts` are the items' lines of Markdown."""
    return "\n".join(_write_items(items, texts))


def _write_items(items: Sequence[Item], texts: Sequence[str]) -> Iterator[str]:
    for item, text in zip(items, texts, strict=True):
        indent = "    " * item.depth
        mark = "-" if item.number is None else f"{item.number}."
        yield f"{indent}{mark} {write_lines(text, indent + '    ')}"
