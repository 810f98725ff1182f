"""The open packaging conventions (ECMA-376-2): content types, relationships, properties."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from gongkai.core.attachments.markup import collect_texts, local, parse_xml
from gongkai.core.attachments.media import inspect_media
from gongkai.core.attachments.notes import RefusedError
from gongkai.core.attachments.opc_kinds import EXPLICIT, FAULTY_KINDS, KNOWN_KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from gongkai.core.attachments.markup import Element
    from gongkai.core.attachments.notes import Notes

CONTENT_TYPES = "[Content_Types].xml"
_WEB = re.compile(r"(?:https?|mailto|ftp|tel):[^\\]*|#.*", re.IGNORECASE)
LOCAL_PATH = re.compile(r"(?:\b[A-Za-z]:[\\/]|\\\\\w|file:/)")
_ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"%PDF-")
AUTHORS = frozenset({"creator", "lastModifiedBy", "Company", "Manager"})
HARMLESS = frozenset(
    {"title", "language", "revision", "created", "modified", "lastPrinted"}
    | {"Application", "AppVersion", "DocSecurity", "ScaleCrop", "LinksUpToDate", "SharedDoc"}
    | {"HyperlinksChanged", "Pages", "Words", "Characters", "CharactersWithSpaces", "Lines"}
    | {"Paragraphs", "TotalTime", "Slides", "Notes", "HiddenSlides", "MMClips"}
    | {"PresentationFormat", "HeadingPairs", "TitlesOfParts", "Template", "HLinks"}
)
HARMLESS_CUSTOM = frozenset({"KSOProductBuildVer"})
"""The version of WPS, which tells no more than the one of Word does."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part, or of the package."""

    source: str
    """The part it starts from; empty for the package."""
    id: str
    kind: str
    """The last segment of its type."""
    target: str
    """The part it leads to, or the outside address."""
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of an office document, and the parsed ones that can be read as XML."""

    parts: dict[str, bytes]
    roots: dict[str, Element]
    relations: tuple[Relation, ...]

    def find(self, kind: str) -> Iterator[tuple[str, Element]]:
        """The parsed parts that relationships of one kind lead to."""
        names = dict.fromkeys(r.target for r in self.relations if r.kind == kind)
        return ((name, self.roots[name]) for name in names if name in self.roots)

    @property
    def main(self) -> Element:
        """The root of the main part."""
        return next(self.find("officeDocument"))[1]


def open_package(parts: dict[str, bytes], main: str) -> Package:
    """The package of the parts, all of which are reached.

    Raises:
        RefusedError: when it is not an office document with this main part.
    """
    if main not in parts or CONTENT_TYPES not in parts:
        raise RefusedError("attachment-type", "内容与扩展名不符")
    roots = {name: parse_xml(data) for name, data in parts.items() if _is_xml(name, data)}
    relations = tuple(r for name in roots if name.endswith(".rels") for r in _read(name, roots))
    first = [r.target for r in relations if not r.source and r.kind == "officeDocument"]
    if first != [main]:
        raise RefusedError("attachment-type", "内容与扩展名不符")
    return Package(parts, roots, relations)


def _is_xml(name: str, data: bytes) -> bool:
    return name.endswith((".xml", ".rels", ".vml")) or data.lstrip()[:5] == b"<?xml"


def _read(name: str, roots: dict[str, Element]) -> Iterator[Relation]:
    folder, file = posixpath.split(name)
    base = posixpath.dirname(folder)
    source = posixpath.join(base, file.removesuffix(".rels"))
    for element in roots[name].iter("{*}Relationship"):
        target = element.get("Target", "")
        external = element.get("TargetMode") == "External"
        if not external:
            path = unquote(target.split("#", 1)[0])
            target = posixpath.normpath(posixpath.join("/" + base, path)).lstrip("/")
        kind = element.get("Type", "").rsplit("/", 1)[-1]
        yield Relation(source, element.get("Id", ""), kind, target, external)


def inspect_package(package: Package, notes: Notes, blocks: Collection[str]) -> None:
    """Notes all that any office document may hide, whichever application it is of."""
    _inspect_types(package, notes)
    _inspect_reach(package, notes)
    named: dict[str, set[str]] = {}
    for relation in package.relations:
        if relation.source not in named:
            named[relation.source] = list_values(package.roots.get(relation.source))
        shown = relation.id in named[relation.source]
        _inspect_relation(relation, package, notes, shown=shown)
    for kind in ("core-properties", "extended-properties"):
        for _, root in package.find(kind):
            _inspect_properties(root, notes)
    for _, root in package.find("custom-properties"):
        _inspect_custom(root, notes)
    quiet = {"theme", "fontTable", "styles", "stylesWithEffects", "tableStyles", "webSettings"}
    skipped = {r.target for r in package.relations if r.kind in quiet}
    for name, root in package.roots.items():
        if name not in skipped and not name.endswith(".rels") and name != CONTENT_TYPES:
            collect_texts(root, notes, blocks)


def _inspect_types(package: Package, notes: Notes) -> None:
    extensions, overrides = set(), set()
    for element in package.roots[CONTENT_TYPES]:
        if local(element) == "Default":
            extensions.add(element.get("Extension", "").lower())
        elif local(element) == "Override":
            overrides.add(element.get("PartName", "").lstrip("/").lower())
        if "macroenabled" in element.get("ContentType", "").lower():
            notes.add("attachment-macro", "文件是带宏的格式")
    for name in package.parts:
        known = name.rsplit(".", 1)[-1].lower() in extensions or name.lower() in overrides
        if name != CONTENT_TYPES and not known:
            notes.count("attachment-package", "没有登记的部件", unit="个")


def list_reached(package: Package) -> set[str]:
    """The parts that relationships lead to from the package on, with their relationship parts."""
    by_source: dict[str, list[Relation]] = {}
    for relation in package.relations:
        by_source.setdefault(relation.source, []).append(relation)
    reached, waiting = {CONTENT_TYPES}, [""]
    while waiting:
        source = waiting.pop()
        folder, file = posixpath.split(source)
        reached |= {source, posixpath.join(folder, "_rels", f"{file}.rels")}
        targets = {r.target for r in by_source.get(source, ()) if not r.external}
        waiting.extend(sorted(targets - reached))
    return reached


def _inspect_reach(package: Package, notes: Notes) -> None:
    lost = set(package.parts) - list_reached(package)
    notes.count("attachment-package", "不再使用的部件", len(lost), "个")
    for name, data in package.parts.items():
        if data.startswith(_ARCHIVES) and not name.endswith("vbaProject.bin"):
            notes.count("attachment-embedded", "嵌入的文件", unit="个")


def _inspect_relation(relation: Relation, package: Package, notes: Notes, *, shown: bool) -> None:
    if relation.external:
        notes.say(relation.target)
        if relation.kind != "hyperlink" or not _WEB.fullmatch(relation.target):
            notes.count("attachment-external-link", "指向外部文件的链接")
    elif relation.kind in FAULTY_KINDS:
        notes.count(*FAULTY_KINDS[relation.kind])
    elif relation.kind not in KNOWN_KINDS:
        notes.count("attachment-unreadable", "用途不明的部件", unit="个")
    elif relation.kind in EXPLICIT and not shown:
        notes.count("attachment-hidden", "没有显示的图片、页眉或页面", unit="个")
    if relation.kind == "image" and not relation.external:
        inspect_media(relation.target, package.parts.get(relation.target, b""), notes)


def list_values(root: Element | None) -> set[str]:
    """Every value of an attribute in a part: what it names is shown."""
    return set() if root is None else {str(v) for e in root.iter() for v in e.values()}


def _inspect_properties(root: Element, notes: Notes) -> None:
    for element in root:
        name = local(element)
        filled = "".join(element.itertext()).strip()
        if filled and name in AUTHORS:
            notes.count("attachment-author", "作者、单位等署名", unit="项")
        elif filled and (name not in HARMLESS or LOCAL_PATH.search(filled)):
            notes.count("attachment-metadata", "主题、备注等文件属性", unit="项")


def _inspect_custom(root: Element, notes: Notes) -> None:
    for element in root:
        if element.get("name") not in HARMLESS_CUSTOM:
            notes.count("attachment-metadata", "自定义属性", unit="项")
