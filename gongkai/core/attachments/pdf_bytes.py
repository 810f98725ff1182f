"""How the bytes of a PDF document are laid out: one revision, nothing unlisted, nothing after."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PdfReader

    from gongkai.core.attachments.notes import Notes

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_OBJECT = re.compile(rb"(?<![0-9.])(\d{1,10}) +(\d{1,5}) +obj\b")
_LINEAR = re.compile(rb"/Linearized\b")
_LENGTH = re.compile(rb"/L\s+(\d+)")
_HEAD = 1_024


def inspect_layout(data: bytes, reader: PdfReader, notes: Notes) -> None:
    """Notes earlier revisions, objects that no table lists, and bytes after the end."""
    ends = list(_START.finditer(data))
    expected = 2 if is_linear(data) else 1
    if len(ends) > expected or (expected == 1 and "/Prev" in reader.trailer):
        notes.count(
            "attachment-earlier-revision", "文件的早先版本", max(1, len(ends) - expected), "个"
        )
    if not ends or data[ends[-1].end() :].strip():
        notes.add("attachment-trailing-bytes", "文件结尾之后还有数据")
    if ends and not _points_to_table(data, int(ends[-1][1])):
        notes.add("attachment-unreadable", "文件的目录位置有误，不同软件可能读出不同内容")
    listed = {offset for table in reader.xref.values() for offset in table.values()}
    unlisted = [m for m in _OBJECT.finditer(data) if m.start() not in listed]
    if unlisted and len(ends) == expected:
        notes.count("attachment-earlier-revision", "目录之外的对象", len(unlisted), "个")


def _points_to_table(data: bytes, offset: int) -> bool:
    """Whether a table of objects, or the stream that holds one, begins there."""
    return data.startswith(b"xref", offset) or _OBJECT.match(data, offset) is not None


def is_linear(data: bytes) -> bool:
    """Whether the document is linearised and nothing was added since: it then ends twice."""
    head = data[:_HEAD]
    length = _LENGTH.search(head)
    return bool(_LINEAR.search(head)) and length is not None and int(length[1]) == len(data)
