"""What the last release's gate found out about each document, kept in the state folder for a day.

A judgement is a function of a document's bytes, its attachments, the catalogue, the engine, the
day, and when the log took the document in. One whose inputs are all the same again is not made
again (DESIGN §6); each day's first build, `check --full` and `verify` judge everything anew.

    memory/judged/index.txt         gongkai-judged/v2 <SHA-256 of engine, catalogue and day>
                                    <SHA-256 of a bucket>, one a line, by number
    memory/judged/<SHA-256>.pickle  some documents' judgements, by their files' digests

Only releases write here. The state folder is what the gate trusts anyway: it says which root keys
count. A bucket that is not what the index says is passed over.
"""

from __future__ import annotations

import hashlib
import pickle
import re
import zlib
from typing import TYPE_CHECKING, TypeAlias

from gongkai.core.judging import Fate
from gongkai.core.recalling import pack, unpack
from gongkai.publish.collector import pause_collector
from gongkai.publish.digests import digest, digest_structure
from gongkai.publish.files import replace_file
from gongkai.publish.state_folder import MEMORY
from gongkai.publish.workers import run_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from gongkai.core.judging import Exhibit, Judgement
    from gongkai.core.log import Inclusion
    from gongkai.core.recalling import Packed
    from gongkai.core.state import State
    from gongkai.core.tree import Tree

FOLDER = f"{MEMORY}/judged"
INDEX = "index.txt"
TYPE = "gongkai-judged/v2"
_PER_BUCKET = 64
_LINE = re.compile(r"[0-9a-f]{64}")


Remembered: TypeAlias = "tuple[Packed, Inclusion, bool]"
"""A judgement with what it depended on besides bytes, catalogue, engine and day: when the log took
the document in, and whether nothing was found, not even what warns."""
Buckets: TypeAlias = list[dict[str, Remembered]]
"""By the name of each exhibit; a document's path decides in which one it is."""


def digest_grounds(tree: Tree, now: datetime) -> str:
    """What all judgements of a day depend on."""
    return digest(digest_structure(tree), str(now.date()))


def name_exhibit(exhibit: Exhibit) -> str:
    """The bytes that a judgement is about, by their digests, and where they stand."""
    files = (exhibit.file, *exhibit.attachments)
    return "\n".join([f"{file.sha256} {file.path}" for file in files])


