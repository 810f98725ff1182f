"""OFD documents (GB/T 33190-2016): a zip package of XML parts."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from gongkai.core.attachments.markup import attribute, collect_texts, iterate, local, parse_xml
from gongkai.core.attachments.media import inspect_media
from gongkai.core.attachments.notes import RefusedError
from gongkai.core.attachments.previews import join_lines, preview_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.attachments.markup import Element
    from gongkai.core.attachments.notes import Notes

MAIN = "OFD.xml"
_BLOCKS = frozenset({"TextObject", "CustomData", "Annot", "Attachment"})
_IMAGES = re.compile(r"\.(?:png|jpe?g|bmp|gif|tiff?)", re.IGNORECASE)
_FONTS = re.compile(r"\.(?:ttf|otf|ttc|cff|pfb)", re.IGNORECASE)
_SEALS = re.compile(r"\.(?:esl|dat|xml)", re.IGNORECASE)
_ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\xd0\xcf\x11\xe0", b"%PDF-", b"MZ")
_SHOWN_ANNOTATIONS = frozenset({"Link", "Watermark", "Stamp"})
_OFF = {"false", "0"}


def inspect_ofd(parts: dict[str, bytes], notes: Notes) -> None:
    """Notes what an OFD document holds beside its pages."""
    if MAIN not in parts:
        raise RefusedError("attachment-type", "内容与扩展名不符")
    roots = {n: parse_xml(data) for n, data in parts.items() if n.lower().endswith(".xml")}
    _inspect_properties(roots[MAIN], notes)
    for root in roots.values():
        collect_texts(root, notes, _BLOCKS)
        _inspect_part(root, notes)
    reached = _list_reached(roots, parts)
    notes.count("attachment-package", "不再使用的部件", len(set(parts) - reached), "个")
    for name in sorted(reached - set(roots)):
        _inspect_binary(name, parts[name], notes)
    if not any(True for root in roots.values() for _ in iterate(root, "TextCode")):
        notes.add("attachment-no-text", "版式文件中没有文字，可能是扫描件")
    notes.show(preview_text(_list_paragraphs(roots)))


def _list_paragraphs(roots: dict[str, Element]) -> Iterator[str]:
    """The paragraphs of all pages, which are numbered in their paths."""
    for name in sorted(roots, key=lambda name: [int(n) for n in re.findall(r"\d+", name)]):
        if local(roots[name]) == "Page":
            yield from join_lines(_list_lines(roots[name]))


def _list_lines(page: Element) -> Iterator[str]:
    for element in iterate(page, "TextObject"):
        yield "".join(code.text or "" for code in iterate(element, "TextCode"))


def _inspect_properties(root: Element, notes: Notes) -> None:
    bodies = list(iterate(root, "DocBody"))
    if len(bodies) != 1:
        notes.add("attachment-earlier-revision", f"版式文件中有 {len(bodies)} 份文档")
    notes.count("attachment-earlier-revision", "文档的历史版本", _count(root, "Version"), "个")
    notes.count("attachment-author", "作者、单位等署名", _count_filled(root, "Author"), "项")
    custom = _count_filled(root, "CustomData", "Abstract", "Subject", "Keyword")
    notes.count("attachment-metadata", "自定义属性", custom, "项")


def _count(root: Element, *names: str) -> int:
    return sum(1 for _ in iterate(root, *names))


def _count_filled(root: Element, *names: str) -> int:
    return sum(1 for e in iterate(root, *names) if "".join(e.itertext()).strip())


def _inspect_part(root: Element, notes: Notes) -> None:
    """Notes what one part hides; which elements it can hold follows from its schema."""
    hidden = sum(1 for e in root.iter("{*}*") if e.get("Visible") in _OFF or e.get("Alpha") == "0")
    notes.count("attachment-hidden", "不显示的图层或文字", hidden)
    for annotation in iterate(root, "Annot"):
        remark = annotation.findtext("{*}Remark") or ""
        if annotation.get("Type") not in _SHOWN_ANNOTATIONS or remark.strip():
            notes.count("attachment-comment", "批注")
    if local(root) == "Attachments" or any(True for _ in iterate(root, "Attachment")):
        notes.count("attachment-embedded", "嵌入的文件", max(1, _count(root, "Attachment")), "个")
    notes.count(
        "attachment-metadata", "自定义标引或扩展数据", _count(root, "CustomTag", "Extension")
    )
    actions = [local(child) for e in iterate(root, "Action") for child in e]
    notes.count(
        "attachment-script", "自动执行的动作", sum(a in {"Sound", "Movie"} for a in actions)
    )
    outside = sum(1 for a in actions if a == "GotoA")
    outside += sum(1 for e in iterate(root, "URI") if not _is_web(attribute(e, "URI") or ""))
    notes.count("attachment-external-link", "指向外部文件的链接", outside)
    signers = _count(root, "Signature")
    if signers:
        notes.add("attachment-no-text", "文件带有电子签章，请核对签章内容可以公开")


def _is_web(target: str) -> bool:
    return target.lower().startswith(("http://", "https://", "mailto:"))


def _list_reached(roots: dict[str, Element], parts: dict[str, bytes]) -> set[str]:
    """The members that some XML part names, by a path from its own folder, base or the root."""
    reached = {MAIN}
    for name, root in roots.items():
        folder = posixpath.dirname(name)
        base = posixpath.join(folder, root.get("BaseLoc", ""))
        for element in root.iter("{*}*"):
            for value in (element.text or "", *element.values()):
                path = str(value).strip()
                if path and len(path) < 200:  # noqa: PLR2004 - no text of a page is a path
                    for start in ("", folder, base):
                        full = posixpath.normpath(posixpath.join("/", start, path)).lstrip("/")
                        rooted = path.lstrip("/")
                        reached |= {full, rooted} & parts.keys()
    return reached


def _inspect_binary(name: str, data: bytes, notes: Notes) -> None:
    suffix = posixpath.splitext(name)[1]
    if data.startswith(_ARCHIVES):
        notes.count("attachment-embedded", "嵌入的文件", unit="个")
    elif _IMAGES.fullmatch(suffix):
        inspect_media(name, data, notes)
    elif not _FONTS.fullmatch(suffix) and not _SEALS.fullmatch(suffix):
        notes.count("attachment-unreadable", "用途不明的部件", unit="个")
