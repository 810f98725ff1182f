"""The members of a zip package, read so that no byte of it is left unread."""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from gongkai.core.attachments.notes import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_MEMBERS = 3_000
MAX_MEMBER = 100_000_000
MAX_TOTAL = 200_000_000
MAX_RATIO = 200
_RATIO_FROM = 5_000_000
_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED = 0x2041
_DESCRIBED = 0x8
_DESCRIPTORS = {12: 0, 16: 4, 20: 0, 24: 4}
"""Lengths of data descriptors, and where the check sum stands in them."""
_EXTRAS = frozenset({0x0001, 0x000A, 0x5455, 0x5855, 0x7875, 0xA220, 0xCAFE})
"""Zip64 sizes, times, user numbers, Office's padding, Java's mark."""
_GROWTH_HINT = 0xA220


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the central directory."""

    name: str
    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int


def read_package(data: bytes) -> dict[str, bytes]:
    """The members of a zip file by name, folders left out, in the order of the file.

    Raises:
        RefusedError: when it is no regular archive, or anything stands in it that is no member.
    """
    entries = _read_directory(data, *_find_directory(data))
    _refuse_names(entry.name for entry in entries)
    _refuse_bombs(entries)
    members: dict[str, bytes] = {}
    position = 0
    for entry in sorted(entries, key=lambda e: e.offset):
        if entry.offset != position:
            raise _refuse_gap()
        content, position = _read_member(data, entry)
        if not entry.name.endswith("/"):
            members[entry.name] = content
        elif content:
            raise _refuse_gap()
    if data[position : position + 4] != b"PK\x01\x02":
        raise _refuse_gap()
    return members


def _refuse_gap() -> RefusedError:
    return RefusedError("attachment-trailing-bytes", "压缩结构之外还有数据")


def _refuse_broken() -> RefusedError:
    return RefusedError("attachment-unreadable", "文件已损坏，无法完整读出")


def _find_directory(data: bytes) -> tuple[int, int, int]:
    """Number of entries, start and end of the central directory."""
    start = len(data) - _END.size
    if start < 0 or not data.startswith(b"PK\x05\x06", start):
        raise _refuse_gap() if b"PK\x05\x06" in data else _refuse_broken()
    _, disk, first, here, count, size, offset, comment = _END.unpack_from(data, start)
    if comment or disk or first or here != count or offset + size != start:
        raise _refuse_gap()
    if count > MAX_MEMBERS:
        message = f"文件内部有 {count} 个部件，超过 {MAX_MEMBERS} 个"
        raise RefusedError("attachment-too-complex", message)
    return count, offset, start


def _read_directory(data: bytes, count: int, start: int, end: int) -> list[_Entry]:
    entries = []
    position = start
    for _ in range(count):
        if position + _ENTRY.size > end:
            raise _refuse_broken()
        fields = _ENTRY.unpack_from(data, position)
        (mark, _, _, flags, method, _, _, crc, packed, size, name_length, extra, note) = fields[:13]
        if mark != b"PK\x01\x02":
            raise _refuse_broken()
        position += _ENTRY.size
        name = data[position : position + name_length]
        position += name_length
        _refuse_extras(data[position : position + extra])
        position += extra + note
        if note:
            raise _refuse_gap()
        if flags & _ENCRYPTED:
            raise RefusedError("attachment-encrypted", "文件已加密")
        text = name.decode("utf-8", "surrogateescape")
        entries.append(_Entry(text, name, flags, method, crc, packed, size, fields[16]))
    if position != end:
        raise _refuse_gap()
    return entries


def _refuse_extras(extra: bytes) -> None:
    """Refuses fields beside a name that could carry anything."""
    position = 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, position)
        content = extra[position + 4 : position + 4 + length]
        if kind not in _EXTRAS or (kind == _GROWTH_HINT and content[4:].strip(b"\0")):
            raise _refuse_gap()
        position += 4 + length
    if extra[position:].strip(b"\0"):
        raise _refuse_gap()


def _refuse_names(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        segments = name.removesuffix("/").split("/")
        if {"", ".", ".."} & set(segments) or set(name) & set("\\:\0"):
            raise RefusedError("attachment-package", "文件内部有路径越界的部件")
        if name.lower() in seen:
            raise RefusedError("attachment-package", "文件内部有重名的部件")
        seen.add(name.lower())


def _refuse_bombs(entries: list[_Entry]) -> None:
    largest = max((e.size for e in entries), default=0)
    if largest > MAX_MEMBER or sum(e.size for e in entries) > MAX_TOTAL:
        raise RefusedError("attachment-too-complex", "文件解压后过大")
    for entry in entries:
        if entry.size > _RATIO_FROM and entry.size > MAX_RATIO * entry.packed:
            raise RefusedError("attachment-too-complex", "文件的压缩比异常")


def _read_member(data: bytes, entry: _Entry) -> tuple[bytes, int]:
    """The content of one member and where what belongs to it ends."""
    if entry.offset + _LOCAL.size > len(data):
        raise _refuse_broken()
    head = _LOCAL.unpack_from(data, entry.offset)
    name_at = entry.offset + _LOCAL.size
    name_length, extra_length = head[9], head[10]
    begin = name_at + name_length + extra_length
    end = begin + entry.packed
    same_name = data[name_at : name_at + name_length] == entry.raw_name
    if head[0] != b"PK\x03\x04" or not same_name or head[3] != entry.method or end > len(data):
        raise _refuse_broken()
    _refuse_extras(data[name_at + name_length : begin])
    content = _unpack(data[begin:end], entry)
    return content, end + _measure_descriptor(data, end, entry)


def _unpack(packed: bytes, entry: _Entry) -> bytes:
    content = packed
    if entry.method == zlib.DEFLATED:
        stream = zlib.decompressobj(-15)
        try:
            content = stream.decompress(packed, entry.size + 1)
        except zlib.error as error:
            raise _refuse_broken() from error
        if stream.unused_data or not stream.eof:
            raise _refuse_broken()
    elif entry.method:
        raise RefusedError("attachment-unreadable", "文件使用了不支持的压缩方法")
    if len(content) != entry.size or zlib.crc32(content) != entry.crc:
        raise _refuse_broken()
    return content


def _measure_descriptor(data: bytes, end: int, entry: _Entry) -> int:
    """How many bytes follow the content that only repeat its sizes."""
    if not entry.flags & _DESCRIBED:
        return 0
    crc = entry.crc.to_bytes(4, "little")
    for length, at in _DESCRIPTORS.items():
        after = data[end + length : end + length + 4]
        if data[end + at : end + at + 4] == crc and after in {b"PK\x03\x04", b"PK\x01\x02"}:
            return length
    return 0


def write_package(members: dict[str, bytes]) -> bytes:
    """A zip file of the members, in their order; the same members give the same bytes."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return target.getvalue()
