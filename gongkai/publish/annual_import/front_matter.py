"""Figures as the lines of front-matter that an annual report begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.annual.figures import Part, list_rows
from gongkai.core.drafts import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gongkai.core.annual.figures import Place
    from gongkai.core.annual.shapes import Column, Form, Row
    from gongkai.publish.annual_import.matching import Imported

KEYS = {Part.PROACTIVE: "proactive", Part.REQUESTS: "requests", Part.DISPUTES: "disputes"}
"""The fields of an annual report that hold its tables."""


def collect_cells(imported: Imported) -> dict[tuple[Part, str, int], str]:
    """Every figure that was understood, by table, row and position."""
    return {
        key_of(reading.place): reading.value for reading in imported.readings if not reading.fault
    }


def key_of(place: Place) -> tuple[Part, str, int]:
    """What tells a place from all others."""
    return place.part, place.row.key, place.position


def format_front_matter(form: Form, cells: Mapping[tuple[Part, str, int], str]) -> str:
    """The lines of front-matter; a cell that is not given waits to be filled in."""
    return "".join(f"{line}\n" for line in _list_lines(form, cells))


def _list_lines(form: Form, cells: Mapping[tuple[Part, str, int], str]) -> Iterator[str]:
    yield f"form: {form.version}"
    for part, rows in list_rows(form):
        yield f"{KEYS[part]}:"
        for row, columns in rows:
            yield f"  {row.key}: {_spell_row(part, row, columns, cells)}"


def _spell_row(
    part: Part,
    row: Row,
    columns: tuple[Column, ...],
    cells: Mapping[tuple[Part, str, int], str],
) -> str:
    spelled = [_spell(cells.get((part, row.key, n), PLACEHOLDER)) for n in range(len(columns))]
    return f"[{', '.join(spelled)}]" if len(columns) > 1 else spelled[0]


def _spell(text: str) -> str:
    """Numbers as they are, all else in quotes, so that a blank stays a blank."""
    return text if text.lstrip("-").replace(".", "", 1).isdecimal() else f'"{text}"'


def list_values(
    form: Form, cells: Mapping[tuple[Part, str, int], str]
) -> dict[str, dict[str, object] | str] | None:
    """The tables as front-matter would give them; None when a cell is lacking."""
    tables: dict[str, dict[str, object] | str] = {"form": form.version}
    for part, rows in list_rows(form):
        table: dict[str, object] = {}
        for row, columns in rows:
            keys = [(part, row.key, n) for n in range(len(columns))]
            if any(key not in cells for key in keys):
                return None
            found = [cells[key] for key in keys]
            table[row.key] = found if len(found) > 1 else found[0]
        tables[KEYS[part]] = table
    return tables
