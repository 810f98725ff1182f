"""Links, pictures and embedded things of a page: what comes along, and what is lost by name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import Figure, Loss, Paragraph, Piece
from gongkai.publish.importing.html_around import is_attached
from gongkai.publish.importing.html_main import list_texts, measure

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from gongkai.core.importing.blocks import CarriedFile
    from gongkai.publish.importing.html_around import Around

EMBEDDED = {
    **dict.fromkeys(("iframe", "frame", "object", "embed"), "内嵌网页或者文件"),
    **dict.fromkeys(("video", "audio", "bgsound"), "音频、视频"),
    **dict.fromkeys(("svg", "canvas", "map"), "网页绘图"),
    **dict.fromkeys(("input", "select", "textarea", "button"), "表单"),
    "math": "公式",
}
"""What stands for each of these elements where it is lost."""
_ICON = 20
"""Pictures of at most so many pixels on a side are marks of the page's design."""
_ICON_NAME = re.compile(
    r"(?:icon|filetype|spacer|blank|arrow|dot)[^/]*\.(?:gif|png|jpg)$", re.IGNORECASE
)


@dataclass
class Carrier:
    """Carries what a page names and what surrounds it has, and names the rest."""

    around: Around
    files: dict[str, CarriedFile] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)

    def lose(self, what: str, element: HtmlElement, detail: str = "") -> None:
        """Names something that is not carried."""
        line = element.sourceline
        self.losses.append(Loss(what, f"源码第 {line} 行" if line else "网页中", detail))

    def lose_script(self, node: HtmlElement) -> None:
        """Names a script, be it in the page or in another file."""
        if (node.text or "").strip() or node.get("src"):
            self.lose("脚本", node)

    def lose_comment(self, node: HtmlElement) -> None:
        """Names a comment in which something is written."""
        text = str(node.text or "").strip()
        if re.search(r"[\u4e00-\u9fff]", text):
            self.lose("源码注释", node, f"{len(text)} 字")

    def lose_hidden(self, node: HtmlElement) -> None:
        """Names an element that nobody sees and that holds something."""
        number = measure(node)
        if number or next(node.iter("a", "img"), None) is not None:
            self.lose("网页上看不见的内容", node, f"{number} 字，没有导入")

    def follow(self, node: HtmlElement, address: str) -> str:
        """Where a link leads now; a file it names comes along."""
        address = address.strip()
        if not address or address.startswith("#"):
            return ""
        if address.lower().startswith(("javascript:", "vbscript:", "data:")):
            self.lose("脚本链接", node, " ".join(node.text_content().split())[:40])
            return ""
        carried = self.around.find_file(address)
        if carried is not None:
            self._take(carried, node)
            return carried.name
        target = self.around.name_target(address)
        if is_attached(address):
            self.lose("没有随网页保存的附件", node, address)
        elif not target:
            self.lose("不能保留的链接", node, address)
        return target

    def _take(self, carried: CarriedFile, link: HtmlElement) -> None:
        """Takes a file along, with the first text that leads to it as its title."""
        title = " ".join("".join(list_texts(link)).split())
        told = self.files.get(carried.name)
        if told is None or not told.title:
            self.files[carried.name] = replace(carried, title=title)

    def take_image(self, node: HtmlElement) -> Figure | None:
        """A picture that comes along."""
        address = next((str(v) for v in map(node.get, ("src", "data-src", "oldsrc")) if v), "")
        shown = address if not address.startswith("data:") else "网页内的图片"
        if _is_icon(node, address):
            self.lose("装饰图标", node, shown)
            return None
        carried = self.around.find_file(address.strip()) if address else None
        if carried is None:
            self.lose("没有随网页保存的图片", node, shown)
            return None
        self.files.setdefault(carried.name, carried)
        return Figure(carried.name, " ".join(str(node.get("alt") or "").split()))

    def take_embedded(self, node: HtmlElement) -> Paragraph | None:
        """A link to an embedded file that comes along."""
        address = str(node.get("src") or node.get("data") or "")
        if node.tag == "input" and (node.get("type") or "").lower() == "hidden":
            return None
        carried = self.around.find_file(address) if is_attached(address) else None
        if carried is None:
            self.lose(EMBEDDED[str(node.tag)], node, address or f"{measure(node)} 字")
            return None
        name = address.partition("?")[0].rpartition("/")[2]
        self.files.setdefault(carried.name, replace(carried, title=name))
        return Paragraph((Piece(name, carried.name),))


def _is_icon(node: HtmlElement, address: str) -> bool:
    sizes = [str(node.get(name) or "").removesuffix("px") for name in ("width", "height")]
    small = [int(s[:6]) <= _ICON for s in sizes if s.isascii() and s.isdecimal()]
    return (bool(small) and all(small)) or _ICON_NAME.search(address.partition("?")[0]) is not None
