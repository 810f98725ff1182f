"""The tables of an HTML page (HTML 5.2, 4.9.12: how spans make a grid)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import lxml.etree
import lxml.html

from gongkai.publish.annual_import.grid import (
    MOST_COLUMNS,
    MOST_POSITIONS,
    Block,
    Grid,
    ImportRefusedError,
    build_grid,
    find_free,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([a-zA-Z0-9_-]+)""")
_GB = frozenset({"gb2312", "gbk", "gb18030", "gb_2312", "gb-2312"})
_HEAD = 4096
_SILENT = frozenset({"script", "style", "table"})


def read_html_tables(data: bytes) -> tuple[Grid, ...]:
    """Every table of the page, inner ones for themselves.

    Raises:
        ImportRefusedError: when it is no HTML.
    """
    tables = enumerate(parse_page(data).iter("table"), 1)
    return tuple(build_grid(f"第 {n} 张表", [*_list_blocks(table)]) for n, table in tables)


def parse_page(data: bytes) -> HtmlElement:
    """The root of a page in whatever Chinese encoding.

    Raises:
        ImportRefusedError: when it is no HTML.
    """
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=False)
    try:
        return lxml.html.document_fromstring(_decode(data).encode(), parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise ImportRefusedError("不是可读的网页文件") from error


def _decode(data: bytes) -> str:
    """The text of the page: as its own declaration says, else UTF-8, else GB 18030."""
    told = _CHARSET.search(data[:_HEAD])
    name = told[1].decode("ascii").lower() if told else "utf-8"
    for encoding in ("gb18030",) if name in _GB else ("utf-8-sig", "gb18030"):
        try:
            return _drop_controls(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _drop_controls(data.decode("gb18030" if name in _GB else "utf-8", "replace"))


def _drop_controls(text: str) -> str:
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)


def _list_blocks(table: HtmlElement) -> Iterator[Block]:
    taken: set[tuple[int, int]] = set()
    lines = [*_list_rows(table)]
    for row, line in enumerate(lines):
        column = 0
        for cell in line.iterchildren("td", "th"):
            column = find_free(taken, row, column)
            across = _span(cell, "colspan", MOST_COLUMNS)
            down = _span(cell, "rowspan", len(lines) - row)
            positions = [(r, c) for r in range(row, row + down) for c in range(across)]
            if len(taken) + len(positions) > MOST_POSITIONS:
                raise ImportRefusedError("表格过大，不是年度报告的表格")
            taken.update((r, column + c) for r, c in positions)
            place = f"第 {row + 1} 行第 {column + 1} 列"
            line_number = cell.sourceline
            told = f"{place}（源码第 {line_number} 行）" if line_number else place
            yield Block(_read_text(cell), row, column, across, down, told)
            column += across


def _list_rows(table: HtmlElement) -> Iterator[HtmlElement]:
    """The rows of this very table, not those of tables within it."""
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is table:
            yield row


def _span(cell: HtmlElement, name: str, most: int) -> int:
    value = (cell.get(name) or "1").strip()
    if not (value.isascii() and value.isdecimal()):
        return 1
    return min(max(int(value[:9]), 1), most)


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
