"""What the search page knows of all documents at once: facets, dates, numbers, addresses of pages.

A row of small numbers is a text, one character each: the number's code point is `ZERO` more. So
it stands in JSON, where it packs well and can be read as any other text.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gongkai.core.document_number import DocumentNumber, NumberForm, parse_document_number
from gongkai.core.search_form import search_form
from gongkai.publish.search_pages import pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongkai.publish.search_record import SearchRecord

ZERO = 0x5D
"""The character after the backslash, so that no small number needs to be escaped."""
_LARGEST = 0xD7FF - ZERO
_LONE = re.compile("[\ud800-\udfff]")

FACETS = ("column", "disclosure", "issuer", "subject", "genre", "validity", "unit")
_NAMED = {"column": "column_name", "unit": "unit_name"}


@dataclass(frozen=True, slots=True)
class NumberParts:
    """A document's own number as it is looked up; all empty when it has none."""

    agency: str = ""
    year: int = 0
    serial: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """How a shard is stored."""

    segments: Sequence[int]
    """Of each document."""
    files: Sequence[int]
    """Segments in each file of texts."""
    pages: Sequence[str]
    """Where every `step`th page begins."""
    step: int


def format_table(records: Sequence[SearchRecord], layout: Layout) -> bytes:
    """The table of documents in their order.

    Raises:
        ValueError: a date does not exist.
    """
    days = [date.fromisoformat(record.published).toordinal() for record in records]
    return encode(
        {
            "days": days[:1],
            "earlier": code_row(b - a for a, b in zip(days[1:], days, strict=False)),
            "segments": code_row(layout.segments),
            "files": code_row(layout.files),
            "facets": {name: _format_facet(name, records) for name in FACETS},
            "pages": "\n".join(layout.pages),
            "step": layout.step,
        }
    )


def format_numbers(records: Iterable[SearchRecord]) -> bytes:
    """The numbers of the documents in their order, in parts."""
    parts = [read_number(record.document_number) for record in records]
    agencies = ["", *_order(part.agency for part in parts if part.agency)]
    place = {agency: number for number, agency in enumerate(agencies)}
    return encode(
        {
            "agencies": agencies,
            "agency": code_row(place[part.agency] for part in parts),
            "year": code_row(part.year for part in parts),
            "serial": [part.serial for part in parts],
        }
    )


def read_number(text: str) -> NumberParts:
    """The parts of a document number, by the reading of `gongkai.core.document_number`."""
    number = parse_document_number(text) if text else None
    if not isinstance(number, DocumentNumber):
        return NumberParts()
    kind = "" if number.form is NumberForm.NUMBER else str(number.form)
    return NumberParts(search_form(number.agency + kind), number.year or 0, number.serial)


def encode(value: object) -> bytes:
    """JSON, packed."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        return pack(text.encode())
    except UnicodeEncodeError:
        return pack(_LONE.sub(lambda match: f"\\u{ord(match[0]):04x}", text).encode())


def code_row(numbers: Iterable[int]) -> str:
    """The numbers as characters; those that are too large for one are cut to the largest."""
    return "".join(chr(ZERO + min(number, _LARGEST)) for number in numbers)


def read_row(text: str) -> list[int]:
    """The numbers of a row."""
    return [ord(character) - ZERO for character in text]


def _format_facet(name: str, records: Sequence[SearchRecord]) -> dict[str, object]:
    """The values, the most frequent first, each with what it is called; and one of each document.

    The first value is the empty one: of a document to which the facet does not apply.
    """
    given = [str(getattr(record, name)) for record in records]
    values = ["", *_order(value for value in given if value)]
    names = (str(getattr(record, _NAMED.get(name, name))) for record in records)
    labels = dict(zip(given, names, strict=True))
    place = {value: number for number, value in enumerate(values)}
    facet: dict[str, object] = {"values": values, "of": code_row(place[value] for value in given)}
    if name in _NAMED:
        facet["labels"] = [labels.get(value, "") or value for value in values]
    return facet


def _order(values: Iterable[str]) -> list[str]:
    counts = Counter(values)
    return sorted(counts, key=lambda value: (-counts[value], value))
