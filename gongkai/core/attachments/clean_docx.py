"""Taking tracked changes and comments out of Word documents.

All changes are accepted: what was inserted stays, what was deleted goes. Where a deleted
paragraph mark would join two paragraphs, or cells were deleted, only Word knows the result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.attachments.clean_package import remove, unwrap
from gongkai.core.attachments.docx import CHANGED, COMMENTS, MOVED, list_bodies
from gongkai.core.attachments.markup import iterate, local

if TYPE_CHECKING:
    from gongkai.core.attachments.changes import Changes
    from gongkai.core.attachments.clean_package import CleanPackage
    from gongkai.core.attachments.markup import Element

_PROPERTIES = frozenset({"rPr", "trPr"})
_CONTENT = frozenset({"r", "hyperlink", "sdt", "fldSimple", "smartTag", "oMath", "oMathPara"})


def clean_docx(document: CleanPackage) -> None:
    """Accepts changes and takes out comments, document variables and bindings to dropped data."""
    for root in list_bodies(document.package):
        _accept_changes(root, document.changes)
        _drop_comments(root)
        for element in list(iterate(root, "dataBinding")):
            remove(element)
    for _, root in document.package.find("settings"):
        for element in list(iterate(root, "docVars")):
            document.changes.count("删去文档变量", len(element), "个")
            remove(element)
    document.drop_known()


def _accept_changes(root: Element, changes: Changes) -> None:
    marks = [e for e in iterate(root, "del", "moveFrom") if _holder(e) == "rPr"]
    rows = [e for e in iterate(root, "del") if _holder(e) == "trPr"]
    for element in list(iterate(root, "del", "moveFrom")):
        if _holder(element) not in _PROPERTIES:
            remove(element)
            changes.count("按删除处理原已标记删除的内容")
    for mark in marks:
        if _drop_paragraph(mark):
            changes.count("按删除处理原已标记删除的段落", unit="段")
    for row in [next(r.iterancestors("{*}tr")) for r in rows]:
        remove(row)
        changes.count("按删除处理原已标记删除的表格行", unit="行")
    for element in list(iterate(root, "ins", "moveTo", "cellIns")):
        if _holder(element) in _PROPERTIES or local(element) == "cellIns":
            remove(element)
        else:
            unwrap(element)
        changes.count("接受插入")
    for element in list(iterate(root, *CHANGED[:-1])):
        remove(element)
        changes.count("接受格式修改")
    for element in list(iterate(root, *MOVED)):
        remove(element)


def _holder(element: Element) -> str:
    parent = element.getparent()
    return "" if parent is None else local(parent)


def _drop_paragraph(mark: Element) -> bool:
    """Takes out a paragraph whose mark was deleted, if nothing of it is left."""
    paragraph = next(mark.iterancestors("{*}p"), None)
    if paragraph is None or any(local(child) in _CONTENT for child in paragraph.iter()):
        return False
    after = paragraph.getnext()
    if after is None or local(after) != "p" or paragraph.find(".//{*}sectPr") is not None:
        return False
    remove(paragraph)
    return True


def _drop_comments(root: Element) -> None:
    """Takes out the places that comments, which go with their parts, hang on to."""
    for element in list(iterate(root, *COMMENTS, "annotationRef")):
        run = element.getparent()
        remove(element)
        if run is not None and all(local(child) == "rPr" for child in run) and local(run) == "r":
            remove(run)
