"""The element that holds a page's text, as blocks; whatever is not carried is named."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import Align, Figure, Heading, Item, Loss, Paragraph, Piece
from gongkai.publish.importing.html_around import is_attached
from gongkai.publish.importing.html_hidden import is_pale
from gongkai.publish.importing.html_inline import BREAK, part_pieces
from gongkai.publish.importing.html_main import is_aside, is_tool, list_texts, measure
from gongkai.publish.importing.html_table import is_layout, raise_digits, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from gongkai.core.importing.blocks import Block, CarriedFile
    from gongkai.publish.importing.html_around import Around
    from gongkai.publish.importing.html_hidden import Veil

_HEADING = re.compile(r"h[1-6]")
_BLOCKS = re.compile(
    r"h[1-6]|p|div|center|section|article|blockquote|pre|address|dl|dt|dd|fieldset|figure|figcaption|main|header|"
    r"footer|ul|ol|li|hr|form|table|tbody|thead|tfoot|tr|td|th|caption|details|summary|nav|aside|body"
)
_EMBEDDED = {
    **dict.fromkeys(("iframe", "frame", "object", "embed"), "内嵌网页或者文件"),
    **dict.fromkeys(("video", "audio", "bgsound"), "音频、视频"),
    **dict.fromkeys(("svg", "canvas", "map"), "网页绘图"),
    **dict.fromkeys(("input", "select", "textarea", "button"), "表单"),
    "math": "公式",
}
_SKIPPED = frozenset({"script", "style", "template", "link", "meta", "title", "head"})
_STRUCK = frozenset({"del", "s", "strike"})
_ICON = 20
"""Pictures of at most so many pixels on a side are marks of the page's design."""
_ICON_NAME = re.compile(
    r"(?:icon|filetype|spacer|blank|arrow|dot)[^/]*\.(?:gif|png|jpg)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Where:
    """In what a stretch of text stands."""

    align: Align = Align.LEFT
    target: str = ""
    level: int = 0
    """Of the heading; 0 for none."""
    depth: int = -1
    """Of the list; -1 for none."""
    struck: bool = False


@dataclass
class BlockReader:
    """Reads one page's text."""

    around: Around
    veil: Veil
    wary: bool = False
    """Whether navigation and the like may stand among the text, for it was found by guessing."""
    blocks: list[Block] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    files: dict[str, CarriedFile] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)
    """The addresses of links and pictures that were seen, carried or named."""
    _pieces: list[Piece] = field(default_factory=list)
    _item: Item | None = None
    _tables: int = 0

    def read(self, main: HtmlElement) -> None:
        """Reads an element wholly; may be called for one after the other."""
        self._visit(main, _Where())
        self._flush(_Where())

    def lose(self, what: str, element: HtmlElement, detail: str = "") -> None:
        """Names something that is not carried."""
        line = element.sourceline
        self.losses.append(Loss(what, f"源码第 {line} 行" if line else "网页中", detail))

    def _visit(self, node: HtmlElement, where: _Where) -> None:
        """An element without what follows it."""
        tag = node.tag if isinstance(node.tag, str) else ""
        if not tag:
            self._visit_comment(node)
        elif tag in _SKIPPED:
            if tag == "script" and measure_script(node):
                self.lose("脚本", node)
        elif self.veil.hides(node) or tag == "noscript":
            self._lose_hidden(node)
        elif self.wary and is_aside(node):
            self.lose("导航、页脚等", node, f"{measure(node)} 字")
        elif is_tool(node):
            self.lose("分享、打印等按钮", node, f"{measure(node)} 字")
        elif tag in _EMBEDDED:
            self._visit_embedded(node, tag)
        else:
            self._visit_shown(node, tag, where)

    def _visit_shown(self, node: HtmlElement, tag: str, where: _Where) -> None:
        if is_pale(node) and measure(node):
            if next(node.iterancestors("th", "td"), None) is None:
                self._lose_hidden(node)
                return
            self.lose("白色文字", node, "已经照录，请核对原网页上是否看得见")
        if tag == "br":
            self._pieces.append(Piece(BREAK, where.target))
        elif tag == "img":
            self._visit_image(node, where)
        elif tag == "table" and not is_layout(node):
            self._visit_table(node, where)
        elif _BLOCKS.fullmatch(tag):
            self._visit_block(node, tag, where)
        else:
            self._visit_inline(node, tag, where)

    def _visit_block(self, node: HtmlElement, tag: str, where: _Where) -> None:
        self._flush(where)
        inner = replace(where, align=find_align(node, where.align))
        if _HEADING.fullmatch(tag):
            inner = replace(inner, level=int(tag[1]))
        elif tag in {"ul", "ol"}:
            inner = replace(inner, depth=where.depth + 1)
        elif tag == "li" and where.depth >= 0:
            self._item = Item((), where.depth, _number_item(node))
        self._descend(node, inner)
        self._flush(inner)
        if tag == "li":
            self._item = None

    def _visit_inline(self, node: HtmlElement, tag: str, where: _Where) -> None:
        if tag == "a" and node.get("href"):
            where = replace(where, target=self._follow(node, str(node.get("href"))))
        elif tag in _STRUCK and not where.struck:
            self.lose("删除线", node, "文字已经照录，请核对是否已经删去")
            where = replace(where, struck=True)
        elif tag == "sup" and not len(node):
            self._pieces.append(Piece(raise_digits(node.text or ""), where.target))
            return
        self._descend(node, where)

    def _descend(self, node: HtmlElement, where: _Where) -> None:
        self._add(node.text, where)
        for child in node:
            self._visit(child, where)
            self._add(child.tail, where)

    def _add(self, text: str | None, where: _Where) -> None:
        if text:
            self._pieces.append(Piece(text, where.target))

    def _flush(self, where: _Where) -> None:
        """Ends the paragraph, heading or point."""
        pieces, self._pieces = self._pieces, []
        for tidied, align in part_pieces(pieces, where.align):
            if where.level:
                self.blocks.append(Heading(where.level, tidied))
            elif self._item is not None:
                self.blocks.append(replace(self._item, pieces=tidied))
                self._item = None
            else:
                self.blocks.append(Paragraph(tidied, align))

    def _follow(self, node: HtmlElement, address: str) -> str:
        """Where a link leads now; a file it names comes along."""
        address = address.strip()
        if not address or address.startswith("#"):
            return ""
        self.linked.add(address)
        if address.lower().startswith(("javascript:", "vbscript:", "data:")):
            self.lose("脚本链接", node, " ".join(node.text_content().split())[:40])
            return ""
        carried = self.around.find_file(address)
        if carried is not None:
            title = " ".join("".join(list_texts(node)).split())
            told = self.files.get(carried.name)
            if told is None or not told.title:
                self.files[carried.name] = replace(carried, title=title)
            return carried.name
        target = self.around.name_target(address)
        if is_attached(address):
            self.lose("没有随网页保存的附件", node, address)
        elif not target:
            self.lose("不能保留的链接", node, address)
        return target

    def _visit_image(self, node: HtmlElement, where: _Where) -> None:
        address = next((str(v) for v in map(node.get, ("src", "data-src", "oldsrc")) if v), "")
        alt = " ".join(str(node.get("alt") or "").split())
        shown = address if not address.startswith("data:") else "网页内的图片"
        self.linked.add(address.strip())
        if _is_icon(node, address):
            self.lose("装饰图标", node, shown)
            return
        carried = self.around.find_file(address.strip()) if address else None
        if carried is None:
            self.lose("没有随网页保存的图片", node, shown)
            return
        self._flush(where)
        self.files.setdefault(carried.name, carried)
        self.blocks.append(Figure(carried.name, alt))

    def _visit_embedded(self, node: HtmlElement, tag: str) -> None:
        address = str(node.get("src") or node.get("data") or "")
        if tag == "input" and (node.get("type") or "").lower() == "hidden":
            return
        if address and is_attached(address):
            self.linked.add(address)
            name = address.partition("?")[0].rpartition("/")[2]
            carried = self.around.find_file(address)
            if carried is not None:
                self._flush(_Where())
                self.files.setdefault(carried.name, replace(carried, title=name))
                self.blocks.append(Paragraph((Piece(name, carried.name),)))
                return
        self.lose(_EMBEDDED[tag], node, address or f"{measure(node)} 字")

    def _visit_table(self, node: HtmlElement, where: _Where) -> None:
        self._flush(where)
        self._item = None
        self._tables += 1
        for caption in node.iterchildren("caption"):
            self._visit_block(caption, "caption", replace(where, align=Align.CENTER))
        table = read_table(node, self._hides_in_table, self._tables)
        if table is not None:
            self.blocks.append(table)
        for part in node.iter():
            self._visit_in_table(part, node)

    def _hides_in_table(self, node: HtmlElement) -> bool:
        tag = node.tag if isinstance(node.tag, str) else ""
        return not tag or tag in _SKIPPED or tag in _EMBEDDED or self.veil.hides(node)

    def _visit_in_table(self, part: HtmlElement, table: HtmlElement) -> None:
        """Names and carries what a cell cannot hold beside its text."""
        if any(self._hides_in_table(e) for e in _list_between(part, table)):
            return
        place = f"第 {self._tables} 张表"
        if not isinstance(part.tag, str):
            self._visit_comment(part)
        elif self.veil.hides(part):
            self._lose_hidden(part)
        elif part.tag in _EMBEDDED:
            self._visit_embedded(part, part.tag)
        elif part.tag == "img":
            self._visit_image(part, _Where())
        elif part.tag == "a" and part.get("href"):
            target = self._follow(part, str(part.get("href")))
            text = " ".join("".join(list_texts(part)).split())
            if target in self.files:
                self.blocks.append(Paragraph((Piece(text or target, target),)))
            elif target:
                self.losses.append(Loss("表格中的链接", place, f"{text}：{target}"))

    def _visit_comment(self, node: HtmlElement) -> None:
        text = str(node.text or "").strip()
        if re.search(r"[\u4e00-\u9fff]", text):
            self.lose("源码注释", node, f"{len(text)} 字")

    def _lose_hidden(self, node: HtmlElement) -> None:
        number = measure(node)
        if number or next(node.iter("a", "img"), None) is not None:
            self.lose("网页上看不见的内容", node, f"{number} 字，没有导入")
        self.linked.update(list_addresses(node))


def measure_script(node: HtmlElement) -> int:
    """How much of a script there is, be it in the page or in another file."""
    return len((node.text or "").strip()) + len(node.get("src") or "")


def list_addresses(element: HtmlElement) -> Iterator[str]:
    """The addresses of links, pictures and embedded things in an element."""
    for node in element.iter("a", "area", "img", "iframe", "embed", "object", "frame"):
        for name in ("href", "src", "data"):
            value = (node.get(name) or "").strip()
            if value:
                yield value


def find_align(node: HtmlElement, around: Align) -> Align:
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


def _is_icon(node: HtmlElement, address: str) -> bool:
    sizes = [str(node.get(name) or "").removesuffix("px") for name in ("width", "height")]
    small = [int(s) <= _ICON for s in sizes if s.isascii() and s.isdecimal()]
    return (bool(small) and all(small)) or _ICON_NAME.search(address.partition("?")[0]) is not None


def _list_between(part: HtmlElement, table: HtmlElement) -> Iterator[HtmlElement]:
    for ancestor in part.iterancestors():
        if ancestor is table:
            return
        yield ancestor
