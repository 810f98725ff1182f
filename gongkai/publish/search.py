"""The search index of a site, in the folder `search/data/`; handbook/search.md tells its format.

The index answers exactly: a query finds the documents of which one block contains its search form
(`gongkai.core.search_form`). Everything in it is a function of the records; no program but this
package's own writes or reads it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import zlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gongkai.publish.files import describe_failure
from gongkai.publish.search_canary import CanaryError, check_canaries, pick_canaries
from gongkai.publish.search_ranges import cut_ranges
from gongkai.publish.search_record import SearchRecord
from gongkai.publish.search_shard import build_shard

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from gongkai.publish.search_canary import Canary

__all__ = ["FOLDER", "Index", "SearchIndexError", "SearchRecord", "build_index", "write_index"]

FOLDER = "search/data"
ENTRY = f"{FOLDER}/entry.json"
"""Where a query begins: the names of the shards, which are folders."""
NAME = 16
"""Hexadecimal digits of the name of a shard."""


class SearchIndexError(Exception):
    """The search index cannot be written or does not answer; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class Index:
    """The index of a site."""

    files: Mapping[str, bytes]
    """By path in the site."""
    canaries: tuple[Canary, ...]
    """What the finished index is asked before it goes out."""


@dataclass(frozen=True, slots=True)
class IndexStats:
    """What was written; sizes in bytes."""

    records: int
    files: int
    total_bytes: int
    page_bytes: int
    text_bytes: int


def write_index(records: Sequence[SearchRecord], site: Path) -> IndexStats:
    """Writes the index into the site, in place of one that is there, and asks it.

    The same records, in whatever order, give the same bytes.

    Raises:
        SearchIndexError: two records have one address, files cannot be written, or what is in the
            records is not found.
    """
    index = build_index(records)
    write_files(index.files, site)
    check_index(index, site)
    sizes = {path: len(content) for path, content in index.files.items()}
    return IndexStats(
        records=len(records),
        files=len(sizes),
        total_bytes=sum(sizes.values()),
        page_bytes=sum(size for path, size in sizes.items() if "/page/" in path),
        text_bytes=sum(size for path, size in sizes.items() if "/text/" in path),
    )


def build_index(records: Sequence[SearchRecord]) -> Index:
    """The files of the index.

    Raises:
        SearchIndexError: two records have one address, or a date does not exist.
    """
    _check_addresses(records)
    files: dict[str, bytes] = {}
    canaries: list[Canary] = []
    names = []
    try:
        days = (date.fromisoformat(r.published).toordinal() for r in records)
        sums = (zlib.crc32(r.url.encode()) for r in records)
        places = [day << 32 | number for day, number in zip(days, sums, strict=True)]
        for part in cut_ranges(places):
            members = sorted((records[n] for n in part.members), key=lambda record: record.url)
            name = hashlib.sha256(repr(members).encode()).hexdigest()[:NAME]
            for path, data in build_shard(members).items():
                files[f"{FOLDER}/{name}/{path}"] = data
            canaries.extend(pick_canaries(members, name))
            names.append(name)
    except ValueError as error:
        raise SearchIndexError(f"检索索引未能生成：{error}") from error
    return Index({ENTRY: format_entry(names), **files}, tuple(canaries))


def format_entry(shards: Sequence[str]) -> bytes:
    """Where a query begins, with the names of the shards, the newest documents first."""
    return (json.dumps({"format": 2, "shards": list(shards)}) + "\n").encode()


def write_files(files: Mapping[str, bytes], site: Path) -> None:
    """Writes the index into the site, in place of one that is there.

    Raises:
        SearchIndexError: the files cannot be written.
    """
    shutil.rmtree(site / FOLDER, ignore_errors=True)
    made = set()
    try:
        for path, content in files.items():
            target = site / path
            if target.parent not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(target.parent)
            target.write_bytes(content)
    except OSError as error:
        raise SearchIndexError(f"检索索引未能生成：{describe_failure(error)}") from error


def check_index(index: Index, site: Path) -> None:
    """Asks the index as it stands on the disk.

    Raises:
        SearchIndexError: something that is in the records is not found, or what is not, is.
    """
    try:
        check_canaries(site / FOLDER, index.canaries)
    except CanaryError as error:
        raise SearchIndexError(str(error)) from error


def _check_addresses(records: Sequence[SearchRecord]) -> None:
    seen: set[str] = set()
    for record in records:
        if record.url in seen:
            raise SearchIndexError(f"两篇文档使用同一地址，无法编制检索索引：{record.url}")
        seen.add(record.url)
