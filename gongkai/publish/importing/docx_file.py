"""Word documents (ECMA-376-1) as blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.attachments.docx import MAIN
from gongkai.core.attachments.markup import iterate, local
from gongkai.core.attachments.notes import RefusedError
from gongkai.core.attachments.opc import open_package
from gongkai.core.attachments.package import read_package
from gongkai.core.importing.blocks import ImportedText, ImportRefusedError
from gongkai.core.importing.structure import mark_headings
from gongkai.publish.importing.docx_blocks import read_blocks
from gongkai.publish.importing.docx_margins import lose_margins, lose_unread, read_notes
from gongkai.publish.importing.docx_story import Story

if TYPE_CHECKING:
    from gongkai.core.attachments.opc import Package

_PROPERTIES = ("title", "subject", "keywords", "description")


def read_docx(data: bytes, name: str) -> ImportedText:
    """What a Word document shows on its pages, and what of it the blocks do not hold.

    Tracked insertions are text, tracked deletions and hidden text are not; each is named.

    Raises:
        ImportRefusedError: when it is no readable Word document.
    """
    package = _open(data)
    try:
        return _read(package, name)
    except RecursionError as error:
        raise ImportRefusedError("文件的内部结构嵌套过深，读不出来") from error


def _open(data: bytes) -> Package:
    try:
        return open_package(read_package(data), MAIN)
    except RefusedError as error:
        raise ImportRefusedError(
            f"不是可读的 docx 文件：{error}；请在 WPS 或 Word 中打开，另存为 docx 后再导入"
        ) from error


def _read(package: Package, name: str) -> ImportedText:
    story = Story(package)
    blocks = [b for body in iterate(package.main, "body") for b in read_blocks(story, body)]
    notes = tuple(read_notes(story))
    lose_margins(story)
    lose_unread(story, package.main)
    return ImportedText(
        name,
        mark_headings(blocks),
        notes,
        story.pictures.files,
        tuple(story.losses),
        _read_properties(package),
    )


def _read_properties(package: Package) -> dict[str, str]:
    """The properties of the file that tell of the document, not of its author."""
    return {
        local(element): text
        for _, root in package.find("core-properties")
        for element in root
        if local(element) in _PROPERTIES and (text := " ".join("".join(element.itertext()).split()))
    }
