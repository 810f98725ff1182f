"""Nothing that stands only in held, withheld or withdrawn documents stands in the output.

Every piece of `SHINGLE` characters of such a text that stands in no public text is looked for, and
every telling value such as a title (DESIGN §6.5). A piece that comes about only where pieces of
text meet that are public each as a whole, as a label and a value, is no leak.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import ahocorasick_rs

from gongkai.publish.byte_filter import ByteFilter
from gongkai.publish.raw_search import RawSearch
from gongkai.publish.readable import View, squeeze
from gongkai.publish.secret_pieces import NAME, SHINGLE, SecretPieces
from gongkai.publish.workers import cut, run_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Texts = Callable[[], Iterable[str]]

__all__ = ["NAME", "SHINGLE", "Document", "Hit", "LeakSearch", "Public", "Secret"]

_PUBLIC_PIECE = 4
"""A shorter piece stands somewhere by chance; it must be a label of a template or of code."""
_BATCH = 2000
"""Sources of public texts that a worker looks through at a time."""
_TOGETHER = 8
"""Sources that are looked through at a time, as long as nothing is found."""
_RAW_TOGETHER = 64
"""Sources' bytes that are looked through at a time."""
_SAMPLES = 100
"""Sources of public texts from which is learnt what is rare."""
_WASTE = 32
"""Texts looked through in vain after which it pays to look for the remaining pieces alone."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What must not be told of one document."""

    owner: str
    """Whose it is, as findings name it."""
    texts: tuple[str, ...]
    names: tuple[str, ...] = ()
    document: str = ""
    """The id of the public document of which it is an earlier state."""


class Document(NamedTuple):
    """The public texts of one document."""

    texts: Texts
    raw: bytes | None
    """In this most of what they have in common with other texts stands as well, in UTF-8; None
    where that cannot be said."""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Public:
    """The texts that may be told; they are many, so that each reading makes them anew."""

    main: Sequence[Texts] = ()
    """What most of the output is made of."""
    further: Sequence[Texts] = ()
    """What is asked only about a piece that was found."""
    documents: Sequence[Document] = ()
    """What the rest of the output is made of, by document."""

    def list_main(self) -> Iterator[str]:
        """Every text of the first kind."""
        return (text for source in self.list_sources() for text in source())

    def list_sources(self) -> tuple[Texts, ...]:
        """The sources of the first kind."""
        return (*self.main, *(document.texts for document in self.documents))

    def list_samples(self) -> Iterator[str]:
        """Some of the texts of the first kind."""
        for source in self.main[-_SAMPLES:]:
            yield from source()
        for document in self.documents[-_SAMPLES:]:
            if document.raw is not None:
                yield document.raw.decode("utf-8", "replace")

    def list_further(self) -> Iterator[str]:
        """Every text of the second kind."""
        return (text for source in self.further for text in source())


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
        self._pieces = SecretPieces()
        self._texts: dict[str, None] = {}
        self._earlier: set[str] = set()
        for secret in secrets:
            self._earlier |= {secret.document} - {""}
            for text in secret.texts:
                self._pieces.add_text(squeeze(text), secret.owner)
            for name in secret.names:
                self._pieces.add_name(squeeze(name), secret.owner)
            self._texts |= dict.fromkeys(secret.texts + secret.names)
        self._hits: dict[Hit, None] = {}
        if self._pieces:
            self._take_away_public()

    @property
    def idle(self) -> bool:
        """Whether there is nothing to look for."""
        return not self._pieces

    def list_secrets(self) -> Iterator[Secret]:
        """What is looked for; what is public of the secrets is no more in it."""
        for piece, owner in self._pieces.shingles.items():
            yield Secret(owner, (piece,))
        for name, owner in self._pieces.names.items():
            yield Secret(owner, (), (name,))

    def make_raw_search(self) -> RawSearch:
        """The search for the long stretches and the names of what is looked for, in bytes."""
        stretches = (s for text in self._texts for s in self._pieces.list_stretches(text))
        names = (text for text in self._texts if squeeze(text) in self._pieces.names)
        return RawSearch(stretches, names)

    def _take_away_public(self) -> None:
        """Most of what a document said before, it still says: the others are asked for the rest."""
        now = [d.texts for d in self._public.documents if d.id in self._earlier]
        self._take_away((*self._public.main, *now))
        if self._pieces:
            self._take_away(self._list_candidates())
        self._bytes = ByteFilter(self._pieces, self._public.list_samples() if self._pieces else ())

    def _take_away(self, sources: Sequence[Texts]) -> None:
        """Drops the pieces that public texts tell."""
        self._pieces.prepare()
        parts = cut(len(sources), _BATCH)
        found = run_all(
            lambda n: _find_told(self._pieces, [sources[i] for i in parts[n]]), len(parts)
        )
        self._pieces.drop(piece for part in found for piece in part)
        self._pieces.prepare()

    def _list_candidates(self) -> list[Texts]:
        """The documents in whose source any of the pieces stands, as most that tell one.

        What is overlooked, for white space or markup, stays secret for the search, and is known
        for public when it is found.
        """
        documents = self._public.documents
        if not documents:
            return []
        search = self.make_raw_search()
        found = {n for n, document in enumerate(documents) if document.raw is None}
        for numbers in cut(len(documents), _RAW_TOGETHER):
            hits = search.find([documents[number].raw or b"" for number in numbers])
            found.update(numbers[hit] for hit in hits)
        return [documents[number].texts for number in sorted(found)]

    def may_hold(self, text: str) -> bool:
        """Whether any piece may stand in a text without white space; False is certain."""
        return self._pieces.may_hold(text)

    def holds(self, text: str) -> bool:
        """Whether any piece stands in a text without white space."""
        return bool(self._pieces.find(text))

    def may_tell(self, path: str, data: bytes) -> bool:
        """Whether any piece may be told in a file's bytes, not its path; False is certain."""
        return self._bytes.may_tell(path, data)

    def look(self, path: str, views: Iterable[View]) -> None:
        """Searches one file, its path included."""
        if self.idle:
            return
        for view in (View((path,)), *views):
            found = self._pieces.find(view.text)
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
            owner = self._pieces.owner_of(piece)
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
        telling = ahocorasick_rs.BytesAhoCorasick([*map(_encode, wanted)])
        near = [d.texts for d in self._public.documents if d.raw and _stands(telling, d.raw)]
        return self._list_unexplained(_find_public(wanted, near)) and self._list_unexplained(
            _find_public(wanted, (*self._public.list_sources(), *self._public.further))
        )

    def _list_unexplained(self, public: frozenset[str]) -> tuple[tuple[str, str], ...]:
        found = {(h.path, h.owner) for h in self._hits if not _is_explained(h, public)}
        return tuple(sorted(found))


