"""What stands above the text and goes into fields: marks of the page, letterhead, number, title."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import Figure, Table, plain_text
from gongkai.core.importing.fields.labels import is_element_table
from gongkai.core.importing.fields.lines import list_lines
from gongkai.core.importing.fields.own_number import find_number_lines
from gongkai.core.importing.fields.title import find_title, is_furniture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.importing.blocks import Block, ImportedText
    from gongkai.core.importing.fields.lines import Line

_LOOKED_AT = 12


@dataclass(frozen=True, slots=True)
class Parted:
    """A text without its head."""

    text: ImportedText
    head: tuple[str, ...]
    """The lines that were taken away, in order."""


def part_head(text: ImportedText) -> Parted:
    """The text from its first line on; its head is printed by the page, from the fields.

    Only lines that are nothing but head are taken: a number, the title, marks of the page.
    """
    lines = list_lines(text)
    places = set(_list_places(lines))
    kept: list[Block] = []
    head: list[str] = []
    for place, block in _count(text.blocks):
        if place in places or (not kept and isinstance(block, Table) and is_element_table(block)):
            head.append(plain_text(block).strip())
        else:
            kept.append(block)
    return Parted(replace(text, blocks=tuple(kept)), tuple(filter(None, head)))


def _list_places(lines: tuple[Line, ...]) -> Iterator[int]:
    title = find_title(lines)
    number = {line.place for line in find_number_lines(lines, title)}
    if title is None:
        yield from (line.place for line in lines[:_LOOKED_AT] if is_furniture(line))
        return
    yield from (line.place for line in lines[: title.end])
    for line in lines[title.end : title.end + 3]:
        if line.place in number or is_furniture(line):
            yield line.place


def _count(blocks: tuple[Block, ...]) -> Iterator[tuple[int, Block]]:
    """Blocks with their places as lines have them; 0 for what is no line of text."""
    place = 0
    for block in blocks:
        filled = bool(plain_text(block).strip())
        place += filled
        yield (place if filled and not isinstance(block, (Table, Figure)) else 0), block
