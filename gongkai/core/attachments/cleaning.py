"""Clean copies of attachments, made before review: only what is certain, and all of it told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.attachments.changes import Changes
from gongkai.core.attachments.clean_docx import clean_docx
from gongkai.core.attachments.clean_package import CleanPackage
from gongkai.core.attachments.clean_pdf import clean_pdf
from gongkai.core.attachments.clean_sheets import clean_pptx, clean_xlsx
from gongkai.core.attachments.docx import MAIN as WORD
from gongkai.core.attachments.jpeg import clean_jpeg
from gongkai.core.attachments.notes import RefusedError
from gongkai.core.attachments.package import read_package
from gongkai.core.attachments.png import clean_png
from gongkai.core.attachments.pptx import MAIN as SLIDES
from gongkai.core.attachments.xlsx import MAIN as SHEETS

if TYPE_CHECKING:
    from collections.abc import Callable

_OFFICE: dict[str, tuple[str, Callable[[CleanPackage], None]]] = {
    "docx": (WORD, clean_docx),
    "xlsx": (SHEETS, clean_xlsx),
    "pptx": (SLIDES, clean_pptx),
}
_IMAGES = {"png": clean_png, "jpg": clean_jpeg}
CLEANABLE = frozenset({*_OFFICE, *_IMAGES, "pdf"})
"""Extensions of what can be cleaned."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A clean copy."""

    data: bytes
    changes: tuple[str, ...]
    """What was removed or accepted, in Chinese."""


def clean_attachment(name: str, data: bytes) -> Cleaned:
    """A copy without what can be taken out with certainty; the rest is left as it was.

    Raises:
        RefusedError: when the file cannot be read, or nothing of its kind can be cleaned.
    """
    extension = name.rsplit(".", 1)[-1]
    changes = Changes()
    if extension in _OFFICE:
        main, clean = _OFFICE[extension]
        package = CleanPackage(read_package(data), main, changes)
        clean(package)
        return Cleaned(package.close(), changes.close())
    if extension in _IMAGES:
        cleaned = _IMAGES[extension](data)
        changes.count("删去图片附带的信息", len(data) - len(cleaned), "字节")
        return Cleaned(cleaned, changes.close())
    if extension == "pdf":
        return Cleaned(clean_pdf(data, changes), changes.close())
    raise RefusedError("attachment-type", "这种附件不能自动清理")
