"""Texts damaged on their way: what is damaged where, and what follows with certainty of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import Figure, Table, plain_text
from gongkai.core.importing.garbled_encoding import mend_encoding
from gongkai.core.importing.garbled_glosses import mend_glosses
from gongkai.core.importing.garbled_kinds import Damage, Garble, Mended, Spot
from gongkai.core.importing.garbled_marks import find_marks, mend_entities, mend_invisible
from gongkai.core.importing.garbled_script import find_script
from gongkai.core.importing.garbled_shift import Numbering
from gongkai.core.importing.garbled_spacing import mend_spacing, mend_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.importing.blocks import Block, Cell, ImportedText, Note, Piece

_MENDERS = (mend_entities, mend_invisible, mend_encoding, mend_glosses, mend_width, mend_spacing)
"""In this order: what one restores the next may need."""
_SAMPLES, _SHOWN = 3, 14
WHOLE = "全文"
"""The place of what is true of the text altogether."""


@dataclass(frozen=True, slots=True)
class MendedText:
    """A text in which everything is mended that is certain."""

    text: ImportedText
    garbles: tuple[Garble, ...]
    """What was found, mended or not, in order of place."""


def mend(text: ImportedText) -> MendedText:
    """The text with certain damage mended, and everything that was found.

    Mending what is mended already changes nothing; nothing else is ever touched.
    """
    mender = _Mender()
    blocks = tuple(mender.mend_block(block, place) for place, block in _number(text.blocks))
    notes = tuple(mender.mend_note(note) for note in text.notes)
    mended = replace(text, blocks=blocks, notes=notes)
    whole = "\n".join(map(plain_text, (*blocks, *notes)))
    script = tuple(Garble(WHOLE, spot) for spot in find_script(whole))
    return MendedText(mended, (*mender.garbles, *script))


def mend_line(text: str) -> tuple[str, tuple[Spot, ...]]:
    """A string with certain damage mended, and what was done."""
    spots: list[Spot] = []
    # What one mender uncovers may be for one that was asked before it.
    for _ in range(len(_MENDERS)):
        before = text
        for mender in _MENDERS:
            text, found = _apply(mender(text))
            spots += found
        if text == before:
            break
    return text, tuple(spots)


def summarise(garbles: Iterable[Garble]) -> tuple[str, ...]:
    """One Chinese line for each kind: how many, where, whether mended, what to do."""
    kinds: dict[tuple[Damage, bool], list[Garble]] = {}
    for garble in garbles:
        kinds.setdefault((garble.spot.kind, garble.spot.mended), []).append(garble)
    return tuple(_describe(kind, mended, found) for (kind, mended), found in kinds.items())


def _describe(kind: Damage, mended: bool, found: list[Garble]) -> str:  # noqa: FBT001
    places = list(dict.fromkeys(garble.place for garble in found))
    listed = "、".join(places[:_SAMPLES]) + ("等" if len(places) > _SAMPLES else "")
    samples = list(dict.fromkeys(_show(garble.spot) for garble in found))
    done = "已改正" if mended else kind.advice
    where = "" if places == [WHOLE] else f"，在{listed}"
    return f"{kind.value}：{len(found)}处{where}，如{'、'.join(samples[:_SAMPLES])}；{done}"


def _show(spot: Spot) -> str:
    reading = f"（{spot.reading[:_SHOWN]}）" if spot.reading and not spot.mended else ""
    return f"“{spot.sample[:_SHOWN]}”{reading}"


def _apply(result: Mended) -> tuple[str, tuple[Spot, ...]]:
    return result.text, result.spots


def _number(blocks: tuple[Block, ...]) -> Iterator[tuple[str, Block]]:
    """Blocks with their places, counted as recognisers count them."""
    paragraphs = tables = 0
    for block in blocks:
        paragraphs += bool(plain_text(block).strip())
        tables += isinstance(block, Table)
        yield (f"第 {tables} 张表" if isinstance(block, Table) else f"第 {paragraphs} 段"), block


class _Mender:
    """Goes through a text from its beginning, for numbers are told by what went before."""

    def __init__(self) -> None:
        self.garbles: list[Garble] = []
        self._numbering = Numbering()

    def mend_block(self, block: Block, place: str) -> Block:
        if isinstance(block, Figure):
            return replace(block, alt=self._mend(block.alt, place))
        if isinstance(block, Table):
            return replace(block, rows=self._mend_rows(block, place))
        return replace(block, pieces=self._mend_pieces(block.pieces, place))

    def mend_note(self, note: Note) -> Note:
        return replace(note, pieces=self._mend_pieces(note.pieces, f"脚注 {note.mark}"))

    def _mend_rows(self, table: Table, place: str) -> tuple[tuple[Cell | None, ...], ...]:
        return tuple(
            tuple(
                cell and replace(cell, text=self._mend(cell.text, f"{place}第 {number} 行"))
                for cell in row
            )
            for number, row in enumerate(table.rows, start=1)
        )

    def _mend_pieces(self, pieces: tuple[Piece, ...], place: str) -> tuple[Piece, ...]:
        return tuple(replace(piece, text=self._mend(piece.text, place)) for piece in pieces)

    def _mend(self, text: str, place: str) -> str:
        mended, spots = mend_line(text)
        further = (*self._numbering.read(mended), *find_marks(mended))
        self.garbles += (Garble(place, spot) for spot in (*spots, *further))
        return mended
