"""What papers are made of: headings, paragraphs, numbered items and tables, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class Place(StrEnum):
    """Where a paragraph stands in an official document (GB/T 9704—2012)."""

    BODY = "正文"
    ADDRESSEE = "主送"
    SIGNATURE = "署名"
    DATE = "成文日期"
    NOTE = "附注"
    PLAIN = "说明"
    """Small print below a table."""


class Align(StrEnum):
    """How the cells of a column stand."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the first (一、) or second level (（一）), its number included."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    text: str
    place: Place = Place.BODY


@dataclass(frozen=True, slots=True)
class Listing:
    """Items that are numbered 1, 2, 3."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """The head of a column."""

    name: str
    width: int
    """Its share of the width; the shares of a table need not add up to anything."""
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head that is repeated on each page."""

    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    to_fill: bool = False
    """Whether somebody is to write into its empty cells by hand."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Listing | Table | PageBreak


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper."""

    title: str
    author: str
    """The office that sends it."""
    day: date
    blocks: tuple[Block, ...]
    phrases: tuple[str, ...] = ()
    """The title in parts between which a line may end; it ends nowhere else."""