def _is_explained(hit: Hit, public: frozenset[str]) -> bool:
    """Whether it is public after all, or public pieces alone made it up where they met."""
    return hit.piece in public or (
        len(hit.across) > 1 and all(not public.isdisjoint(_forms(piece)) for piece in hit.across)
    )


def _forms(piece: str) -> tuple[str, ...]:
    """The text that must be public for a piece to be so: of a short one, with what ends it."""
    return (piece,) if len(piece) >= _PUBLIC_PIECE else (f">{piece}<", f'"{piece}"')


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _stands(automaton: ahocorasick_rs.BytesAhoCorasick, data: bytes) -> bool:
    return bool(automaton.find_matches_as_indexes(data))


def _find_told(pieces: SecretPieces, sources: Sequence[Texts]) -> set[str]:
    """The pieces that public texts tell; the search forgets them on the way."""
    told: set[str] = set()
    waste = 0
    for texts in _list_promising(pieces, sources):
        found = {piece for text in texts for piece, _ in pieces.find(text)}
        pieces.drop(found)
        told |= found
        waste += not found
        if waste == _WASTE:
            waste = 0
            pieces.prepare()
    return told


def _list_promising(pieces: SecretPieces, sources: Sequence[Texts]) -> Iterator[list[str]]:
    """The texts, without white space, of the sources in which a piece may stand."""
    for numbers in cut(len(sources), _TOGETHER):
        groups = [[*map(squeeze, sources[number]())] for number in numbers]
        if pieces.may_hold("\n".join(text for texts in groups for text in texts)):
            yield from (texts for texts in groups if pieces.may_hold("\n".join(texts)))


def _find_public(wanted: set[str], sources: Sequence[Texts]) -> frozenset[str]:
    patterns = sorted(wanted)
    automaton = ahocorasick_rs.AhoCorasick(patterns)
    found: set[int] = set()
    for text in map(squeeze, (text for source in sources for text in source())):
        found.update(
            number for number, _, _ in automaton.find_matches_as_indexes(text, overlapping=True)
        )
    return frozenset(patterns[number] for number in found)
