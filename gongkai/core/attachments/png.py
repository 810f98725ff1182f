"""PNG images (ISO/IEC 15948): only the picture, no text, no second picture, nothing after."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from gongkai.core.attachments.notes import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.attachments.notes import Notes

HEAD = b"\x89PNG\r\n\x1a\n"
PICTURE = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT"}
    | {b"bKGD", b"pHYs", b"hIST", b"cICP"}
)
"""Chunks that make the picture."""
_FRAMES = frozenset({b"acTL", b"fcTL", b"fdAT"})
MAX_PIXELS = 100_000_000


def iterate_chunks(data: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """Type, content and end of each chunk up to the last.

    Raises:
        RefusedError: when the chunks are broken.
    """
    position = len(HEAD)
    kind = b""
    while kind != b"IEND":
        head = data[position : position + 8]
        if len(head) < 8:  # noqa: PLR2004 - four bytes of length, four of type
            raise RefusedError("attachment-unreadable", "图片已损坏")
        length, kind = struct.unpack(">L4s", head)
        end = position + 12 + length
        content = data[position + 8 : end - 4]
        if data[end - 4 : end] != zlib.crc32(kind + content).to_bytes(4, "big"):
            raise RefusedError("attachment-unreadable", "图片已损坏")
        yield kind, content, end
        position = end


def inspect_png(data: bytes, notes: Notes, what: str = "图片") -> None:
    """Notes what a PNG image tells beside its picture."""
    end = 0
    for kind, content, end in iterate_chunks(data):  # noqa: B007 - the last end is used below
        if kind == b"IHDR" and _count_pixels(content) > MAX_PIXELS:
            raise RefusedError("attachment-too-complex", f"{what}超过 1 亿像素")
        if kind in {b"tEXt", b"zTXt", b"iTXt"}:
            notes.say(content[:100_000].decode("utf-8", "replace").replace("\0", " "))
        if kind in _FRAMES:
            notes.count("attachment-hidden", f"{what}的附加画面")
        elif kind not in PICTURE and not content.startswith(b"Software\0"):
            notes.count("attachment-metadata", f"{what}附带的文字或拍摄信息")
    if end != len(data):
        notes.add("attachment-trailing-bytes", f"{what}结尾之后还有数据")


def _count_pixels(head: bytes) -> int:
    width, height = struct.unpack(">2L", head[:8])
    return int(width) * int(height)


def clean_png(data: bytes) -> bytes:
    """The image with nothing but its picture."""
    parts = [HEAD]
    start = len(HEAD)
    for kind, _, end in iterate_chunks(data):
        if kind in PICTURE:
            parts.append(data[start:end])
        start = end
    return b"".join(parts)
