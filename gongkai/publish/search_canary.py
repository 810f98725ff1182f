"""What the finished index is asked before it goes out."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from gongkai.core.search_form import search_form, spell_otherwise
from gongkai.publish.search_reader import IndexReader
from gongkai.publish.search_table import read_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from gongkai.publish.search_record import SearchRecord

T = TypeVar("T")
_LENGTH = 8
_DAMAGE = (OSError, EOFError, ValueError, KeyError, IndexError, TypeError, zlib.error)


class CanaryError(Exception):
    """The index does not answer as it must; the message is Chinese."""


class CanaryKind(StrEnum):
    """What a canary is taken from."""

    TITLE = "标题中的文字"
    TEXT = "正文中的文字"
    VARIANT = "标题的繁体写法"
    NUMBER = "文号"
    NOTHING = "不存在的文字"


@dataclass(frozen=True, slots=True)
class Canary:
    """A question, and the address that must be among the answers; none, if there is no address."""

    kind: CanaryKind
    query: str
    shard: str
    """Which shard is asked."""
    url: str = ""


def choose(documents: Sequence[T], count: int) -> Sequence[T]:
    """At most so many of the documents of a shard, from all parts of the row."""
    return documents[:: max(1, -(-len(documents) // count))]


def pick_canaries(records: Sequence[SearchRecord], shard: str) -> Iterator[Canary]:
    """Questions about some records of a shard."""
    for record in records:
        for kind, query in _question(record):
            yield Canary(kind, query, shard, record.url)
    yield Canary(CanaryKind.NOTHING, f"{shard}无此文字{shard[::-1]}", shard)


def check_canaries(folder: Path, canaries: Iterable[Canary]) -> None:
    """Asks all of them.

    Raises:
        CanaryError: something is not found that must be, or the other way round.
    """
    readers: dict[str, IndexReader] = {}
    for canary in canaries:
        reader = readers.setdefault(canary.shard, IndexReader(folder, (canary.shard,)))
        try:
            found = _ask(reader, canary)
        except _DAMAGE as error:
            raise CanaryError(f"检索索引自检未通过：{canary.kind}无法查找，文件不完整") from error
        if canary.url and canary.url not in found:
            raise CanaryError(f"检索索引自检未通过：按{canary.kind}没有找到 {canary.url}")
        if not canary.url and found:
            raise CanaryError(f"检索索引自检未通过：按{canary.kind}找到了 {min(found)}")


def _ask(reader: IndexReader, canary: Canary) -> set[str]:
    if canary.kind is CanaryKind.NUMBER:
        parts = read_number(canary.query)
        return reader.find_number((parts.agency, parts.year, parts.serial))
    return reader.find_documents(canary.query)


def _question(record: SearchRecord) -> Iterator[tuple[CanaryKind, str]]:
    title = _cut_middle(search_form(record.title))
    if title:
        yield CanaryKind.TITLE, title
        variant = spell_otherwise(title)
        if variant != title:
            yield CanaryKind.VARIANT, variant
    text = _cut_middle(search_form(max(record.blocks, key=len, default="")))
    if text:
        yield CanaryKind.TEXT, text
    if read_number(record.document_number).serial:
        yield CanaryKind.NUMBER, record.document_number


def _cut_middle(form: str) -> str:
    start = max(0, len(form) - _LENGTH) // 2
    return form[start : start + _LENGTH]
