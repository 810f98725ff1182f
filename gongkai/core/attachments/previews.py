"""The first rows or lines of an attachment, for the page that offers it."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from gongkai.core.attachments.inspection import Preview

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CHARACTERS = 1_200
ROWS = 24
"""Twenty of content, and a title and heads above them."""
COLUMNS = 12
_CELL = 120
_FULL = 0.7
"""A line of a page at least so full, compared with the longest, goes on in the next."""
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.．、](?!\d)"
)
_ENDS = tuple("。；：！？.;:!?")


def preview_table(rows: Iterable[Iterable[str]], sheets: int = 1) -> Preview:
    """The first rows of a table, without empty rows and without empty columns at the right."""
    cleaned = (tuple(_clean(cell) for cell in islice(row, COLUMNS + 1)) for row in rows)
    filled = [*islice((row for row in cleaned if any(row)), ROWS + 1)]
    width = max((n for row in filled for n, cell in enumerate(row, 1) if cell), default=0)
    shown = min(width, COLUMNS)
    return Preview(
        tuple(_fit(row, shown) for row in filled[:ROWS]),
        table=True,
        whole=len(filled) <= ROWS and width <= COLUMNS and not _is_cut(filled),
        sheets=sheets,
    )


def preview_text(paragraphs: Iterable[str]) -> Preview:
    """The first paragraphs of a text; the last is cut where there is no more room."""
    rows: list[tuple[str, ...]] = []
    room = CHARACTERS
    for paragraph in paragraphs:
        text = _clean(paragraph)
        if len(text) > room:
            rows += [(f"{text[:room]}……",)] if room else []
            return Preview(tuple(rows), whole=False)
        if text:
            rows.append((text,))
            room -= len(text)
    return Preview(tuple(rows))


def join_lines(lines: Iterable[str]) -> Iterator[str]:
    """Paragraphs of the lines of a page: a full line that ends in no stop goes on in the next.

    Numbered lines, which are headings or rows of a table, begin anew.
    """
    kept = [line.strip() for line in lines if line.strip()]
    longest = max(map(len, kept), default=0)
    paragraph = ""
    for line in kept:
        if paragraph and _NUMBERED.match(line):
            yield paragraph
            paragraph = ""
        paragraph += line
        if len(line) < _FULL * longest or line.endswith(_ENDS):
            yield paragraph
            paragraph = ""
    if paragraph:
        yield paragraph


def _clean(text: str) -> str:
    """The text in one line, without characters that nobody sees."""
    seen = "".join(c for c in text if c.isprintable() or c.isspace())
    return " ".join(seen.split())


def _is_cut(rows: list[tuple[str, ...]]) -> bool:
    return any(len(cell) > _CELL for row in rows for cell in row)


def _fit(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    cells = (cell if len(cell) <= _CELL else f"{cell[:_CELL]}……" for cell in row[:width])
    return (*cells, *[""] * (width - len(row)))
