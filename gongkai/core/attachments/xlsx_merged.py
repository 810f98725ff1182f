"""Merged cells of a sheet, and how columns are spelt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.attachments.markup import iterate
from gongkai.core.attachments.xlsx import number_column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.attachments.markup import Element

_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_MOST_COLUMNS = 300
_MOST_ROWS = 20_000
_LETTERS = 26


def list_merged(sheet: Element) -> Iterator[tuple[int, int, int, int]]:
    """Row and column, from 1, and columns and rows of every merged cell (18.3.1.55)."""
    for mark in iterate(sheet, "mergeCell"):
        match = _RANGE.fullmatch(mark.get("ref", ""))
        if match is not None:
            left, right = number_column(match[1]), number_column(match[3])
            top, bottom = int(match[2]), int(match[4])
            if left <= right < left + _MOST_COLUMNS and top <= bottom <= _MOST_ROWS:
                yield top, left, right - left + 1, bottom - top + 1


def spell_column(number: int) -> str:
    """The letters of a column, from 1 for A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
