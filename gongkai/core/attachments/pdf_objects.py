"""What the objects of a PDF document hold beside the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from gongkai.core.attachments.notes import RefusedError
from gongkai.core.attachments.pdf_dictionaries import inspect_dictionary, inspect_information

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PdfReader

    from gongkai.core.attachments.notes import Notes

MAX_OBJECTS = 500_000
_FRAME = frozenset({"/XRef", "/ObjStm"})
_LOST = frozenset({"/Page", "/Annot", "/Filespec", "/Action"})


def inspect_objects(reader: PdfReader, notes: Notes) -> None:
    """Notes what any object of the document hides, reached or not."""
    reached: set[int] = set()
    # The trailer's digests are bytes that some text encoding always fits.
    identity = {str(item) for item in reader.trailer.get("/ID", ())}
    for item in walk(reader.trailer, reader, reached):
        if isinstance(item, DictionaryObject):
            inspect_dictionary(item, notes)
        elif isinstance(item, TextStringObject) and item not in identity:
            notes.say(str(item))
    _inspect_catalog(reader, notes)
    inspect_information(reader.trailer.get("/Info"), notes)
    lost = sum(1 for item in _list_unreached(reader, reached) if _matters(item))
    notes.count("attachment-earlier-revision", "不再使用的内容", lost)


def walk(start: PdfObject, reader: PdfReader, reached: set[int]) -> Iterator[PdfObject]:
    """Every object that can be reached, once; adds the numbers of those that have one.

    Raises:
        RefusedError: when there are too many.
    """
    waiting: list[PdfObject] = [start]
    seen = 0
    while waiting:
        item = waiting.pop()
        if isinstance(item, IndirectObject):
            if item.idnum in reached:
                continue
            reached.add(item.idnum)
            found = reader.get_object(item)
            if found is None:
                continue
            item = found
        seen += 1
        if seen > MAX_OBJECTS:
            raise RefusedError("attachment-too-complex", "文件内部的对象过多")
        yield item
        if isinstance(item, DictionaryObject):
            waiting.extend(dict.values(item))
        elif isinstance(item, ArrayObject):
            waiting.extend(list.__iter__(item))


def _inspect_catalog(reader: PdfReader, notes: Notes) -> None:
    catalog = reader.root_object
    action = catalog.get("/OpenAction")
    if isinstance(action, IndirectObject):
        action = action.get_object()
    if isinstance(action, DictionaryObject) and action.get("/S") not in {"/GoTo", None}:
        notes.count("attachment-script", "打开文件时自动执行的动作")
    layers = catalog.get("/OCProperties")
    layers = layers.get_object() if layers is not None else None
    if isinstance(layers, DictionaryObject):
        _inspect_layers(layers, notes)


def _inspect_layers(layers: DictionaryObject, notes: Notes) -> None:
    """Notes layers that are not shown in every use."""
    default = layers.get("/D")
    default = default.get_object() if default is not None else None
    if not isinstance(default, DictionaryObject):
        return
    off = default.get("/OFF")
    off = off.get_object() if off is not None else ()
    number = len(off) if isinstance(off, ArrayObject) else 0
    if (
        default.get("/BaseState") in {"/OFF", "/Unchanged"}
        or layers.get("/Configs")
        or default.get("/AS")
    ):
        number = max(number, 1)
    notes.count("attachment-hidden", "不显示的图层", number, "个")


def _list_unreached(reader: PdfReader, reached: set[int]) -> Iterator[PdfObject]:
    numbers = {number for table in reader.xref.values() for number in table}
    for number in sorted((numbers | set(reader.xref_objStm)) - reached):
        found = reader.get_object(number)
        if found is not None:
            yield found


def _matters(item: PdfObject) -> bool:
    """Whether an object that nothing uses may tell something."""
    if not isinstance(item, DictionaryObject):
        return False
    kind = item.get("/Type")
    hints = isinstance(item, StreamObject) and "/S" in item and "/Type" not in item
    return (isinstance(item, StreamObject) and kind not in _FRAME and not hints) or kind in _LOST
