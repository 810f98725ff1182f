"""How help is laid out: by the width of what is shown, where a Han character takes two cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPENING = "（《“‘「『【〔([{"
_CLOSING = "，。、；：？！）》”’」』】〕)]}…"
_PIECES = re.compile(
    rf"\s+|[{re.escape(_OPENING)}]*(?:[!-~]+|.)[{re.escape(_CLOSING)}]*", re.DOTALL
)
"""Blanks, or what stands together on a line: a word or a character with its punctuation."""
_WIDEST = 28
"""Cells of the first column that others wait for; a longer name has its text below it."""
_GAP = 2


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells; its own line breaks stand.

    No line begins with a comma or full stop, none ends with an opening bracket. A word that is
    wider than the line is left whole, to be copied.
    """
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _PIECES.findall(paragraph):
            if line and cell_len(line) + cell_len(piece.rstrip()) > width:
                lines.append(line.rstrip())
                line = ""
            line += piece if line else piece.lstrip()
        lines.append(line.rstrip())
    return lines


def list_pairs(
    rows: Sequence[tuple[str, str]], width: int, *, indent: int = 2, least: int = 0
) -> list[str]:
    """Names with their explanations beside them, in lines of at most `width` cells.

    Args:
        rows: The names and explanations.
        width: Cells of a line.
        indent: Blanks before each name.
        least: Least width of the names' column in cells, where several lists are to align.
    """
    names = [cell_len(name) for name, _ in rows]
    first = max((length for length in (*names, least) if length <= _WIDEST), default=_WIDEST)
    lines = []
    for (name, text), length in zip(rows, names, strict=True):
        told = wrap(text, width - indent - first - _GAP)
        head = " " * indent + name
        if length > first:
            lines.append(head)
        else:
            lines.append(f"{head}{' ' * (first - length + _GAP)}{told.pop(0)}".rstrip())
        lines += [" " * (indent + first + _GAP) + line for line in told]
    return lines
