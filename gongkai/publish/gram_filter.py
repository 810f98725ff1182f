"""A quick look whether any of some pieces of text may stand in a longer one.

It never denies what is so. A text is looked at in strides, at grams so short that, however a piece
lies in it, one of the piece's first grams begins at a stride; the grams of all pieces are in one
table by a hash. With numpy that costs some nanoseconds a character, whatever the number of pieces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

LONG = 14
"""Length in UTF-16 units from which a piece is looked for by its long grams."""
SHORT = 6
"""Least length of a piece in UTF-16 units."""
_UNIT = 2
_WORD = 4
"""UTF-16 units in a word of eight bytes."""
_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)
_SPARE_BITS = 7
_MOST_BITS = 22


class GramFilter:
    """Tells of most texts that none of the pieces stands in them."""

    def __init__(self, pieces: Collection[str]) -> None:
        """Takes pieces of at least `SHORT` characters.

        Raises:
            ValueError: when one is shorter.
        """
        coded = list(map(_encode, pieces))
        if coded and min(map(len, coded)) < SHORT * _UNIT:
            message = "a piece is too short"
            raise ValueError(message)
        long = {piece[: LONG * _UNIT] for piece in coded if len(piece) >= LONG * _UNIT}
        # A short name's end tells more than its beginning, which many have in common.
        short = {piece[-SHORT * _UNIT :] for piece in coded if len(piece) < LONG * _UNIT}
        self._grams = (_Grams(long, LONG, words=2), _Grams(short, SHORT, words=1))

    def may_hold(self, text: str) -> bool:
        """Whether a piece may stand in the text; False is certain."""
        data = _encode(text)
        return any(len(grams.find(data)) for grams in self._grams)

    def list_places(self, text: str) -> list[int] | None:
        """Where first grams of long pieces stand; each begins in its piece's first half.

        None where the characters are not as many as their UTF-16 units.
        """
        data = _encode(text)
        return self._grams[0].find(data).tolist() if len(data) == len(text) * _UNIT else None


class _Grams:
    """The grams of pieces that are of one length, in UTF-16 units."""

    def __init__(self, pieces: Collection[bytes], length: int, *, words: int) -> None:
        self._words = words
        self._stride = length - words * _WORD + 1
        units = np.frombuffer(b"".join(pieces), "<u2").reshape(-1, length)
        starts = (units[:, at : at + words * _WORD] for at in range(self._stride))
        found = [_hash(np.ascontiguousarray(grams).view("<u8")) for grams in starts]
        self._hashes = np.unique(np.concatenate(found))
        bits = min(len(self._hashes).bit_length() + _SPARE_BITS, _MOST_BITS)
        self._shift = np.uint64(64 - bits)
        self._table = np.zeros(1 << bits, np.bool_)
        self._table[self._hashes >> self._shift] = True

    def find(self, data: bytes) -> NDArray[np.intp]:
        """The multiples of the stride, in UTF-16 units, at which one of the grams stands."""
        count = (len(data) // _UNIT - self._words * _WORD) // self._stride + 1
        if count <= 0 or not len(self._hashes):
            return np.zeros(0, np.intp)
        steps = (self._stride * _UNIT, _WORD * _UNIT)
        hashes = _hash(np.ndarray((count, self._words), "<u8", data, 0, steps))
        numbers = self._table[hashes >> self._shift].nonzero()[0]
        found = hashes[numbers]
        places = np.searchsorted(self._hashes, found)
        met: NDArray[np.intp] = numbers[self._hashes.take(places, mode="clip") == found]
        return met * self._stride


def _encode(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def _hash(grams: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """One hash a row; its highest bits are as good as random."""
    total = grams[:, 0] * np.uint64(_FACTORS[0])
    for number in range(1, grams.shape[1]):
        total += grams[:, number] * np.uint64(_FACTORS[number])
    return total
