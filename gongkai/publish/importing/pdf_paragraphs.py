"""Paragraphs from lines: by indents, by how far the line before reaches, by how sentences end."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import Align, Paragraph, Piece
from gongkai.publish.importing.pdf_lines import is_apart, join_chars

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gongkai.publish.importing.pdf_lines import Line

_INDENT = 1.4
"""Ems from the margin that begin a paragraph."""
_SHORT = 1.6
"""Ems that a line must leave at the right margin for its paragraph to end there."""
_GAP = 0.75
"""Ems more than between other lines that part paragraphs."""
_MIDDLE = 2.6
"""Ems that a centred line leaves at each side; with less it may be the first of a paragraph."""
_CENTERED = 1.0
_SIGNED = 6.0
"""Ems from the right margin within which a signature or a date ends."""
_DIFFERENT = 1.0
_ENDS = re.compile(r"[。！？；：:;.!?”）)]$")
_FIRST_WORD = re.compile(r"[!-~]{1,60}|[（《“‘]*[^!-~][、，。；：！？）》”’…]{0,3}")
_LATIN = re.compile(r"[A-Za-z0-9,.;:!?)]")


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the text of a document stands."""

    left: float
    right: float
    size: float
    leading: float
    """From the top of one line to the top of the next, as most lines have it."""


def find_margins(lines: Sequence[Line]) -> Margins:
    """The margins of the text, from all its lines."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size)] += len(line.chars)
    size = sizes.most_common(1)[0][0]
    text = [line for line in lines if abs(line.size - size) <= _DIFFERENT]
    right = sorted(line.x1 for line in text)[int(len(text) * 0.9) - (len(text) == 1)]
    full = [line for line in text if line.x1 >= right - 2 * size] or text
    lefts = sorted(line.x0 for line in full)
    left = lefts[len(lefts) // 10]
    steps = [b.top - a.top for a, b in pairwise(text) if a.page == b.page]
    leading = median([s for s in steps if s > 0] or [1.5 * size])
    return Margins(left, right, float(size), leading)


def build_paragraphs(
    lines: Sequence[Line], margins: Margins, notes: Mapping[tuple[int, str], str]
) -> Iterator[Paragraph]:
    """The paragraphs that lines in a row make; `notes` are the footnotes by page and mark."""
    current: list[Line] = []
    for line in lines:
        if current and _begins(line, current, margins):
            yield _close(current, margins, notes)
            current = []
        current.append(line)
    if current:
        yield _close(current, margins, notes)


def _begins(line: Line, current: list[Line], margins: Margins) -> bool:
    """Whether a line begins a paragraph."""
    before = current[-1]
    align, size = find_align(line, margins), margins.size
    if align != find_align(before, margins) or abs(line.size - before.size) > _DIFFERENT:
        return not (align is Align.LEFT and _runs_on(before, line, margins))
    step = line.top - before.top
    if line.page == before.page and step > max(margins.leading, line.size) + _GAP * line.size:
        return True
    if align is not Align.LEFT:
        return align is Align.RIGHT or not _fills(before, margins)
    if not _runs_on(before, line, margins):
        return True
    indent = line.x0 - margins.left
    if indent < _INDENT * size:
        return False
    hanging = len(current) > 1 and abs(line.x0 - before.x0) < size / 2
    return not hanging or _ENDS.search(before.text) is not None


def _runs_on(before: Line, line: Line, margins: Margins) -> bool:
    """Whether a line reaches so far that the first word of the next had no room on it."""
    word = _FIRST_WORD.match("".join(char["text"] for char in line.chars))
    last = line.chars[max(len(word[0]) if word else 1, 1) - 1]
    room = max(last["x1"] - line.x0 - margins.size, 0.0)
    return before.x1 >= margins.right - _SHORT * margins.size - room


def _fills(line: Line, margins: Margins) -> bool:
    """Whether a centred line is a title's that needs another one."""
    return line.size > margins.size + _DIFFERENT


def find_align(line: Line, margins: Margins) -> Align:
    """How a line stands between the margins."""
    size = margins.size
    left, right = line.x0 - margins.left, margins.right - line.x1
    if left > _MIDDLE * size and abs(left - right) < _CENTERED * size and right > size:
        return Align.CENTER
    if line.size > size + _DIFFERENT and abs(left - right) < _CENTERED * size:
        return Align.CENTER
    middle = (margins.left + margins.right) / 2
    return Align.RIGHT if line.x0 > middle and right <= _SIGNED * size else Align.LEFT


def _close(lines: list[Line], margins: Margins, notes: Mapping[tuple[int, str], str]) -> Paragraph:
    pieces: list[Piece] = []
    for line in lines:
        parts = [*_read_pieces(line, notes)]
        if pieces and parts and pieces[-1].text and parts[0].text:
            glue = _find_glue(pieces[-1].text, parts[0].text)
            first = parts.pop(0)
            pieces[-1] = Piece(pieces[-1].text + glue + first.text)
        pieces += parts
    return Paragraph(tuple(pieces), find_align(lines[0], margins))


def _find_glue(before: str, after: str) -> str:
    latin = _LATIN.match(before[-1:]) and re.match(r"[A-Za-z0-9(]", after)
    return " " if latin and not before.endswith("-") else ""


def _read_pieces(line: Line, notes: Mapping[tuple[int, str], str]) -> Iterator[Piece]:
    """The text of a line, parted where a footnote is called."""
    start = 0
    number = 0
    while number < len(line.chars):
        end = number
        while end < len(line.chars) and line.is_raised(line.chars[end]):
            end += 1
        mark = "".join(char["text"] for char in line.chars[number:end]).strip()
        known = notes.get((line.page, mark)) if mark else None
        if known is not None:
            if number > start:
                yield Piece(_join(line, start, number))
            yield Piece("", note=known)
            start = end
        number = max(end, number + 1)
    if start < len(line.chars):
        yield Piece(_join(line, start, len(line.chars)))


def _join(line: Line, start: int, end: int) -> str:
    """A stretch of a line, with the blank that parts it from what is before."""
    blank = start > 0 and is_apart(line.chars[start - 1], line.chars[start])
    return (" " if blank else "") + join_chars(line.chars[start:end])
