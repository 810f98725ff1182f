"""Forms to be signed with a pen: rows of labelled cells, some of them wider than others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; line breaks in its text are kept."""

    text: str
    span: int = 1
    """How many of the grid's columns it covers."""
    label: bool = False
    """Whether it names what stands beside or below it."""
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row, which is never torn between two pages."""

    cells: tuple[Cell, ...]
    height: int = 8
    """Least height in millimetres."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form on A4."""

    title: str
    above: str
    """The line between title and grid."""
    day: date
    grid: tuple[int, ...]
    """The widths of the columns in millimetres."""
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    """Small print below the grid."""
