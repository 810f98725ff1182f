"""The entries of the index: all suffixes of all blocks, sorted and told apart as far as needed.

The suffixes that share a beginning are parted by their next unit until each part lies in few
segments (of text, see `gongkai.publish.search`). Small neighbours under one beginning make one
entry. A beginning that very many segments have gets an entry of its own with all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

FEW = 8
"""A beginning in no more segments is not parted: these few are read when a query goes further.

As every shard may have so many, there are fewer than one index of all documents would have.
"""
MANY = 2000
"""A beginning in more segments has its list by itself."""
DEEPEST = 48
"""Units after which suffixes are told apart no more."""
_CHUNK = 1 << 20


class Kind(IntEnum):
    """What an entry's suffixes have in common."""

    KEY = 0
    """Its whole key."""
    STEM = 1
    """Its key without the last unit; they reach up to the key of the next entry."""
    LIST = 2
    """Its whole key, and entries that follow tell these suffixes apart; see `Coded.marks`."""


@dataclass(frozen=True, slots=True)
class Coded:
    """All blocks to be indexed."""

    units: NDArray[np.uint16]
    """Search forms, each followed by `END`."""
    segments: NDArray[np.int32]
    """The segment that each unit stands in, ascending."""
    marks: NDArray[np.int32]
    """Of segments with one mark, the list of a frequent beginning names the first alone."""

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


@dataclass(frozen=True, slots=True)
class _Found:
    """Some entries, with the rank of their first suffix among all."""

    slots: NDArray[np.int64]
    begins: NDArray[np.int64]
    depth: int
    kinds: NDArray[np.int64]
    counts: NDArray[np.int64]
    postings: NDArray[np.int64]


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
    sorting = _Sorting(coded, np.flatnonzero((units >= low) & (units < high)))
    found: list[_Found] = []
    while len(sorting.places):
        found += sorting.part()
    return _join(found, sorting.shared)


@dataclass(frozen=True, slots=True)
class _Parted:
    """The suffixes after one more unit, and the groups they fall into."""

    places: NDArray[np.int64]
    segments: NDArray[np.int32]
    first: NDArray[np.bool_]
    """Of each suffix, whether it begins a group."""
    starts: NDArray[np.int64]
    counts: NDArray[np.int64]
    """Segments of each group."""
    done: NDArray[np.bool_]
    """Whether the group is parted no more."""

    @property
    def members(self) -> NDArray[np.bool_]:
        """Of each suffix, whether its group is done."""
        return np.repeat(self.done, np.diff(np.append(self.starts, len(self.places))))


