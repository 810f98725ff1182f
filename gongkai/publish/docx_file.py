"""Word files that are the same bytes each time: fixed times, properties and order, nothing else."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from typing import TYPE_CHECKING

import docx

if TYPE_CHECKING:
    from datetime import date

    from docx.document import Document

_NEEDLESS = ("/thumbnail", "/stylesWithEffects", "/customXml", "/extended-properties")
"""Ends of the relations to parts of the blank document that say nothing, or something untrue."""
_EMPTY = ("author", "last_modified_by", "subject", "comments", "keywords", "category")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP archive can state."""
_PLAIN_FILE = 0o100644 << 16


def start_docx() -> Document:
    """A blank document without the blank's thumbnail, second styles and statistics."""
    document = docx.Document()
    for relations in (document.part.rels, document.part.package.rels):
        for name in [n for n, r in relations.items() if r.reltype.endswith(_NEEDLESS)]:
            del relations[name]
    return document


def docx_bytes(document: Document, *, title: str, day: date) -> bytes:
    """The file of a document that was made on this day; it names no author, as no attachment may.

    Everything that a clock or a machine would put into it is fixed.
    """
    moment = datetime.combine(day, time())
    properties = document.core_properties
    properties.title = title
    properties.created, properties.modified = moment, moment
    for name in _EMPTY:
        setattr(properties, name, "")
    properties.language, properties.revision = "zh-CN", 1
    saved = io.BytesIO()
    document.save(saved)
    return _pack_again(saved)


def _pack_again(saved: io.BytesIO) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = _PLAIN_FILE
            target.writestr(entry, source.read(name), compresslevel=6)
    return packed.getvalue()
