"""What a reader gives of a file, whatever its format: blocks of text, files, and what was lost.

A reader judges nothing: it gives every character that a person who opens the file would read, in
order, and names with its place whatever it could not carry.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text within a block."""

    text: str
    """A `\\n` in it is a line break that the author made within the block."""
    target: str = ""
    """Where it leads, if it is a link: as the file has it, not yet judged."""
    note: str = ""
    """Mark of the footnote that is called here; `text` is empty then."""


class Align(StrEnum):
    """How a paragraph stands, which tells titles and signatures from text."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    pieces: tuple[Piece, ...]
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 stands directly below the title of the document."""

    level: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One point of a list that the format itself keeps as a list; numbers in text are text."""

    pieces: tuple[Piece, ...]
    depth: int = 0
    number: int | None = None
    """None for a bullet."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, at its first row and column; what it holds beside text is a Loss."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid: every position holds its cell, or None where a wider one reaches in."""

    rows: tuple[tuple[Cell | None, ...], ...]
    headed: bool = True
    """Whether the first row is its head."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that stands in the text."""

    file: str
    """Name of one of the carried files."""
    alt: str = ""
    """The text alternative that the file gives, possibly empty."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote."""

    mark: str
    pieces: tuple[Piece, ...]


Block: TypeAlias = Paragraph | Heading | Item | Table | Figure


@dataclass(frozen=True, slots=True)
class CarriedFile:
    """A file that goes along with the text: a picture in it, or the original as an attachment."""

    name: str
    """As the source has it; the document's own name for it is made later."""
    data: bytes
    title: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of the source that the blocks do not hold."""

    what: str
    """Chinese, one of few kinds, as 文本框 or 嵌入对象."""
    place: str
    """Where, as whoever opens the file finds it: 第 3 段, 第 2 张表第 1 行, 第 5 页."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ImportedText:
    """One file, read."""

    name: str
    """Name of the file, or its path within the imported folder."""
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    files: tuple[CarriedFile, ...] = ()
    losses: tuple[Loss, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    """What the format says of the document beside its text: meta tags of a page (`ArticleTitle`),
    the title property of a Word file. Names as the format has them."""


class ImportRefusedError(ValueError):
    """A file that cannot be read at all; the message is Chinese and says what to do."""


def plain_text(block: Block | Note) -> str:
    """The text of a block without marks; cells are parted by tabs, rows by line feeds."""
    if isinstance(block, Table):
        rows = ("\t".join(cell.text if cell else "" for cell in row) for row in block.rows)
        return "\n".join(rows)
    if isinstance(block, Figure):
        return block.alt
    return "".join(piece.text for piece in block.pieces)
