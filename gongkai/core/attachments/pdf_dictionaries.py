"""Dictionaries of a PDF document, judged each by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from gongkai.core.attachments.jpeg import inspect_jpeg
from gongkai.core.attachments.markup import local, parse_xml

if TYPE_CHECKING:
    from pypdf.generic import PdfObject

    from gongkai.core.attachments.markup import Element
    from gongkai.core.attachments.notes import Notes

_SCRIPTS = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData"})
_OUTSIDE = frozenset({"/GoToR", "/GoToE", "/Thread"})
_EMBEDDED = frozenset({"/FileAttachment", "/3D", "/RichMedia", "/Screen", "/Movie", "/Sound"})
_QUIET = frozenset({"/Link", "/Widget", "/Popup", "/PrinterMark"})
_KEYS = {
    "/JS": ("attachment-script", "脚本"),
    "/XFA": ("attachment-script", "动态表单"),
    "/EF": ("attachment-embedded", "嵌入的文件"),
    "/EmbeddedFiles": ("attachment-embedded", "嵌入文件的目录"),
    "/Collection": ("attachment-embedded", "文件包"),
    "/PieceInfo": ("attachment-metadata", "编辑软件的私有数据"),
    "/Thumb": ("attachment-metadata", "页面缩略图"),
    "/Alternates": ("attachment-hidden", "替换图片"),
    "/Templates": ("attachment-hidden", "隐藏的页面模板"),
}
_AUTHORS = frozenset({"/Author", "/Company", "/Manager", "/LastModifiedBy"})
HARMLESS = frozenset(
    {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped", "/PTEX.Fullbanner"}
)
_MAX_DEPTH = 10
_HIDDEN_FLAGS = 0x02 | 0x20
"""Hidden, NoView."""
_PLAIN_XMP = frozenset(
    {"title", "format", "language", "Producer", "CreatorTool", "CreateDate", "ModifyDate"}
    | {"MetadataDate", "DocumentID", "InstanceID", "VersionID", "RenditionClass", "Trapped"}
    | {"part", "conformance", "amd", "rev", "date", "type"}
)
_XMP_AUTHORS = frozenset({"creator", "contributor", "publisher", "Author", "Company", "Manager"})


def inspect_dictionary(item: DictionaryObject, notes: Notes) -> None:
    """Notes what one dictionary hides."""
    for key, fault in _KEYS.items():
        if key in item:
            notes.count(*fault)
    action = item.get("/S")
    if action in _SCRIPTS:
        notes.count("attachment-script", "自动执行的动作")
    elif action in _OUTSIDE or (action == "/URI" and not _is_web(item.get("/URI"))):
        notes.count("attachment-external-link", "指向外部文件的链接")
    annotations = item.get("/Annots")
    annotations = annotations.get_object() if annotations is not None else None
    for annotation in annotations if isinstance(annotations, ArrayObject) else ():
        _inspect_annotation(annotation.get_object(), notes)
    if isinstance(item, StreamObject):
        _inspect_stream(item, notes)


def _is_web(target: PdfObject | None) -> bool:
    text = target.decode("latin-1") if isinstance(target, bytes) else str(target)
    return text.lower().startswith(("http://", "https://", "mailto:"))


def _inspect_annotation(item: PdfObject | None, notes: Notes) -> None:
    if not isinstance(item, DictionaryObject):
        return
    kind = item.get("/Subtype")
    if kind in _EMBEDDED:
        notes.count("attachment-embedded", "嵌入的对象")
    elif kind not in _QUIET:
        notes.count("attachment-comment", "批注")
    elif kind == "/Widget":
        _inspect_field(item, notes)
    flags = item.get("/F", 0)
    if isinstance(flags, int) and flags & _HIDDEN_FLAGS and kind != "/Popup":
        notes.count("attachment-hidden", "隐藏的批注或表单域", unit="个")


def _inspect_field(item: DictionaryObject, notes: Notes) -> None:
    """Notes a form field that is filled in; an empty form is for the public to fill in."""
    holder = item
    for _ in range(_MAX_DEPTH):
        parent = holder.get("/Parent")
        parent = parent.get_object() if parent is not None else None
        if "/V" in holder or not isinstance(parent, DictionaryObject):
            break
        holder = parent
    value = holder.get("/V")
    if holder.get("/FT") == "/Sig" and value is not None:
        notes.count("attachment-metadata", "电子签名中的证书信息")
    elif value is not None and str(value).strip() not in {"", "/Off"}:
        notes.count("attachment-hidden", "已填写的表单域", unit="个")


def _inspect_stream(item: StreamObject, notes: Notes) -> None:
    if item.get("/Type") == "/EmbeddedFile":
        notes.count("attachment-embedded", "嵌入的文件")
    elif item.get("/Type") == "/Metadata" or item.get("/Subtype") == "/XML":
        _inspect_xmp(parse_xml(item.get_data().strip()), notes)
    elif item.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
        inspect_jpeg(item._data, notes, "插图")  # noqa: SLF001 - the bytes as they stand in the file


def _inspect_xmp(root: Element, notes: Notes) -> None:
    for description in root.iter("{*}Description"):
        values = [(key.rsplit("}", 1)[-1], str(value)) for key, value in description.items()]
        values += [(local(child), "".join(child.itertext())) for child in description]
        for name, value in values:
            text = value.strip()
            if not text or name == "about":
                continue
            notes.say(text)
            if name in _XMP_AUTHORS:
                notes.count("attachment-author", "作者、单位等署名", unit="项")
            elif name not in _PLAIN_XMP:
                notes.count("attachment-metadata", "主题、备注等文件属性", unit="项")


def inspect_information(item: PdfObject | None, notes: Notes) -> None:
    """Notes who is named in the document's information dictionary."""
    found = item.get_object() if item is not None else None
    if not isinstance(found, DictionaryObject):
        return
    for key, value in found.items():
        text = str(value).strip()
        notes.say(text)
        if text and key in _AUTHORS:
            notes.count("attachment-author", "作者、单位等署名", unit="项")
        elif text and key not in HARMLESS:
            notes.count("attachment-metadata", "主题、备注等文件属性", unit="项")
