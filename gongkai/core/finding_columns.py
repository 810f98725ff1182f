"""Finding a column by what an editor remembers of it: id, name, pinyin or its first letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypinyin import Style, lazy_pinyin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.core.models.catalog import Column


def find_columns(columns: Iterable[Column], text: str) -> tuple[Column, ...]:
    """The columns that a text may mean: the one of that id or name, else all that contain it."""
    wanted = text.strip().lower().replace(" ", "")
    if not wanted:
        return ()
    every = tuple(columns)
    exact = tuple(column for column in every if wanted in {column.id, column.name})
    return exact or tuple(column for column in every if _mentions(column, wanted))


def _mentions(column: Column, wanted: str) -> bool:
    spelled = "".join(lazy_pinyin(column.name)).lower()
    letters = "".join(lazy_pinyin(column.name, style=Style.FIRST_LETTER)).lower()
    bare = column.id.replace("-", "")
    texts = (column.id, bare, column.name.lower(), spelled, letters)
    return any(wanted in text for text in texts)
