"""The entries of the index: all suffixes of all blocks, sorted and told apart as far as needed.

The suffixes that share a beginning are parted by their next unit until each part is small
(`gongkai.publish.search_parting`). Small neighbours under one beginning make one entry, with the
segments of text in which they stand. A beginning of very many suffixes gets an entry of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from gongkai.publish.search_parting import DEEPEST, Kind, mark_changes, part_suffixes, rank

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gongkai.publish.search_parting import Parted, Ranked

_CHUNK = 1 << 18


@dataclass(frozen=True)
class Coded:
    """All blocks to be indexed."""

    units: NDArray[np.uint16]
    """Search forms, each followed by `END`."""
    segments: NDArray[np.int32]
    """The segment that each unit stands in, ascending."""
    marks: NDArray[np.int32]
    """Of segments with one mark, the list of a frequent beginning names the first alone."""

    @cached_property
    def ranked(self) -> Ranked:
        """The units as they are sorted by."""
        return rank(self.units)

    @property
    def universe(self) -> int:
        """The number of segments."""
        return len(self.marks)


@dataclass(frozen=True, slots=True)
class Entries:
    """Entries in the order of their keys."""

    begins: NDArray[np.int64]
    """Where in the units the key stands."""
    depths: NDArray[np.int64]
    """The length of the key in units."""
    shared: NDArray[np.int64]
    """Units shared with the entry before."""
    kinds: NDArray[np.int64]
    counts: NDArray[np.int64]
    """Number of segments."""
    postings: NDArray[np.int64]
    """The segments of all entries, ascending within each."""


def cut_units(units: NDArray[np.uint16]) -> list[tuple[int, int]]:
    """Ranges of first units, each with about as many suffixes; they can be sorted apart."""
    sizes = np.bincount(units, minlength=1)
    sizes[0] = 0
    ranges, low, size = [], 1, 0
    for unit in np.flatnonzero(sizes).tolist():
        if size and size + sizes[unit] > _CHUNK:
            ranges.append((low, unit))
            low, size = unit, 0
        size += int(sizes[unit])
    return [*ranges, (low, len(sizes))] if size else []


def sort_entries(coded: Coded, low: int, high: int) -> Entries:
    """The entries of the suffixes whose first unit is from `low` to below `high`."""
    units = coded.units
    parted = part_suffixes(coded.ranked, np.flatnonzero((units >= low) & (units < high)))
    own = _list_segments(parted, coded)
    lists = [_list_frequent(parted, coded, *found) for found in parted.frequent]
    return _join(parted, own, lists)


def _list_segments(parted: Parted, coded: Coded) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The number of segments of each part, and the segments of all."""
    sizes = np.diff(np.append(parted.slots, len(parted.places)))
    keys = np.repeat(np.arange(len(sizes), dtype=np.int64) << 32, sizes)
    keys |= coded.segments[parted.places]
    keys.sort()
    keys = keys[mark_changes(keys)]
    return np.bincount(keys >> 32, minlength=len(sizes)), keys & 0xFFFFFFFF


def _list_frequent(parted: Parted, coded: Coded, slot: int, size: int) -> NDArray[np.int64]:
    """The segments of a frequent beginning, of those with one mark the first."""
    found = np.zeros(coded.universe, np.bool_)
    found[coded.segments[parted.places[slot : slot + size]]] = True
    segments = np.flatnonzero(found)
    return segments[mark_changes(coded.marks[segments])]


def _join(
    parted: Parted,
    own: tuple[NDArray[np.int64], NDArray[np.int64]],
    lists: list[NDArray[np.int64]],
) -> Entries:
    slots = np.append(parted.slots, [slot for slot, _ in parted.frequent]).astype(np.int64)
    depths = np.append(parted.depths, parted.frequent_depths).astype(np.int64)
    counts = np.append(own[0], [len(numbers) for numbers in lists]).astype(np.int64)
    kinds = np.append(parted.kinds, np.full(len(lists), Kind.LIST)).astype(np.int64)
    order = np.argsort(slots * (DEEPEST + 1) + depths)
    ends = np.cumsum(counts)
    slots, depths = slots[order], depths[order]
    same = ~mark_changes(slots)
    return Entries(
        begins=parted.places[slots],
        depths=depths,
        # Under a list stands what begins as it does.
        shared=np.where(same, np.roll(depths, 1), parted.shared[slots]),
        kinds=kinds[order],
        counts=counts[order],
        postings=np.concatenate((own[1], *lists))[
            list_ranges((ends - counts)[order], counts[order])
        ],
    )


def list_ranges(begins: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of all ranges, one range after the other."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(begins - (ends - lengths), lengths) + np.arange(total, dtype=np.int64)
