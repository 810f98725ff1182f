"""Web pages as trees, in whatever Chinese encoding, and where the cells of their tables stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import lxml.etree
import lxml.html

from gongkai.core.importing.blocks import ImportRefusedError
from gongkai.publish.importing.grid import MOST_COLUMNS, MOST_POSITIONS, find_free
from gongkai.publish.importing.text_decoding import BYTE_ORDER_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([a-zA-Z0-9_-]+)""")
_GB = frozenset({"gb2312", "gbk", "gb18030", "gb_2312", "gb_2312-80", "gb-2312", "x-gbk"})
_HEAD = 4096
_MOST_ELEMENTS = 100_000
_SEQUENCE = re.compile(rb"[\xe3-\xe9\xef][\x80-\xbf]{2}")
_ENOUGH = 12
"""Chinese characters in UTF-8; that GB text should by chance be so many of them never happens."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of a table and the positions that it covers."""

    cell: HtmlElement
    row: int
    column: int
    across: int
    down: int


def parse_page(data: bytes) -> HtmlElement:
    """The root of a page in whatever Chinese encoding.

    Raises:
        ImportRefusedError: when it is no HTML, larger than pages are, or nested so deep that a part
            of it would be lost.
    """
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=False)
    try:
        root = lxml.html.document_fromstring(decode_page(data).encode(), parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise ImportRefusedError("不是可读的网页文件") from error
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise ImportRefusedError("网页嵌套过深或者已经损坏，不能完整读出；请另存后再导入")
    if root.xpath("count(descendant::*)") > _MOST_ELEMENTS:
        raise ImportRefusedError(f"网页的标签超过 {_MOST_ELEMENTS} 个；请拆成几份文件后再导入")
    return root


def decode_page(data: bytes) -> str:
    """The text of the page: as its own declaration says, else UTF-8, else GB 18030.

    Bytes that are no text in any of them become U+FFFD.
    """
    return _CONTROLS.sub("", _decode(data))


def _decode(data: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.removeprefix(mark).decode(encoding, "replace")
    told = _CHARSET.search(data[:_HEAD])
    name = told[1].decode("ascii").lower() if told else "utf-8"
    is_gb = name in _GB and not _is_utf8(data)
    for encoding in ("gb18030",) if is_gb else ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("gb18030" if name in _GB else "utf-8", "replace")


def _is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8 whatever a page says of itself: moved sites keep old declarations."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return len(_SEQUENCE.findall(data)) >= _ENOUGH


def list_spots(table: HtmlElement) -> Iterator[Spot]:
    """The cells of this very table with their places (HTML 5.2, 4.9.12: how spans make a grid).

    Raises:
        ImportRefusedError: when the cells claim more positions than a table has.
    """
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
                raise ImportRefusedError("有一张表格过大，超出表格应有的大小")
            taken.update((r, column + c) for r, c in positions)
            yield Spot(cell, row, column, across, down)
            column += across


def _list_rows(table: HtmlElement) -> Iterator[HtmlElement]:
    """The rows of this very table, not those of tables within it."""
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is table:
            yield row


def _span(cell: HtmlElement, name: str, most: int) -> int:
    """The number of rows or columns; 0 for rows means all that are left (HTML 5.2, 4.9.11)."""
    value = (cell.get(name) or "1").strip()
    if not (value.isascii() and value.isdecimal()):
        return 1
    number = int(value[:9])
    if number == 0 and name == "rowspan":
        return most
    return min(max(number, 1), most)
