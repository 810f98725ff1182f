"""One shard of the index: a pure function of the records in it.

Texts are numbered: a document's title, the pinyin of its title, then its segments, which are runs
of blocks. Segments that follow one another share a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gongkai.core.search_form import find_variant
from gongkai.publish.search import SUFFIX
from gongkai.publish.search_entries import Coded, cut_units, sort_entries
from gongkai.publish.search_pages import write_pages
from gongkai.publish.search_table import Layout, encode, format_numbers, format_table
from gongkai.publish.search_text import code_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongkai.publish.search_pages import Page
    from gongkai.publish.search_record import SearchRecord

SEGMENT = 2000
"""Characters of a document that the index tells apart no more."""
FILE = 4000
"""Characters of text in one file: what a result loads to show its excerpt stays small."""
DIRECT = 2000
"""Pages of which the table tells where each begins; of more it tells of each `BLOCK`th."""
BLOCK = 250
"""Pages of which one file tells where each begins."""
OWN = 2
"""Numbers of a document before its segments: title and pinyin."""
_BATCH = 1000
_FOLDER = 1000


@dataclass(frozen=True, slots=True)
class _Segment:
    content: dict[str, object]
    length: int
    """In characters."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """Everything that is indexed, in order: each text with its number."""

    texts: list[str]
    numbers: list[int]
    marks: list[int]


def build_shard(records: Sequence[SearchRecord]) -> dict[str, bytes]:
    """The files of the shard of some records, by name within its folder.

    The newest document is the first, whatever order they come in.

    Raises:
        ValueError: a date does not exist.
    """
    ordered = sorted(records, key=lambda record: record.url)
    ordered.sort(key=lambda record: record.published, reverse=True)
    cut = [list(cut_segments(record.blocks)) for record in ordered]
    groups = list(_group(_list_segments(ordered, cut)))
    files = {name_file("text", number): encode(group) for number, group in enumerate(groups)}
    pages = list(_list_pages(_code(ordered, cut)))
    files |= {name_file("page", number): page.content for number, page in enumerate(pages)}
    step = BLOCK if len(pages) > DIRECT else 1
    begins = [page.begin for page in pages]
    if step > 1:
        blocks = enumerate(begins[at : at + step] for at in range(0, len(begins), step))
        files |= {name_file("begin", number): encode(block) for number, block in blocks}
    layout = Layout([*map(len, cut)], [*map(len, groups)], begins[::step], step)
    files["table" + SUFFIX] = format_table(ordered, layout)
    files["numbers" + SUFFIX] = format_numbers(ordered)
    return files


def name_file(kind: str, number: int) -> str:
    """`page/3/3141.gk`: no folder holds very many."""
    return f"{kind}/{number // _FOLDER}/{number}{SUFFIX}"


def cut_segments(blocks: Sequence[str]) -> Iterator[list[str]]:
    """Runs of blocks of some `SEGMENT` characters, at least one run."""
    run: list[str] = []
    length = 0
    for block in blocks:
        line = " ".join(block.split())
        if run and length + len(line) > SEGMENT:
            yield run
            run, length = [], 0
        run.append(line)
        length += len(line)
    yield run


def _list_segments(
    records: Sequence[SearchRecord], cut: Sequence[Sequence[list[str]]]
) -> Iterator[_Segment]:
    """Each segment with all that a result shows of its document."""
    for record, segments in zip(records, cut, strict=True):
        shown = {
            "url": record.url,
            "title": record.title,
            "columnName": record.column_name,
            "published": record.published,
            "documentNumber": record.document_number,
            "issuer": record.issuer,
            "validity": record.validity,
        }
        for place, blocks in enumerate(segments):
            spelled = {"pinyin": record.pinyin} if record.pinyin and place == 0 else {}
            text = "".join((record.title, *blocks))
            mapped = find_variant(text)
            named = {"mapped": mapped} if mapped else {}
            yield _Segment({**shown, **spelled, **named, "blocks": blocks}, len(text))


def _group(segments: Iterable[_Segment]) -> Iterator[list[dict[str, object]]]:
    """The content of each file: neighbours of some `FILE` characters, at least one segment."""
    group: list[dict[str, object]] = []
    length = 0
    for segment in segments:
        if group and length + segment.length > FILE:
            yield group
            group, length = [], 0
        group.append(segment.content)
        length += segment.length
    if group:
        yield group


def _list_pages(coded: Coded) -> Iterator[Page]:
    """All pages, of one range of first units after the other, for the sake of memory."""
    for low, high in cut_units(coded.units):
        yield from write_pages(sort_entries(coded, low, high), coded.units, coded.universe)


def _code(records: Sequence[SearchRecord], cut: Sequence[Sequence[list[str]]]) -> Coded:
    units, segments, marks = [], [], []
    base = 0
    for at in range(0, len(records), _BATCH):
        laid = _lay_out(records[at : at + _BATCH], cut[at : at + _BATCH], base, at)
        coded = code_forms(laid.texts)
        lengths = np.diff(np.append(-1, np.flatnonzero(coded == 0)))
        units.append(coded)
        segments.append(np.repeat(np.array(laid.numbers, np.int32), lengths))
        marks += laid.marks
        base += len(laid.marks)
    if not units:
        return Coded(np.empty(0, np.uint16), np.empty(0, np.int32), np.empty(0, np.int32))
    return Coded(np.concatenate(units), np.concatenate(segments), np.array(marks, np.int32))


def _lay_out(
    records: Sequence[SearchRecord], cut: Sequence[Sequence[list[str]]], base: int, first: int
) -> _Laid:
    laid = _Laid([], [], [])
    for document, (record, runs) in enumerate(zip(records, cut, strict=True), first):
        spellings = record.pinyin.split()
        laid.texts.extend((record.title, *spellings, *(block for run in runs for block in run)))
        here = base + len(laid.marks)
        laid.numbers.extend((here, *[here + 1] * len(spellings)))
        for place, run in enumerate(runs):
            laid.numbers.extend([here + OWN + place] * len(run))
        # A list names the title, the pinyin and the first segment: three marks a document.
        mark = 3 * document
        laid.marks.extend((mark, mark + 1, *[mark + 2] * len(runs)))
    return laid
