"""Which documents stand together in a shard of the search index.

Time is parted into halves, and these into halves, until no range has too many documents: first
whole spans of days, then, within a day of very many, ranges of a checksum of their addresses. So a
document stands where it stands whatever else there is, and one that comes or goes touches the
shard of its range alone, but for the few that make a range too large or small enough. The newest
range is kept smaller: there most changes happen.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

LARGEST = 3000
"""Documents in a shard of a site of up to `LARGEST * SHARDS` documents; larger sites double it."""
NEWEST = 400
"""Documents in the shard that has the newest one."""
SHARDS = 11
"""A question costs so much for each shard that there should not be many more."""
_DAY_BITS, _CHECKSUM_BITS = 22, 32


@dataclass(frozen=True, slots=True)
class Range:
    """A range of places with documents in it."""

    name: str
    """Its begin and size: the same as long as the range is parted in the same way."""
    members: tuple[int, ...]
    """The documents, by their number among those given."""


def place_document(day: date, address: str) -> int:
    """Where a document stands in time: its day, then a checksum of its address."""
    return day.toordinal() << _CHECKSUM_BITS | zlib.crc32(address.encode())


def cut_ranges(places: Sequence[int]) -> tuple[Range, ...]:
    """The ranges of documents that stand at these places, the newest range first."""
    order = sorted(range(len(places)), key=places.__getitem__)
    row = [places[number] for number in order]
    bits = _DAY_BITS + _CHECKSUM_BITS
    cut = _cut(row, _Span(0, bits, 0, len(row)), find_largest(len(row)))
    ranges = [Range(f"{s.low:x}-{s.bits}", tuple(order[s.begin : s.end])) for s in cut]
    return tuple(reversed(ranges))


def find_largest(count: int) -> int:
    """How many documents a shard may have in a site of so many."""
    largest = LARGEST
    while count > largest * SHARDS:
        largest *= 2
    return largest


@dataclass(frozen=True, slots=True)
class _Span:
    """The places from `low` on, 2 to the power of `bits` of them: part of the row."""

    low: int
    bits: int
    begin: int
    end: int


def _cut(row: Sequence[int], span: _Span, largest: int) -> Iterator[_Span]:
    limit = NEWEST if span.end == len(row) else largest
    size = span.end - span.begin
    if size <= limit or not span.bits:
        if size:
            yield span
        return
    bits = span.bits - 1
    middle = span.low + (1 << bits)
    at = bisect_left(row, middle, span.begin, span.end)
    yield from _cut(row, _Span(span.low, bits, span.begin, at), largest)
    yield from _cut(row, _Span(middle, bits, at, span.end), largest)
