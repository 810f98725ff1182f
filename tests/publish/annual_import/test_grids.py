"""Tables out of files: merged cells, wrapped text, what is hidden, what is broken."""

from __future__ import annotations

import io

import pytest
from docx import Document
from openpyxl import Workbook

from gongkai.core.attachments.xlsx_merged import spell_column
from gongkai.core.importing.blocks import ImportRefusedError
from gongkai.publish.annual_import.html_tables import read_html_tables
from gongkai.publish.annual_import.reading import read_tables
from gongkai.publish.annual_import.xlsx_tables import read_xlsx_tables
from gongkai.publish.importing.grid import Grid, GridCell, build_grid


def texts(grid: Grid) -> list[list[str | None]]:
    return [[None if b is None else "".join(b.text.split()) for b in row] for row in grid.rows]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<table><tr><td>甲<td>乙<tr><td>丙</table>", [["甲", "乙"], ["丙", None]]),
        (
            "<table><tr><td rowspan=2>甲<td>乙<tr><td>丙</table>",
            [["甲", "乙"], ["甲", "丙"]],
        ),
        (
            "<table><tr><th colspan=2>甲</th><th rowspan=9>乙</th></tr><tr><td>丙<td>丁</table>",
            [["甲", "甲", "乙"], ["丙", "丁", "乙"]],
        ),
        (
            "<table><tr><td>甲<table><tr><td>内</table><td>乙</table>",
            [["甲", "乙"]],
        ),
        ("<table><tr><td colspan='x'>甲<br>乙<script>丙</script>丁</table>", [["甲乙丁"]]),
        ("<table><thead><tr><td>甲</thead><tbody><tr><td>乙</table>", [["甲"], ["乙"]]),
    ],
)
def test_html_spans_make_a_grid(html: str, expected: list[list[str | None]]) -> None:
    assert texts(read_html_tables(html.encode())[0]) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_html_of_any_chinese_encoding(encoding: str) -> None:
    head = '<meta charset="gb2312">' if encoding == "gb18030" else ""
    page = f"{head}<table><tr><td>规章</table>".encode(encoding)
    assert texts(read_html_tables(page)[0]) == [["规章"]]


def test_a_cell_tells_its_line() -> None:
    grid = read_html_tables(b"<p>\n<table>\n<tr>\n<td>1</table>")[0]
    block = grid.rows[0][0]
    assert block is not None
    assert grid.locate(block) == "第 1 张表 第 1 行第 1 列（源码第 4 行）"


def make_docx() -> bytes:
    document = Document()
    table = document.add_table(3, 3)
    for row, line in enumerate(("甲乙丙", "丁戊己", "庚辛壬")):
        for column, text in enumerate(line):
            table.cell(row, column).text = text
    merged = table.cell(0, 0).merge(table.cell(1, 1))
    merged.text = "合\n并"
    hidden = table.cell(2, 2).paragraphs[0].add_run("看不见")
    hidden.font.hidden = True
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def test_docx_merged_cells() -> None:
    grid = read_tables("报告.DOCX", make_docx())[0]
    assert texts(grid) == [["合并", "合并", "丙"], ["合并", "合并", "己"], ["庚", "辛", "壬"]]
    assert (grid.rows[0][0], grid.rows[0][0]) == (grid.rows[1][1], grid.rows[0][1])


def make_xlsx() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表三"
    sheet["B2"], sheet["D3"], sheet["B3"] = "合并", 1234.5, "甲"
    sheet["D3"].number_format = "#,##0.00"
    sheet.merge_cells("B2:D2")
    book.create_sheet("空")
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_xlsx_merged_cells_and_number_formats() -> None:
    (grid,) = read_xlsx_tables(make_xlsx())
    assert texts(grid) == [
        ["", "", "", ""],
        ["", "合并", "合并", "合并"],
        ["", "甲", "", "1,234.50"],
    ]
    block = grid.rows[2][3]
    assert block is not None
    assert grid.locate(block) == "工作表“表三” D3"


def test_letters_of_columns() -> None:
    assert [spell_column(n) for n in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_table_that_claims_too_much_is_refused() -> None:
    with pytest.raises(ImportRefusedError, match="超出表格应有的大小"):
        build_grid("第 1 张表", [GridCell("甲", 0, 0, across=301)])
    page = b"<table>" + b"<tr><td colspan=300 rowspan=9999>x" * 1000 + b"</table>"
    with pytest.raises(ImportRefusedError, match="超出表格应有的大小"):
        read_html_tables(page)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("报告.doc", "不能直接读取 doc 文件，请另存为 docx 后再导入"),
        ("报告.et", "不能直接读取 et 文件，请另存为 xlsx 后再导入"),
        ("报告.txt", "只能读取 docx、xlsx、html 和有文字层的 pdf 文件"),
        ("报告", "只能读取 docx、xlsx、html 和有文字层的 pdf 文件"),
        ("报告.docx", "不是可读的 docx 文件：文件已损坏，无法完整读出"),
        ("报告.xlsx", "不是可读的 xlsx 文件：文件已损坏，无法完整读出"),
        ("报告.pdf", "不是可读的 PDF 文件，或者文件已经损坏、加密"),
    ],
)
def test_other_and_broken_files_are_refused(name: str, message: str) -> None:
    with pytest.raises(ImportRefusedError) as refusal:
        read_tables(name, b"PK\x03\x04 broken")
    assert str(refusal.value) == message
