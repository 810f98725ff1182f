"""The search index of records alone, without a site around it: what is measured and tested."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gongkai.publish.search import ENTRY, FOLDER, NAME, format_entry
from gongkai.publish.search_ranges import cut_ranges
from gongkai.publish.search_shard import build_shard

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from gongkai.publish.search_record import SearchRecord


@dataclass(frozen=True, slots=True)
class BareIndex:
    """The files by path in the site, and the records of each shard by its name."""

    files: Mapping[str, bytes]
    shards: Mapping[str, Sequence[SearchRecord]]


def build_index(records: Sequence[SearchRecord]) -> BareIndex:
    """The index of some records, cut as a site's, by their days: a record has no index number.

    Raises:
        ValueError: a date does not exist.
    """
    files: dict[str, bytes] = {}
    shards = {}
    for part in cut_ranges([*map(_place, records)]):
        members = sorted((records[n] for n in part.members), key=lambda record: record.url)
        name = hashlib.sha256(repr(members).encode()).hexdigest()[:NAME]
        files |= {f"{FOLDER}/{name}/{path}": data for path, data in build_shard(members).items()}
        shards[name] = members
    return BareIndex({ENTRY: format_entry([*shards]), **files}, shards)


def _place(record: SearchRecord) -> int:
    return date.fromisoformat(record.published).toordinal() << 32 | zlib.crc32(record.url.encode())


def write_index(records: Sequence[SearchRecord], site: Path) -> BareIndex:
    """Writes the index of some records into the folder of a site."""
    index = build_index(records)
    write_files(index.files, site)
    return index


def write_files(files: Mapping[str, bytes], site: Path) -> None:
    """Writes files by their path in the site."""
    for path, content in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)
