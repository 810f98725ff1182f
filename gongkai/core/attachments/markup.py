"""XML parts, read without entities, document types or network."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from gongkai.core.attachments.notes import RefusedError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from gongkai.core.attachments.notes import Notes

    Element = etree._Element  # noqa: SLF001 - lxml has no other name for it

_QUIET = frozenset({"rFonts", "font", "ea", "latin", "cs", "sym", "lang", "style", "name", "rFont"})
"""Elements whose attributes name fonts and styles, which nobody reviews."""


def parse_xml(data: bytes) -> Element:
    """The root of a part.

    Raises:
        RefusedError: when it is not well-formed or brings its own document type.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=False
    )
    try:
        root = etree.fromstring(data.removeprefix(b"\xef\xbb\xbf"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError("attachment-unreadable", "内部的 XML 有误，无法读懂") from error
    if root.getroottree().docinfo.doctype:
        raise RefusedError("attachment-unreadable", "内部的 XML 带有文档类型声明")
    return root


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for comments and instructions."""
    tag = element.tag
    return _cut_tag(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=4_096)
def _cut_tag(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def attribute(element: Element, name: str) -> str | None:
    """The value of an attribute by its local name, whatever its namespace."""
    for key, value in element.items():
        if key == name or key.endswith(f"}}{name}"):
            return str(value)
    return None


def iterate(root: Element, *names: str) -> Iterator[Element]:
    """The elements with one of the local names, in the order of the part."""
    return root.iter(*(f"{{*}}{name}" for name in names))


def switched_on(element: Element | None) -> bool:
    """Whether a switch such as `w:vanish` is there and on."""
    return element is not None and attribute(element, "val") not in {"0", "false", "off", "none"}


def collect_texts(root: Element, notes: Notes, blocks: Collection[str]) -> None:
    """Keeps all text of a part, what stands in one block together, and what attributes tell."""
    gathered: dict[Element, list[str]] = {}
    for element in root.iter():
        name = local(element)
        if not name:
            notes.count("attachment-hidden", "看不见的 XML 注释")
        elif name not in _QUIET:
            for value in element.values():
                if not value.isascii() or " " in value:
                    notes.say(value)
        text, tail, parent = element.text, element.tail, element.getparent()
        if text and not text.isspace() and not (name == "v" and _is_index(parent)):
            gathered.setdefault(_find_block(element, root, blocks), []).append(text)
        if tail and parent is not None and not tail.isspace():
            gathered.setdefault(_find_block(parent, root, blocks), []).append(tail)
    for parts in gathered.values():
        notes.say("".join(parts))


def _is_index(cell: Element | None) -> bool:
    """Whether the value of a cell is the number of a shared text."""
    return cell is not None and cell.get("t") == "s"


def _find_block(element: Element, root: Element, blocks: Collection[str]) -> Element:
    """The nearest block around an element; the element itself where there is none."""
    node: Element | None = element
    while node is not None and node is not root:
        if local(node) in blocks:
            return node
        node = node.getparent()
    return element
