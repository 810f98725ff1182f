"""Where in much data any stretch of some texts stands, byte for byte.

The data are looked at in strides: however a stretch of the length lies in them, one of its grams
begins at a stride, and all grams of the texts are in one table by a hash. What is met there is
looked at again in whole. With numpy that is some gigabytes a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.ma  # else `np.unique` loads it, in every worker anew

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

LEAST = 12
"""Least length in bytes of a stretch."""
_WORD = 8
_LONG, _WORDS = 40, 3
"""Bytes of a stretch from which a gram is of so many words, not of one."""
_FACTOR, _WRAP = 0x9E3779B97F4A7C15, 1 << 64
_SPARE_BITS, _MOST_BITS = 7, 22


class ByteGrams:
    """The stretches of one length in bytes of some texts; shorter texts are passed over."""

    def __init__(self, texts: Iterable[bytes], length: int) -> None:
        """Takes the texts and the length of the stretches, of at least `LEAST` bytes."""
        words = _WORDS if length >= _LONG else 1
        self._length = length
        self._stride = length - words * _WORD + 1
        self._gram = tuple(range(0, words * _WORD, _WORD))
        self._whole = (*range(0, length - _WORD, _WORD), length - _WORD)
        kept = [text for text in dict.fromkeys(texts) if len(text) >= length]
        grams = _hash_all(kept, self._gram)
        self._grams = grams
        self._known = _hash_all(kept, self._whole)
        bits = min(len(grams).bit_length() + _SPARE_BITS, _MOST_BITS)
        self._shift = np.uint64(64 - bits)
        self._table = np.zeros(1 << bits, np.bool_)
        self._table[grams >> self._shift] = True

    def __bool__(self) -> bool:
        return len(self._known) > 0

    def find(self, data: bytes) -> list[int]:
        """Where stretches begin in the data, in order."""
        last = len(data) - self._length
        if not self or last < 0:
            return []
        words = _read_words(data)
        hashes = _hash(words[:: self._stride], words, self._stride, self._gram)
        places = self._table[hashes >> self._shift].nonzero()[0]
        places = places[_is_in(hashes[places], self._grams)]
        if not len(places):
            return []
        starts = np.unique(places[:, None] * self._stride - np.arange(self._stride))
        starts = starts[(starts >= 0) & (starts <= last)]
        rows = np.frombuffer(data, np.uint8)[starts[:, None] + np.arange(self._length)]
        parts = [np.ascontiguousarray(rows[:, at : at + _WORD]) for at in self._whole]
        whole = _mix([part.view("<u8")[:, 0] for part in parts])
        found: list[int] = starts[_is_in(whole, self._known)].tolist()
        return found


def _is_in(hashes: Hashes, known: Hashes) -> NDArray[np.bool_]:
    same: NDArray[np.bool_] = known.take(np.searchsorted(known, hashes), mode="clip") == hashes
    return same


def _read_words(data: bytes) -> Hashes:
    """The eight bytes that begin at each byte."""
    return np.ndarray((len(data) - _WORD + 1,), "<u8", data, 0, (1,))


def _hash(first: Hashes, words: Hashes, stride: int, offsets: tuple[int, ...]) -> Hashes:
    """One hash for what begins at each stride and has all its words."""
    count = len(words[offsets[-1] :: stride])
    return _mix([first[:count], *(words[at::stride][:count] for at in offsets[1:])])


def _mix(columns: list[Hashes]) -> Hashes:
    """One hash a row of words; its highest bits are as good as random."""
    total = columns[0] * np.uint64(_FACTOR)
    for number, column in enumerate(columns[1:], 2):
        total += column * np.uint64(pow(_FACTOR, number, _WRAP))
    return total


def _hash_all(texts: list[bytes], offsets: tuple[int, ...]) -> Hashes:
    """The hashes of what begins at any byte of the texts, in order."""
    every = (_read_words(text) for text in texts)
    found = [_hash(words, words, 1, offsets) for words in every]
    return np.unique(np.concatenate(found)) if found else np.zeros(0, np.uint64)
