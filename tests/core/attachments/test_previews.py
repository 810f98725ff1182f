from __future__ import annotations

import pytest

from gongkai.core.attachments import Preview, inspect_attachment
from gongkai.core.attachments.previews import join_lines, preview_table, preview_text
from gongkai.core.attachments.xlsx_rows import format_number
from tests.helpers.attachments import pack, word, workbook


def text(*paragraphs: str, whole: bool = True) -> Preview:
    return Preview(tuple((p,) for p in paragraphs), whole=whole)


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("8.640000000000001", "", "8.64"),
        ("1234567", "", "1234567"),
        ("104236.71", "#,##0.00", "104,236.71"),
        ("0.546", "0.0%", "54.6%"),
        ("0.5", "0%", "50%"),
        ("46346", "yyyy-mm-dd", "2026-11-20"),
        ("46346.395833333336", 'yyyy"年"m"月"d"日" h:mm', "2026-11-20 09:30"),
        ("12", '0"件"', "12"),
        ("1200", "#,##0;[Red]-#,##0", "1,200"),
        ("第一批", "0.00", "第一批"),
        ("99999999", "yyyy-mm-dd", "99999999"),
        ("", "", ""),
    ],
)
def test_numbers_are_shown_as_the_program_shows_them(value: str, code: str, shown: str) -> None:
    assert format_number(value, code) == shown


def test_the_first_sheet_of_a_workbook_cell_by_cell() -> None:
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>项目</t></is></c>'
        '<c r="C3" t="str"><v>标准</v></c></row>'
        '<row r="4"><c r="A4" t="b"><v>1</v></c><c r="B4"><v>2.50</v></c></row>'
    )
    strings = "<si><r><t>收费</t></r><rPh><t>shou</t></rPh><r><t>目录</t></r></si>"
    inspection = inspect_attachment("a.xlsx", pack(workbook(rows, strings=strings)))
    assert inspection.preview == Preview(
        (("收费目录", "", ""), ("项目", "", "标准"), ("是", "2.5", "")), table=True
    )


def test_paragraphs_and_rows_of_a_word_document_in_order() -> None:
    body = (
        "<w:p><w:r><w:t>第一</w:t></w:r><w:r><w:t>条</w:t></w:r></w:p><w:p/>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    inspection = inspect_attachment("a.docx", pack(word(body)))
    assert inspection.preview == text("第一条", "甲 ｜ 乙")


@pytest.mark.parametrize(
    ("name", "data", "preview"),
    [
        ("a.txt", "第一段。\n\n  第二段。\n", text("第一段。", "第二段。")),
        (
            "a.csv",
            "项目,标准\n换领,20元\n",
            Preview((("项目", "标准"), ("换领", "20元")), table=True),
        ),
        ("a.txt", "\n", None),
        ("a.csv", "=cmd(),甲\n", None),
    ],
)
def test_plain_files(name: str, data: str, preview: Preview | None) -> None:
    assert inspect_attachment(name, data.encode()).preview == preview


def test_nothing_is_shown_of_a_file_with_faults() -> None:
    hidden = '<row r="1" hidden="1"><c r="A1" t="s"><v>0</v></c></row>'
    inspection = inspect_attachment("a.xlsx", pack(workbook(hidden)))
    assert [fault.rule for fault in inspection.faults] == ["attachment-hidden"]
    assert inspection.preview is None


def test_long_files_are_cut() -> None:
    long = preview_text("文" * 500 for _ in range(4))
    assert [len(row[0]) for row in long.rows] == [500, 500, 202]
    assert not long.whole
    rows = preview_table([str(n), "值"] for n in range(100))
    assert (len(rows.rows), rows.whole) == (24, False)
    wide = preview_table([["甲"] * 20])
    assert (len(wide.rows[0]), wide.whole) == (12, False)
    cell = preview_table([["字" * 200]])
    assert (len(cell.rows[0][0]), cell.whole) == (122, False)


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        (
            ["一、总体情况", "收入总计十万元，支出总计十", "万元。", "二、说明"],
            ["一、总体情况", "收入总计十万元，支出总计十万元。", "二、说明"],
        ),
        (
            ["一、本年新收 46 6 1 0 3 0 56", "二、上年结转 3 0 0 0 0 0 3", "（一）予以公开 14 2"],
            ["一、本年新收 46 6 1 0 3 0 56", "二、上年结转 3 0 0 0 0 0 3", "（一）予以公开 14 2"],
        ),
        (["本年共支出十二万元，其中办公", "3.5万元"], ["本年共支出十二万元，其中办公3.5万元"]),
        (["", "  "], []),
        (["没有写完的一行很长很长"], ["没有写完的一行很长很长"]),
    ],
)
def test_lines_of_a_page_make_paragraphs(lines: list[str], paragraphs: list[str]) -> None:
    assert [*join_lines(lines)] == paragraphs
