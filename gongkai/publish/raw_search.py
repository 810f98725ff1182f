"""A quick look for stretches of withheld text in many bytes at once.

A stretch of `STRETCH` bytes of which all characters are in secret pieces, 14 characters of Chinese,
is found wherever it stands in one piece, in UTF-8, as it was written or as HTML or JSON writes it;
a telling name by its end. What is parted by markup, compressed or coded otherwise is not.
"""

from __future__ import annotations

import html
import json
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

import ahocorasick_rs
import markupsafe

from gongkai.publish.byte_grams import LEAST, ByteGrams

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

STRETCH = 42
"""Bytes of secret text that are found in one piece."""
_CORE = 18
"""Bytes of a short name's end by which it is first looked for."""


class RawSearch:
    """One set of stretches and names."""

    def __init__(self, stretches: Iterable[str], names: Iterable[str]) -> None:
        forms = {form for name in names for form in _list_forms(name)} - {b""}
        short = {form for form in forms if len(form) < LEAST}
        long = {form for form in forms if len(form) >= STRETCH}
        told = (form for stretch in stretches for form in _list_forms(stretch))
        # Of a name the end is looked for; many have the beginning in common.
        self._stretches = ByteGrams((*told, *(form[-STRETCH:] for form in long)), STRETCH)
        cores = forms - short - long
        size = min(_CORE, min(map(len, cores), default=_CORE))
        self._cores = ByteGrams((form[-size:] for form in cores), size)
        self._names = ahocorasick_rs.BytesAhoCorasick(sorted(forms))
        self._short = ahocorasick_rs.BytesAhoCorasick(sorted(short)) if short else None
        self.idle = not (self._stretches or forms)

    def find(self, group: Sequence[bytes]) -> list[int]:
        """The numbers of those in which anything stands, in order."""
        if self.idle or not group:
            return []
        joined = b"\0".join(group)
        ends = [*accumulate(len(data) + 1 for data in group)]
        found = {bisect_right(ends, place) for place in self._stretches.find(joined)}
        named = {bisect_right(ends, place) for place in self._cores.find(joined)}
        found |= {n for n in named - found if self._names.find_matches_as_indexes(group[n])}
        if self._short is not None and self._short.find_matches_as_indexes(joined):
            rest = set(range(len(group))) - found
            found |= {n for n in rest if self._short.find_matches_as_indexes(group[n])}
        return sorted(found)


def _list_forms(text: str) -> Iterator[bytes]:
    """A text as files of the site write it."""
    for spaced in dict.fromkeys((text, " ".join(text.split()), "".join(text.split()))):
        as_json = json.dumps(spaced, ensure_ascii=False)[1:-1]
        as_html = (html.escape(spaced), html.escape(spaced, quote=False))
        for form in dict.fromkeys((spaced, as_json, *as_html, str(markupsafe.escape(spaced)))):
            yield form.encode("utf-8", "surrogatepass")
