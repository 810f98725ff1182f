"""The search form of a text: what documents and queries are compared by."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from itertools import chain
from pkgutil import get_data
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LETTERS_AND_DIGITS = frozenset("LN")
# All of planes 2 and 3, so that a Han character younger than this Python's tables still counts.
_HAN_PLANES = range(0x20000, 0x40000)

_BEYOND = re.compile("[\U00010000-\U0010ffff]")

# Radicals, enclosed characters, compatibility ideographs.
_COMPATIBLE = (
    range(0x2E80, 0x3400),
    range(0xF900, 0xFB00),
    range(0x1F200, 0x1F300),
    range(0x2F800, 0x2FA20),
)


def search_form(text: str) -> str:
    """NFKC, lower case, simplified Han characters, nothing but letters and digits, NFKC again.

    Every character is lowered and mapped on its own (a sigma is a sigma at the end of a word,
    too), marks are dropped, and the second NFKC joins Hangul letters that dropped characters kept
    apart, so that the form of a form is itself.

    Cut a text in two where NFKC joins nothing across the cut, as before any Han character, Latin
    letter or digit, and the NFKC of the two forms side by side is the form of the whole.
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).translate(_FORMS))


def find_variant(text: str) -> str:
    """A character of the text whose form the table of simplified characters makes; else nothing."""
    usual, rare = _match_variants()
    found = usual.search(text) or (rare.search(text) if _BEYOND.search(text) else None)
    return found[0] if found else ""


def spell_otherwise(text: str) -> str:
    """The text with every character that has one in place of a variant of the same form."""
    return "".join(_VARIANTS.get(character, character) for character in text)


class _Forms(dict[int, str]):
    """The form of each code point, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        lowered = chr(code).lower()
        form = "".join(_SIMPLIFIED.get(c, c) for c in lowered if _is_searched(c))
        self[code] = form
        return form


def _is_searched(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in _LETTERS_AND_DIGITS or ord(character) in _HAN_PLANES


def _read_simplified() -> dict[str, str]:
    """The table that the browser has, too: one string of pairs, made by scripts/make_han_table."""
    pairs: str = json.loads(get_data("gongkai.core", "data/han_simplified.json") or b"")
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


@cache
def _match_variants() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Those that have a code of 16 bits, among which is found fast, and the others."""
    variants = sorted(set(_list_variants()))
    parts = ([v for v in variants if v <= "\uffff"], [v for v in variants if v > "\uffff"])
    usual, rare = (re.compile(f"[{''.join(part)}]") for part in parts)
    return usual, rare


def _list_variants() -> Iterator[str]:
    """What the table maps, and the compatibility characters that stand for what it maps."""
    yield from _SIMPLIFIED
    for code in chain(*_COMPATIBLE):
        if not _SIMPLIFIED.keys().isdisjoint(unicodedata.normalize("NFKC", chr(code))):
            yield chr(code)


_SIMPLIFIED = _read_simplified()
_VARIANTS = {simple: variant for variant, simple in sorted(_SIMPLIFIED.items(), reverse=True)}
_FORMS = _Forms()
