"""Taking out of an office document what any of them may hold beside its pages."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from lxml import etree

from gongkai.core.attachments.drawings import list_paths
from gongkai.core.attachments.jpeg import clean_jpeg
from gongkai.core.attachments.markup import local
from gongkai.core.attachments.opc import (
    AUTHORS,
    CONTENT_TYPES,
    HARMLESS,
    HARMLESS_CUSTOM,
    LOCAL_PATH,
    Package,
    Relation,
    list_reached,
    list_values,
    open_package,
)
from gongkai.core.attachments.opc_kinds import EXPLICIT, FAULTY_KINDS
from gongkai.core.attachments.package import write_package
from gongkai.core.attachments.png import clean_png

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.core.attachments.changes import Changes
    from gongkai.core.attachments.markup import Element

_DROPPED = {"attachment-comment": "删去批注及其作者", "attachment-metadata": "删去程序附带的数据"}
"""Rules whose parts can go without a trace on the page, and how that is told."""
_GLOSSARY = "glossaryDocument"
_CARRIERS = frozenset({"legacyDrawing", "attachedTemplate", "tags", "customPr"})
"""Elements that only name a part beside the page; with the part they go."""


class CleanPackage:
    """An office document that is being cleaned."""

    def __init__(self, parts: dict[str, bytes], main: str, changes: Changes) -> None:
        self.package: Package = open_package(dict(parts), main)
        self.changes = changes
        self._clean_properties()
        self._clean_parts()

    def _clean_properties(self) -> None:
        for kind in ("core-properties", "extended-properties"):
            for _, root in self.package.find(kind):
                for element in list(root):
                    name, text = local(element), "".join(element.itertext()).strip()
                    if text and (
                        name in AUTHORS or name not in HARMLESS or LOCAL_PATH.search(text)
                    ):
                        what = "删去作者、单位等署名" if name in AUTHORS else "删去文件属性"
                        self.changes.count(what, unit="项")
                        root.remove(element)
        for _, root in self.package.find("custom-properties"):
            for element in list(root):
                if element.get("name") not in HARMLESS_CUSTOM:
                    self.changes.count("删去自定义属性", unit="项")
                    root.remove(element)

    def _clean_parts(self) -> None:
        for root in self.package.roots.values():
            for comment in list(root.iter(etree.Comment, etree.PI)):
                remove(comment)
                self.changes.count("删去看不见的 XML 注释")
            for element, key in list(list_paths(root)):
                if local(element) == "absPath":
                    remove(element)
                else:
                    element.set(key, "")
                self.changes.count("删去本机路径")
        for relation in self.package.relations:
            if relation.kind == "image" and relation.target in self.package.parts:
                self._clean_image(relation.target)

    def _clean_image(self, name: str) -> None:
        data = self.package.parts[name]
        cleaned = data
        if data.startswith(b"\x89PNG"):
            cleaned = clean_png(data)
        elif data.startswith(b"\xff\xd8"):
            cleaned = clean_jpeg(data)
        if cleaned != data:
            self.package.parts[name] = cleaned
            self.changes.count("删去插图附带的信息", unit="幅")

    def drop(self, what: str, wanted: Callable[[Relation], bool], unit: str = "处") -> None:
        """Takes out relationships, with the elements that do nothing but name them."""
        for relation in filter(wanted, self.package.relations):
            folder, file = posixpath.split(relation.source)
            root = self.package.roots[posixpath.join(folder, "_rels", f"{file}.rels")]
            for element in root.findall("{*}Relationship"):
                if element.get("Id") == relation.id and self._release(relation):
                    root.remove(element)
                    self.changes.count(what, unit=unit)

    def _release(self, relation: Relation) -> bool:
        """Whether no element that shows something needs the relationship any more."""
        source = self.package.roots.get(relation.source)
        users = [] if source is None else [e for e in source.iter() if relation.id in e.values()]
        if any(local(user) not in _CARRIERS | {"pageSetup"} for user in users):
            return False
        for user in users:
            if local(user) in _CARRIERS:
                remove(user)
                continue
            for key in [k for k, value in user.items() if value == relation.id]:
                del user.attrib[key]
        return True

    def drop_known(self) -> None:
        """Takes out comments, data of programs, and pictures that nothing shows."""
        for rule, what in _DROPPED.items():
            kinds = {kind for kind, fault in FAULTY_KINDS.items() if fault[0] == rule}
            self.drop(what, lambda r, kinds=kinds: r.kind in kinds)  # type: ignore[misc]
        self.drop("删去文档部件库", lambda r: r.kind == _GLOSSARY, "个")
        self.drop("删去外部模板的链接", lambda r: r.external and r.kind == "attachedTemplate")
        self.drop(
            "删去没有显示的图片、页眉或页面",
            self._is_unseen,
            "个",
        )

    def _is_unseen(self, relation: Relation) -> bool:
        root = self.package.roots.get(relation.source)
        explicit = relation.kind in EXPLICIT and not relation.external
        return explicit and relation.id not in list_values(root)

    def close(self) -> bytes:
        """The document's bytes, without parts that are used no more."""
        relations = tuple(r for r in self.package.relations if self._is_kept(r))
        package = Package(self.package.parts, self.package.roots, relations)
        kept = list_reached(package) & self.package.parts.keys()
        self.changes.count("删去不再使用的部件", len(self.package.parts) - len(kept), "个")
        types = self.package.roots[CONTENT_TYPES]
        for element in types.findall("{*}Override"):
            if element.get("PartName", "").lstrip("/") not in kept:
                types.remove(element)
        names = [CONTENT_TYPES, *(n for n in self.package.parts if n in kept - {CONTENT_TYPES})]
        return write_package({name: self._write(name) for name in names})

    def _is_kept(self, relation: Relation) -> bool:
        folder, file = posixpath.split(relation.source)
        root = self.package.roots[posixpath.join(folder, "_rels", f"{file}.rels")]
        return any(e.get("Id") == relation.id for e in root.iterfind("{*}Relationship"))

    def _write(self, name: str) -> bytes:
        root = self.package.roots.get(name)
        if root is None:
            return self.package.parts[name]
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def remove(element: Element) -> None:
    """Takes an element out and leaves the text that follows it."""
    parent = element.getparent()
    if parent is None:  # beside the root, where nothing follows
        return
    tail, before = element.tail, element.getprevious()
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def unwrap(element: Element) -> None:
    """Puts the children of an element in its place."""
    for child in list(element):
        element.addprevious(child)
    remove(element)
