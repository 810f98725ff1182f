"""Tables of the command line: aligned on a terminal, tab-separated for other programs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from rich import box
from rich.table import Table
from rich.text import Text

from gongkai.cli.context import out
from gongkai.cli.help_layout import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

Cell: TypeAlias = str | Text

_NARROW = 16
"""Widest column, in character cells, that is never wrapped: ids, dates, numbers."""
_LEAST = 14
"""Least width, in character cells, that a wrapped column stays readable in."""
_GAP = 3
"""Cells between two columns."""
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def print_table(
    headers: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    right: Sequence[int] = (),
    title: str = "",
    console: Console = out,
) -> None:
    """Prints rows below their headers; no row, nothing printed.

    On a terminal columns are aligned by display width, a Han character counting two cells, and
    long texts are wrapped in their column; where even that has no room, each row becomes a block
    of lines. Elsewhere each row is one line of tab-separated cells, without the title.

    Args:
        headers: Chinese names of the columns.
        rows: Cells by row; a `Text` keeps its style on a terminal. Control characters, tabs and
            line breaks become spaces, so that no text moves the cursor.
        right: Numbers of the columns that are aligned to the right, from 0.
        title: A line above the table on a terminal.
        console: Where to print.
    """
    cells = [[_clean(cell) for cell in row] for row in rows]
    if not cells:
        return
    if not console.is_terminal:
        for line in ([*map(Text, headers)], *cells):
            # rich would turn tabs into blanks
            console.file.write("\t".join(cell.plain for cell in line) + "\n")
        return
    if title:
        console.print(title, style="bold")
    widths = [
        max(Text(header).cell_len, *(row[number].cell_len for row in cells))
        for number, header in enumerate(headers)
    ]
    widths = _share(widths, console.width - _GAP * (len(widths) - 1))
    if min(widths) > 0:
        table = _make_table(headers, cells, widths, right)
        console.print(table, soft_wrap=False)
    else:
        _print_blocks(headers, cells, console)


def _clean(cell: Cell) -> Text:
    if isinstance(cell, Text):
        cell.plain = _CONTROLS.sub(" ", cell.plain)
        return cell
    return Text(_CONTROLS.sub(" ", cell))


def _share(widths: Sequence[int], room: int) -> list[int]:
    """Widths that fit the room side by side, the widest cut down alike; zeros if none do."""
    shared = list(widths)
    cut = [number for number, width in enumerate(widths) if width > _NARROW]
    left = room - sum(width for width in widths if width <= _NARROW)
    while cut and (fitting := [n for n in cut if widths[n] <= left // len(cut)]):
        left -= sum(widths[n] for n in fitting)
        cut = [n for n in cut if n not in fitting]
    for number in cut:
        shared[number] = left // len(cut)
    enough = left >= 0 and (not cut or left // len(cut) >= _LEAST)
    return shared if enough else [0] * len(shared)


def _make_table(
    headers: Sequence[str],
    rows: Sequence[Sequence[Text]],
    widths: Sequence[int],
    right: Sequence[int],
) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for number, header in enumerate(headers):
        table.add_column(
            Text(header),
            justify="right" if number in right else "left",
            overflow="fold",
            width=widths[number],
        )
    for row in rows:
        table.add_row(*map(_break_lines, row, widths))
    return table


def _break_lines(cell: Text, width: int) -> Text:
    """The cell broken where Chinese is broken; rich would break at blanks only."""
    if cell.cell_len <= width:
        return cell
    return Text("\n".join(wrap(cell.plain, width)), style=cell.style)


def _print_blocks(headers: Sequence[str], rows: Sequence[Sequence[Text]], console: Console) -> None:
    """Each row as lines `header：cell`, the first cell as its heading."""
    for row in rows:
        console.print(Text(style="bold").append_text(row[0]))
        for header, cell in zip(headers[1:], row[1:], strict=True):
            if cell.plain:
                console.print(Text(f"  {header}：").append_text(cell))
