"""Fields that hold rows of one kind, as lists of channels or places, laid out as tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from gongkai.core.models.annual import YearlyForm
from gongkai.publish.pages.annual_tables import Cell, Table
from gongkai.publish.pages.elements import format_value, holds_rows, list_own_fields

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongkai.core.models.base import Document
    from gongkai.core.models.fields import Frozen

_EMPTY = "—"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LONG = 40
"""A cell with more characters than this does not stand beside others."""
_SHOWN_APART = frozenset({"document"})
"""Fields that lead to documents, which stand among the related ones."""


def build_row_tables(record: Document, today: date) -> Iterator[Table]:
    """A table of each field that holds rows; rows that have ended by today are only counted."""
    if isinstance(record, YearlyForm):
        return
    for name, label, _ in list_own_fields(type(record)):
        rows = getattr(record, name)
        if not holds_rows(rows):
            continue
        shown = tuple(row for row in rows if not has_ended(row, today))
        ended = len(rows) - len(shown)
        caption = label + (f"（另有 {ended} 项已经办结或者期满）" if ended else "")
        if shown:
            head_rows, cells = _lay_out(shown)
            yield Table("", caption, cells, head_rows, of_rows=True)


def has_ended(row: Frozen, today: date) -> bool:
    """Whether a row says of itself that it needs to be shown no more."""
    ended = getattr(row, "has_ended", None)
    return ended is not None and ended(today)


def _lay_out(rows: tuple[Frozen, ...]) -> tuple[int, tuple[tuple[Cell, ...], ...]]:
    """The number of heading rows, and the rows: one for each record, or one for each field."""
    fields = type(rows[0]).model_fields
    used = [name for name in fields if name not in _SHOWN_APART and _is_used(rows, name)]
    labels = [fields[name].title or name for name in used]
    texts = [
        [_format(getattr(row, name), fields[name].description) for name in used] for row in rows
    ]
    if any(len(text) > _LONG for row in texts for text in row):
        return 0, tuple(_lay_out_bands(labels, texts))
    head = tuple(Cell(label, "col") for label in labels)
    body = (tuple(_make_cell(text, place) for place, text in enumerate(row)) for row in texts)
    return 1, (head, *body)


def _make_cell(text: str, place: int) -> Cell:
    return Cell(text, "" if place else "row", is_day=_DAY.fullmatch(text) is not None)


def _lay_out_bands(labels: list[str], texts: list[list[str]]) -> Iterator[tuple[Cell, ...]]:
    """Each record as a band with its number and first field, and its other fields below."""
    for number, (first, *others) in enumerate(texts, 1):
        yield (Cell(f"{number}. {first}", "colgroup", across=2),)
        for label, text in zip(labels[1:], others, strict=True):
            if text != _EMPTY:
                yield Cell(label, "row"), Cell(text)


def _is_used(rows: tuple[Frozen, ...], name: str) -> bool:
    return any(_is_filled(getattr(row, name)) for row in rows)


def _is_filled(value: Any) -> bool:  # noqa: ANN401 - any field's value
    return value is not None and value != ()


def _format(value: Any, description: str | None) -> str:  # noqa: ANN401 - any field's value
    if not _is_filled(value):
        return _EMPTY
    if isinstance(value, tuple):
        return "、".join(str(part) for part in value)
    return format_value(value, description or "")
