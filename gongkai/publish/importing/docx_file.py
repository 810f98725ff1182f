"""Word documents (ECMA-376-1) as blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.attachments.docx import MAIN
from gongkai.core.attachments.notes import RefusedError
from gongkai.core.attachments.opc import open_package
from gongkai.core.attachments.package import read_package
from gongkai.core.importing.blocks import ImportedText, ImportRefusedError

if TYPE_CHECKING:
    from gongkai.core.attachments.opc import Package


def read_docx(data: bytes, name: str) -> ImportedText:
    """What a Word document shows on its pages, and what of it the blocks do not hold.

    Raises:
        ImportRefusedError: when it is no readable Word document.
    """
    package = _open(data)
    return ImportedText(name, (), properties={"parts": str(len(package.parts))})


def _open(data: bytes) -> Package:
    try:
        return open_package(read_package(data), MAIN)
    except RefusedError as error:
        raise ImportRefusedError(
            f"不是可读的 docx 文件：{error}；请在 WPS 或 Word 中打开，另存为 docx 后再导入"
        ) from error
