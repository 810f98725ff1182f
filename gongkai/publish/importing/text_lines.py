"""Paragraphs of a plain text, whose author may have ended every line by hand."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from gongkai.core.importing.fields.days import read_day
from gongkai.core.importing.fields.labels import read_labels
from gongkai.core.importing.headings import heading_level

if TYPE_CHECKING:
    from collections.abc import Iterator

_INDENT = re.compile(r"(?:\u3000|[ \u00a0\t]{2,})")
_ENDED = re.compile(r"[。！？：；!?:;”）)》]\s*$")
_BEGINS = re.compile(
    r"\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十百]+[章节条]|附件|[-*•·])"
)
_NARROWEST, _WIDEST = 40, 120
_SLACK = 3
"""Columns by which a full line may fall short: one more Han character would not fit."""
_LEAST = 3
"""Full lines that make a file a wrapped one."""


def join_lines(text: str) -> tuple[str, ...]:
    """The paragraphs; lines are joined only where their width proves that they were cut."""
    lines = text.split("\n")
    edge = _find_edge(lines)
    return tuple(_join(lines, edge)) if edge else tuple(line for line in lines if line.strip())


def _find_edge(lines: list[str]) -> int:
    """The column at which every line was cut, or 0 where lines are paragraphs."""
    widths = [_measure(line) for line in lines]
    edge = max(widths, default=0)
    full = sum(width > edge - _SLACK for width in widths)
    return edge if _NARROWEST <= edge <= _WIDEST and full >= _LEAST else 0


def _join(lines: list[str], edge: int) -> Iterator[str]:
    marked = _marks_paragraphs(lines)
    paragraph = ""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        paragraph = _append(paragraph, line)
        full = _measure(line) > edge - _SLACK
        if full and _goes_on(following) and (marked or not _ENDED.search(line)):
            continue
        if paragraph.strip():
            yield paragraph
        paragraph = ""


def _marks_paragraphs(lines: list[str]) -> bool:
    """Whether the file shows where paragraphs begin: then a line without the sign goes on."""
    filled = [line for line in lines if line.strip()]
    return any(_INDENT.match(line) for line in filled) or len(filled) * 2 <= len(lines)


def _goes_on(line: str) -> bool:
    return bool(line.strip()) and not (
        _INDENT.match(line)
        or _BEGINS.match(line)
        or heading_level(line)
        or read_day(line)
        or read_labels(line.strip())
    )


def _append(paragraph: str, line: str) -> str:
    before, after = paragraph.rstrip(), line.strip() if paragraph else line.rstrip()
    apart = before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii()
    return f"{before} {after}" if apart and before else before + after


def _measure(line: str) -> int:
    """Columns of a line, a Han character taking two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line.rstrip())
