"""Nothing that stands only in held, withheld or withdrawn documents stands in the output.

Every piece of `SHINGLE` characters of such a text that stands in no public text is looked for, and
every telling value such as a title (DESIGN §6.5). A piece that comes about only where two pieces of
text meet, each of them public as a whole, is no leak.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import ahocorasick_rs

from gongkai.publish.readable import View, squeeze

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

SHINGLE = 14
"""Length in characters of the pieces of held text that are looked for (DESIGN §6.5)."""
NAME = 6
"""Length in characters from which a value is telling by itself."""
_STRIDE = 7
_ANCHOR = SHINGLE - _STRIDE + 1
"""However a shingle lies in a text, an anchor of it begins at a multiple of the stride."""
_PUBLIC_PIECE = 4
"""A shorter piece of text is public by chance."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What must not be told of one document."""

    owner: str
    """Whose it is, as findings name it."""
    texts: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Hit:
    """A piece of a secret seen in a file, and the pieces of text across which it was seen."""

    path: str
    owner: str
    piece: str
    across: tuple[str, ...]


class LeakSearch:
    """One search through an output."""

    def __init__(self, secrets: Iterable[Secret], list_public: Callable[[], Iterable[str]]) -> None:
        """Public texts are read anew each time they are asked for: they may be many."""
        self._list_public = list_public
        self._shingles: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for secret in secrets:
            for text in map(squeeze, secret.texts):
                for at in range(len(text) - SHINGLE + 1):
                    self._shingles.setdefault(text[at : at + SHINGLE], secret.owner)
            for name in map(squeeze, secret.names):
                if len(name) >= NAME:
                    self._names.setdefault(name, secret.owner)
        self._hits: dict[_Hit, None] = {}
        self.idle = not (self._shingles or self._names)
        if not self.idle:
            self._take_away_public()

    def _take_away_public(self) -> None:
        anchors = self._list_anchors()
        automaton = ahocorasick_rs.AhoCorasick(sorted(self._names))
        names = sorted(self._names)
        for text in map(squeeze, self._list_public()):
            for piece, _ in _find_shingles(text, anchors, self._shingles):
                self._shingles.pop(piece, None)
            for number, _, _ in automaton.find_matches_as_indexes(text, overlapping=True):
                self._names.pop(names[number], None)
        self._anchors = self._list_anchors()
        self._patterns = sorted(self._names)
        self._automaton = ahocorasick_rs.AhoCorasick(self._patterns)

    def _list_anchors(self) -> frozenset[str]:
        return frozenset(
            piece[at : at + _ANCHOR] for piece in self._shingles for at in range(_STRIDE)
        )

    def look(self, path: str, views: Iterable[View]) -> None:
        """Searches one file, its path included."""
        for view in (View((path,)), *views):
            text = view.text
            found = [*_find_shingles(text, self._anchors, self._shingles)]
            if self._patterns:
                found += [
                    (self._patterns[number], start)
                    for number, start, _ in self._automaton.find_matches_as_indexes(
                        text, overlapping=True
                    )
                ]
            if found:
                self._note(path, view, found)

    def _note(self, path: str, view: View, found: list[tuple[str, int]]) -> None:
        pieces = [piece for piece in map(squeeze, view.pieces) if piece]
        ends = [*accumulate(map(len, pieces))]
        place = 0
        for piece, start in sorted(found, key=lambda hit: hit[1]):
            while ends[place] <= start:
                place += 1
            last = place
            while ends[last] < start + len(piece):
                last += 1
            owner = self._shingles.get(piece) or self._names[piece]
            self._hits[_Hit(path, owner, piece, tuple(pieces[place : last + 1]))] = None

    def list_leaks(self) -> tuple[tuple[str, str], ...]:
        """Path and owner of every leak, in order."""
        if not self._hits:
            return ()
        wanted = {piece for hit in self._hits for piece in (hit.piece, *hit.across)}
        public = _find_public(wanted, self._list_public())
        return tuple(
            sorted({(h.path, h.owner) for h in self._hits if not _is_explained(h, public)})
        )


def _is_explained(hit: _Hit, public: frozenset[str]) -> bool:
    """Whether public pieces alone made it up where they met."""
    return hit.piece in public or (
        len(hit.across) > 1
        and all(len(piece) >= _PUBLIC_PIECE and piece in public for piece in hit.across)
    )


def _find_public(wanted: set[str], texts: Iterable[str]) -> frozenset[str]:
    patterns = sorted(wanted)
    automaton = ahocorasick_rs.AhoCorasick(patterns)
    found: set[int] = set()
    for text in map(squeeze, texts):
        found.update(
            number for number, _, _ in automaton.find_matches_as_indexes(text, overlapping=True)
        )
    return frozenset(patterns[number] for number in found)


def _find_shingles(
    text: str, anchors: frozenset[str], shingles: Mapping[str, str]
) -> Iterator[tuple[str, int]]:
    """Every shingle in the text with its place, found by one anchor in each stride."""
    for at in range(0, len(text) - _ANCHOR + 1, _STRIDE):
        if text[at : at + _ANCHOR] in anchors:
            first = max(0, at - _STRIDE + 1)
            for start in range(first, min(at, len(text) - SHINGLE) + 1):
                piece = text[start : start + SHINGLE]
                if piece in shingles:
                    yield piece, start
