"""What table cells hold beside their text: files come along below the table, the rest is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import Loss, Paragraph, Piece
from gongkai.publish.importing.html_carrying import EMBEDDED
from gongkai.publish.importing.html_main import list_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from gongkai.core.importing.blocks import Block
    from gongkai.publish.importing.html_carrying import Carrier
    from gongkai.publish.importing.html_hidden import Veil

SKIPPED = frozenset({"script", "style", "template", "link", "meta", "title", "head"})
"""Elements that hold no text of a page."""


def is_left_out(node: HtmlElement, veil: Veil) -> bool:
    """Whether the text of a cell is without this element."""
    tag = node.tag if isinstance(node.tag, str) else ""
    return not tag or tag in SKIPPED or tag in EMBEDDED or veil.hides(node)


def read_beside(table: HtmlElement, place: str, veil: Veil, carrier: Carrier) -> Iterator[Block]:
    """The blocks that stand below a table, for its cells cannot hold them; its caption could.

    Args:
        table: One that holds data.
        place: What it is called where something of it is lost.
        veil: What of the page is hidden.
        carrier: Takes the files along and names what is lost.
    """
    for part in (p for child in table if child.tag != "caption" for p in child.iter()):
        if any(is_left_out(around, veil) for around in _list_between(part, table)):
            continue
        if not isinstance(part.tag, str):
            carrier.lose_comment(part)
        elif veil.hides(part):
            carrier.lose_hidden(part)
        else:
            block = _read_shown(part, place, carrier)
            if block is not None:
                yield block


def _read_shown(part: HtmlElement, place: str, carrier: Carrier) -> Block | None:
    if part.tag in EMBEDDED:
        return carrier.take_embedded(part)
    if part.tag == "img":
        return carrier.take_image(part)
    if part.tag == "a" and part.get("href"):
        return _read_link(part, place, carrier)
    return None


def _read_link(link: HtmlElement, place: str, carrier: Carrier) -> Block | None:
    """A file that comes along; another target is named, for the text of a cell leads nowhere."""
    target = carrier.follow(link, str(link.get("href")))
    text = " ".join("".join(list_texts(link)).split())
    if target in carrier.files:
        return Paragraph((Piece(text or target, target),))
    if target:
        carrier.losses.append(Loss("表格中的链接", place, f"{text}：{target}"))
    return None


def _list_between(part: HtmlElement, table: HtmlElement) -> Iterator[HtmlElement]:
    for ancestor in part.iterancestors():
        if ancestor is table:
            return
        yield ancestor
