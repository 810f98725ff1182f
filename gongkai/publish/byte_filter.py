"""A quick look at a file's bytes whether any of some pieces of Chinese text may be told in it.

It never denies what is so, however the file may part the characters, by white space, tags, quotes
or cells: each character must be in it somewhere, and so must the pairs of bytes that it is made of
in UTF-8. Of a piece those are asked that are rarest in texts of the same kind. Where characters are
written in other ways than UTF-8, nothing is denied.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from gongkai.publish.readable import SEARCH, ZIP, is_utf8, list_parts, strip_codes, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_FIRST, _LAST = "\u3400", "\u9fff"
"""Ideographs; no named character reference stands for one."""
_LEAD, _NEXT = 2, 8
"""Pairs of a piece that are asked for first and next."""
_ENDS, _CODES = slice(0x80, 0xC0), slice(0x80)
"""Bytes that only end a character of UTF-8, and those that are characters by themselves."""
_PAIRS = 1 << 16


class ByteFilter:
    """Tells of most files that none of the pieces is told in them."""

    def __init__(self, pieces: Iterable[str], samples: Iterable[str]) -> None:
        """Learns from sample texts which characters are rare."""
        self._present = np.zeros(_PAIRS, np.bool_)
        common = np.zeros(_PAIRS, np.uint32)
        for text in samples:
            common += self._list_pairs(text.encode())
        chosen = {_sort_by_rarity(piece, common) for piece in pieces}
        self._is_blind = "" in chosen
        self._test = _Test(map(_code_all, chosen))
        self._wide_test = _Test(tuple(map(ord, chars)) for chars in chosen)

    def may_tell(self, path: str, data: bytes) -> bool:
        """Whether a piece may be told in the file; False is certain."""
        if self._is_blind:
            return True
        data = unpack(data)
        if self._may_hold(data) or (
            path.endswith(SEARCH) and self._wide_test.passes(self._present)
        ):
            return True
        return data.startswith(ZIP) and not all(
            is_utf8(part) and not self._may_hold(part) for _, part in list_parts(data)
        )

    def _may_hold(self, data: bytes) -> bool:
        present = self._list_pairs(data)
        if present[_ESCAPES].any() or self._test.passes(self._present):
            return True
        if not present.reshape(256, 256)[_ENDS, _CODES].any():
            return False
        # No UTF-8: where codes stand between a character's bytes, they are left out.
        self._list_pairs(strip_codes(data))
        is_held = self._test.passes(self._present)
        self._list_pairs(data)
        return is_held

    def _list_pairs(self, data: bytes) -> NDArray[np.bool_]:
        """Which pairs of bytes stand in the data one after the other, by their number."""
        self._present.fill(False)  # noqa: FBT003 - the value
        for start in (0, 1):
            count = (len(data) - start) // 2
            if count > 0:
                self._present[np.frombuffer(data, "<u2", count, start)] = True
        return self._present


class _Test:
    """Whether all pairs of bytes of any row are present; rows have their rarest pairs first."""

    def __init__(self, rows: Iterable[tuple[int, ...]]) -> None:
        distinct = set(rows) - {()}
        length = max(map(len, distinct), default=1)
        full = [row + row[-1:] * (length - len(row)) for row in distinct]
        self._rows = np.array(full, np.uint16).reshape(-1, length)
        self._leads, group = np.unique(self._rows[:, :_LEAD], axis=0, return_inverse=True)
        self._group = group.reshape(-1)

    def passes(self, present: NDArray[np.bool_]) -> bool:
        led: NDArray[np.bool_] = np.all(present[self._leads], axis=1)
        rows = self._rows[led[self._group]]
        for columns in (slice(_LEAD, _NEXT), slice(_NEXT, None)):
            rows = rows[present[rows[:, columns]].all(axis=1)]
        return len(rows) > 0


def _sort_by_rarity(piece: str, common: NDArray[np.uint32]) -> str:
    """The piece's ideographs, the rarest first."""
    found = {char for char in piece if _FIRST <= char <= _LAST}
    rank = {char: min((common[pair], pair) for pair in _code(char)) for char in found}
    return "".join(sorted(found, key=rank.__getitem__))


def _code_all(chars: str) -> tuple[int, ...]:
    return tuple(pair for char in chars for pair in _code(char))


def _code(char: str) -> list[int]:
    return [_number(pair) for pair in pairwise(char.encode())]


def _number(pair: Iterable[int]) -> int:
    first, second = pair
    return first | second << 8


_ESCAPES = np.array([_number(pair.encode()) for pair in (r"\u", "&#", "%E", "%e")], np.uint16)
