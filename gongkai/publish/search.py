"""The search index of a site, in the folder `pagefind/`.

The index answers exactly: a query finds the documents of which one block contains its search form
(`gongkai.core.search_form`). Pagefind writes the index of words; the fragments, from which the
page shows its results, are written anew: Pagefind's would hold the spelled words.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING

from gongkai.publish.files import describe_failure
from gongkai.publish.pagefind import PagefindError, PagefindService
from gongkai.publish.search_words import COLUMN, build_index_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

FOLDER = "pagefind"
# Characters of text in one file: what a result loads to show its excerpt stays small.
_SEGMENT_LENGTH = 3000
_SIGNATURE = b"pagefind_dcd"
_FRAGMENTS = "fragment/"
_USED = re.compile(r"pagefind\.js|pagefind-entry\.json|wasm\.unknown\.pagefind|.+\.pf_(meta|index)")


class SearchIndexError(Exception):
    """The search index cannot be written; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """What is found of one document.

    `url` is relative to the site, `published` is YYYY-MM-DD. `blocks` are the texts besides the
    title, no phrase runs from one to the next. `pinyin` has spellings of the title without tones,
    parted by blanks (all letters, initials).
    """

    url: str
    title: str
    blocks: tuple[str, ...]
    column: str
    column_name: str
    published: str
    pinyin: str = ""


@dataclass(frozen=True, slots=True)
class IndexStats:
    """What was written; sizes in bytes."""

    records: int
    files: int
    total_bytes: int
    index_bytes: int
    fragment_bytes: int
    meta_bytes: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """One record made ready; the key tells its fragment from any other content at that address."""

    key: str
    words: str
    fragment: bytes
    segments: tuple[tuple[str, bytes], ...]


def write_index(records: Sequence[SearchRecord], site: Path) -> IndexStats:
    """Writes `pagefind/` into the site, in place of one that is there.

    The same records, in whatever order, give the same bytes.

    Raises:
        SearchIndexError: two records have one address, or Pagefind cannot do its work.
    """
    write_files(build_index(records), site)
    return _measure(site / FOLDER, len(records))


def start_index(read: Callable[[], Sequence[SearchRecord]]) -> Future[dict[str, bytes]]:
    """Begins to read the records and to build their index, beside whatever else is done.

    Nearly all the work is Pagefind's, a program of its own. An index that nobody waits for any
    more ends with the process. The result raises what `build_index` raises.
    """
    future: Future[dict[str, bytes]] = Future()

    def run() -> None:
        try:
            future.set_result(build_index(read()))
        except BaseException as error:  # noqa: BLE001 - raised again where the index is asked for
            future.set_exception(error)

    Thread(target=run, name="search-index", daemon=True).start()
    return future


def build_index(records: Sequence[SearchRecord]) -> dict[str, bytes]:
    """The files of `pagefind/`, by their paths in the site.

    Raises:
        SearchIndexError: two records have one address, or Pagefind cannot do its work.
    """
    _check_addresses(records)
    ordered = sorted(records, key=lambda record: (record.published, record.url))
    try:
        files = _build_files(ordered)
    except OSError as error:
        raise SearchIndexError(f"检索索引未能生成：{describe_failure(error)}") from error
    except PagefindError as error:
        raise SearchIndexError(f"检索索引未能生成：{error}") from error
    return {f"{FOLDER}/{path}": content for path, content in files.items()}


def write_files(files: Mapping[str, bytes], site: Path) -> None:
    """Writes the index into the site, in place of one that is there.

    Raises:
        SearchIndexError: the files cannot be written.
    """
    shutil.rmtree(site / FOLDER, ignore_errors=True)
    try:
        for path, content in files.items():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_bytes(content)
    except OSError as error:
        raise SearchIndexError(f"检索索引未能生成：{describe_failure(error)}") from error


def _check_addresses(records: Sequence[SearchRecord]) -> None:
    seen: set[str] = set()
    for record in records:
        if record.url in seen:
            raise SearchIndexError(f"两篇文档使用同一地址，无法编制检索索引：{record.url}")
        seen.add(record.url)


def _build_files(records: Sequence[SearchRecord]) -> dict[str, bytes]:
    """All files by path: Pagefind's, as far as our page uses them, with our fragments."""
    fragments = {}
    files: dict[str, bytes] = {}
    with PagefindService() as service:
        for entry in _build_entries(records):
            service.add(entry.key, entry.words)
            fragments[entry.key] = entry.fragment
            files.update(entry.segments)
        built = service.build()
    files.update((path, content) for path, content in built.items() if _USED.fullmatch(path))
    files.update(_rewrite_fragments(built, fragments))
    return files


def _rewrite_fragments(
    built: Mapping[str, bytes], fragments: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """Each fragment under the name that Pagefind's index knows it by."""
    paths = [path for path in built if path.startswith(_FRAGMENTS)]
    if len(paths) != len(fragments):
        raise PagefindError(f"收录 {len(fragments)} 篇，索引中有 {len(paths)} 篇")
    for path in paths:
        written = json.loads(gzip.decompress(built[path]).removeprefix(_SIGNATURE))
        yield path, gzip.compress(_SIGNATURE + fragments[written["url"]], mtime=0)


def _build_entries(records: Sequence[SearchRecord]) -> Iterator[_Entry]:
    if not records:
        # Pagefind's page reports an error without any page; no query leads to this one.
        yield _Entry("", COLUMN, b"{}", ())
    for record in records:
        yield _build_entry(record)


def _build_entry(record: SearchRecord) -> _Entry:
    text = build_index_text(record.title, record.blocks, column=record.column, pinyin=record.pinyin)
    parts = list(_cut_segments(record.blocks, text.starts))
    further = [(start, _encode(blocks)) for start, blocks in parts[1:]]
    named = [(start, f"text/{_digest(content)}.json", content) for start, content in further]
    fragment = _encode(
        {
            "url": record.url,
            "content": "\n".join(parts[0][1]) if parts else "",
            "word_count": 0,
            "filters": {},
            "meta": {
                "title": record.title,
                "column": record.column,
                "column_name": record.column_name,
                "published": record.published,
            },
            "anchors": [],
            "segments": [[start, name] for start, name, _ in named],
        }
    )
    segments = tuple((name, content) for _, name, content in named)
    return _Entry(f"{record.url}#{_digest(fragment)}", text.words, fragment, segments)


def _cut_segments(blocks: Sequence[str], starts: Sequence[int]) -> Iterator[tuple[int, list[str]]]:
    """Runs of blocks, each with the place at which its first block begins."""
    run: list[str] = []
    begin = length = 0
    for block, start in zip(blocks, starts, strict=True):
        line = " ".join(block.split())
        if run and length + len(line) > _SEGMENT_LENGTH:
            yield begin, run
            run, length = [], 0
        if not run:
            begin = start
        run.append(line)
        length += len(line)
    if run:
        yield begin, run


def _encode(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _measure(target: Path, records: int) -> IndexStats:
    sizes = {p: p.stat().st_size for p in target.rglob("*") if p.is_file()}

    def total(*folders: str) -> int:
        return sum(size for path, size in sizes.items() if path.parent.name in folders)

    return IndexStats(
        records=records,
        files=len(sizes),
        total_bytes=sum(sizes.values()),
        index_bytes=total("index"),
        fragment_bytes=total("fragment", "text"),
        meta_bytes=sum(size for path, size in sizes.items() if path.suffix == ".pf_meta"),
    )
