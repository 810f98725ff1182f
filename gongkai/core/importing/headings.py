"""Headings told by their numbering, as official documents count: 一、（一）1.（1）.

The order of the four is that of 《党政机关公文格式》 (GB/T 9704-2012, 7.3.3); 章 and 节 are those
of rules.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HAN = "[一二三四五六七八九十百零〇]{1,4}"
_KINDS = (
    (1, rf"第\s*{_HAN}\s*章(?![的规])"),
    (2, rf"第\s*{_HAN}\s*节(?![的规])"),
    (1, rf"{_HAN}\s*、"),
    (2, rf"[（(]\s*{_HAN}\s*[）)]\s*[、.．]?"),
    (3, r"[0-9０-９]{1,2}\s*(?:[、．]|[.](?![0-9]))"),
    (4, r"[（(]\s*[0-9０-９]{1,2}\s*[）)]\s*[、.．]?"),
)
_NUMBERINGS = tuple((level, re.compile(rf"\s*{mark}\s*(?=\S)")) for level, mark in _KINDS)
_ANNEXES = re.compile(r"\s*附\s*件\s*[:：]")
"""Opens the list of attachments, its first number behind the colon (GB/T 9704-2012, 7.3.4)."""
_COUNTED = 4
"""The rank of 1. among the numberings."""
_LONGEST = 42
"""Characters behind the number; printed headings fill one line of 28, rarely a second."""
_SENTENCE = re.compile(r"[。；！？;!?]|\.\s*$|[，,、]\s*$|\n")
_ENDED = re.compile(r"[^。；！？;!?\n]{2,24}。\s*")
"""A heading that somebody closed with a full stop, believed only between its like."""


@dataclass(frozen=True, slots=True)
class _Line:
    rank: int
    """Which numbering it has, the highest being 0; -1 without."""
    titled: bool
    """Whether it reads like a heading, seen alone."""
    ended: bool
    """Whether it would but for a full stop at its end."""


_PLAIN = _Line(-1, titled=False, ended=False)


def heading_level(text: str) -> int | None:
    """1 for 一、 and 第一章, 2 for （一） and 第一节, 3 for 1. and 4 for （1）, seen alone.

    None where there is no number, or where the line is a sentence or too long for a heading.
    """
    line = _read_line(text)
    return _KINDS[line.rank][0] if line.titled else None


def find_headings(lines: Sequence[str]) -> tuple[int | None, ...]:
    """The level of each line of a document, None for text; no level is left out on the way down.

    Seen together, lines tell more: numbered lines that follow each other with nothing between are
    a list, and one full stop does not part a heading from its like.
    """
    found = _drop_lists([_read_line(line) for line in lines], lines)
    return tuple(_nest(found))


def _read_line(text: str) -> _Line:
    if _ANNEXES.match(text):
        return _Line(_COUNTED, titled=False, ended=False)
    for rank, (_, numbering) in enumerate(_NUMBERINGS):
        if match := numbering.match(text):
            rest = text[match.end() :].rstrip()
            fits = len(rest) <= _LONGEST
            titled = fits and not _SENTENCE.search(rest)
            return _Line(rank, titled, not titled and _ENDED.fullmatch(rest) is not None)
    return _PLAIN


def _drop_lists(read: list[_Line], lines: Sequence[str]) -> list[_Line]:
    """Lists as text, and full stops forgiven where most headings of the kind have none."""
    filled = [place for place, text in enumerate(lines) if text.strip()]
    listed = set()
    for place, following in pairwise(filled):
        if read[place].rank == read[following].rank:
            listed |= {place, following}
    heads = [
        _PLAIN if place in listed and not _stands_high(line) else line
        for place, line in enumerate(read)
    ]
    kinds = Counter(line.rank for line in heads if line.titled)
    ended = Counter(line.rank for line in heads if line.ended)
    return [
        line if line.titled or (line.ended and kinds[line.rank] > ended[line.rank]) else _PLAIN
        for line in heads
    ]


def _stands_high(line: _Line) -> bool:
    """Whether a number is hardly ever that of a list: 章 and 节 without text are still such."""
    return line.rank in {0, 1}


def _nest(lines: list[_Line]) -> Iterator[int | None]:
    above: list[int] = []
    for line in lines:
        if line is _PLAIN:
            yield None
            continue
        above = [rank for rank in above if rank < line.rank]
        above.append(line.rank)
        yield len(above)
