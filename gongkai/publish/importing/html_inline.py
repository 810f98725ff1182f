"""Paragraphs of a page from its pieces: white space, indents, breaks that part paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import Align, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BREAK = "\v"
"""Stands for a line break of the page; the page's own characters cannot be this one."""
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—"
_WRAPPED = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_WIDE}])")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_PARTING = re.compile(
    rf"{BREAK}[ \xa0\u3000]*(?:{BREAK}[ \xa0\u3000]*)+"
    rf"|{BREAK}[ ]*(?:\u3000+|\xa0[ \xa0]*\xa0)[ \xa0\u3000]*"
)
_EDGE = " \xa0\u3000\t\r\n\f" + BREAK
_INDENT = re.compile(r"[ \xa0\u3000]*")
_FAR = 16
"""Blanks, those as wide as a character twice, that push a line to the right of the page."""
_LONGEST_SIGNATURE = 40


def part_pieces(pieces: Sequence[Piece], align: Align) -> Iterator[tuple[tuple[Piece, ...], Align]]:
    """The paragraphs that the pieces make, tidied, each with how it stands."""
    for part in _split(_collapse(pieces)):
        line = "".join(piece.text for piece in part)
        tidied = _trim(part)
        if tidied:
            yield tidied, _find_align(line, align)


def tidy_text(text: str) -> str:
    """A stretch of text as a page shows it, on lines of their own where it breaks them."""
    joined = _BLANKS.sub(" ", _WRAPPED.sub("", text))
    lines = (" ".join(line.replace("\xa0", " ").split(" ")) for line in joined.split(BREAK))
    return "\n".join(line for line in (re.sub(" {2,}", " ", s).strip(_EDGE) for s in lines) if line)


def _collapse(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without the white space of the source, like ones joined."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and not (piece.note or joined[-1].note) and joined[-1].target == piece.target:
            piece = Piece(joined.pop().text + piece.text, piece.target)  # noqa: PLW2901
        joined.append(piece)
    return [Piece(_BLANKS.sub(" ", _WRAPPED.sub("", p.text)), p.target, p.note) for p in joined]


def _split(pieces: list[Piece]) -> Iterator[list[Piece]]:
    part: list[Piece] = []
    for piece in pieces:
        first, *others = _PARTING.split(piece.text)
        part.append(Piece(first, piece.target, piece.note))
        for other in others:
            yield part
            part = [Piece(other, piece.target)]
    yield part


def _trim(pieces: list[Piece]) -> tuple[Piece, ...]:
    kept = [
        Piece(
            re.sub(" {2,}", " ", re.sub(rf"(?<! ) *{BREAK} *", "\n", p.text.replace("\xa0", " "))),
            p.target,
            p.note,
        )
        for p in pieces
    ]
    while kept and not kept[0].note and not kept[0].text.strip(_EDGE):
        kept.pop(0)
    while kept and not kept[-1].note and not kept[-1].text.strip(_EDGE):
        kept.pop()
    if kept:
        first, last = kept[0], kept[-1]
        kept[0] = Piece(first.text.lstrip(_EDGE), first.target, first.note)
        last = kept[-1]
        kept[-1] = Piece(last.text.rstrip(_EDGE), last.target, last.note)
    return tuple(p for p in kept if p.text or p.note)


def _find_align(line: str, align: Align) -> Align:
    """Right for a short line that blanks push there, as old pages do with signatures."""
    indent = _INDENT.match(line.lstrip("\t\r\n\f"))
    blanks = indent[0] if indent else ""
    if align is Align.LEFT and len(line.strip(_EDGE)) <= _LONGEST_SIGNATURE:
        width = len(blanks) + blanks.count("\u3000")
        return Align.RIGHT if width >= _FAR else align
    return align
