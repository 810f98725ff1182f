"""A record's own fields as the rows of a table of elements (要素)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from gongkai.core.models.annual import FigureTable
from gongkai.core.models.base import Document
from gongkai.core.models.fields import Frozen, format_moment

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILE_FIELDS = frozenset({"form", "table"})
_ORDERED = frozenset({"steps"})
_SHOWN_APART = frozenset({"consolidates"})
"""Fields that lead to documents, which stand among the related ones."""


@dataclass(frozen=True, slots=True)
class Row:
    """One element: its official label and its value as lines of text."""

    label: str
    lines: tuple[str, ...]
    kind: str = "text"
    """`text`, `list`, `steps` or `file`; of a file the line is the attachment's name."""


def list_elements(record: Document) -> tuple[Row, ...]:
    """The fields that the record's type adds to those of every document, where filled in."""
    return tuple(_list_rows(record))


def _list_rows(record: Frozen) -> Iterator[Row]:
    for name, label, description in list_own_fields(type(record)):
        value = getattr(record, name)
        if name in _SHOWN_APART or value is None or value == () or _is_table(value):
            continue
        if isinstance(value, Frozen):
            yield from _list_rows(value)
            continue
        if name in _FILE_FIELDS and value in _file_names(record):
            yield Row(label, (str(value),), "file")
        elif isinstance(value, tuple):
            kind = "steps" if name in _ORDERED else "list"
            yield Row(label, tuple(str(part) for part in value), kind)
        else:
            yield Row(label, tuple(format_value(value, description).split("\n")))


@cache
def list_own_fields(kind: type[Frozen]) -> tuple[tuple[str, str, str], ...]:
    """Name, label and description of each field that not every document has."""
    common = Document.model_fields if issubclass(kind, Document) else {}
    return tuple(
        (name, field.title or name, field.description or "")
        for name, field in kind.model_fields.items()
        if name not in common
    )


def _is_table(value: Any) -> bool:  # noqa: ANN401 - any field's value
    return isinstance(value, FigureTable) or holds_rows(value)


def holds_rows(value: Any) -> bool:  # noqa: ANN401 - any field's value
    """Whether a field's value is a list of records, which stands as a table of its own."""
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Frozen)


def _file_names(record: Frozen) -> tuple[str, ...]:
    return tuple(a.file for a in record.attachments) if isinstance(record, Document) else ()


def format_value(value: Any, description: str) -> str:  # noqa: ANN401 - any field's value
    """A field's value as Chinese text; amounts with the unit that the field's description names."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value:,}" + (" 万元" if "万元" in description else "")
    if isinstance(value, datetime):
        return format_moment(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else str(value)
