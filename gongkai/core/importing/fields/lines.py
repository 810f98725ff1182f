"""The lines of an imported text as recognisers see them, and how they are quoted as evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import Align, Heading, Paragraph, Table, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.importing.blocks import Block, ImportedText

_HAN = "[\u3400-\u9fff〇\U00020000-\U0003ffff]"
_GAP = re.compile(rf"(?<={_HAN})[\s\u00a0\u3000]+(?={_HAN})")
_EDGES = " \t\r\f\v\u00a0\u3000"
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, as it stands but for the blanks around it."""

    place: int
    """Which paragraph it belongs to, from 1, blank ones not counted."""
    text: str
    centred: bool = False
    """Whether it stands as titles do: in the middle, or as a heading."""
    right: bool = False


def list_lines(text: ImportedText) -> tuple[Line, ...]:
    """All lines outside tables, in order; a paragraph with line breaks gives several."""
    return tuple(_list_lines(text))


def _list_lines(text: ImportedText) -> Iterator[Line]:
    filled = (block for block in text.blocks if plain_text(block).strip())
    for place, block in enumerate(filled, start=1):
        if isinstance(block, Table):
            continue
        for line in re.split(r"[\n\u2028\u2029]", plain_text(block)):
            if stripped := line.strip(_EDGES):
                yield Line(place, stripped, _is_centred(block), _is_right(block))


def _is_centred(block: Block) -> bool:
    return isinstance(block, Heading) or (
        isinstance(block, Paragraph) and block.align is Align.CENTER
    )


def _is_right(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.align is Align.RIGHT


def squeeze(text: str) -> str:
    """The text without the blanks that were put between Han characters for looks."""
    return _GAP.sub("", text).strip(_EDGES)


def quote(line: Line, words: str = "") -> str:
    """Where and in which words of a line something stands; all of them if none are given."""
    return f"第 {line.place} 段：“{(words or line.text)[:_LONGEST_QUOTE]}”"


def cite(lines: Iterable[Line], note: str = "") -> str:
    """Evidence in several lines, with a remark on what was made of them."""
    return add_note("；".join(map(quote, lines)), note)


def add_note(evidence: str, note: str) -> str:
    """Evidence with a remark in brackets, if there is one."""
    return f"{evidence}（{note}）" if note else evidence
