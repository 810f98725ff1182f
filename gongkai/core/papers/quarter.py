"""Quarters of a year, as `2026-q3`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.core.papers.wording import format_han

_SPELLING = re.compile(r"((?:19|20)[0-9]{2})-?[qQ]([1-4])")
_QUARTERS = 4
_MONTHS = 3


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months."""

    year: int
    number: int
    """1 to 4."""

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, _MONTHS * (self.number - 1) + 1, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return self.after().first - timedelta(days=1)

    @property
    def name(self) -> str:
        """`2026年第三季度`."""
        return f"{self.year}年第{format_han(self.number)}季度"

    @property
    def id(self) -> str:
        """`2026-q3`."""
        return f"{self.year}-q{self.number}"

    def after(self) -> Quarter:
        """The next quarter."""
        year, number = divmod(self.year * _QUARTERS + self.number, _QUARTERS)
        return Quarter(year, number + 1)

    def before(self, count: int = 1) -> Quarter:
        """The quarter so many quarters earlier."""
        year, number = divmod(self.year * _QUARTERS + self.number - 1 - count, _QUARTERS)
        return Quarter(year, number + 1)


def parse_quarter(text: str) -> Quarter:
    """The quarter that a person names.

    Raises:
        ValueError: when it is spelled otherwise than `2026-q3`.
    """
    found = _SPELLING.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    return Quarter(int(found[1]), int(found[2]))


def find_quarter(day: date) -> Quarter:
    """The quarter of a day."""
    return Quarter(day.year, (day.month - 1) // _MONTHS + 1)
