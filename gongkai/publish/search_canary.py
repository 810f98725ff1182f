"""What the finished index is asked before it goes out."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gongkai.core.search_form import search_form, spell_otherwise
from gongkai.publish.search_reader import find_documents, find_number
from gongkai.publish.search_table import read_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from gongkai.publish.search_record import SearchRecord

_PICKED = 5
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
    url: str = ""


def pick_canaries(records: Sequence[SearchRecord], seed: str) -> tuple[Canary, ...]:
    """Questions about some records, the same for the same records; the seed is hexadecimal."""
    ordered = sorted(records, key=lambda record: record.url)
    step = max(1, len(ordered) // _PICKED)
    found = [canary for record in ordered[::step][:_PICKED] for canary in _question(record)]
    return (*found, Canary(CanaryKind.NOTHING, f"{seed}无此文字{seed[::-1]}"))


def check_canaries(folder: Path, canaries: Sequence[Canary]) -> None:
    """Asks all of them.

    Raises:
        CanaryError: something is not found that must be, or the other way round.
    """
    for canary in canaries:
        try:
            found = _ask(folder, canary)
        except _DAMAGE as error:
            raise CanaryError(f"检索索引自检未通过：{canary.kind}无法查找，文件不完整") from error
        if canary.url and canary.url not in found:
            raise CanaryError(f"检索索引自检未通过：按{canary.kind}没有找到 {canary.url}")
        if not canary.url and found:
            raise CanaryError(f"检索索引自检未通过：按{canary.kind}找到了 {min(found)}")


def _ask(folder: Path, canary: Canary) -> set[str]:
    if canary.kind is CanaryKind.NUMBER:
        number = read_number(canary.query)
        return find_number(folder, number.agency, number.year, number.serial)
    return find_documents(folder, canary.query)


def _question(record: SearchRecord) -> Iterator[Canary]:
    title = _cut_middle(search_form(record.title))
    if title:
        yield Canary(CanaryKind.TITLE, title, record.url)
        variant = spell_otherwise(title)
        if variant != title:
            yield Canary(CanaryKind.VARIANT, variant, record.url)
    text = _cut_middle(search_form(max(record.blocks, key=len, default="")))
    if text:
        yield Canary(CanaryKind.TEXT, text, record.url)
    if read_number(record.document_number).serial:
        yield Canary(CanaryKind.NUMBER, record.document_number, record.url)


def _cut_middle(form: str) -> str:
    start = max(0, len(form) - _LENGTH) // 2
    return form[start : start + _LENGTH]
