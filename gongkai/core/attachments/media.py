"""Images inside other documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.attachments.jpeg import inspect_jpeg
from gongkai.core.attachments.png import inspect_png

if TYPE_CHECKING:
    from gongkai.core.attachments.notes import Notes

_PLAIN = (b"GIF8", b"BM", b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00", b"\x01\x00\x00\x00")
"""GIF, BMP, WMF with and without its own head, EMF."""


def inspect_media(name: str, data: bytes, notes: Notes) -> None:
    """Notes what an image in a document tells beside its picture."""
    if data.startswith(b"\x89PNG"):
        inspect_png(data, notes, "插图")
    elif data.startswith(b"\xff\xd8"):
        inspect_jpeg(data, notes, "插图")
    elif data.startswith(_PLAIN) and not name.endswith((".xml", ".svg")):
        notes.count("attachment-no-text", "无法自动查看的插图（gif、bmp、wmf 或 emf）", unit="幅")
    else:
        notes.count("attachment-unreadable", "格式不允许的插图", unit="幅")
