"""What a form of the annual report is made of: tables, bands, rows and columns with labels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]+[.．、])")
_REMARK = re.compile(r"（[^（）]*）$")

TOTAL = "total"
"""Key of the column that adds up the others."""


class Kind(StrEnum):
    """What a cell may hold besides a placeholder."""

    COUNT = "count"
    """A whole number from 0."""
    CHANGE = "change"
    """A whole number, below 0 for a decrease (本年增/减)."""
    MONEY = "money"
    """An amount from 0 with at most two decimals."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of figures."""

    key: str
    label: str
    kind: Kind = Kind.COUNT
    measure: str = "件"
    """件, 项, 元 or 万元."""
    group: str = ""
    """The heading above this and its neighbours, empty for none."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    key: str
    label: str
    """As the form prints it, numbering included."""
    level: int = 1
    """1 for 一、, 2 for （一）, 3 for 1."""
    parent: str = ""
    """Key of the row above it in the hierarchy."""
    is_heading: bool = False
    """It only heads other rows and has no figures."""

    @property
    def name(self) -> str:
        """The label without numbering and remark."""
        return _REMARK.sub("", _NUMBERING.sub("", self.label))


@dataclass(frozen=True, slots=True)
class Band:
    """The rows of table 2 that fall under one item of the Regulation's art. 20."""

    heading: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ProactiveForm:
    """Table 2."""

    section: str
    caption: str
    lead: str
    """Heading of the first column of each band."""
    bands: tuple[Band, ...]

    @property
    def rows(self) -> tuple[tuple[Row, tuple[Column, ...]], ...]:
        """Every row with its columns, in order."""
        return tuple((row, band.columns) for band in self.bands for row in band.rows)


@dataclass(frozen=True, slots=True)
class RequestForm:
    """Table 3."""

    section: str
    caption: str
    rule: str
    """The identity that stands in the corner of the table."""
    heading: str
    """Heading above all columns."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def figures(self) -> tuple[Row, ...]:
        """The rows that have figures, in order."""
        return tuple(row for row in self.rows if not row.is_heading)

    @property
    def parts(self) -> tuple[str, ...]:
        """Keys of the rows that add up to the total of what was handled."""
        return tuple(row.key for row in self.figures if re.fullmatch(r"r(?!7)[0-9_]+", row.key))

    def children(self, key: str) -> tuple[Row, ...]:
        """The rows right below one in the hierarchy, in order."""
        return tuple(row for row in self.rows if row.parent == key)


@dataclass(frozen=True, slots=True)
class DisputeForm:
    """Table 4: its rows stand side by side, each with the same columns."""

    section: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    group: str
    """Heading above the rows after the first."""


@dataclass(frozen=True, slots=True)
class Form:
    """One version of the form."""

    version: str
    basis: str
    """The notice that prescribes it."""
    first_year: int
    """The first year that is reported on with it."""
    sections: tuple[str, ...]
    """Titles of the sections that the report must have, in order, without numbers."""
    proactive: ProactiveForm
    requests: RequestForm
    disputes: DisputeForm
