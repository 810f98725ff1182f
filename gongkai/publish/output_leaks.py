"""The searches for withheld text in an output: in its simplified and in its traditional files."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from gongkai.publish.han_variants import fold_variants
from gongkai.publish.negative_space import LeakSearch, Public, Secret
from gongkai.publish.readable import View, read_at_once, read_views, squeeze
from gongkai.publish.traditional import PREFIX
from gongkai.publish.workers import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongkai.publish.negative_space import Hit, Texts

_TOGETHER = 256
"""Paths that are looked through at a time, as long as nothing is found."""
_RAW = (".html", ".json", ".jsonld", ".xml", ".csv", ".ttl", ".txt", ".js", ".svg", ".yml")
"""Files whose bytes are text."""
_RAW_BYTES = 1 << 19
"""Bytes of files that are looked through at a time."""
Seen = tuple[tuple["Hit", ...], tuple["Hit", ...]]
"""What either search has met, as one process tells another."""


class OutputLeaks:
    """Both searches; the second takes one character for all that stand for each other."""

    def __init__(
        self, secrets: Iterable[Secret], public: Public, *, traditional: bool = True
    ) -> None:
        """Makes ready; `traditional` says whether the output will have such files."""
        self._plain = LeakSearch(secrets, public)
        folded = map(_fold_secret, self._plain.list_secrets() if traditional else ())
        # What stays public is known by now; a piece that only folding makes so is when it is found.
        self._folded = LeakSearch(folded, Public(further=_list_folded(public)))
        self._raw = self._plain.make_raw_search()
        self._waiting: dict[str, bytes] = {}
        self._waiting_size = 0
        self._telling: frozenset[str] = frozenset()

    def expect(self, paths: Sequence[str]) -> None:
        """Takes the paths of all files that will be looked at."""
        self._telling = frozenset() if self._plain.idle else frozenset(self._list_telling(paths))

    def _list_telling(self, paths: Sequence[str]) -> Iterator[str]:
        """The paths in which a piece may stand."""
        for numbers in cut(len(paths), _TOGETHER):
            some = [paths[number] for number in numbers]
            if self._plain.may_hold(squeeze("\n".join(some))):
                yield from (path for path in some if self._plain.may_hold(squeeze(path)))

    def look(self, path: str, data: bytes) -> None:
        """Searches one file, its path included."""
        is_folded = path.startswith(PREFIX)
        search = self._folded if is_folded else self._plain
        is_worth = partial(_may_tell_folded if is_folded else _may_tell, search)
        if search.idle or not (path in self._telling or is_worth(path, data)):
            return
        views = read_views(path, data, is_worth)
        search.look(path, map(_fold_view, views) if is_folded else views)

    def look_again(self, path: str, data: bytes) -> None:
        """Searches one file that was public until now and was made of what has not changed.

        This is the second line, after the keys of steps: were one to lack something that the step
        reads, a list or a page might go on telling what is withheld by now. Such a thing stands in
        the files as it was made, so that it is enough to look at the bytes (`raw_search`). Files
        of the search index and packed ones are passed over: the key of the step that made them is
        the list of their documents; and so are traditional ones, of the same steps as the pages
        that they are conversions of.
        """
        if self._plain.idle or path.startswith(PREFIX):
            return
        if path in self._telling:
            self.look(path, data)
        elif path.endswith(_RAW):
            self._waiting[path] = data
            self._waiting_size += len(data)
            if self._waiting_size >= _RAW_BYTES:
                self._look_at_waiting()

    def _look_at_waiting(self) -> None:
        paths = [*self._waiting]
        for number in self._raw.find([*self._waiting.values()]):
            self.look(paths[number], self._waiting[paths[number]])
        self._waiting.clear()
        self._waiting_size = 0

    def take(self) -> Seen:
        """What was met since this was last asked."""
        self._look_at_waiting()
        return self._plain.take(), self._folded.take()

    def add(self, seen: Seen) -> None:
        """Takes in what another process has met."""
        self._plain.add(seen[0])
        self._folded.add(seen[1])

    def list_leaks(self) -> Iterator[tuple[str, str]]:
        """Path and fault of every leak, in order."""
        for path, owner in (*self._plain.list_leaks(), *self._folded.list_leaks()):
            yield path, f"出现了{owner}的内容"


def _may_tell(search: LeakSearch, path: str, data: bytes) -> bool:
    """Whether a file must be read in all its views; False is certain, but for its path."""
    if not search.may_tell(path, data):
        return False
    text = read_at_once(path, data)
    return text is None or search.holds(text)


def _may_tell_folded(search: LeakSearch, path: str, data: bytes) -> bool:
    text = read_at_once(path, data)
    return text is None or search.holds(fold_variants(text))


def _fold_secret(secret: Secret) -> Secret:
    """The secret as it is found in traditional characters as well as in simplified ones."""
    texts, names = (tuple(map(fold_variants, part)) for part in (secret.texts, secret.names))
    return replace(secret, texts=texts, names=names)


def _list_folded(public: Public) -> tuple[Texts, ...]:
    return tuple(map(_fold_texts, (*public.list_sources(), *public.further)))


def _fold_texts(texts: Texts) -> Texts:
    return lambda: map(fold_variants, texts())


def _fold_view(view: View) -> View:
    return View(tuple(map(fold_variants, view.pieces)))
