"""Whether an attachment's first bytes are those of its extension."""

from __future__ import annotations

import zipfile
from io import BytesIO

_STARTS = {
    "pdf": (b"%PDF-",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "docx": (b"PK\x03\x04",),
    "xlsx": (b"PK\x03\x04",),
    "pptx": (b"PK\x03\x04",),
    "ofd": (b"PK\x03\x04",),
}
_MEMBERS = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
    "ofd": "OFD.xml",
}
_MAX_BYTES = 50_000_000


def find_type_problem(name: str, data: bytes) -> str | None:
    """Why the bytes are not of the type that the name claims, in Chinese, or None."""
    extension = name.rsplit(".", 1)[-1]
    if len(data) > _MAX_BYTES:
        return "附件超过 50 MB"
    if extension in {"csv", "txt"}:
        return _find_text_problem(data)
    if not data.startswith(_STARTS[extension]):
        return f"内容不是 {extension} 格式"
    if extension in _MEMBERS:
        return _find_package_problem(data, extension)
    return None


def _find_text_problem(data: bytes) -> str | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "文本附件不是 UTF-8 编码"
    return "文本附件中有控制字符" if "\x00" in text else None


def _find_package_problem(data: bytes, extension: str) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            members = package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return f"{extension} 文件已损坏或加密"
    if _MEMBERS[extension] not in members:
        return f"内容不是 {extension} 格式"
    return None
