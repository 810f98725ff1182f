"""Word documents (ECMA-376-1, WordprocessingML)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.attachments.docx_styles import HiddenText
from gongkai.core.attachments.drawings import inspect_drawings
from gongkai.core.attachments.markup import attribute, iterate, local
from gongkai.core.attachments.opc import inspect_package, open_package
from gongkai.core.attachments.previews import preview_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.attachments.markup import Element
    from gongkai.core.attachments.notes import Notes
    from gongkai.core.attachments.opc import Package

MAIN = "word/document.xml"
BLOCKS = frozenset({"p", "si", "c"})
INSERTED = ("ins", "moveTo", "cellIns")
DELETED = ("del", "moveFrom", "cellDel")
CHANGED = (
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange"),
    *("tcPrChange", "trPrChange", "numberingChange", "cellMerge"),
)
MOVED = (
    *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    *("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart"),
    *("customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd"),
    *("customXmlMoveToRangeStart", "customXmlMoveToRangeEnd"),
)
COMMENTS = ("commentReference", "commentRangeStart", "commentRangeEnd")
_OUTSIDE = re.compile(
    r"\s*(?:LINK|INCLUDETEXT|INCLUDEPICTURE|DDE|DDEAUTO|DATABASE|IMPORT)\b", re.IGNORECASE
)
_MACRO = re.compile(r"\s*MACROBUTTON\b", re.IGNORECASE)


def inspect_docx(parts: dict[str, bytes], notes: Notes) -> None:
    """Notes what a Word document holds beside its pages."""
    package = open_package(parts, MAIN)
    inspect_package(package, notes, BLOCKS)
    inspect_drawings(package, notes)
    hidden = HiddenText(package)
    for root in list_bodies(package):
        _inspect_changes(root, notes)
        _inspect_fields(root, notes)
        notes.count("attachment-hidden", "隐藏的、白色的或极小的文字", hidden.count(root))
    for _, root in package.find("settings"):
        _inspect_settings(root, notes)
    notes.show(preview_text(_list_paragraphs(package.main)))


def _list_paragraphs(root: Element) -> Iterator[str]:
    """The paragraphs and table rows of the main text, in order."""
    for body in iterate(root, "body"):
        for element in body:
            if local(element) == "tbl":
                for row in iterate(element, "tr"):
                    yield " ｜ ".join(_read_text(cell) for cell in iterate(row, "tc"))
            else:
                yield _read_text(element)


def _read_text(element: Element) -> str:
    """The text of an element; of two versions of one drawing only the newer."""
    parts = iterate(element, "t", "tab", "br")
    return "".join(
        (part.text or "") if local(part) == "t" else " "
        for part in parts
        if next(part.iterancestors("{*}Fallback"), None) is None
    )


def list_bodies(package: Package) -> list[Element]:
    """The roots that hold text of the document."""
    kinds = ("officeDocument", "header", "footer", "footnotes", "endnotes", "styles", "numbering")
    return [root for kind in kinds for _, root in package.find(kind)]


def _inspect_changes(root: Element, notes: Notes) -> None:
    rule = "attachment-tracked-change"
    notes.count(rule, "未接受的插入", sum(1 for _ in iterate(root, *INSERTED)))
    notes.count(rule, "未接受的删除", sum(1 for _ in iterate(root, *DELETED)))
    notes.count(rule, "未接受的格式修改", sum(1 for _ in iterate(root, *CHANGED)))
    stray = sum(1 for e in iterate(root, "delText", "delInstrText") if not _is_deleted(e))
    notes.count(rule, "残留的修订标记", stray + sum(1 for _ in iterate(root, *MOVED)))
    comments = sum(1 for _ in iterate(root, "commentReference", "annotationRef"))
    notes.count("attachment-comment", "批注标记", comments)


def _is_deleted(element: Element) -> bool:
    return next(element.iterancestors("{*}del", "{*}moveFrom"), None) is not None


def _inspect_fields(root: Element, notes: Notes) -> None:
    codes = [element.text or "" for element in iterate(root, "instrText")]
    codes += [attribute(element, "instr") or "" for element in iterate(root, "fldSimple")]
    outside = sum(1 for code in codes if _OUTSIDE.match(code))
    notes.count("attachment-external-link", "引用外部文件的域", outside)
    notes.count("attachment-macro", "宏按钮", sum(1 for code in codes if _MACRO.match(code)), "个")
    filled = sum(1 for e in iterate(root, "altChunk", "object", "OLEObject", "control"))
    notes.count("attachment-embedded", "嵌入的对象", filled)


def _inspect_settings(root: Element, notes: Notes) -> None:
    variables = sum(1 for _ in iterate(root, "docVar"))
    notes.count("attachment-metadata", "文档变量", variables, "个")
    notes.count(
        "attachment-external-link", "邮件合并数据源", sum(1 for _ in iterate(root, "mailMerge"))
    )
