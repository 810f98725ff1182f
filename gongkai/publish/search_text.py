"""The search forms of many texts at once, as one row of UTF-16 units.

A text of characters that join with none beside them is formed character by character, through a
table of those that occur; the few others go through `search_form` whole.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from gongkai.core.search_form import search_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

END = 0
"""The unit after each text; it is in no search form."""
_JAMO = range(0x1100, 0x1200)


def code_forms(texts: Sequence[str]) -> NDArray[np.uint16]:
    """The search form of each text in UTF-16 units, followed by `END`."""
    if not texts:
        return np.empty(0, np.uint16)
    plain = [text.replace("\0", "") for text in texts]
    raw = _read_codes(plain)
    joining = {code for code in _list_present(raw) if _joins(code)}
    if joining:
        plain = [
            search_form(text) if not joining.isdisjoint(map(ord, set(text))) else text
            for text in plain
        ]
        raw = _read_codes(plain)
    return _translate(raw)


@lru_cache(maxsize=1 << 17)
def _joins(code: int) -> bool:
    """Whether the character may become one with its neighbour in NFKC."""
    parts = unicodedata.normalize("NFKC", chr(code))
    return any(unicodedata.category(c)[0] == "M" or ord(c) in _JAMO for c in parts)


def _read_codes(texts: Sequence[str]) -> NDArray[np.uint32]:
    joined = "\0".join(texts) + "\0"
    return np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)


def _list_present(raw: NDArray[np.uint32]) -> list[int]:
    present: list[int] = np.flatnonzero(np.bincount(raw)).tolist()
    return present


def _translate(raw: NDArray[np.uint32]) -> NDArray[np.uint16]:
    lengths = np.zeros(int(raw.max()) + 1, np.uint8)
    longest = _Table(np.zeros((1, len(lengths)), np.uint16))
    for code in _list_present(raw):
        form = search_form(chr(code)) if code else "\0"
        coded = np.frombuffer(form.encode("utf-16-le"), np.uint16)
        lengths[code] = len(coded)
        longest.set(code, coded)
    taken = lengths[raw]
    if len(longest.rows) == 1:
        units: NDArray[np.uint16] = longest.rows[0][raw][taken > 0]
        return units
    begins = np.cumsum(taken, dtype=np.int64) - taken
    coded = np.empty(int(begins[-1]) + int(taken[-1]), np.uint16)
    for place, row in enumerate(longest.rows):
        having = taken > place
        coded[begins[having] + place] = row[raw[having]]
    return coded


class _Table:
    """The first unit of each character's form, then the second of each, and so on."""

    def __init__(self, rows: NDArray[np.uint16]) -> None:
        self.rows = list(rows)

    def set(self, code: int, units: NDArray[np.uint16]) -> None:
        """Notes the form of a character."""
        while len(self.rows) < len(units):
            self.rows.append(np.zeros_like(self.rows[0]))
        for row, unit in zip(self.rows, units, strict=False):
            row[code] = unit
