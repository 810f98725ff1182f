"""Suffixes sorted, and parted as far as the index tells them apart.

All suffixes of one beginning form a group. Each depth parts the groups by their next unit; a group
of few suffixes, or at the end of its text, is done. Some units at a time are read and sorted as
one number, so that most suffixes are sorted once or twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEW = 10
"""A beginning of no more suffixes is not parted: these few are read when a query goes further.

As every shard may have so many, there are fewer than one index of all documents would have.
"""
MANY = 2000
"""A beginning of more suffixes has a list by itself."""
DEEPEST = 48
"""Units after which suffixes are told apart no more."""
_AT_ONCE = 3
_KEY_BITS = 63


class Kind(IntEnum):
    """What an entry's suffixes have in common."""

    KEY = 0
    """Its whole key."""
    STEM = 1
    """Its key without the last unit; they reach up to the key of the next entry."""
    LIST = 2
    """Its whole key, and entries that follow tell these suffixes apart; see `Coded.marks`."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Units by their rank among those that occur, which takes fewer bits; 0 is the end."""

    codes: NDArray[np.uint16]
    width: int
    """Bits of the largest."""


def rank(units: NDArray[np.uint16]) -> Ranked:
    """The units of some texts, and after the last so many ends as a suffix can be long."""
    present = np.bincount(units, minlength=1) > 0
    ranks = (np.cumsum(present) - present[0]).astype(np.uint16)
    codes = np.append(ranks[units], np.zeros(DEEPEST, np.uint16))
    return Ranked(codes, max(1, int(ranks[-1]).bit_length()))


@dataclass(frozen=True, slots=True)
class Parted:
    """Suffixes in their order, and the parts they fall into, each up to the next."""

    places: NDArray[np.int64]
    """Of each suffix, where it begins; those of one part in any order."""
    shared: NDArray[np.uint8]
    """Of the first suffix of a part: units shared with the suffix before."""
    slots: NDArray[np.int64]
    """Of each part, its first suffix in the order."""
    depths: NDArray[np.uint8]
    """Of each part, the length of its key."""
    kinds: NDArray[np.uint8]
    frequent: tuple[tuple[int, int], ...]
    """First suffix and number of suffixes of every beginning that very many have."""
    frequent_depths: tuple[int, ...]
    """The lengths of these beginnings."""


