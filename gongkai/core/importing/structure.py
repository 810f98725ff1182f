"""The headings of a text: those the format marks, those told by numbering, embedded titles."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import Align, Heading, Paragraph, plain_text
from gongkai.core.importing.headings import find_headings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeGuard

    from gongkai.core.importing.blocks import Block

_CONTENTS = re.compile(r"目\s*[录次]")
_PAGE = re.compile(r"[\s.…·\d\-—]*$")
_EMBEDDED = re.compile(
    r"[^，。；：！？\n]{2,60}(?:办法|规定|细则|方案|规则|规程|条例|意见|制度|章程|预案|计划|要点|"
    r"规范|标准|准则|守则|清单|目录|指南|须知|规划)(?:\s*[（(](?:试行|暂行|修订)[）)])?"
)
_OTHER = "\u25a1"
"""Stands for a block that is no line of text."""


def mark_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with every paragraph that is a heading marked as one.

    A table of contents stays text. The title of a text that a notice brings along is a heading
    of the first level, and what stands under it goes one level down.
    """
    lines = [_read_line(block) for block in blocks]
    contents = _find_contents(lines)
    levels = find_headings([_OTHER if n in contents else line for n, line in enumerate(lines)])
    marked: list[Block] = []
    below = 0
    for place, (block, level) in enumerate(zip(blocks, levels, strict=True)):
        if place in contents:
            marked.append(_as_text(block))
        elif _is_embedded_title(block, place, lines):
            below = 1
            marked.append(Heading(1, block.pieces))
        elif isinstance(block, Heading):
            marked.append(replace(block, level=(level or block.level) + below))
        elif isinstance(block, Paragraph) and level is not None and block.align is not Align.RIGHT:
            marked.append(Heading(level + below, block.pieces))
        else:
            marked.append(block)
    return tuple(marked)


def _read_line(block: Block) -> str:
    """What decides about a heading: text that is no paragraph only parts the others."""
    return plain_text(block) if isinstance(block, (Paragraph, Heading)) else _OTHER


def _as_text(block: Block) -> Block:
    return Paragraph(block.pieces) if isinstance(block, Heading) else block


def _is_embedded_title(block: Block, place: int, lines: list[str]) -> TypeGuard[Paragraph]:
    if not isinstance(block, Paragraph) or block.align is not Align.CENTER:
        return False
    text = plain_text(block).strip()
    if place < 1 or not _EMBEDDED.fullmatch(text):
        return False
    if _OTHER in lines[place + 1 : place + 3]:  # the title of a table or picture, its unit between
        return False
    ended = sum(line.rstrip().endswith(("。", "：", ":")) for line in lines[:place])
    return ended > 0 and find_headings([text]) == (None,)


def _find_contents(lines: list[str]) -> set[int]:
    """The lines of a table of contents: what follows 目录 and stands in the text once more."""
    found: set[int] = set()
    for place, line in enumerate(lines):
        if not _CONTENTS.fullmatch(line.strip()):
            continue
        later = {_bare(text): n for n, text in enumerate(lines) if text.strip()}
        for entry in range(place + 1, len(lines)):
            text = _bare(lines[entry])
            if text and later.get(text, 0) <= entry:
                break
            found.add(entry)
        break
    return found


def _bare(line: str) -> str:
    """A line without white space and without the page number behind it."""
    return "".join(_PAGE.sub("", line).split())


def close_gaps(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with headings that leave no level out on the way down."""
    above: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            above = [level for level in above if level < block.level]
            above.append(block.level)
            yield replace(block, level=len(above))
        else:
            yield block
