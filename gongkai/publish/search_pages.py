"""Entries in files: keys by what differs from the key before, segments as Rice-coded gaps.

A file, unpacked: number of entries and of key units (32 bits each, little-endian), the units (16
bits each, little-endian), shared units of each entry, further units of each, `count << 2 | kind`
in bytes of seven bits from the lowest, bits of the gaps from the highest.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gongkai.publish.search_entries import list_ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from gongkai.publish.search_entries import Entries

SIZE = 6000
"""Bytes of a file, unpacked, that are aimed at."""
_LEEWAY = 4
"""A page is longer or shorter by up to two such parts, so that it begins with a short text."""
_OWN_COST = 3
_GZIP, _LEVEL = 31, 4


@dataclass(frozen=True, slots=True)
class Page:
    """One file of entries."""

    begin: str
    """A text after all keys of the page before and not after any key of this one."""
    content: bytes


def write_pages(entries: Entries, units: NDArray[np.uint16], universe: int) -> Iterator[Page]:
    """The entries in pages; there is at least one entry."""
    gaps = _Gaps(_list_gaps(entries), entries.counts, universe)
    cost = _OWN_COST + 2 * (entries.depths - entries.shared) + (gaps.bits >> 3)
    starts = _cut_pages(np.cumsum(cost) - cost, entries.shared)
    shared = entries.shared.copy()
    shared[starts] = 0
    further = entries.depths - shared
    keys = units[list_ranges(entries.begins + shared, further)]
    heads = _Heads(shared, further, _code_numbers(entries.counts << 2 | entries.kinds))
    key_ends = np.append(0, np.cumsum(further)).tolist()
    ends = [*starts[1:].tolist(), len(shared)]
    for start, end, bits in zip(starts.tolist(), ends, gaps.pack(starts), strict=True):
        head = heads.format(start, end, keys[key_ends[start] : key_ends[end]])
        begin = units[entries.begins[start] :][: int(entries.shared[start]) + 1]
        yield Page(begin.tobytes().decode("utf-16-le", "surrogatepass"), pack(head + bits))


def _cut_pages(places: NDArray[np.int64], shared: NDArray[np.int64]) -> NDArray[np.int64]:
    """The entries that begin a page: about every `SIZE` bytes the one with the shortest begin."""
    goals = np.arange(SIZE, int(places[-1]) + 1, SIZE)
    lows = np.searchsorted(places, goals - SIZE // _LEEWAY).tolist()
    highs = np.searchsorted(places, goals + SIZE // _LEEWAY).tolist()
    chosen = [
        low + int(np.argmin(shared[low:high])) if high > low else low
        for low, high in zip(lows, highs, strict=True)
    ]
    return np.unique(np.array([0, *chosen], np.int64))


def pack(content: bytes) -> bytes:
    """The content compressed by gzip, without time and name."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    return packer.compress(content) + packer.flush()


def _list_gaps(entries: Entries) -> NDArray[np.int64]:
    """The first segment of each entry, then the numbers left out before the next."""
    gaps = np.empty(len(entries.postings), np.int64)
    gaps[:1] = entries.postings[:1]
    gaps[1:] = entries.postings[1:] - entries.postings[:-1] - 1
    first = np.cumsum(entries.counts) - entries.counts
    gaps[first] = entries.postings[first]
    return gaps


@dataclass(frozen=True, slots=True)
class _Heads:
    """What stands before the gaps, for all entries."""

    shared: NDArray[np.int64]
    further: NDArray[np.int64]
    numbers: tuple[NDArray[np.uint8], NDArray[np.int64]]

    def format(self, start: int, end: int, keys: NDArray[np.uint16]) -> bytes:
        """The head of one page."""
        coded, places = self.numbers
        return b"".join(
            (
                np.array([end - start, len(keys)], "<u4").tobytes(),
                keys.astype("<u2").tobytes(),
                self.shared[start:end].astype(np.uint8).tobytes(),
                self.further[start:end].astype(np.uint8).tobytes(),
                coded[places[start] : places[end]].tobytes(),
            )
        )


def _code_numbers(values: NDArray[np.int64]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The values in bytes of seven bits, and where each begins."""
    sizes = np.ones(len(values), np.int64)
    for shift in (7, 14, 21, 28):
        sizes += values >> shift > 0
    places = np.append(0, np.cumsum(sizes))
    coded = np.empty(int(places[-1]), np.uint8)
    for place in range(int(sizes.max(initial=0))):
        having = np.flatnonzero(sizes > place)
        more = np.where(sizes[having] > place + 1, 0x80, 0)
        coded[places[having] + place] = (values[having] >> (7 * place)) & 0x7F | more
    return coded, places


class _Gaps:
    """The gaps of all entries as fields of bits: quotient in zeros, a one, remainder."""

    def __init__(self, gaps: NDArray[np.int64], counts: NDArray[np.int64], universe: int) -> None:
        mean = universe * 11 // (16 * counts)
        exponents: NDArray[np.int32] = np.frexp(mean.astype(np.float64))[1]
        parameters = np.repeat(np.maximum(exponents.astype(np.int64) - 1, 0), counts)
        self._zeros = gaps >> parameters
        self._widths = parameters + 1
        self._fields = gaps - (self._zeros << parameters) | 1 << parameters
        self._offsets = np.cumsum(counts) - counts
        self._lengths = self._zeros + self._widths
        self.bits: NDArray[np.int64] = np.add.reduceat(self._lengths, self._offsets)
        """Of each entry."""

    def pack(self, starts: NDArray[np.int64]) -> Iterator[bytes]:
        """The bits of the entries from each start to the next, in whole bytes."""
        sizes = (np.add.reduceat(self.bits, starts) + 7) >> 3
        bases = np.cumsum(sizes) - sizes
        first = self._offsets[starts]
        at = np.cumsum(self._lengths) - self._lengths
        at += np.repeat((bases << 3) - at[first], np.diff(np.append(first, len(at))))
        at += self._zeros
        total = int(sizes.sum())
        packed = _place(self._fields, self._widths, at, total)
        for base, size in zip(bases.tolist(), sizes.tolist(), strict=True):
            yield packed[base : base + size]


def _place(
    fields: NDArray[np.int64], widths: NDArray[np.int64], at: NDArray[np.int64], total: int
) -> bytes:
    """The fields at their bits, from the highest of each byte, in so many bytes."""
    words = at >> 5
    shifted = fields.astype(np.uint64) << (64 - widths - (at & 31)).astype(np.uint64)
    length = (total >> 2) + 2
    # Fields never overlap, so that sums are unions, and exact in a float.
    row = np.bincount(words, (shifted >> np.uint64(32)).astype(np.float64), length)
    row[1:] += np.bincount(words, (shifted & np.uint64(0xFFFFFFFF)).astype(np.float64), length)[:-1]
    return row.astype(np.uint64).astype(">u4").tobytes()
