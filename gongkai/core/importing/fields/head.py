"""What stands above the text and goes into fields: marks of the page, letterhead, number, title."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import Figure, Table, plain_text
from gongkai.core.importing.fields.above import is_furniture, is_marking
from gongkai.core.importing.fields.labels import is_element_table
from gongkai.core.importing.fields.lines import list_lines
from gongkai.core.importing.fields.own_number import find_number_lines
from gongkai.core.importing.fields.title import find_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.importing.blocks import Block, ImportedText
    from gongkai.core.importing.fields.lines import Line

_PAGE_LINES, _BEHIND_TITLE = 12, 3


class HeadPart(StrEnum):
    """What a line above the text is."""

    TITLE = "名称"
    NUMBER = "发文字号"
    LETTERHEAD = "发文机关标志"
    PAGE = "页面上的文字"
    ELEMENTS = "要素表"


def find_head(text: ImportedText) -> dict[int, HeadPart]:
    """Which blocks of the text, by their index, are nothing but head, and what of it."""
    named: dict[int, list[HeadPart | None]] = {}
    lines = list_lines(text)
    parts = dict(_name_lines(lines))
    for index, line in enumerate(lines):
        named.setdefault(line.place, []).append(parts.get(index))
    head: dict[int, HeadPart] = {}
    for index, place, block in _count(text.blocks):
        of_block = named.get(place, [None])
        if isinstance(block, Table) and is_element_table(block) and len(head) >= index:
            head[index] = HeadPart.ELEMENTS
        elif place and (part := of_block[0]) and None not in of_block:
            head[index] = part
    return head


def _name_lines(lines: tuple[Line, ...]) -> Iterator[tuple[int, HeadPart]]:
    title = find_title(lines)
    numbers = find_number_lines(lines, title)
    end = title.end + _BEHIND_TITLE if title else _PAGE_LINES
    for index, line in enumerate(lines[:end]):
        # What the scanner must see stays where it is.
        if is_marking(line):
            continue
        if line in numbers:
            yield index, HeadPart.NUMBER
        elif is_furniture(line):
            yield index, HeadPart.PAGE
        elif title and index < title.start:
            yield index, HeadPart.LETTERHEAD
        elif title and index < title.end:
            yield index, HeadPart.TITLE


def _count(blocks: tuple[Block, ...]) -> Iterator[tuple[int, int, Block]]:
    """Blocks with index and place as lines have it; place 0 for what is no line of text."""
    place = 0
    for index, block in enumerate(blocks):
        filled = bool(plain_text(block).strip())
        place += filled
        yield index, (place if filled and not isinstance(block, (Table, Figure)) else 0), block
