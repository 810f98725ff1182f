"""What stands in a Word document beside its text: pictures, text boxes, charts, objects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.attachments.markup import attribute, iterate, local
from gongkai.core.attachments.opc import LOCAL_PATH
from gongkai.core.importing.blocks import Figure, Paragraph, Piece
from gongkai.publish.importing.pictures import PictureRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.attachments.markup import Element
    from gongkai.core.attachments.opc import Relation
    from gongkai.publish.importing.docx_story import Story

Aside = Figure | Paragraph
_FILE_NAME = re.compile(r"[^\s/\\]{1,80}\.(?:png|jpe?g|gif|bmp|tiff?|webp|emf|wmf)", re.IGNORECASE)
_SIDES = (("l", "cropleft"), ("t", "croptop"), ("r", "cropright"), ("b", "cropbottom"))
_SHARE, _FIXED = 100_000, 65_536
_DECORATION = frozenset({"wsp", "shape", "rect", "line", "oval", "roundrect", "polyline", "cxnSp"})


def read_drawing(story: Story, drawing: Element) -> Iterator[Aside | Element]:
    """The pictures and word art of a drawing, and the contents of its text boxes to be read."""
    told = len(story.losses)
    empty = True
    for element in _walk(story, drawing):
        for part in _read_part(story, drawing, element):
            empty = False
            yield part
    if empty and len(story.losses) == told and _has_shape(drawing):
        story.lose("没有文字的线条或图形")


def _has_shape(drawing: Element) -> bool:
    return any(local(element) in _DECORATION for element in drawing.iter())


def _walk(story: Story, element: Element) -> Iterator[Element]:
    """What a drawing consists of; of several versions the first, of text boxes not the inside."""
    for child in element:
        name = local(child)
        if name == "Fallback" and child.getprevious() is not None:
            story.seen.update(child.iter("{*}t"))
        elif name == "txbxContent":
            yield child
        elif name:
            yield child
            yield from _walk(story, child)


def _read_part(story: Story, drawing: Element, element: Element) -> Iterator[Aside | Element]:
    name = local(element)
    if name == "txbxContent":
        if _is_hidden(element):
            story.lose("隐藏的图形", story.read_aside(element))
        else:
            yield element
    elif name in {"blip", "imagedata"}:
        yield from _read_picture(story, drawing, element)
    elif name == "textpath" and (text := attribute(element, "string")):
        yield Paragraph((Piece(text),))
    elif name in {"chart", "relIds"}:
        _lose_chart(story, element)
    elif name in {"OLEObject", "control"}:
        what = "嵌入的对象" if name == "OLEObject" else "控件"
        story.lose(what, attribute(element, "ProgID") or attribute(element, "name") or "")


def _is_hidden(element: Element) -> bool:
    """Whether the shape around an element is switched off."""
    frame = next(element.iterancestors("{*}inline", "{*}anchor"), None)
    label = None if frame is None else frame.find("{*}docPr")
    if label is not None:
        return attribute(label, "hidden") in {"1", "true"}
    shape = next(element.iterancestors("{*}shape", "{*}rect"), None)
    return shape is not None and "visibility:hidden" in (attribute(shape, "style") or "")


def _read_picture(story: Story, drawing: Element, element: Element) -> Iterator[Figure]:
    embedded = attribute(element, "embed") or (
        attribute(element, "id") if local(element) == "imagedata" else None
    )
    relation = story.relation(embedded)
    if _is_hidden(element):
        story.lose("隐藏的图形", "图片")
    elif relation is None or relation.external:
        outside = relation or story.relation(attribute(element, "link"))
        story.lose("文件之外的图片", outside.target if outside else "")
    else:
        yield from _carry(story, relation, _read_crop(element), _read_alt(drawing, element))


def _carry(story: Story, relation: Relation, crop: tuple[float, ...], alt: str) -> Iterator[Figure]:
    try:
        name = story.pictures.add(story.package.parts.get(relation.target, b""), crop)
    except PictureRefusedError as error:
        story.lose("图片", f"{relation.target.rsplit('/', 1)[-1]}：{error}{alt and f'，{alt}'}")
        return
    yield Figure(name, alt)


def _read_crop(element: Element) -> tuple[float, ...]:
    """The shares cut off at left, top, right and bottom."""
    frame = element.getparent()
    rectangle = None if frame is None else frame.find("{*}srcRect")
    if rectangle is not None:
        return tuple(_number(attribute(rectangle, side)) / _SHARE for side, _ in _SIDES)
    return tuple(_read_share(attribute(element, side)) for _, side in _SIDES)


def _read_share(text: str | None) -> float:
    """A share as VML writes it: `0.25`, or `16384f` of 65536."""
    if text and text.endswith("f"):
        return _number(text[:-1]) / _FIXED
    return _number(text)


def _number(text: str | None) -> float:
    try:
        value = float(text or 0)
    except ValueError:
        return 0.0
    return value if 0 <= value <= _SHARE else 0.0


def _read_alt(drawing: Element, element: Element) -> str:
    """The text alternative that the author gave; a name of a file says nothing."""
    frame = next(element.iterancestors("{*}inline", "{*}anchor"), drawing)
    inner = next((p for p in element.iterancestors("{*}pic")), None)
    labels = [*iterate(inner, "cNvPr")] if inner is not None else []
    labels += [*iterate(frame, "docPr"), *iterate(drawing, "shape")]
    for label in labels:
        for key in ("descr", "alt", "title"):
            text = " ".join((attribute(label, key) or "").split())
            if text and not LOCAL_PATH.search(text) and not _FILE_NAME.fullmatch(text):
                return text
    return ""


def _lose_chart(story: Story, element: Element) -> None:
    what = "图表" if local(element) == "chart" else "SmartArt 图形"
    relation = story.relation(attribute(element, "dm") or attribute(element, "id"))
    root = story.package.roots.get(relation.target) if relation is not None else None
    texts = [] if root is None else [e.text or "" for e in iterate(root, "t", "v")]
    story.lose(what, " ".join(text for text in texts if text.strip()))
