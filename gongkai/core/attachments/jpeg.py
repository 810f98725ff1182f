"""JPEG images (ITU-T T.81): only the picture, its colours and which side is up."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

from PIL import Image

from gongkai.core.attachments.notes import RefusedError
from gongkai.core.attachments.png import MAX_PIXELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.attachments.notes import Notes

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_APP0, _APP15, _COMMENT = 0xE0, 0xEF, 0xFE
_NEXT = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.DOTALL)
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ORIENTATION, _GPS = 0x0112, 0x8825
_EXIF = b"Exif\0\0"
_PLAIN_JFIF = b"\0\0"
"""A thumbnail of no width and no height."""


def iterate_segments(data: bytes) -> Iterator[tuple[int, bytes, int, int]]:
    """Marker, content, start and end of each segment; scans carry their data in the extent.

    Raises:
        RefusedError: when the segments are broken.
    """
    position, marker = 0, 0
    while marker != _EOI:
        match = _NEXT.match(data, position)
        if match is None:
            raise RefusedError("attachment-unreadable", "图片已损坏")
        marker, end = match[1][0], match.end()
        content = b""
        if marker not in {_SOI, _EOI}:
            length = int.from_bytes(data[end : end + 2], "big")
            content, end = data[end + 2 : end + length], end + length
            if len(content) != length - 2:
                raise RefusedError("attachment-unreadable", "图片已损坏")
        if marker == _SOS:
            after = _NEXT.search(data, end)
            end = len(data) if after is None else after.start()
        yield marker, content, position, end
        position = end


def inspect_jpeg(data: bytes, notes: Notes, what: str = "图片") -> None:
    """Notes what a JPEG image tells beside its picture."""
    end = 0
    for marker, content, _, end in iterate_segments(data):  # noqa: B007 - the last end is used below
        if marker in _FRAMES and _count_pixels(content) > MAX_PIXELS:
            raise RefusedError("attachment-too-complex", f"{what}超过 1 亿像素")
        if _is_picture(marker, content):
            continue
        if content.startswith(_EXIF):
            _inspect_exif(content, notes, what)
        else:
            notes.say(
                re.sub(r"[^\w\s，。：、]+", " ", content[:100_000].decode("utf-8", "replace"))
            )
            notes.count("attachment-metadata", f"{what}附带的文字、缩略图或处理信息")
    if end != len(data):
        notes.add("attachment-trailing-bytes", f"{what}结尾之后还有数据")


def _count_pixels(frame: bytes) -> int:
    height, width = struct.unpack(">2H", frame[1:5])
    return int(width) * int(height)


def _is_picture(marker: int, content: bytes) -> bool:
    if marker == _COMMENT:
        return False
    if not _APP0 <= marker <= _APP15:
        return True
    if content.startswith(b"JFIF\0"):
        return content[12:14] == _PLAIN_JFIF and len(content) == 14  # noqa: PLR2004 - JFIF 1.02
    return content.startswith((b"ICC_PROFILE\0", b"Adobe"))


def _read_exif(content: bytes) -> Image.Exif:
    exif = Image.Exif()
    exif.load(content)
    return exif


def _inspect_exif(content: bytes, notes: Notes, what: str) -> None:
    exif = _read_exif(content)
    for value in exif.values():
        if isinstance(value, str):
            notes.say(value)
    if _GPS in exif:
        notes.add("attachment-metadata", f"{what}带有拍摄地点")
    if set(exif) - {_ORIENTATION, _GPS} or len(content) > len(_write_orientation(1)):
        notes.count("attachment-metadata", f"{what}的拍摄信息")


def _write_orientation(value: int) -> bytes:
    entry = struct.pack("<3HL2HL", 1, _ORIENTATION, 3, 1, value, 0, 0)
    return _EXIF + b"II*\0\x08\0\0\0" + entry


def clean_jpeg(data: bytes) -> bytes:
    """The image with nothing but its picture and, where it is turned, which side is up."""
    parts = []
    for marker, content, start, end in iterate_segments(data):
        if _is_picture(marker, content):
            parts.append(data[start:end])
        elif content.startswith(_EXIF):
            turned = _read_exif(content).get(_ORIENTATION, 1)
            if turned in range(2, 9):
                exif = _write_orientation(turned)
                parts.append(b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif)
    return b"".join(parts)
