"""Fields that hold rows of one kind, as lists of channels or places, laid out as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.core.models.annual import YearlyForm
from gongkai.core.models.base import Document
from gongkai.publish.pages.annual_tables import Cell, Table
from gongkai.publish.pages.elements import format_value, holds_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongkai.core.models.fields import Frozen

_EMPTY = "—"


def build_row_tables(record: Document, today: date) -> Iterator[Table]:
    """A table of each field that holds rows; rows that have ended by today are only counted."""
    if isinstance(record, YearlyForm):
        return
    for name, field in type(record).model_fields.items():
        rows = getattr(record, name)
        if name in Document.model_fields or not holds_rows(rows):
            continue
        shown = tuple(row for row in rows if not has_ended(row, today))
        ended = len(rows) - len(shown)
        caption = (field.title or name) + (f"（另有 {ended} 项已经办结或者期满）" if ended else "")
        if shown:
            yield Table("", caption, _lay_out(shown), 1)


def has_ended(row: Frozen, today: date) -> bool:
    """Whether a row says of itself that it needs to be shown no more."""
    ended = getattr(row, "has_ended", None)
    return ended is not None and ended(today)


def _lay_out(rows: tuple[Frozen, ...]) -> tuple[tuple[Cell, ...], ...]:
    fields = type(rows[0]).model_fields
    used = [name for name in fields if any(_is_filled(getattr(row, name)) for row in rows)]
    head = tuple(Cell(fields[name].title or name, "col") for name in used)
    body = (
        tuple(
            Cell(_format(getattr(row, name), fields[name].description), "" if place else "row")
            for place, name in enumerate(used)
        )
        for row in rows
    )
    return (head, *body)


def _is_filled(value: Any) -> bool:  # noqa: ANN401 - any field's value
    return value is not None and value != ()


def _format(value: Any, description: str | None) -> str:  # noqa: ANN401 - any field's value
    if not _is_filled(value):
        return _EMPTY
    if isinstance(value, tuple):
        return "、".join(str(part) for part in value)
    return format_value(value, description or "")
