"""The element that holds a page's text, as blocks; whatever is not carried is named."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import Align
from gongkai.publish.importing.html_carrying import EMBEDDED, Carrier
from gongkai.publish.importing.html_cells import SKIPPED, is_left_out, read_beside
from gongkai.publish.importing.html_composing import Composer, Where
from gongkai.publish.importing.html_hidden import is_pale
from gongkai.publish.importing.html_inline import BREAK
from gongkai.publish.importing.html_main import is_aside, is_tool, measure
from gongkai.publish.importing.html_table import is_layout, raise_digits, read_table

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from gongkai.publish.importing.html_hidden import Veil

_HEADING = re.compile(r"h[1-6]")
_BLOCKS = re.compile(
    r"h[1-6]|p|div|center|section|article|blockquote|pre|address|dl|dt|dd|fieldset|figure|figcaption|main|header|"
    r"footer|ul|ol|li|hr|form|table|tbody|thead|tfoot|tr|td|th|caption|details|summary|nav|aside|body"
)
_STRUCK = frozenset({"del", "s", "strike"})


@dataclass
class BlockReader:
    """Reads one page's text."""

    carrier: Carrier
    veil: Veil
    wary: bool = False
    """Whether navigation and the like may stand among the text, for it was found by guessing."""
    composer: Composer = field(default_factory=Composer)
    _tables: int = 0

    def read(self, main: HtmlElement) -> None:
        """Reads an element wholly; may be called for one after the other."""
        self._visit(main, Where())
        self.composer.end_block(Where())

    def _visit(self, node: HtmlElement, where: Where) -> None:
        """An element without what follows it."""
        tag = node.tag if isinstance(node.tag, str) else ""
        if not tag:
            self.carrier.lose_comment(node)
        elif tag in SKIPPED:
            if tag == "script":
                self.carrier.lose_script(node)
        elif self.veil.hides(node) or tag == "noscript":
            self.carrier.lose_hidden(node)
        elif self.wary and is_aside(node):
            self.carrier.lose("导航、页脚等", node, f"{measure(node)} 字")
        elif is_tool(node):
            self.carrier.lose("分享、打印等按钮", node, f"{measure(node)} 字")
        elif tag in EMBEDDED:
            self.composer.put(self.carrier.take_embedded(node), Where())
        elif not self._lose_pale(node):
            self._visit_shown(node, tag, where)

    def _lose_pale(self, node: HtmlElement) -> bool:
        """Whether white letters are lost: within tables they are carried and named."""
        if not (is_pale(node) and measure(node)):
            return False
        if next(node.iterancestors("th", "td"), None) is None:
            self.carrier.lose_hidden(node)
            return True
        self.carrier.lose("白色文字", node, "已经照录，请核对原网页上是否看得见")
        return False

    def _visit_shown(self, node: HtmlElement, tag: str, where: Where) -> None:
        if tag == "br":
            self.composer.add(BREAK, where)
        elif tag == "img":
            self.composer.put(self.carrier.take_image(node), where)
        elif tag == "table" and not is_layout(node):
            self._visit_table(node, where)
        elif _BLOCKS.fullmatch(tag):
            self._visit_block(node, tag, where)
        else:
            self._visit_inline(node, tag, where)

    def _visit_block(self, node: HtmlElement, tag: str, where: Where) -> None:
        self.composer.end_block(where)
        inner = replace(where, align=_find_align(node, where.align))
        if _HEADING.fullmatch(tag):
            inner = replace(inner, level=int(tag[1]))
        elif tag in {"ul", "ol"}:
            inner = replace(inner, depth=where.depth + 1)
        elif tag == "li" and where.depth >= 0:
            self.composer.begin_item(where.depth, _number_item(node))
        self._descend(node, inner)
        self.composer.end_block(inner)
        if tag == "li":
            self.composer.end_item()

    def _visit_inline(self, node: HtmlElement, tag: str, where: Where) -> None:
        if tag == "a" and node.get("href"):
            where = replace(where, target=self.carrier.follow(node, str(node.get("href"))))
        elif tag in _STRUCK and not where.struck:
            self.carrier.lose("删除线", node, "文字已经照录，请核对是否已经删去")
            where = replace(where, struck=True)
        elif tag == "sup" and not len(node):
            self.composer.add(raise_digits(node.text or ""), where)
            return
        self._descend(node, where)

    def _descend(self, node: HtmlElement, where: Where) -> None:
        self.composer.add(node.text, where)
        for child in node:
            self._visit(child, where)
            self.composer.add(child.tail, where)

    def _visit_table(self, node: HtmlElement, where: Where) -> None:
        self.composer.end_block(where)
        self.composer.end_item()
        self._tables += 1
        for caption in node.iterchildren("caption"):
            self._visit_block(caption, "caption", replace(where, align=Align.CENTER))
        table = read_table(node, lambda part: is_left_out(part, self.veil), self._tables)
        self.composer.put(table, where)
        for block in read_beside(node, f"第 {self._tables} 张表", self.veil, self.carrier):
            self.composer.put(block, where)


def _find_align(node: HtmlElement, around: Align) -> Align:
    """How an element's lines stand, by itself or as what is around it."""
    style = re.sub(r"\s+", "", node.get("style") or "").lower()
    told = re.search(r"text-align:(\w+)", style)
    name = told[1] if told else (node.get("align") or "").strip().lower()
    if node.tag == "center":
        name = name or "center"
    known = {"center": Align.CENTER, "right": Align.RIGHT, "end": Align.RIGHT}
    if name in {"left", "start", "justify"}:
        return Align.LEFT
    return known.get(name, around)


def _number_item(node: HtmlElement) -> int | None:
    parent = node.getparent()
    if parent is None or parent.tag != "ol":
        return None
    told = (parent.get("start") or "1").strip()
    start = int(told[:6]) if told.isascii() and told.isdecimal() else 1
    return start + sum(1 for _ in node.itersiblings("li", preceding=True))
