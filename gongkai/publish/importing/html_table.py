"""Tables of a page: those that hold data, and those that only place text on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.publish.importing.grid import GridCell, build_grid
from gongkai.publish.importing.html_inline import BREAK, tidy_text
from gongkai.publish.importing.html_source import list_spots
from gongkai.publish.importing.tables import make_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement

    from gongkai.core.importing.blocks import Table
    from gongkai.publish.importing.html_source import Spot

_BLOCKS = frozenset({"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "center", "ul"})
_LONG = 400
"""Characters in one cell that no table of data has beside a single other cell."""
_MANY = 4


def is_layout(table: HtmlElement) -> bool:
    """Whether a table only places its cells on the page."""
    if (table.get("role") or "").lower() in {"presentation", "none"}:
        return True
    if next(table.iterdescendants("table"), None) is not None:
        return True
    spots = [*list_spots(table)]
    columns = max((spot.column + spot.across for spot in spots), default=0)
    rows = len({spot.row for spot in spots})
    if len(spots) <= 1 or (columns == 1 and not _is_ruled(table)):
        return True
    if any(spot.cell.tag == "th" for spot in spots):
        return False
    return rows == 1 and not _is_ruled(table) and any(_is_long(spot) for spot in spots)


def _is_ruled(table: HtmlElement) -> bool:
    border = (table.get("border") or "").strip()
    style = (table.get("style") or "").replace(" ", "").lower()
    return border not in {"", "0"} or "border-collapse" in style or "border:1" in style


def _is_long(spot: Spot) -> bool:
    paragraphs = sum(1 for _ in spot.cell.iter("p", "div", "br"))
    return paragraphs >= _MANY or len(spot.cell.text_content()) > _LONG


def read_table(
    table: HtmlElement, hides: Callable[[HtmlElement], bool], number: int
) -> Table | None:
    """The table without its hidden rows and cells' hidden parts; None when nothing is left."""
    blocks = []
    rows: dict[int, int] = {}
    for spot in list_spots(table):
        if _is_hidden(spot.cell, table, hides):
            continue
        row = rows.setdefault(spot.row, len(rows))
        text = tidy_text("".join(_list_parts(spot.cell, hides)))
        blocks.append(GridCell(text, row, spot.column, spot.across, spot.down))
    last = len(rows)
    fitted = [
        GridCell(b.text, b.row, b.column, b.across, min(b.down, last - b.row)) for b in blocks
    ]
    if not any(block.text for block in fitted):
        return None
    return make_table(build_grid(f"第 {number} 张表", fitted))[0]


def _is_hidden(cell: HtmlElement, table: HtmlElement, hides: Callable[[HtmlElement], bool]) -> bool:
    node: HtmlElement | None = cell
    while node is not None and node is not table:
        if hides(node):
            return True
        node = node.getparent()
    return False


def _list_parts(cell: HtmlElement, hides: Callable[[HtmlElement], bool]) -> Iterator[str]:
    """The texts of a cell, with a mark where a new line begins."""
    waiting: list[HtmlElement | str] = [cell]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
            continue
        following: list[HtmlElement | str] = []
        shown = isinstance(node.tag, str) and (node is cell or not hides(node))
        if shown:
            edge = BREAK if node.tag in _BLOCKS or node.tag == "br" else ""
            following = [edge, _raise(node), *node, edge if node.tag != "br" else ""]
        if node is not cell:
            following.append(node.tail or "")
        waiting.extend(reversed(following))


def _raise(node: HtmlElement) -> str:
    text = node.text or ""
    return raise_digits(text) if node.tag == "sup" else text


def raise_digits(text: str) -> str:
    """Raised digits as characters of their own, as in 平方米 m²; other text as it is."""
    raised = "⁰¹²³⁴⁵⁶⁷⁸⁹"
    stripped = text.strip()
    if stripped.isascii() and stripped.isdecimal():
        return "".join(raised[int(digit)] for digit in stripped)
    return text
