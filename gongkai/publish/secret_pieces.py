"""The pieces of withheld texts that are looked for: shingles, and telling values by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ahocorasick_rs

from gongkai.publish.gram_filter import GramFilter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

SHINGLE = 14
"""Length in characters of the pieces of held text that are looked for (DESIGN §6.5)."""
NAME = 6
"""Length in characters from which a value is telling by itself."""
_STRIDE = 7
"""However a shingle lies in a text, a multiple of this is in its first half."""
_TELLING = 4
"""A piece of fewer different characters, as a row of zeros, tells nothing."""


class SecretPieces:
    """Pieces by whose they are, and the search for them in texts without white space."""

    def __init__(self) -> None:
        self.shingles: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.prepare()

    def add_text(self, text: str, owner: str) -> None:
        """Adds the shingles of a text without white space."""
        for at in range(len(text) - SHINGLE + 1):
            piece = text[at : at + SHINGLE]
            if len(set(piece)) >= _TELLING:
                self.shingles[piece] = owner

    def add_name(self, name: str, owner: str) -> None:
        """Adds a value without white space, if it is long enough to be telling."""
        if len(name) >= NAME:
            self.names.setdefault(name, owner)

    def __len__(self) -> int:
        return len(self.shingles) + len(self.names)

    def __iter__(self) -> Iterator[str]:
        yield from self.shingles
        yield from self.names

    def drop(self, pieces: Iterable[str]) -> None:
        """Forgets some of the pieces; the search may go on without `prepare`, only slower."""
        for piece in pieces:
            self.shingles.pop(piece, None)
            self.names.pop(piece, None)

    def prepare(self) -> None:
        """Makes ready to search for the pieces that there are."""
        self._patterns = sorted(self.names)
        self._automaton = ahocorasick_rs.AhoCorasick(self._patterns)
        self._filter = GramFilter((*self,))

    def may_hold(self, text: str) -> bool:
        """Whether a piece may stand in the text; False is certain."""
        return self._filter.may_hold(text)

    def find(self, text: str) -> list[tuple[str, int]]:
        """Every piece in the text, with its place."""
        if not self.may_hold(text):
            return []
        places = self._filter.list_places(text)
        if places is None:
            places = list(range(0, len(text), _STRIDE))
        found = [*_find_shingles(text, places, self.shingles)]
        if self._patterns:
            matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
            named = ((self._patterns[number], start) for number, start, _ in matches)
            found += [(name, start) for name, start in named if name in self.names]
        return found

    def list_stretches(self, text: str) -> Iterator[str]:
        """The longest stretches of a text, white space and all, that are made of shingles."""
        places = [at for at, char in enumerate(text) if not char.isspace()]
        form = "".join(text[at] for at in places)
        starts = (at for at in range(len(form)) if form[at : at + SHINGLE] in self.shingles)
        first, last = -1, -1
        for start in starts:
            if first >= 0 and start > last + 1:
                yield text[places[first] : places[last + SHINGLE - 1] + 1]
            first = start if first < 0 or start > last + 1 else first
            last = start
        if first >= 0:
            yield text[places[first] : places[last + SHINGLE - 1] + 1]

    def owner_of(self, piece: str) -> str:
        """Whose a piece is."""
        return self.shingles.get(piece) or self.names[piece]


def _find_shingles(
    text: str, places: Iterable[int], shingles: Mapping[str, str]
) -> Iterator[tuple[str, int]]:
    """Every shingle in the text with its place, which lies within a stride before one given."""
    for at in places:
        for start in range(max(0, at - _STRIDE + 1), min(at, len(text) - SHINGLE) + 1):
            piece = text[start : start + SHINGLE]
            if piece in shingles:
                yield piece, start
