"""Nothing that stands only in held, withheld or withdrawn documents stands in the output.

Every piece of `SHINGLE` characters of such a text that stands in no public text is looked for, and
every telling value such as a title (DESIGN §6.5). A piece that comes about only where pieces of
text meet that are public each as a whole, as a label and a value, is no leak.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple

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
"""A shorter piece stands somewhere by chance; it must be a label of a template or of code."""
_TELLING = 4
"""A piece of fewer different characters, as a row of zeros, tells nothing."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What must not be told of one document."""

    owner: str
    """Whose it is, as findings name it."""
    texts: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Public:
    """The texts that may be told; they are many, so that each reading makes them anew."""

    list_main: Callable[[], Iterable[str]] = tuple
    """What most of the output is made of."""
    list_further: Callable[[], Iterable[str]] = tuple
    """What is asked only about a piece that was found."""


class Hit(NamedTuple):
    """A piece of a secret seen in a file, and the pieces of text across which it was seen."""

    path: str
    owner: str
    piece: str
    across: tuple[str, ...]


class LeakSearch:
    """One search through an output."""

    def __init__(self, secrets: Iterable[Secret], public: Public) -> None:
        self._public = public
        self._shingles: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for secret in secrets:
            for text in map(squeeze, secret.texts):
                self._shingles |= {
                    piece: secret.owner for piece in _cut(text) if len(set(piece)) >= _TELLING
                }
            for name in map(squeeze, secret.names):
                if len(name) >= NAME:
                    self._names.setdefault(name, secret.owner)
        self._hits: dict[Hit, None] = {}
        self.idle = not (self._shingles or self._names)
        if not self.idle:
            self._take_away_public()

    def _take_away_public(self) -> None:
        anchors = self._list_anchors()
        automaton = ahocorasick_rs.AhoCorasick(sorted(self._names))
        names = sorted(self._names)
        for text in map(squeeze, self._public.list_main()):
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
        if self.idle:
            return
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
            self._hits[Hit(path, owner, piece, tuple(pieces[place : last + 1]))] = None

    def take(self) -> tuple[Hit, ...]:
        """What was met since this was last asked, for a search in another process."""
        hits, self._hits = tuple(self._hits), {}
        return hits

    def add(self, hits: Iterable[Hit]) -> None:
        """Takes in what a search in another process has met."""
        self._hits |= dict.fromkeys(hits)

    def list_leaks(self) -> tuple[tuple[str, str], ...]:
        """Path and owner of every leak, in order."""
        if not self._hits:
            return ()
        wanted = {form for h in self._hits for p in (h.piece, *h.across) for form in _forms(p)}
        texts = chain(self._public.list_main(), self._public.list_further())
        public = _find_public(wanted, texts)
        return tuple(
            sorted({(h.path, h.owner) for h in self._hits if not _is_explained(h, public)})
        )


def _is_explained(hit: Hit, public: frozenset[str]) -> bool:
    """Whether it is public after all, or public pieces alone made it up where they met."""
    return hit.piece in public or (
        len(hit.across) > 1 and all(not public.isdisjoint(_forms(piece)) for piece in hit.across)
    )


def _forms(piece: str) -> tuple[str, ...]:
    """The text that must be public for a piece to be so: of a short one, with what ends it."""
    return (piece,) if len(piece) >= _PUBLIC_PIECE else (f">{piece}<", f'"{piece}"')


def _cut(text: str) -> Iterator[str]:
    return (text[at : at + SHINGLE] for at in range(len(text) - SHINGLE + 1))


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