class Memory:
    """The judgements of the last release that still hold; empty where there are none."""

    def __init__(self, state: Path, grounds: str) -> None:
        self._folder = state / FOLDER
        self._grounds = grounds
        self._names = self._read_index()
        self._buckets: Buckets = []
        self._recalled: dict[str, tuple[Judgement, str, Remembered]] = {}
        """By path: what was recalled, under which name, of what."""

    def _read_index(self) -> tuple[str, ...]:
        try:
            first, *lines = (self._folder / INDEX).read_text("ascii").split("\n")
        except (OSError, UnicodeDecodeError):
            return ()
        whole = lines[-1:] == [""] and all(map(_LINE.fullmatch, lines[:-1]))
        return tuple(lines[:-1]) if whole and first == f"{TYPE} {self._grounds}" else ()

    def recall(
        self, exhibits: Sequence[Exhibit], state: State, now: datetime
    ) -> list[Judgement | None]:
        """The judgement on each exhibit; None where it must be judged."""
        if not self._names:
            return [None] * len(exhibits)
        with pause_collector():
            self._buckets = [self._read_bucket(name) for name in self._names]
            return [self._recall(exhibit, state, now) for exhibit in exhibits]

    def _recall(self, exhibit: Exhibit, state: State, now: datetime) -> Judgement | None:
        path, name = exhibit.file.path, name_exhibit(exhibit)
        known = self._buckets[_find_bucket(path, len(self._buckets))].get(name)
        if known is None:
            return None
        packed, inclusion, faultless = known
        judgement = unpack(packed, exhibit)
        draft = judgement.draft
        if draft is None:
            return None
        now_included = state.find_inclusion(draft.id, draft.source, now)
        if not _still_holds(inclusion, now_included, faultless=faultless):
            return None
        self._recalled[path] = judgement, name, known
        return judgement

    def _read_bucket(self, name: str) -> dict[str, Remembered]:
        try:
            data = (self._folder / f"{name}.pickle").read_bytes()
        except OSError:
            return {}
        if hashlib.sha256(data).hexdigest() != name:
            return {}
        found: dict[str, Remembered] = pickle.loads(data)  # noqa: S301 - bytes that we wrote
        return found

    def keep(
        self, judged: Iterable[tuple[Exhibit, Judgement]], state: State, now: datetime
    ) -> None:
        """Keeps what was judged, given the state by which it was; in place of what was kept.

        Raises:
            OSError: when it cannot be written; then nothing, or what was kept before, is recalled.
        """
        held = [(exhibit, judgement) for exhibit, judgement in judged if _holds(judgement)]
        number = 1 << (len(held) // _PER_BUCKET).bit_length()
        buckets: list[dict[str, Remembered]] = [{} for _ in range(number)]
        for exhibit, judgement in held:
            name, remembered = self._remember(exhibit, judgement, state, now)
            buckets[_find_bucket(exhibit.file.path, number)][name] = remembered
        names = self._write(buckets)
        lines = "".join(f"{name}\n" for name in names)
        replace_file(self._folder / INDEX, f"{TYPE} {self._grounds}\n{lines}".encode())
        wanted = {INDEX, *(f"{name}.pickle" for name in names)}
        for path in self._folder.iterdir():
            if path.name not in wanted:
                path.unlink()

    def _remember(
        self, exhibit: Exhibit, judgement: Judgement, state: State, now: datetime
    ) -> tuple[str, Remembered]:
        recalled = self._recalled.get(exhibit.file.path)
        if recalled is not None and recalled[0] is judgement:
            return recalled[1:]
        draft = judgement.draft
        if draft is None:
            message = "only judgements on documents are remembered"
            raise ValueError(message)
        inclusion = state.find_inclusion(draft.id, draft.source, now)
        packed = pack(judgement, bodies=False)
        return name_exhibit(exhibit), (packed, inclusion, not judgement.findings)

    def _write(self, buckets: Buckets) -> tuple[str, ...]:
        """The buckets' names; one that is as it was read is not written again."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        same = len(buckets) == len(self._buckets)
        kept = {
            number: self._names[number]
            for number, bucket in enumerate(buckets)
            if same and _is_same(bucket, self._buckets[number])
        }
        new = [bucket for number, bucket in enumerate(buckets) if number not in kept]
        written = iter(run_all(lambda number: self._write_bucket(new[number]), len(new)))
        return tuple(kept.get(number) or next(written) for number in range(len(buckets)))

    def _write_bucket(self, bucket: dict[str, Remembered]) -> str:
        data = pickle.dumps(bucket, pickle.HIGHEST_PROTOCOL)
        name = hashlib.sha256(data).hexdigest()
        (self._folder / f"{name}.pickle").write_bytes(data)
        return name


def _is_same(new: dict[str, Remembered], old: dict[str, Remembered]) -> bool:
    """Whether every judgement of a bucket was recalled, and no other was in it."""
    return new.keys() == old.keys() and all(one is old[name] for name, one in new.items())


def _still_holds(before: Inclusion, now: Inclusion, *, faultless: bool) -> bool:
    """Whether what was judged by one inclusion holds by the other.

    What was in order before the log had it is in order when it has: that only forgives.
    """
    same = before.day == now.day and before.founding == now.founding
    return same and (before.logged == now.logged or (faultless and now.logged))


def _find_bucket(path: str, number: int) -> int:
    return zlib.crc32(path.encode()) % number


def _holds(judgement: Judgement) -> bool:
    """Whether nothing but what is in the keys can make another judgement of it on that day."""
    draft = judgement.draft
    return judgement.fate is Fate.CLEARED and draft is not None and not draft.source.waived
