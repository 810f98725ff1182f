"""Characters that a document here may not hold: dropped or replaced, and named."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import Cell, Figure, Item, Loss, Piece, Table
from gongkai.core.text import find_forbidden

if TYPE_CHECKING:
    from gongkai.core.importing.blocks import Block, ImportedText, Note

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[\t\xa0]")
_NO_CHARACTERS = re.compile("[\ufdd0-\ufdef\U0001fffe-\U0001ffff\U0002fffe-\U0002ffff]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")


class Characters:
    """Makes texts fit for a document, and counts what that changed."""

    def __init__(self) -> None:
        self._dropped: Counter[str] = Counter()
        self._private: Counter[str] = Counter()

    def clean(self, text: str) -> str:
        """The text with line feeds and blanks only, and without what nobody can see."""
        text = _BLANKS.sub(" ", _BREAKS.sub("\n", text))
        if find_forbidden(text) is not None or _NO_CHARACTERS.search(text):
            text = "".join(self._keep(character) for character in text)
        self._private.update(_PRIVATE.findall(text))
        return text

    def _keep(self, character: str) -> str:
        if find_forbidden(character) is None and not _NO_CHARACTERS.match(character):
            return character
        self._dropped[character] += 1
        return ""

    def list_dropped(self) -> tuple[str, ...]:
        """One Chinese phrase for each kind of invisible character that was left out."""
        return tuple(f"{_name(c)} {n} 处，已删去" for c, n in sorted(self._dropped.items()))

    def list_losses(self) -> tuple[Loss, ...]:
        """The characters that have no meaning but in a font of their own."""
        return tuple(
            Loss("自造字（网页上显示不出，请换成规范的字）", "全文", f"U+{ord(c):04X} {n} 处")
            for c, n in sorted(self._private.items())
        )


def _name(character: str) -> str:
    known = {"\u200b": "零宽空格", "\ufeff": "BOM 标记", "\u00ad": "可选连字符"}
    code = f"U+{ord(character):04X}"
    name = known.get(character, unicodedata.name(character, "控制字符"))
    return f"{name}（{code}）"


def clean_text(text: ImportedText) -> tuple[ImportedText, Characters]:
    """The text with every character fit for a document."""
    found = Characters()
    blocks = tuple(_clean_block(block, found) for block in text.blocks)
    notes: tuple[Note, ...] = tuple(
        replace(note, pieces=_clean_pieces(note.pieces, found)) for note in text.notes
    )
    return replace(text, blocks=blocks, notes=notes), found


def _clean_block(block: Block, found: Characters) -> Block:
    if isinstance(block, Table):
        rows = tuple(
            tuple(_clean_cell(cell, found) if cell else None for cell in row) for row in block.rows
        )
        return replace(block, rows=rows)
    if isinstance(block, Figure):
        return replace(block, alt=found.clean(block.alt))
    if isinstance(block, Item) and block.number is not None and block.number < 0:
        block = replace(block, number=None)
    return replace(block, pieces=_clean_pieces(block.pieces, found))


def _clean_cell(cell: Cell, found: Characters) -> Cell:
    return replace(cell, text=found.clean(cell.text))


def _clean_pieces(pieces: tuple[Piece, ...], found: Characters) -> tuple[Piece, ...]:
    return tuple(replace(piece, text=found.clean(piece.text)) for piece in pieces)
