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

from gongkai.publish.search_entries import Entries, list_ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

SIZE = 8000
"""Bytes of a file, unpacked, that are aimed at."""
_OWN_COST = 3
_GZIP = 31


@dataclass(frozen=True, slots=True)
class Page:
    """One file of entries."""

    begin: str
    """A text after all keys of the page before and not after any key of this one."""
    content: bytes


def write_pages(entries: Entries, units: NDArray[np.uint16], universe: int) -> Iterator[Page]:
    """The entries in pages; there is at least one entry."""
    gaps = _list_gaps(entries)
    parameters = find_parameters(np.repeat(entries.counts, entries.counts), universe)
    lengths = (gaps >> parameters) + 1 + parameters
    offsets = np.cumsum(entries.counts) - entries.counts
    bits = np.add.reduceat(lengths, offsets)
    cost = _OWN_COST + 2 * (entries.depths - entries.shared) + (bits >> 3)
    pages = (np.cumsum(cost) - cost) // SIZE
    starts = np.flatnonzero(np.append(True, pages[1:] != pages[:-1]))  # noqa: FBT003 - numpy's
    shared = entries.shared.copy()
    shared[starts] = 0
    further = entries.depths - shared
    keys = units[list_ranges(entries.begins + shared, further)]
    heads = _Heads(shared, further, _code_numbers(entries.counts << 2 | entries.kinds))
    packed = _pack_bits(gaps, parameters, lengths, bits, starts, offsets)
    key_ends = np.append(0, np.cumsum(further))
    for number, start in enumerate(starts.tolist()):
        end = int(starts[number + 1]) if number + 1 < len(starts) else len(shared)
        own = keys[key_ends[start] : key_ends[end]]
        begin = units[entries.begins[start] :][: int(entries.shared[start]) + 1]
        yield Page(
            begin=begin.tobytes().decode("utf-16-le", "surrogatepass"),
            content=pack(heads.format(start, end, own) + packed[number]),
        )


def pack(content: bytes, level: int = 6) -> bytes:
    """The content compressed by gzip, without time and name."""
    packer = zlib.compressobj(level, zlib.DEFLATED, _GZIP)
    return packer.compress(content) + packer.flush()


def find_parameters(counts: NDArray[np.int64], universe: int) -> NDArray[np.int64]:
    """The Rice parameter for so many numbers below the universe."""
    mean = universe * 11 // (16 * counts)
    return np.maximum(np.frexp(mean.astype(np.float64))[1] - 1, 0).astype(np.int64)


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


def _pack_bits(
    gaps: NDArray[np.int64],
    parameters: NDArray[np.int64],
    lengths: NDArray[np.int64],
    bits: NDArray[np.int64],
    starts: NDArray[np.int64],
    offsets: NDArray[np.int64],
) -> list[bytes]:
    """The bits of each page: the quotient in zeros, a one, the remainder."""
    sizes = (np.add.reduceat(bits, starts) + 7) >> 3
    bases = np.cumsum(sizes) - sizes
    postings = offsets[starts]
    ends = np.cumsum(lengths)
    begin_of_page = (ends - lengths)[postings]
    number = np.diff(np.append(postings, len(gaps)))
    at = (ends - lengths) + np.repeat((bases << 3) - begin_of_page, number)
    row = np.zeros(int(sizes.sum()) << 3, np.uint8)
    at += gaps >> parameters
    row[at] = 1
    for place in range(int(parameters.max(initial=0))):
        having = np.flatnonzero(parameters > place)
        shift = parameters[having] - place - 1
        row[at[having] + place + 1] = (gaps[having] >> shift) & 1
    packed = np.packbits(row).tobytes()
    return [
        packed[base : base + size]
        for base, size in zip(bases.tolist(), sizes.tolist(), strict=True)
    ]
