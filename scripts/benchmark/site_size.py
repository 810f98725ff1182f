"""How large a built site is: files, bytes, and what its pages weigh beyond their text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from lxml import html

from gongkai.publish.workers import cut, run_all

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

_BATCH = 500
_INDEX = ("search", "data")
_BLANKS = re.compile("[ \t\n\f\r]+")
"""What HTML shows as one blank; any other, as that after an article's number, is a sign of text."""
_MAIN = "//main//text()[not(ancestor::script or ancestor::style or ancestor::template)]"


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages of one kind; bytes before compression."""

    count: int
    size: int
    """Of all of them."""
    beyond_median: float
    """Bytes of a page beyond the text of its main part."""
    beyond_most: int
    heaviest: str
    """The page that has most beyond its text."""


@dataclass(frozen=True, slots=True)
class SiteSize:
    """How large a built site is."""

    files: int
    size: int
    index_size: int
    """Of the search index."""
    documents: Pages
    others: Pages


def measure_site(folder: Path, documents: Collection[str]) -> SiteSize:
    """Sizes in bytes of a built site; `documents` are the addresses that documents have."""
    files = {path.relative_to(folder): path.stat().st_size for path in _list_files(folder)}
    pages = [path for path in files if path.suffix == ".html"]
    index = [size for path, size in files.items() if path.parts[:2] == _INDEX]
    own = {f"{url}index.html" for url in documents}
    measured = _measure_all([folder / path for path in pages])
    rows = [
        (path.as_posix(), files[path], beyond) for path, beyond in zip(pages, measured, strict=True)
    ]
    return SiteSize(
        len(files),
        sum(files.values()),
        sum(index),
        _sum_up([row for row in rows if row[0] in own]),
        _sum_up([row for row in rows if row[0] not in own]),
    )


def _sum_up(rows: Sequence[tuple[str, int, int]]) -> Pages:
    beyond = {path: rest for path, _, rest in rows} or {"": 0}
    heaviest = max(beyond, key=beyond.__getitem__)
    size = sum(size for _, size, _ in rows)
    return Pages(len(rows), size, median(beyond.values()), beyond[heaviest], heaviest)


def _measure_all(paths: Sequence[Path]) -> list[int]:
    ranges = cut(len(paths), _BATCH)
    parts = run_all(lambda number: [measure_page(paths[at]) for at in ranges[number]], len(ranges))
    return [beyond for part in parts for beyond in part]


def measure_page(path: Path) -> int:
    """Bytes of a page beyond the text of its main part, each run of blanks in it one byte."""
    data = path.read_bytes()
    texts: list[str] = html.document_fromstring(data.decode("utf-8")).xpath(_MAIN)
    shown = _BLANKS.sub(" ", "".join(texts)).strip(" ")
    return len(data) - len(shown.encode())


def _list_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
