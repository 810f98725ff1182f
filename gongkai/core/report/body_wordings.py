"""What a body says in words that the report looks for.

Most bodies have none of them, so that they are told by the text as it was written; only the others
are looked at as they are read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MENTION = re.compile(r"(?:见|详见)附件|^附件\s*[:：]")
_ANNEX = re.compile(r"^附(?:件|表|录|图)")
_HEADING = re.compile(r"附件\s*[:：]?")
_MARK = re.compile(r"[（(]此件(?:公开发布|主动公开|予以公开|依法公开|公开)[)）]")
_NUMBER = r"[^\s，。；：、（）()《》“”〔〕]{1,12}〔[0-9]{4}〕[0-9]{1,5}号"
_WHOLE = r"(?:(?!第[一二三四五六七八九十百]+[条款项章])[^。；：]){0,60}?"
"""Words of one sentence that do not narrow the repeal down to some articles."""
_REPEALED = re.compile(
    rf"(?:废止|(?P<after>))《(?P<name>[^《》]{{4,80}})》(?:（[^（）]{{0,20}}?(?P<number>{_NUMBER})）)?"
    rf"(?(after)(?={_WHOLE}(?:同时|即行|即日起|自行|予以|一并|自[^。；，]{{2,30}}起)废止))"
)


def names_attachments(body: str, read_blocks: Callable[[], tuple[str, ...]]) -> bool:
    """Whether a body refers to attachments that do not follow in the body itself.

    Args:
        body: As it was written.
        read_blocks: Gives its paragraphs, headings, list items and cells.
    """
    if "附件" not in body:
        return False
    blocks = read_blocks()
    first = next((n for n, block in enumerate(blocks) if _MENTION.search(block)), None)
    if first is None or (_HEADING.fullmatch(blocks[first]) and first + 1 < len(blocks)):
        return False
    return not any(_ANNEX.match(block) or block in blocks[first] for block in blocks[first + 1 :])


def list_repealed(
    body: str, read_blocks: Callable[[], tuple[str, ...]]
) -> tuple[tuple[str, str | None], ...]:
    """Name and number of each document that a body's own words repeal as a whole."""
    blocks = read_blocks() if "废止" in body else ()
    return tuple(told for block in blocks for told in find_repealed(block))


def find_repealed(block: str) -> Iterator[tuple[str, str | None]]:
    """Name and number of each document that a paragraph's own words repeal as a whole."""
    for match in _REPEALED.finditer(block) if "废止" in block else ():
        yield match["name"], match["number"]


def bears_mark(body: str) -> bool:
    """Whether a body says that it is made public (此件公开发布)."""
    return "此件" in body and _MARK.search(body) is not None
