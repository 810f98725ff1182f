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
    from collections.abc import Mapping, Sequence

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
    present = _list_present(raw)
    joining = {code for code in present if _joins(code)}
    if joining:
        plain = [
            search_form(text) if not joining.isdisjoint(map(ord, set(text))) else text
            for text in plain
        ]
        raw = _read_codes(plain)
        present = _list_present(raw)
    return _translate(raw, present)


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


def _translate(raw: NDArray[np.uint32], present: Sequence[int]) -> NDArray[np.uint16]:
    firsts = np.zeros(present[-1] + 1, np.uint16)
    lengths = np.zeros(len(firsts), np.uint8)
    longer = {}
    for code in present:
        form = search_form(chr(code)) if code else "\0"
        coded = np.frombuffer(form.encode("utf-16-le"), np.uint16)
        lengths[code] = len(coded)
        firsts[code] = coded[0] if len(coded) else 0
        if len(coded) > 1:
            longer[code] = coded[1:]
    taken = lengths[raw]
    units: NDArray[np.uint16] = firsts[raw][taken > 0]
    return _insert(units, raw, taken, longer) if longer else units


def _insert(
    units: NDArray[np.uint16],
    raw: NDArray[np.uint32],
    taken: NDArray[np.uint8],
    longer: Mapping[int, NDArray[np.uint16]],
) -> NDArray[np.uint16]:
    """Adds to the first unit of each form those that follow it; few characters have any."""
    found = np.flatnonzero(taken > 1)
    places = np.searchsorted(np.flatnonzero(taken), found) + 1
    further = [longer[code] for code in raw[found].tolist()]
    return np.insert(units, np.repeat(places, taken[found] - 1), np.concatenate(further))
