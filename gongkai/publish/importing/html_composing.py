"""Blocks of a page, composed from the pieces of text that are met one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import Align, Heading, Item, Paragraph, Piece
from gongkai.publish.importing.html_inline import part_pieces

if TYPE_CHECKING:
    from gongkai.core.importing.blocks import Block


@dataclass(frozen=True, slots=True)
class Where:
    """In what a stretch of text stands."""

    align: Align = Align.LEFT
    target: str = ""
    level: int = 0
    """Of the heading; 0 for none."""
    depth: int = -1
    """Of the list; -1 for none."""
    struck: bool = False


@dataclass
class Composer:
    """Collects text until its block ends."""

    blocks: list[Block] = field(default_factory=list)
    _pieces: list[Piece] = field(default_factory=list)
    _item: Item | None = None

    def add(self, text: str | None, where: Where) -> None:
        """More text of the block that has begun, or of the next one."""
        if text:
            self._pieces.append(Piece(text, where.target))

    def begin_item(self, depth: int, number: int | None) -> None:
        """Makes the next paragraph a point of a list."""
        self._item = Item((), depth, number)

    def end_item(self) -> None:
        """What follows is no point."""
        self._item = None

    def end_block(self, where: Where) -> None:
        """Ends the paragraph, heading or point."""
        pieces, self._pieces = self._pieces, []
        for tidied, align in part_pieces(pieces, where.align):
            if where.level:
                self.blocks.append(Heading(where.level, tidied))
            elif self._item is not None:
                self.blocks.append(replace(self._item, pieces=tidied))
                self._item = None
            else:
                self.blocks.append(Paragraph(tidied, align))

    def put(self, block: Block | None, where: Where) -> None:
        """Puts a block of its own after the one that it ends; None ends none."""
        if block is not None:
            self.end_block(where)
            self.blocks.append(block)