class _Sorting:
    """The suffixes that still have to be parted, sorted by as many units as are read."""

    def __init__(self, coded: Coded, places: NDArray[np.int64]) -> None:
        self.coded = coded
        self.places = places
        self.slots = np.arange(len(places), dtype=np.int64)
        self.groups = np.zeros(len(places), np.int64)
        self.sizes = np.array([0], np.int64)
        """Segments of each group; of the first, in which nothing is sorted yet, none is asked."""
        self.shared = np.zeros(len(places), np.int64)
        """By slot: units shared with the suffix before."""
        self.depth = 0

    def part(self) -> Iterator[_Found]:
        """Reads one unit more of each suffix."""
        order, keys = self._order()
        first = _mark_changes(keys)
        starts = np.flatnonzero(first)
        parents, units = keys[starts] >> 16, keys[starts] & 0xFFFF
        yield from self._list_frequent(np.bincount(parents, minlength=len(self.sizes)))
        born = _mark_changes(parents)
        self.shared[self.slots[starts[~born]]] = self.depth
        places = self.places[order]
        segments = self.coded.segments[places]
        counts = np.add.reduceat(first | _mark_changes(segments), starts, dtype=np.int64)
        self.depth += 1
        done = (counts <= FEW) | (units == 0) | (self.depth == DEEPEST)
        parted = _Parted(places, segments, first, starts, counts, done)
        yield self._emit(parted, _bundle(done & (counts <= FEW), counts, born)[done])
        self._keep(parted)

    def _order(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The suffixes by group, next unit and place; and group and unit of each, as one number."""
        bits = max(1, len(self.places).bit_length())
        following = self.coded.units[self.places + self.depth].astype(np.int64)
        keys = ((self.groups << 16) | following) << bits
        keys |= np.arange(len(keys))
        keys.sort()
        return keys & ((1 << bits) - 1), keys >> bits

    def _list_frequent(self, branches: NDArray[np.int64]) -> Iterator[_Found]:
        """The groups that very many segments have and that fall into several now."""
        chosen = (self.sizes > MANY) & (branches > 1)
        if not chosen.any():
            return
        inside = np.flatnonzero(chosen[self.groups])
        groups = self.groups[inside]
        segments = self.coded.segments[self.places[inside]]
        new = _mark_changes(groups)
        starts = inside[new]
        kept = new | _mark_changes(self.coded.marks[segments])
        yield _Found(
            slots=self.slots[starts],
            begins=self.places[starts],
            depth=self.depth,
            kinds=np.full(len(starts), Kind.LIST, np.int64),
            counts=np.bincount(groups[kept], minlength=len(chosen))[chosen],
            postings=segments[kept].astype(np.int64),
        )

    def _emit(self, parted: _Parted, heads: NDArray[np.bool_]) -> _Found:
        """The finished groups, each head with those that follow it as one entry."""
        members = parted.members
        entry_of_group = np.cumsum(heads) - 1
        entries = entry_of_group[np.cumsum(parted.first[members]) - 1]
        keys = (entries << 32) | parted.segments[members]
        keys.sort()
        keys = keys[_mark_changes(keys)]
        begins = parted.starts[parted.done][heads]
        bundled = np.bincount(entry_of_group, minlength=len(begins)) > 1
        return _Found(
            slots=self.slots[begins],
            begins=parted.places[begins],
            depth=self.depth,
            kinds=np.where(bundled, Kind.STEM, Kind.KEY).astype(np.int64),
            counts=np.bincount(keys >> 32, minlength=len(begins)),
            postings=keys & 0xFFFFFFFF,
        )

    def _keep(self, parted: _Parted) -> None:
        kept = ~parted.members
        going = ~parted.done
        self.groups = (np.cumsum(going) - 1)[(np.cumsum(parted.first) - 1)[kept]]
        self.places, self.slots = parted.places[kept], self.slots[kept]
        self.sizes = parted.counts[going]


def _join(found: list[_Found], shared: NDArray[np.int64]) -> Entries:
    slots = np.concatenate([f.slots for f in found])
    depths = np.repeat([f.depth for f in found], [len(f.slots) for f in found])
    order = np.argsort(slots * (DEEPEST + 1) + depths)
    counts = np.concatenate([f.counts for f in found])
    kinds = np.concatenate([f.kinds for f in found])[order]
    slots, depths = slots[order], depths[order]
    same = ~_mark_changes(slots)
    # Under a list stands what begins as it does.
    before = np.where(same, np.roll(depths, 1), shared[slots])
    ends = np.cumsum(counts)
    return Entries(
        begins=np.concatenate([f.begins for f in found])[order],
        depths=depths,
        shared=before,
        kinds=kinds,
        counts=counts[order],
        postings=np.concatenate([f.postings for f in found])[
            list_ranges((ends - counts)[order], counts[order])
        ],
    )


def list_ranges(begins: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of all ranges, one range after the other."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(begins - (ends - lengths), lengths) + np.arange(total, dtype=np.int64)


def _bundle(
    small: NDArray[np.bool_], counts: NDArray[np.int64], born: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which groups begin an entry: small ones join those before them up to some `FEW`."""
    alone = ~small
    begins = born | alone | np.concatenate([[True], alone[:-1]])
    before = np.cumsum(counts) - counts
    runs = np.maximum.accumulate(np.where(begins, np.arange(len(counts)), 0))
    bins = (before - before[runs]) // FEW
    joined: NDArray[np.bool_] = begins | _mark_changes(bins)
    return joined


def _mark_changes(values: NDArray[np.int64] | NDArray[np.int32]) -> NDArray[np.bool_]:
    """Where a value differs from the one before; so does the first."""
    changes = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=changes[1:])
    return changes
