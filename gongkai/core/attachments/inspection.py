"""What the inspection of one attachment found."""

from __future__ import annotations

import re
from dataclasses import dataclass

PLACE = re.compile(r"第[0-9]{1,6}张工作表(（隐藏）)?([A-Z]{1,3}[0-9]{1,7}单元格)?")
"""What a place in a workbook may look like: nothing of the workbook's own words."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing in an attachment that must not be published unseen."""

    rule: str
    """Rule id, `attachment-…`."""
    message: str
    """One Chinese sentence: what it is, where, how often; never the content itself."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of a file as whoever opens it reads it."""

    rows: tuple[tuple[str, ...], ...]
    """The rows of a table, or paragraphs of one cell each."""
    table: bool = False
    whole: bool = True
    """Whether nothing of the text, or of this sheet, was left out."""
    sheets: int = 1
    """Number of sheets of a workbook, of which the first is shown."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """All that was found in one attachment; the same bytes always give the same inspection."""

    faults: tuple[Fault, ...] = ()
    texts: tuple[str, ...] = ()
    """Every text in the file, visible or not: a paragraph, cell or text run each."""
    preview: Preview | None = None
    """Of a file without faults, where its kind allows one."""
    places: tuple[tuple[str, str], ...] = ()
    """Some of the texts, those with numbers, with the first cell in which each stands."""
