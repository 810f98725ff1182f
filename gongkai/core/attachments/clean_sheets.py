"""Taking out of workbooks and presentations what stands beside the cells and slides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.attachments.clean_package import remove
from gongkai.core.attachments.markup import attribute, iterate, local
from gongkai.core.attachments.pptx import has_remarks
from gongkai.core.attachments.xlsx import list_unused, list_used

if TYPE_CHECKING:
    from gongkai.core.attachments.clean_package import CleanPackage
    from gongkai.core.attachments.markup import Element
    from gongkai.core.attachments.opc import Relation


def clean_xlsx(workbook: CleanPackage) -> None:
    """Takes out comments with the boxes they stand in, user names and texts without a cell."""
    package = workbook.package
    commented = {r.source for r in package.relations if r.kind in {"comments", "threadedComment"}}

    def holds_comments(relation: Relation) -> bool:
        root = package.roots.get(relation.target)
        drawn = relation.kind == "vmlDrawing" and relation.source in commented
        return drawn and root is not None and _has_only_notes(root)

    workbook.drop("删去批注的外框", holds_comments)
    workbook.drop_known()
    for element in list(iterate(package.main, "fileSharing")):
        if attribute(element, "userName"):
            remove(element)
            workbook.changes.count("删去作者、单位等署名", unit="项")
    used = {n for _, sheet in package.find("worksheet") for n in list_used(sheet)}
    for _, strings in package.find("sharedStrings"):
        for item in list_unused(strings, used):
            if "".join(item.itertext()).strip():
                workbook.changes.count("删去没有单元格使用的文字")
                for child in list(item):
                    remove(child)


def _has_only_notes(drawing: Element) -> bool:
    """Whether a drawing of the old kind holds nothing but the boxes of comments."""
    shapes = list(iterate(drawing, "shape"))
    notes = [c for c in iterate(drawing, "ClientData") if c.get("ObjectType") == "Note"]
    others = {local(e) for e in iterate(drawing, "group", "image", "imagedata", "rect", "oval")}
    return len(shapes) == len(notes) and not others


def clean_pptx(slides: CleanPackage) -> None:
    """Takes out comments, tags, and notes pages that somebody wrote on."""
    package = slides.package

    def is_written(relation: Relation) -> bool:
        root = package.roots.get(relation.target)
        return relation.kind == "notesSlide" and root is not None and has_remarks(root)

    slides.drop("删去演讲者备注", is_written, "页")
    slides.drop_known()
