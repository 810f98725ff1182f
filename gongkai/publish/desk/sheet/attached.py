"""The attachments of a sheet: every text in each, be it seen in its own program or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.attachments import inspection_key
from gongkai.core.models import Document
from gongkai.publish.desk.sheet.looks import LARGEST_PICTURE, embed_picture
from gongkai.publish.desk.sheet.model import AttachedFile, Text
from gongkai.publish.pages.details import FILE_TYPES

if TYPE_CHECKING:
    from gongkai.core.drafts import Draft
    from gongkai.core.tree import SourceFile
    from gongkai.publish.workspace import Workspace

OPEN = 20_000
"""Characters of an attachment that stand open."""
MOST = 400_000
"""Characters of an attachment that a sheet holds; whoever attaches more is read in its program."""
_PICTURES = frozenset({"png", "jpg"})


def list_files(space: Workspace, draft: Draft) -> tuple[AttachedFile, ...]:
    """The attachments in the order of their paths."""
    record = draft.record
    listed = record.attachments if isinstance(record, Document) else ()
    titles = {attachment.file: attachment.title for attachment in listed}
    return tuple(_describe(space, file, titles) for file in draft.attachments)


def _describe(space: Workspace, file: SourceFile, titles: dict[str, str]) -> AttachedFile:
    name = file.path.rpartition("/")[2]
    kind = name.rpartition(".")[2]
    inspection = space.verdict.inspections.get(inspection_key(file))
    texts = inspection.texts if inspection else ()
    faults = (
        [f"{fault.message} [{fault.rule}]" for fault in inspection.faults] if inspection else []
    )
    if inspection is None:
        faults.append("附件没有经过检查 [attachment-unreadable]")
    if kind in _PICTURES and len(file.data) > LARGEST_PICTURE:
        faults.append("图片较大，没有放入本单：请打开原件查看")
    return AttachedFile(
        name=name,
        title=titles.get(name, "（没有列入文件）"),
        path=file.path,
        kind=FILE_TYPES.get(kind, kind),
        size=len(file.data),
        sha256=file.sha256,
        picture=embed_picture(file),
        is_picture=kind in _PICTURES,
        faults=tuple(faults),
        text=cut_text("\n".join(texts)) if texts else None,
        parts=len(texts),
    )


def cut_text(text: str) -> Text:
    """A text with its beginning open; what is left out is counted."""
    return Text(text[:OPEN], text[OPEN:MOST], len(text), max(0, len(text) - MOST))
