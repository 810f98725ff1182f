"""A read text made sound: damage mended where it is certain, characters simplified if asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import opencc

from gongkai.core.importing.blocks import Figure, Table
from gongkai.core.importing.garbled import mend, summarise
from gongkai.core.importing.garbled_kinds import Damage

if TYPE_CHECKING:
    from gongkai.core.importing.blocks import Block, ImportedText, Piece

_CONFIGURATION = "tw2s"
"""By phrases, and without putting other words: what was issued keeps its terms."""
_SCRIPTS = frozenset({Damage.TRADITIONAL, Damage.MIXED})


@dataclass(frozen=True, slots=True)
class Sound:
    """A text after mending, and what the editor is told of it."""

    text: ImportedText
    remarks: tuple[str, ...]


def make_sound(text: ImportedText, *, simplify: bool) -> Sound:
    """The text with certain damage mended and, only if asked for, in simplified characters."""
    mended = mend(text)
    if not simplify:
        return Sound(mended.text, summarise(mended.garbles))
    simplified = simplify_text(mended.text)
    told = summarise(g for g in mended.garbles if g.spot.kind not in _SCRIPTS)
    if simplified == mended.text:
        return Sound(simplified, (*told, "没有繁体字，无需转换"))
    return Sound(
        simplified, (*told, "繁体字已转换为简体字，请对照原文逐字核对，人名、地名尤其要核对")
    )


def simplify_text(text: ImportedText) -> ImportedText:
    """The text, its tables and notes in simplified characters."""
    notes = tuple(replace(note, pieces=_convert_pieces(note.pieces)) for note in text.notes)
    return replace(text, blocks=tuple(map(_convert_block, text.blocks)), notes=notes)


def _convert_block(block: Block) -> Block:
    if isinstance(block, Figure):
        return replace(block, alt=_convert(block.alt))
    if isinstance(block, Table):
        rows = tuple(
            tuple(cell and replace(cell, text=_convert(cell.text)) for cell in row)
            for row in block.rows
        )
        return replace(block, rows=rows)
    return replace(block, pieces=_convert_pieces(block.pieces))


def _convert_pieces(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    return tuple(replace(piece, text=_convert(piece.text)) for piece in pieces)


def _convert(text: str) -> str:
    converted: str = _converter().convert(text)
    return converted


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC(_CONFIGURATION)
