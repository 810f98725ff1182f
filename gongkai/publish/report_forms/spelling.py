"""Rows of the report's workbook as SpreadsheetML (ECMA-376 part 1, 18.3.1.73).

What stands in a cell stands in thousands: each text, number and day is spelled once.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from operator import floordiv
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

from gongkai.publish.exports.workbook import spell_text
from gongkai.publish.report_forms.table import Rate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongkai.publish.report_forms.table import Cell

LINE_HEIGHT = 14
"""In points."""
_MOST_LINES = 29
"""A row must not be higher than 409 points."""
_LONGEST_TEXT = 32_000
"""Characters of one cell; programs refuse more than 32,767."""
_NUMBER = "\0"
"""Where the number of a row belongs; no XML has this character."""
_KEPT = 1 << 14
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - days of workbooks are counted from here
_SECONDS = 86_400


class Speller:
    """Spells the cells of one workbook, whose styles it knows by their numbers."""

    def __init__(  # noqa: PLR0913, PLR0917 - one for each kind of cell
        self, text: str, number: str, decimal: str, rate: str, day: str, moment: str, note: str
    ) -> None:
        self._text, self._number, self._decimal, self._rate = text, number, decimal, rate
        self._day, self._moment, self._note = day, moment, note
        self._spell = lru_cache(_KEPT, typed=True)(self._spell_cell)

    def spell_rows(
        self, rows: Iterable[Sequence[Cell]], widths: Sequence[int], least: int
    ) -> Iterator[str]:
        """The rows from the second on, each so high that its longest text can be read.

        Args:
            rows: As many cells each as there are widths.
            widths: Of the columns, in characters of a Latin letter's width.
            least: Lines of text that each row has room for at least.
        """
        letters = map(xl_col_to_name, range(len(widths)))
        cells = "".join(f'<c r="{letter}{_NUMBER}"%s' for letter in letters)
        row = f'<row r="{_NUMBER}" ht="%d" customHeight="1">{cells}</row>'
        rooms = [width - 1 for width in widths]
        for number, line in enumerate(rows, 2):
            spelled, sizes = zip(*map(self._spell, line), strict=True)
            lines = min(max(-min(map(floordiv, sizes, rooms)), 1), _MOST_LINES)
            height = LINE_HEIGHT * max(lines, least) + 2
            yield (row % (height, *spelled)).replace(_NUMBER, str(number))

    def spell_note(self, number: int, text: str) -> str:
        """A row of one text about the others."""
        return f'<row r="{number}"><c r="A{number}"{_spell_string(self._note, text)}</row>'

    def _spell_cell(self, cell: Cell) -> tuple[str, int]:
        """A cell after its place, and how wide it is, if it is text; the width is negative."""
        if isinstance(cell, str) and cell:
            cut = cell if len(cell) <= _LONGEST_TEXT else _cut(cell)
            return _spell_string(self._text, cut), -measure_text(cell)
        if isinstance(cell, date):
            moment = isinstance(cell, datetime)
            return _spell_number(self._moment if moment else self._day, _count_days(cell)), 0
        if isinstance(cell, Rate) and cell.whole:
            return _spell_number(self._rate, cell.part / cell.whole), 0
        if isinstance(cell, int | float):
            decimal = isinstance(cell, float)
            return _spell_number(self._decimal if decimal else self._number, cell), 0
        return f' s="{self._text}"/>', 0


def _spell_number(style: str, number: float) -> str:
    return f' s="{style}"><v>{number + 0:.16G}</v></c>'


def _spell_string(style: str, text: str) -> str:
    opening = "<t>" if text == text.strip() else '<t xml:space="preserve">'
    return f' s="{style}" t="inlineStr"><is>{opening}{spell_text(text)}</t></is></c>'


def _cut(text: str) -> str:
    return f"{text[:_LONGEST_TEXT]}……（共{len(text)}字）"


def _count_days(day: date) -> float:
    """Days since 30 December 1899, a moment with its part of the day."""
    if isinstance(day, datetime):
        past = day.replace(tzinfo=None) - _DAY_ZERO
        return past.days + past.seconds / _SECONDS
    return day.toordinal() - _DAY_ZERO.toordinal()


@lru_cache(maxsize=_KEPT)
def measure_text(text: str) -> int:
    """Its width in characters of a Latin letter's width, a Han character being two."""
    return len(text.encode("gb18030"))
