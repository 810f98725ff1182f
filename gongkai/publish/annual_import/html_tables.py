"""The tables of an HTML page (HTML 5.2, 4.9.12: how spans make a grid)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.publish.importing.grid import Grid, GridCell, build_grid
from gongkai.publish.importing.html_source import list_spots, parse_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_SILENT = frozenset({"script", "style", "table"})


def read_html_tables(data: bytes) -> tuple[Grid, ...]:
    """Every table of the page, inner ones for themselves.

    Raises:
        ImportRefusedError: when it is no HTML.
    """
    tables = enumerate(parse_page(data).iter("table"), 1)
    return tuple(build_grid(f"第 {n} 张表", [*_list_blocks(table)]) for n, table in tables)


def _list_blocks(table: HtmlElement) -> Iterator[GridCell]:
    for spot in list_spots(table):
        place = f"第 {spot.row + 1} 行第 {spot.column + 1} 列"
        line = spot.cell.sourceline
        told = f"{place}（源码第 {line} 行）" if line else place
        text = _read_text(spot.cell)
        yield GridCell(text, spot.row, spot.column, spot.across, spot.down, told)


def _read_text(cell: HtmlElement) -> str:
    parts: list[str] = []
    _gather(cell, parts)
    return "".join(parts)


def _gather(element: HtmlElement, parts: list[str]) -> None:
    waiting: list[tuple[HtmlElement, bool]] = [(element, False)]
    while waiting:
        node, done = waiting.pop()
        if done:
            parts.append(node.tail or "")
            continue
        if node is not element:
            waiting.append((node, True))
        if isinstance(node.tag, str) and (node is element or node.tag not in _SILENT):
            parts.append(node.text or "")
            waiting.extend((child, False) for child in reversed(node))
