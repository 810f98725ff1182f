"""Which reader looks through which attachment, and what becomes of its failures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.attachments.docx import inspect_docx
from gongkai.core.attachments.jpeg import inspect_jpeg
from gongkai.core.attachments.notes import Notes, RefusedError
from gongkai.core.attachments.ofd import inspect_ofd
from gongkai.core.attachments.package import read_package
from gongkai.core.attachments.plain import inspect_csv, inspect_text
from gongkai.core.attachments.png import inspect_png
from gongkai.core.attachments.pptx import inspect_pptx
from gongkai.core.attachments.xlsx import inspect_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.core.attachments.inspection import Inspection

MAX_BYTES = 50_000_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def _inspect_pdf(data: bytes, notes: Notes) -> None:
    # What reads PDF takes longer to load than all other readers: only whoever needs it waits.
    from gongkai.core.attachments.pdf import inspect_pdf  # noqa: PLC0415

    inspect_pdf(data, notes)


_READERS: dict[str, tuple[bytes, Callable[[bytes, Notes], None]]] = {
    "docx": (b"PK\x03\x04", lambda data, notes: inspect_docx(read_package(data), notes)),
    "xlsx": (b"PK\x03\x04", lambda data, notes: inspect_xlsx(read_package(data), notes)),
    "pptx": (b"PK\x03\x04", lambda data, notes: inspect_pptx(read_package(data), notes)),
    "ofd": (b"PK\x03\x04", lambda data, notes: inspect_ofd(read_package(data), notes)),
    "pdf": (b"%PDF-", _inspect_pdf),
    "png": (b"\x89PNG\r\n\x1a\n", inspect_png),
    "jpg": (b"\xff\xd8\xff", inspect_jpeg),
    "csv": (b"", inspect_csv),
    "txt": (b"", inspect_text),
}
"""By extension: how its files begin, and who reads them."""


def look_through(name: str, data: bytes) -> Inspection:
    """The inspection of an attachment by the reader of its type; see `inspect_attachment`."""
    notes = Notes()
    try:
        _read(name.rsplit(".", 1)[-1], data, notes)
    except RefusedError as error:
        notes.add(error.rule, str(error))
    except (MemoryError, RecursionError):
        notes.add("attachment-too-complex", "文件过于复杂，无法查看")
    except Exception:  # noqa: BLE001 - whatever a library stumbles over cannot be published
        notes.add("attachment-unreadable", "文件有误，无法完整读出")
    return notes.close()


def _read(extension: str, data: bytes, notes: Notes) -> None:
    if extension not in _READERS:
        raise RefusedError("attachment-type", "不允许的附件格式")
    if len(data) > MAX_BYTES:
        raise RefusedError("attachment-too-complex", "附件超过 50 MB")
    start, reader = _READERS[extension]
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            raise RefusedError("attachment-encrypted", "文件已加密")
        message = f"内容不是 {extension} 格式，而是旧版 Office 或 WPS 格式"
        raise RefusedError("attachment-type", message)
    if not data.startswith(start):
        raise RefusedError("attachment-type", f"内容不是 {extension} 格式")
    reader(data, notes)
