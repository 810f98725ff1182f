"""PowerPoint presentations (ECMA-376-1, PresentationML)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.attachments.drawings import inspect_drawings
from gongkai.core.attachments.markup import attribute, iterate
from gongkai.core.attachments.opc import inspect_package, open_package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.attachments.markup import Element
    from gongkai.core.attachments.notes import Notes
    from gongkai.core.attachments.opc import Package

MAIN = "ppt/presentation.xml"
_BLOCKS = frozenset({"p", "cm", "text"})
_AUTOMATIC = frozenset({"sldNum", "dt", "ftr", "hdr", "sldImg"})


def inspect_pptx(parts: dict[str, bytes], notes: Notes) -> None:
    """Notes what a presentation holds beside its slides."""
    package = open_package(parts, MAIN)
    inspect_package(package, notes, _BLOCKS)
    inspect_drawings(package, notes)
    width, height = _read_size(package)
    for _, slide in package.find("slide"):
        if slide.get("show") in {"0", "false"}:
            notes.count("attachment-hidden", "隐藏的幻灯片", unit="张")
        outside = sum(1 for shape in _list_outside(slide, width, height))
        notes.count("attachment-hidden", "放在幻灯片之外的文字", outside)
    for _, page in package.find("notesSlide"):
        if has_remarks(page):
            notes.count("attachment-comment", "演讲者备注", unit="页")


def has_remarks(page: Element) -> bool:
    """Whether somebody wrote on a notes page."""
    for shape in iterate(page, "sp"):
        holder = next(iterate(shape, "ph"), None)
        automatic = holder is not None and attribute(holder, "type") in _AUTOMATIC
        if not automatic and any((t.text or "").strip() for t in iterate(shape, "t")):
            return True
    return False


def _read_size(package: Package) -> tuple[int, int]:
    size = next(iterate(package.main, "sldSz"), None)
    if size is None:
        return 0, 0
    return int(size.get("cx", "0")), int(size.get("cy", "0"))


def _list_outside(slide: Element, width: int, height: int) -> Iterator[Element]:
    """Shapes with text that lie wholly outside the slide."""
    for shape in slide.iterfind("{*}cSld/{*}spTree/{*}sp"):
        place = shape.find("{*}spPr/{*}xfrm")
        if place is None or not any((t.text or "").strip() for t in iterate(shape, "t")):
            continue
        at, extent = place.find("{*}off"), place.find("{*}ext")
        if at is None or extent is None:
            continue
        left, top = int(at.get("x", "0")), int(at.get("y", "0"))
        right, bottom = left + int(extent.get("cx", "0")), top + int(extent.get("cy", "0"))
        if right <= 0 or bottom <= 0 or left >= width or top >= height:
            yield shape
