"""A plain reader of the finished index, which shares no code with the writer.

It reads files as handbook/search.md describes them, and for the same questions answers as the
page does; slowly, and without numpy.
"""

from __future__ import annotations

import gzip
import json
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from gongkai.core.search_form import search_form

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

_ZERO = 0x5D
_STEM, _LIST = 1, 2


@dataclass(frozen=True, slots=True)
class _Entry:
    """Key in big-endian units, so that its order is that of the units."""

    key: bytes
    kind: int
    texts: tuple[int, ...]


class IndexReader:
    """An index in its folder, or some of its shards; each of them is opened once."""

    def __init__(self, folder: Path, wanted: Collection[str] | None = None) -> None:
        self._folder = folder
        self._wanted = wanted

    @cached_property
    def _shards(self) -> list[_Shard]:
        names = json.loads((self._folder / "entry.json").read_bytes())["shards"]
        if self._wanted is not None and not set(names).issuperset(self._wanted):
            raise KeyError(self._wanted)
        return [_Shard(self._folder / name) for name in self._wanted or names]

    def find_documents(self, query: str) -> set[str]:
        """The addresses of the documents of which one block contains each part of the query.

        Raises:
            OSError: a file is missing.
            ValueError, EOFError, KeyError, IndexError, zlib.error: a file is damaged.
        """
        forms = [form for form in map(search_form, query.split()) if form]
        found: set[str] = set()
        for shard in self._shards:
            parts = [shard.find(form) for form in forms]
            found |= set.intersection(*parts) if parts else set()
        return found

    def find_number(self, wanted: tuple[str, int, int]) -> set[str]:
        """The addresses of the documents of which the number has this agency, year and serial.

        Raises as `find_documents`.
        """
        return {url for shard in self._shards for url in shard.find_number(wanted)}


class _Shard:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _table(self) -> dict[str, Any]:
        table: dict[str, Any] = json.loads(self._read("table.gk"))
        return table

    @cached_property
    def _segments(self) -> list[int]:
        """The first segment of each document, and how many there are."""
        return _sum_up(self._table["segments"])

    @cached_property
    def _files(self) -> list[int]:
        """The first segment of each file of texts, and how many there are."""
        return _sum_up(self._table["files"])

    @cached_property
    def _begins(self) -> list[bytes]:
        """Of each page."""
        begins: list[str] = self._table["pages"].split("\n") if self._table["pages"] else []
        if self._table["step"] > 1:
            blocks = (f"begin/{block // 1000}/{block}.gk" for block in range(len(begins)))
            begins = [begin for name in blocks for begin in json.loads(self._read(name))]
        return [_units(begin) for begin in begins]

    def find(self, form: str) -> set[str]:
        """The documents with a block that contains the form."""
        wanted = _units(form)
        here = bisect_right(self._begins, wanted) - 1
        first = self._read_page(here) if here >= 0 else []
        entries = [*first, *self._read_following(here + 1, wanted)]
        inside = [e for e in entries if _stem(e).startswith(wanted)]
        if inside and inside[0].kind == _LIST:
            return self._name(inside[0].texts)
        found = set().union(*(self._name(entry.texts) for entry in inside))
        before = [entry for entry in first if entry.key <= wanted][-1:]
        for entry in before:
            if entry.kind != _LIST and entry not in inside:
                found |= self._look(entry, form)
        return found

    def _read_following(self, page: int, wanted: bytes) -> Iterator[_Entry]:
        while page < len(self._begins) and self._begins[page].startswith(wanted):
            yield from self._read_page(page)
            page += 1

    def find_number(self, wanted: tuple[str, int, int]) -> set[str]:
        """The documents whose number has the parts."""
        table = json.loads(self._read("numbers.gk"))
        agencies = [table["agencies"][ord(c) - _ZERO] for c in table["agency"]]
        years = [ord(c) - _ZERO for c in table["year"]]
        rows = zip(agencies, years, table["serial"], strict=True)
        numbers = (number for number, row in enumerate(rows) if row == wanted)
        return {str(self._read_text(self._segments[number])["url"]) for number in numbers}

    def _look(self, entry: _Entry, form: str) -> set[str]:
        """Of an entry that reaches beyond the form, what the texts themselves tell."""
        if not _units(form).startswith(_stem(entry)):
            return set()
        found = set()
        for number in entry.texts:
            kind, text = self._place(number)
            blocks = {0: [text["title"]], 1: []}.get(kind, text["blocks"])
            if any(form in search_form(block) for block in blocks):
                found.add(str(text["url"]))
        return found

    def _name(self, numbers: tuple[int, ...]) -> set[str]:
        placed = map(self._place, numbers)
        return {str(text["url"]) for kind, text in placed if kind != 1}

    def _place(self, number: int) -> tuple[int, dict[str, Any]]:
        """What a number means (0 title, 1 pinyin, more: a segment), and the file that has it."""
        starts = [first + 2 * place for place, first in enumerate(self._segments)]
        document = bisect_right(starts, number) - 1
        kind = number - starts[document]
        return kind, self._read_text(self._segments[document] + max(0, kind - 2))

    def _read_text(self, segment: int) -> dict[str, Any]:
        number = bisect_right(self._files, segment) - 1
        texts: list[dict[str, Any]] = json.loads(self._read(f"text/{number // 1000}/{number}.gk"))
        return texts[segment - self._files[number]]

    def _read_page(self, number: int) -> list[_Entry]:
        content = self._read(f"page/{number // 1000}/{number}.gk")
        universe = self._segments[-1] + 2 * (len(self._segments) - 1)
        return list(_read_entries(content, universe))

    def _read(self, name: str) -> bytes:
        return gzip.decompress((self._folder / name).read_bytes())


def _sum_up(row: str) -> list[int]:
    return [0, *accumulate(ord(character) - _ZERO for character in row)]


def _units(text: str) -> bytes:
    return text.encode("utf-16-be", "surrogatepass")


def _stem(entry: _Entry) -> bytes:
    return entry.key[:-2] if entry.kind == _STEM else entry.key


def _read_entries(content: bytes, universe: int) -> Iterator[_Entry]:
    number, units = (int.from_bytes(content[at : at + 4], "little") for at in (0, 4))
    at = 8 + 2 * units
    keys = content[8:at].decode("utf-16-le", "surrogatepass").encode("utf-16-be", "surrogatepass")
    shared, further = content[at : at + number], content[at + number : at + 2 * number]
    at += 2 * number
    heads = []
    for _ in range(number):
        value, at = _read_value(content, at)
        heads.append((value >> 2, value & 3))
    bits = "".join(f"{byte:08b}" for byte in content[at:])
    key, place, bit = b"", 0, 0
    for (count, kind), old, new in zip(heads, shared, further, strict=True):
        key = key[: 2 * old] + keys[place : place + 2 * new]
        place += 2 * new
        texts, bit = _read_texts(bits, bit, count, universe)
        yield _Entry(key, kind, texts)


def _read_value(content: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while content[at] & 0x80:
        value |= (content[at] & 0x7F) << shift
        shift, at = shift + 7, at + 1
    return value | content[at] << shift, at + 1


def _read_texts(bits: str, bit: int, count: int, universe: int) -> tuple[tuple[int, ...], int]:
    parameter = max(0, (universe * 11 // (16 * count)).bit_length() - 1)
    texts, last = [], -1
    for _ in range(count):
        one = bits.index("1", bit)
        rest = bits[one + 1 : one + 1 + parameter]
        last += 1 + ((one - bit) << parameter) + (int(rest, 2) if rest else 0)
        bit = one + 1 + parameter
        texts.append(last)
    return tuple(texts), bit
