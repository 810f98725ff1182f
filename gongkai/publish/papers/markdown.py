"""A paper as Markdown, as the site's own documents are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.papers.blocks import Align, Heading, Listing, PageBreak, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.papers.blocks import Block, Paper, Table

_SPECIAL = re.compile(r"([\\`*_\[\]{}>])")
_MARK_FIRST = re.compile(r"^([#+-])")
_NUMBER_FIRST = re.compile(r"^([0-9]+)([.)])(?=\s)")
_RULES = {Align.LEFT: "---", Align.CENTRE: ":---:", Align.RIGHT: "---:"}


def format_paper(paper: Paper) -> str:
    """The whole paper, its title first."""
    return f"# {escape(paper.title)}\n\n{format_body(paper)}"


def format_body(paper: Paper) -> str:
    """The paper below its title."""
    return "\n\n".join(text for block in paper.blocks for text in _format_block(block)) + "\n"


def escape(text: str) -> str:
    """Text in which Markdown finds nothing but text; a line break becomes a space."""
    line = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    line = _SPECIAL.sub(r"\\\1", line)
    return _NUMBER_FIRST.sub(r"\1\\\2", _MARK_FIRST.sub(r"\\\1", line))


def _format_block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{'#' * (level + 1)} {escape(text)}"
        case Paragraph(text):
            yield escape(text)
        case Listing(items):
            yield "\n".join(f"{n}. {escape(item)}" for n, item in enumerate(items, 1))
        case PageBreak():
            return
        case _:
            if block.title:
                yield f"**{escape(block.title)}**"
            yield _format_table(block)


def _format_table(table: Table) -> str:
    head = _format_row(column.name for column in table.columns)
    rule = f"| {' | '.join(_RULES[column.align] for column in table.columns)} |"
    return "\n".join((head, rule, *map(_format_row, table.rows)))


def _format_row(cells: Iterable[str]) -> str:
    escaped = (escape(cell).replace("|", r"\|") for cell in cells)
    return f"| {' | '.join(escaped)} |"
