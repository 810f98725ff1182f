"""PDF documents (ISO 32000)."""

from __future__ import annotations

import logging
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from gongkai.core.attachments.notes import Notes, RefusedError
from gongkai.core.attachments.pdf_bytes import inspect_layout
from gongkai.core.attachments.pdf_objects import inspect_objects
from gongkai.core.attachments.pdf_pages import inspect_pages

MAX_PAGES = 2_000

# pypdf's warnings quote the document, which may be one that nobody is to see.
logging.getLogger("pypdf").addHandler(logging.NullHandler())
logging.getLogger("pypdf").propagate = False


def inspect_pdf(data: bytes, notes: Notes) -> None:
    """Notes what a PDF document holds beside its pages."""
    reader = open_pdf(data)
    inspect_layout(data, reader, notes)
    inspect_objects(reader, notes)
    inspect_pages(data, notes)


def open_pdf(data: bytes) -> PdfReader:
    """The document's objects.

    Raises:
        RefusedError: when it is encrypted, broken or too long.
    """
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise RefusedError("attachment-encrypted", "文件已加密或设有权限密码")
        pages = len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RefusedError("attachment-unreadable", "文件已损坏，无法完整读出") from error
    if not 0 < pages <= MAX_PAGES:
        raise RefusedError(
            "attachment-too-complex", f"文件有 {pages} 页，超过 {MAX_PAGES} 页或没有页"
        )
    return reader
