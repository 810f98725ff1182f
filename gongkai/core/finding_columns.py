"""Finding a column by what an editor remembers of it: id, name, pinyin or its first letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypinyin import Style, lazy_pinyin

from gongkai.core.models import RECORD_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.core.models.catalog import Column


def find_columns(columns: Iterable[Column], text: str) -> tuple[Column, ...]:
    """The columns that a text may mean: the one of that id or name, else all that contain it.

    Where none does, the columns that take documents of a type so called.
    """
    wanted = text.strip().lower().replace(" ", "")
    if not wanted:
        return ()
    every = tuple(columns)
    exact = tuple(column for column in every if wanted in {column.id, column.name})
    named = exact or tuple(column for column in every if _mentions(column, wanted))
    return named or tuple(column for column in every if _takes(column, wanted))


def _takes(column: Column, wanted: str) -> bool:
    return any(wanted == kind or wanted in RECORD_TYPES[kind].type_name for kind in column.types)


def _mentions(column: Column, wanted: str) -> bool:
    """Pinyin counts from the start of a syllable: `zhengji` is not in 市政建设."""
    syllables = [syllable.lower() for syllable in lazy_pinyin(column.name)]
    letters = "".join(lazy_pinyin(column.name, style=Style.FIRST_LETTER)).lower()
    if wanted in column.name.lower() or wanted in letters or column.id.startswith(wanted):
        return True
    words = (syllables, column.id.split("-"))
    return any(
        "".join(each[start:]).startswith(wanted) for each in words for start in range(len(each))
    )
