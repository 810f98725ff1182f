"""The look of official documents (GB/T 9704—2012): page, fonts, lines and page numbers."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from lxml import etree

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import _Footer
    from docx.styles.style import ParagraphStyle

TITLE_FONT, BODY_FONT = "方正小标宋简体", "仿宋_GB2312"
FIRST_FONT, SECOND_FONT, NUMBER_FONT = "黑体", "楷体_GB2312", "宋体"
LATIN_FONT = "Times New Roman"
_STAND_INS = {
    TITLE_FONT: ("方正小标宋_GBK,华文中宋,宋体,Noto Serif CJK SC", "roman"),
    BODY_FONT: ("仿宋,FangSong,华文仿宋,Noto Serif CJK SC", "roman"),
    SECOND_FONT: ("楷体,KaiTi,华文楷体,Noto Serif CJK SC", "roman"),
    FIRST_FONT: ("SimHei,华文黑体,Noto Sans CJK SC", "swiss"),
    NUMBER_FONT: ("SimSun,华文宋体,Noto Serif CJK SC", "roman"),
}
"""What a program is to take where a font is not installed, and its family."""
TEXT_WIDTH = Mm(156)
TITLE_SIZE, BODY_SIZE, SMALL_SIZE, _PAGE_SIZE = Pt(22), Pt(16), Pt(10.5), Pt(14)
"""二号, 三号, 五号, 四号."""
_LINE = Pt(28.95)
"""The 225 mm of the text area in 22 lines."""
_KEPT = frozenset({"Normal", "Title", "Heading 1", "Heading 2", "Header", "Footer", "Table Grid"})
_DEFAULTS = frozenset({"Default Paragraph Font", "Normal Table", "No List"})


def set_look(document: Document) -> None:
    """Page, styles and page numbers of a blank document."""
    _set_page(document)
    _drop_styles(document)
    _set_styles(document)
    _set_fonts(document)
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    _add_page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _add_page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def measure(text: str) -> float:
    """Width in full characters; Latin letters and digits take half."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.5 for c in text)


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(23)


def _drop_styles(document: Document) -> None:
    for style in list(document.styles):
        if style.name not in _KEPT | _DEFAULTS:
            style.delete()
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _set_styles(document: Document) -> None:
    styles = document.styles
    normal = styles["Normal"]
    _shape(normal, BODY_FONT, BODY_SIZE, indent=2)
    title = _shape(styles["Title"], TITLE_FONT, TITLE_SIZE, line=Pt(35))
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = _LINE
    for name, font in (("Heading 1", FIRST_FONT), ("Heading 2", SECOND_FONT)):
        _shape(styles[name], font, BODY_SIZE, indent=2).paragraph_format.keep_with_next = True
    for name in ("主送机关", "署名", "成文日期"):
        _shape(_add_style(document, name), BODY_FONT, BODY_SIZE)
    _shape(_add_style(document, "附注"), BODY_FONT, BODY_SIZE, indent=2)
    caption = _shape(_add_style(document, "表题"), FIRST_FONT, SMALL_SIZE, line=Pt(18))
    caption.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption.paragraph_format.space_before = Pt(9)
    caption.paragraph_format.keep_with_next = True
    head = _shape(_add_style(document, "表头"), FIRST_FONT, SMALL_SIZE, line=Pt(15))
    head.paragraph_format.keep_with_next = True
    _shape(_add_style(document, "表格文字"), BODY_FONT, SMALL_SIZE, line=Pt(15))
    _shape(_add_style(document, "表后说明"), BODY_FONT, SMALL_SIZE, line=Pt(18))
    _shape(styles["Footer"], NUMBER_FONT, _PAGE_SIZE, line=Pt(16))


def _add_style(document: Document, name: str) -> ParagraphStyle:
    style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    return style


def _shape(
    style: ParagraphStyle, font: str, size: Length, *, indent: int = 0, line: Length = _LINE
) -> ParagraphStyle:
    """Gives a style its font and lines, and takes away what the blank document gave it."""
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    fonts = properties.get_or_add_rFonts()
    for place in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(place), LATIN_FONT if font != NUMBER_FONT else font)
    fonts.set(qn("w:eastAsia"), font)
    style.font.size, style.font.bold = size, False
    layout = style.element.get_or_add_pPr()
    for tag in ("w:pBdr", "w:contextualSpacing", "w:ind", "w:spacing", "w:tabs"):
        for child in layout.findall(qn(tag)):
            layout.remove(child)
    form = style.paragraph_format
    form.line_spacing, form.space_before, form.space_after = line, Pt(0), Pt(0)
    form.first_line_indent = Length(indent * size)
    form.widow_control = True
    layout.find(qn("w:ind")).set(qn("w:firstLineChars"), str(100 * indent))
    return style


def _set_fonts(document: Document) -> None:
    """Names what stands in for each font, in a font table of the document's own."""
    main = document.part
    for name in [n for n, r in main.rels.items() if r.reltype == RELATIONSHIP_TYPE.FONT_TABLE]:
        del main.rels[name]
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/></w:font>'
        for name, (others, family) in _STAND_INS.items()
    )
    table = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w='
        f'"http://schemas.openxmlformats.org/wordprocessingml/2006/main">{fonts}</w:fonts>'
    )
    name, kind = PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE
    part = Part(name, kind, table.encode(), main.package)
    main.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)


def _add_page_number(footer: _Footer, place: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 — at the outer side, one character from the edge (GB/T 9704—2012 7.5)."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = "Footer"
    paragraph.alignment = place
    form = paragraph.paragraph_format
    if place is WD_ALIGN_PARAGRAPH.RIGHT:
        form.right_indent = _PAGE_SIZE
    else:
        form.left_indent = _PAGE_SIZE
    paragraph.add_run("— ")
    field = etree.SubElement(paragraph._element, qn("w:fldSimple"), {qn("w:instr"): "PAGE"})  # noqa: SLF001 - python-docx has no fields
    etree.SubElement(etree.SubElement(field, qn("w:r")), qn("w:t")).text = "1"
    paragraph.add_run(" —")
