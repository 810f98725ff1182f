"""Writing PDF documents anew: one revision, no names, no notes beside the pages."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from gongkai.core.attachments.jpeg import clean_jpeg
from gongkai.core.attachments.pdf import open_pdf
from gongkai.core.attachments.pdf_dictionaries import HARMLESS

if TYPE_CHECKING:
    from pypdf import PdfReader

    from gongkai.core.attachments.changes import Changes

_NOTES = frozenset({"/Text", "/Popup"})
"""Annotations that are no more than an icon on the page."""
_PRIVATE = ("/PieceInfo", "/Thumb")


def clean_pdf(data: bytes, changes: Changes) -> bytes:
    """The document as its last revision shows it.

    Raises:
        RefusedError: when it is encrypted or broken.
    """
    reader = open_pdf(data)
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    _drop_names(reader, writer, changes)
    for item in writer._objects:  # noqa: SLF001 - pypdf offers no walk over what it will write
        if isinstance(item, DictionaryObject):
            _clean_dictionary(item, changes)
    for page in writer.pages:
        _drop_notes(page, changes)
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    target = BytesIO()
    writer.write(target)
    if b"startxref" in data.removesuffix(data[data.rfind(b"startxref") :]):
        changes.count("删去早先的版本和不再使用的内容")
    return target.getvalue()


def _drop_names(reader: PdfReader, writer: PdfWriter, changes: Changes) -> None:
    information = dict(reader.metadata or {})
    kept = {key: str(value) for key, value in information.items() if key in HARMLESS}
    changes.count("删去作者等文件属性", len(information) - len(kept), "项")
    writer.metadata = kept
    if "/Metadata" in writer.root_object:
        del writer.root_object["/Metadata"]
        changes.count("删去 XMP 属性")


def _clean_dictionary(item: DictionaryObject, changes: Changes) -> None:
    for key in _PRIVATE:
        if key in item:
            del item[key]
            changes.count("删去编辑软件的私有数据或缩略图")
    if "/Metadata" in item:
        del item["/Metadata"]
        changes.count("删去 XMP 属性")
    if isinstance(item, StreamObject) and item.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
        cleaned = clean_jpeg(item._data)  # noqa: SLF001 - the bytes as they stand in the file
        if cleaned != item._data:  # noqa: SLF001
            item._data = cleaned  # noqa: SLF001
            changes.count("删去插图附带的信息", unit="幅")


def _drop_notes(page: DictionaryObject, changes: Changes) -> None:
    found = page.get("/Annots")
    annotations = found.get_object() if found is not None else None
    if not isinstance(annotations, ArrayObject):
        return
    kept = [a for a in list.__iter__(annotations) if _find_kind(a.get_object()) not in _NOTES]
    changes.count("删去便笺批注", len(annotations) - len(kept))
    page[NameObject("/Annots")] = ArrayObject(kept)


def _find_kind(item: object) -> object:
    return item.get("/Subtype") if isinstance(item, DictionaryObject) else None
