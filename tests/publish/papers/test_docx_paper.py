from __future__ import annotations

import io
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gongkai.core.papers.blocks import (
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Place,
    Table,
    TableColumn,
)
from gongkai.publish.papers.docx_paper import break_title, place_signature, render_docx
from gongkai.publish.papers.docx_tables import share_width, split_head

DAY = date(2026, 11, 20)
COLUMNS = (TableColumn("序号", 1), TableColumn("名称", 3))
PAPER = Paper(
    "示例市档案局办公室关于2026年第三季度政府信息公开工作情况的通报",
    "示例市档案局办公室",
    DAY,
    (
        Paragraph("各责任部门：", Place.ADDRESSEE),
        Heading("一、情况", 1),
        Table("表", COLUMNS, (("1", "甲"), ("2", "乙"))),
        Paragraph("正文。"),
        Paragraph("示例市档案局办公室", Place.SIGNATURE),
        Paragraph("2026年11月20日", Place.DATE),
        PageBreak(),
        Table("附表", COLUMNS, (("1", ""),), to_fill=True),
    ),
    ("示例市档案局办公室", "关于2026年第三季度", "政府信息公开工作情况的通报"),
)
DOCUMENT = docx.Document(io.BytesIO(render_docx(PAPER)))


def test_the_page_of_an_official_document() -> None:
    section = DOCUMENT.sections[0]
    lengths = (
        *(section.page_width, section.left_margin, section.right_margin),
        *(section.page_height, section.top_margin, section.bottom_margin),
    )
    width, left, right, height, top, bottom = (round((length or 0) / Mm(1)) for length in lengths)
    assert (width, height, top, left) == (210, 297, 37, 28)
    assert (width - left - right, height - top - bottom) == (156, 225)


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Normal", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
    ],
)
def test_fonts(style: str, font: str, points: int) -> None:
    found = DOCUMENT.styles[style]
    fonts = found.element.rPr.rFonts
    assert (fonts.get(qn("w:eastAsia")), found.font.size) == (font, Pt(points))
    assert fonts.get(qn("w:eastAsiaTheme")) is None


def test_page_numbers_stand_outside() -> None:
    section = DOCUMENT.sections[0]
    assert DOCUMENT.settings.odd_and_even_pages_header_footer
    for footer in (section.footer, section.even_page_footer):
        paragraph = footer.paragraphs[0]
        field = paragraph._element.find(qn("w:fldSimple"))
        assert field is not None
        assert field.get(qn("w:instr")) == "PAGE"
        assert paragraph.text.replace(" ", "").strip("1") == "——"


def test_heads_are_repeated_and_rows_not_torn() -> None:
    for table in DOCUMENT.tables:
        rows = [row._tr.trPr for row in table.rows]
        assert [row.find(qn("w:tblHeader")) is not None for row in rows] == [
            position == 0 for position in range(len(rows))
        ]
        assert all(row.find(qn("w:cantSplit")) is not None for row in rows)


def test_a_page_break_moves_the_block_that_follows() -> None:
    broken = [p.text for p in DOCUMENT.paragraphs if p.paragraph_format.page_break_before]
    assert broken == ["附表"]


def test_a_signature_is_never_alone_on_its_page() -> None:
    kept = [p.text for p in DOCUMENT.paragraphs if p.paragraph_format.keep_with_next]
    assert kept == ["正文。", "示例市档案局办公室"]


def test_a_title_ends_its_lines_between_phrases() -> None:
    assert break_title(PAPER) == (
        "示例市档案局办公室关于2026年第三季度\n政府信息公开工作情况的通报"
    )
    assert break_title(Paper("短", "", DAY, ())) == "短"


@pytest.mark.parametrize(
    ("office", "indents"),
    [("示例市档案局办公室", (3.0, 4.0)), ("局", (7.0, 4.0)), ("长" * 20, (2.0, 8.5))],
)
def test_a_signature_stands_over_the_middle_of_the_date(
    office: str, indents: tuple[float, float]
) -> None:
    assert place_signature(office, "2026年11月20日") == indents


def test_widths_are_shared_to_the_last_twip() -> None:
    assert share_width([1, 1, 1], 100) == [33, 33, 34]
    assert sum(share_width([28, 18, 18, 18, 7], 8844)) == 8844


@pytest.mark.parametrize(
    ("name", "width", "text"),
    [
        ("法定要素", 2000, "法定要素"),
        ("法定要素", 800, "法定\n要素"),
        ("按时率", 400, "按时\n率"),
        ("逾期（日）", 800, "逾期（日）"),
    ],
)
def test_heads_that_do_not_fit_are_split_evenly(name: str, width: int, text: str) -> None:
    assert split_head(name, width) == text
