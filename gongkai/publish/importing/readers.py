"""Which reader reads a file: by its ending, and only if its content agrees."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import ImportRefusedError
from gongkai.publish.importing.docx_file import read_docx
from gongkai.publish.importing.html_file import read_html
from gongkai.publish.importing.pdf_file import read_pdf
from gongkai.publish.importing.text_file import read_text
from gongkai.publish.importing.xlsx_file import read_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.core.importing.blocks import ImportedText

LARGEST = 50_000_000
"""Bytes; what is larger is no document of one office."""


READERS: dict[str, tuple[str, Callable[[bytes, str], ImportedText]]] = {
    "docx": ("docx", read_docx),
    "html": ("text", read_html),
    "htm": ("text", read_html),
    "shtml": ("text", read_html),
    "pdf": ("pdf", read_pdf),
    "xlsx": ("xlsx", read_xlsx),
    "txt": ("text", read_text),
    "md": ("text", read_text),
}
"""By ending: the content that it promises, as `find_content` names it, and who reads it."""

_SAVE_AS = {
    **dict.fromkeys(("doc", "wps", "dot", "dotx", "docm", "rtf", "odt", "uot", "wpt"), "docx"),
    **dict.fromkeys(("xls", "et", "ods", "xlsm", "ett"), "xlsx"),
    **dict.fromkeys(("ofd", "ceb", "caj"), "pdf"),
}
_CONTENT_NAMES = {
    "docx": "Word 文件",
    "xlsx": "Excel 工作簿",
    "pdf": "PDF 文件",
    "old": "旧版 Office 文件（或者有密码的文件）",
    "rtf": "RTF 文件",
    "zip": "压缩文件",
    "text": "文字文件",
}


def read_any(data: bytes, name: str) -> ImportedText:
    """What a file holds, whatever its format.

    Raises:
        ImportRefusedError: when nobody here reads such files, or this one cannot be read; the
            message is Chinese and says what to do.
    """
    ending = name.rpartition(".")[2].lower()
    if ending in _SAVE_AS:
        raise ImportRefusedError(_advise(ending))
    if ending not in READERS:
        known = "、".join(READERS)
        raise ImportRefusedError(f"不能读取这种文件，只能读取 {known}")
    if len(data) > LARGEST:
        raise ImportRefusedError("文件超过 50 MB；请拆开，或者压缩其中的图片后再导入")
    if not data:
        raise ImportRefusedError("文件是空的")
    promised, read = READERS[ending]
    found = find_content(data)
    if found != promised:
        raise ImportRefusedError(
            f"扩展名是 {ending}，内容却是{_CONTENT_NAMES[found]}；"
            f"请在原软件中打开，另存为 {ending} 后再导入"
        )
    return read(data, name)


def _advise(ending: str) -> str:
    target = _SAVE_AS[ending]
    return (
        f"不能直接读取 {ending} 文件；请在 WPS 或 Word 中打开，选“文件—另存为”，"
        f"类型选 {target}，再导入另存的文件"
    )


def find_content(data: bytes) -> str:
    """What the first bytes and the parts of a file say it is: a key of `_CONTENT_NAMES`."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "old"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return _find_package(data)
    return "text"


def _find_package(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ImportRefusedError("文件已损坏，打不开；请在原软件中打开后另存，再导入") from error
    for folder, kind in (("word/", "docx"), ("xl/", "xlsx")):
        if any(name.startswith(folder) for name in names):
            return kind
    return "zip"