def part_suffixes(ranked: Ranked, places: NDArray[np.int64]) -> Parted:
    """Sorts and parts the suffixes that begin at the places; none begins at the end of a text."""
    parting = _Parting(ranked, places)
    while len(parting.slots):
        parting.read_units()
    slots = np.concatenate([found.slots for found in parting.found])
    depths = np.repeat(
        np.array([found.depth for found in parting.found], np.uint8),
        [len(found.slots) for found in parting.found],
    )
    kinds = np.concatenate([found.kinds for found in parting.found])
    order = np.argsort(slots)
    return Parted(
        parting.places,
        parting.shared,
        slots[order],
        depths[order],
        kinds[order],
        tuple((slot, size) for slot, size, _ in parting.frequent),
        tuple(depth for _, _, depth in parting.frequent),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """Parts with keys of one length."""

    slots: NDArray[np.int64]
    depth: int
    kinds: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Groups:
    """The groups of one depth among the suffixes that are being parted."""

    first: NDArray[np.bool_]
    """Of each suffix, whether it begins a group."""
    starts: NDArray[np.int64]
    sizes: NDArray[np.int64]
    going: NDArray[np.bool_]
    """Of each group, whether it is parted further."""


class _Parting:
    """The suffixes that still have to be parted, sorted by as many units as are read."""

    def __init__(self, ranked: Ranked, places: NDArray[np.int64]) -> None:
        self._codes = ranked.codes
        self._width = ranked.width
        self.places = places.copy()
        self.shared = np.zeros(len(places), np.uint8)
        self.slots = np.arange(len(places))
        self._groups = np.zeros(len(places), np.int64)
        self._depth = 0
        self.found: list[_Found] = []
        self.frequent: list[tuple[int, int, int]] = []

    def read_units(self) -> None:
        """Sorts by some more units, and parts the groups by each."""
        keys, number = self._sort()
        groups = self._begin()
        for further in reversed(range(number)):
            groups = self._part(groups, keys >> (further * self._width))
        kept = np.repeat(groups.going, groups.sizes)
        sizes = groups.sizes[groups.going]
        self.slots = self.slots[kept]
        self._groups = np.repeat(np.arange(len(sizes)), sizes)

    def _sort(self) -> tuple[NDArray[np.int64], int]:
        """Group and next units of each suffix as one number, and how many units."""
        places = self.places[self.slots]
        bits = len(places).bit_length()
        free = _KEY_BITS - bits - int(self._groups[-1]).bit_length()
        number = max(1, min(_AT_ONCE, free // self._width, DEEPEST - self._depth))
        keys, last = self._groups, None
        for further in range(number):
            codes = self._codes[places + (self._depth + further)].astype(np.int64)
            # What follows the end of a text is another's.
            last = codes if last is None else np.where(last == 0, 0, codes)
            keys = keys << self._width | last
        keys = keys << bits | np.arange(len(keys))
        keys.sort()
        self.places[self.slots] = places[keys & ((1 << bits) - 1)]
        return keys >> bits, number

    def _begin(self) -> _Groups:
        first = mark_changes(self._groups)
        starts = np.flatnonzero(first)
        sizes = np.diff(np.append(starts, len(first)))
        return _Groups(first, starts, sizes, np.ones(len(starts), np.bool_))

    def _part(self, above: _Groups, keys: NDArray[np.int64]) -> _Groups:
        """The groups of one depth more; those that are done are found."""
        first = mark_changes(keys)
        all_starts = np.flatnonzero(first)
        all_born = above.first[all_starts]
        parents = np.cumsum(all_born) - 1
        alive = above.going[parents]
        all_sizes = np.diff(np.append(all_starts, len(first)))
        starts, sizes, born = all_starts[alive], all_sizes[alive], all_born[alive]
        self._list_frequent(above, np.bincount(parents[alive], minlength=len(above.starts)))
        self.shared[self.slots[starts[~born]]] = self._depth
        self._depth += 1
        small = sizes <= FEW
        done = small | (keys[starts] & ((1 << self._width) - 1) == 0) | (self._depth == DEEPEST)
        self._find(starts[done], _bundle(small, sizes, born)[done])
        going = np.zeros(len(all_starts), np.bool_)
        going[alive] = ~done
        return _Groups(first, all_starts, all_sizes, going)

    def _find(self, starts: NDArray[np.int64], heads: NDArray[np.bool_]) -> None:
        """Notes the groups that are done, each head with those that follow it as one part."""
        members = np.bincount(np.cumsum(heads) - 1, minlength=int(heads.sum()))
        kinds = np.where(members > 1, Kind.STEM, Kind.KEY).astype(np.uint8)
        self.found.append(_Found(self.slots[starts[heads]], self._depth, kinds))

    def _list_frequent(self, groups: _Groups, branches: NDArray[np.int64]) -> None:
        """Notes the groups that very many suffixes have and that fall into several now."""
        if not self._depth:
            return
        for group in np.flatnonzero((groups.sizes > MANY) & (branches > 1)).tolist():
            slot = int(self.slots[groups.starts[group]])
            self.frequent.append((slot, int(groups.sizes[group]), self._depth))


def _bundle(
    small: NDArray[np.bool_], sizes: NDArray[np.int64], born: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which groups begin a part: small ones join those before them up to some `FEW`."""
    alone = ~small
    begins = born.copy()
    begins |= alone
    begins[1:] |= alone[:-1]
    before = np.cumsum(sizes) - sizes
    runs = np.maximum.accumulate(np.where(begins, np.arange(len(sizes)), 0))
    bins = (before - before[runs]) // FEW
    return begins | mark_changes(bins)


def mark_changes(values: NDArray[np.int64] | NDArray[np.int32]) -> NDArray[np.bool_]:
    """Where a value differs from the one before; so does the first."""
    changes = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=changes[1:])
    return changes
