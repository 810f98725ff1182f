"""Word files of a made-up office, with everything that a document may hold."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from PIL import Image

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
TITLE = "示例市人民政府办公室关于印发《示例市城区犬只管理办法》的通知"


def element(xml: str) -> Any:  # noqa: ANN401 - python-docx has a type for each element
    """The element that the markup spells."""
    return parse_xml(xml)


def save(document: Document) -> bytes:
    """The file, without the author that the blank document names."""
    document.core_properties.author = ""
    document.core_properties.comments = ""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def make(*paragraphs: str) -> bytes:
    """A file of plain paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return save(document)


def from_xml(body: str, *, numbering: str = "", styles: str = "") -> bytes:
    """A file whose body is this WordprocessingML."""
    document = docx.Document()
    root = document.element.body
    section = root.find(qn("w:sectPr"))
    for block in element(f"<w:body {NAMESPACES}>{body}</w:body>"):
        section.addprevious(block)
    if numbering:
        part = document.part.numbering_part.element
        for old in list(part):
            part.remove(old)
        for new in element(f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>"):
            part.append(new)
    for style in element(f"<w:styles {NAMESPACES}>{styles}</w:styles>"):
        document.styles.element.append(style)
    return save(document)


def add_part(document: Document, name: str, kind: str, content_type: str, xml: str) -> str:
    """A further part of the file, and the id of the relationship that leads to it."""
    part = Part(PackURI(name), content_type, xml.encode(), document.part.package)
    return document.part.relate_to(part, f"{RELATIONSHIP_TYPE.STYLES.rsplit('/', 1)[0]}/{kind}")


def add_notes(document: Document, kind: str, texts: list[str]) -> None:
    """A part with footnotes or endnotes, numbered from 1."""
    notes = "".join(
        f'<w:{kind} w:id="{n}"><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t>{text}</w:t></w:r></w:p>'
        f"</w:{kind}>"
        for n, text in enumerate(texts, 1)
    )
    add_part(
        document,
        f"/word/{kind}s.xml",
        f"{kind}s",
        f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml",
        f'<?xml version="1.0" encoding="UTF-8"?><w:{kind}s {NAMESPACES}>{notes}</w:{kind}s>',
    )


def call_note(paragraph: Paragraph, kind: str, number: int) -> None:
    """Calls a note at the end of a paragraph."""
    run = paragraph.add_run()
    run._r.append(element(f'<w:{kind}Reference {nsdecls("w")} w:id="{number}"/>'))


def picture(colour: str = "navy", form: str = "PNG") -> io.BytesIO:
    """A picture of one colour."""
    target = io.BytesIO()
    Image.new("RGB", (120, 60), colour).save(target, form)
    target.seek(0)
    return target


def make_notice() -> bytes:
    """A notice as an office sends it: letterhead, articles, tables, notes, a picture."""
    document = docx.Document()
    _head(document)
    _articles(document)
    _fees(document)
    _points(document)
    return save(document)


def _centred(document: Document, text: str) -> None:
    document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _head(document: Document) -> None:
    _centred(document, "示例市人民政府办公室文件")
    _centred(document, "示政办规〔2026〕7号")
    _centred(document, "示例市人民政府办公室关于印发")
    _centred(document, "《示例市城区犬只管理办法》的通知")
    document.add_paragraph("各县（区）人民政府，市政府各部门：")
    document.add_paragraph(
        "　　《示例市城区犬只管理办法》已经市政府第12次常务会议审议通过，请贯彻执行。"
    )
    for text in ("示例市人民政府办公室", "2026年11月18日"):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph("（此件公开发布）")


def _articles(document: Document) -> None:
    add_notes(document, "footnote", ["指登记证和犬牌。", "按自然年度计算。"])
    _centred(document, "示例市城区犬只管理办法")
    _centred(document, "第一章　总则")
    first = document.add_paragraph("第一条　为了规范养犬行为，保障市民健康")
    call_note(first, "footnote", 1)
    first.add_run("，制定本办法。")
    document.add_paragraph("第二条　养犬实行登记和年检制度：")
    document.add_paragraph("（一）每户限养一只；")
    document.add_paragraph("（二）登记证每年检验一次。")
    document.add_picture(picture())
    _centred(document, "第二章　收费")
    second = document.add_paragraph("第三条　收费标准按附表执行")
    call_note(second, "footnote", 2)
    second.add_run("，重量 a<b 且不足 5*6_kg 的减半，见 [附表] 和 C:\\x。")


def _fees(document: Document) -> None:
    table = document.add_table(rows=5, cols=4)
    table.style = "Table Grid"
    texts = (
        ("类别", "收费标准（元）", "", "备注"),
        ("", "首年", "以后每年", ""),
        ("小型犬", "200", "100", "<"),
        ("大型犬", "500", "300", "重点管理区\n不得饲养"),
        ("导盲犬、扶助犬", "免收", "", ""),
    )
    for row, line in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            cell.text = text
    for first, last in (((0, 0), (1, 0)), ((0, 1), (0, 2)), ((0, 3), (1, 3)), ((4, 1), (4, 3))):
        merged = table.cell(*first).merge(table.cell(*last))
        merged.text = merged.text.strip()


def _points(document: Document) -> None:
    for text in ("携带户口簿", "携带犬只免疫证明"):
        document.add_paragraph(text, style="List Bullet")
    document.add_paragraph("第四条　本办法自2027年1月1日起施行，有效期至2032年1月1日。")
