"""Shapes and pictures in office documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.attachments.markup import attribute, iterate
from gongkai.core.attachments.opc import LOCAL_PATH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.attachments.markup import Element
    from gongkai.core.attachments.notes import Notes
    from gongkai.core.attachments.opc import Package

_LABELS = ("descr", "title", "alt", "name")


def inspect_drawings(package: Package, notes: Notes) -> None:
    """Notes hidden shapes and pictures labelled with the path they came from."""
    for root in package.roots.values():
        for element in iterate(root, "docPr", "cNvPr"):
            if attribute(element, "hidden") in {"1", "true"}:
                notes.count("attachment-hidden", "隐藏的图形", unit="个")
        notes.count("attachment-metadata", "图片的本机路径", sum(1 for _ in list_paths(root)))


def list_paths(root: Element) -> Iterator[tuple[Element, str]]:
    """Elements, each with the key of an attribute, that tell a path on somebody's machine."""
    for element in iterate(root, "docPr", "cNvPr", "shape", "imagedata", "absPath"):
        for key, value in element.items():
            named = key.rsplit("}", 1)[-1] in (*_LABELS, "url", "src")
            if named and LOCAL_PATH.search(str(value)):
                yield element, str(key)
