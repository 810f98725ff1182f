"""The search index of a site as steps of its build: one for each shard, one for the entry.

The folder of a shard is named before it is made: by a digest of what is in it, and of what makes
it so. Servers let browsers keep what is in such a folder for ever.
"""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from gongkai.publish.digests import digest, digest_package
from gongkai.publish.records import build_record
from gongkai.publish.search import ENTRY, FOLDER, NAME, SUFFIX, SearchIndexError, format_entry
from gongkai.publish.search_ranges import cut_ranges, place_document
from gongkai.publish.steps import Output, Step

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel
    from gongkai.publish.digests import Digests

_STEP = "search"
_SOURCE = "index"
_ASKED = 12
"""How many documents of an index are asked for before it goes out, at the least one of a shard."""
_READ_BY = ("Markdown", "pypinyin")
"""Distributions that decide on texts and spellings."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A shard that is or will be made."""

    step: str
    folder: str
    key: str
    items: tuple[Item, ...]
    """By address."""

    @property
    def table(self) -> str:
        """The path of a file that every shard has."""
        return f"{FOLDER}/{self.folder}/table{SUFFIX}"


class SearchIndex:
    """The index of one site, as it is planned."""

    def __init__(self, parts: Sequence[_Part], structure: str) -> None:
        self._parts = parts
        self.asked = max(1, _ASKED // max(1, len(parts)))
        """How many documents of each shard are asked for."""
        self.shards = tuple(map(_make_step, parts))
        """Their keys do not change with the day."""
        self.entry = _make_entry(parts, structure)
        """Made last: it names the shards."""

    def find_step(self, path: str) -> Step | None:
        """The step that makes a file, by the file's path; None where it is none of the index."""
        for part, step in zip(self._parts, self.shards, strict=True):
            if path.startswith(f"{FOLDER}/{part.folder}/"):
                return step
        return self.entry if path == ENTRY else None

    def pick(self, reused: Collection[str]) -> list[_Part]:
        """The shards of which no file is among those paths.

        The others answered when they were new, and the verification of the output proves that
        they are the same bytes.
        """
        return [part for part in self._parts if part.table not in reused]


def plan_index(site: SiteModel, digests: Digests) -> SearchIndex:
    """The index of a site; nothing is made yet."""
    return SearchIndex(_list_parts(site, digests), digests.structure)


def check_index(index: SearchIndex, folder: Path, reused: Collection[str]) -> None:
    """Asks the index in the folder of the site; `reused` are paths of the site that are not new.

    In each new shard a few documents are asked for, in every way that they can be found.

    Raises:
        SearchIndexError: something that is in the documents is not found, or what is not, is.
    """
    # It takes long to load, and is needed last.
    from gongkai.publish.search_canary import (  # noqa: PLC0415
        CanaryError,
        check_canaries,
        choose,
        pick_canaries,
    )

    try:
        for part in index.pick(reused):
            # Nobody asks for pinyin here, and its dictionary takes long to load.
            chosen = choose(part.items, index.asked)
            records = [build_record(item, spelled=False) for item in chosen]
            check_canaries(folder / FOLDER, pick_canaries(records, part.folder))
    except CanaryError as error:
        raise SearchIndexError(str(error)) from error


def _list_parts(site: SiteModel, digests: Digests) -> tuple[_Part, ...]:
    items = sorted(site.items, key=lambda item: item.url)
    ranges = cut_ranges([place_document(item.record.index_number, item.url) for item in items])
    return tuple(
        _plan(part.name, tuple(items[n] for n in sorted(part.members)), digests) for part in ranges
    )


def _plan(name: str, items: tuple[Item, ...], digests: Digests) -> _Part:
    content = digests.of_items(items)
    folder = digest(_digest_maker(), digests.configuration, content)[:NAME]
    return _Part(f"{_STEP}/{name}", folder, digest(digests.structure, content), items)


@cache
def _digest_maker() -> str:
    """What decides on the content of a shard; the same on every machine with this release."""
    readers = [version(name) for name in _READ_BY]
    return digest(digest_package(), sys.version_info[:2], unicodedata.unidata_version, readers)


def _make_step(part: _Part) -> Step:
    def make() -> Iterator[Output]:
        from gongkai.publish.search_shard import build_shard  # noqa: PLC0415 - it takes long to load

        for path, data in build_shard([build_record(item) for item in part.items]).items():
            yield Output(f"{FOLDER}/{part.folder}/{path}", data, _SOURCE)

    return Step(part.step, part.key, make)


def _make_entry(parts: Sequence[_Part], structure: str) -> Step:
    folders = [part.folder for part in parts]
    return Step(
        f"{_STEP}/entry",
        digest(structure, *folders),
        lambda: (Output(ENTRY, format_entry(folders), _SOURCE),),
    )
