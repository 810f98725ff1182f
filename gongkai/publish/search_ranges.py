"""Which documents stand together in a shard of the search index.

A document stands where its index number puts it: by year, month and serial, then by a checksum of
its address. An index number never changes, so that a revision touches one shard, and new documents
mostly come to the newest, which is kept small.

All numbers are parted into halves, and these into halves, until no piece has too many documents;
neighbours are put together again, from the oldest on, as long as they are one shard's share. So a
document that comes or goes touches the shard of its piece alone, but for the few that make a piece
or a shard too large or small enough.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.index_number import parse_index_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SMALLEST = 500
"""Documents in a shard of a site of up to `SMALLEST * SHARES` documents; larger sites double it."""
SHARES = 10
"""A question costs so much for each shard that there should not be many more."""
PIECES = 8
"""A piece has a shard's share by so many."""
_YEAR_BITS, _MONTH_BITS, _SERIAL_BITS, _CHECKSUM_BITS = 11, 4, 40, 32
_BITS = _YEAR_BITS + _MONTH_BITS + _SERIAL_BITS + _CHECKSUM_BITS


@dataclass(frozen=True, slots=True)
class Range:
    """A range of places with documents in it."""

    name: str
    """Its first place: the same as long as the places are parted in the same way."""
    members: tuple[int, ...]
    """The documents, by their number among those given."""


def place_document(index_number: str, address: str) -> int:
    """Where a document stands: year, month and serial, then a checksum of its address.

    Raises:
        IndexNumberError: if it is no index number; no document with such a one is public.
    """
    number = parse_index_number(index_number)
    month = number.year << _MONTH_BITS | (number.month or 0)
    place = month << _SERIAL_BITS | number.serial
    return place << _CHECKSUM_BITS | zlib.crc32(address.encode())


def cut_ranges(places: Sequence[int]) -> tuple[Range, ...]:
    """The ranges of documents that stand at these places, the newest range first."""
    order = sorted(range(len(places)), key=places.__getitem__)
    row = [places[number] for number in order]
    share = find_share(len(row))
    pieces = _cut(row, _Span(0, _BITS, 0, len(row)), max(1, share // PIECES))
    joined = reversed(_join([*pieces], share))
    return tuple(Range(f"{low:x}", tuple(order[begin:end])) for low, begin, end in joined)


def find_share(count: int) -> int:
    """How many documents a shard may have in a site of so many."""
    share = SMALLEST
    while count > share * SHARES:
        share *= 2
    return share


@dataclass(frozen=True, slots=True)
class _Span:
    """The places from `low` on, 2 to the power of `bits` of them: part of the row."""

    low: int
    bits: int
    begin: int
    end: int


def _cut(row: Sequence[int], span: _Span, limit: int) -> Iterator[_Span]:
    size = span.end - span.begin
    if size <= limit or not span.bits:
        if size:
            yield span
        return
    bits = span.bits - 1
    middle = span.low + (1 << bits)
    at = bisect_left(row, middle, span.begin, span.end)
    yield from _cut(row, _Span(span.low, bits, span.begin, at), limit)
    yield from _cut(row, _Span(middle, bits, at, span.end), limit)


def _join(pieces: Sequence[_Span], share: int) -> list[tuple[int, int, int]]:
    """First place, begin and end of each shard; the newest piece is one by itself."""
    joined: list[tuple[int, int, int]] = []
    for piece in pieces:
        low, begin, _ = joined[-1] if joined else (0, 0, 0)
        if joined and piece is not pieces[-1] and piece.end - begin <= share:
            joined[-1] = (low, begin, piece.end)
        else:
            joined.append((piece.low, piece.begin, piece.end))
    return joined
