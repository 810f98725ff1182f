"""Workbooks: what can be seen becomes tables, what cannot is named."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from datetime import datetime

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.core.importing.blocks import (
    Align,
    Cell,
    Heading,
    ImportRefusedError,
    Loss,
    Paragraph,
    Piece,
    Table,
)
from gongkai.publish.importing.xlsx_file import read_xlsx
from tests.helpers.attachments import pack

SHEET_PARTS = ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml")
WORDS = (b"", b"-1", b"0", b"99999999999", b"ZZZ9999999", b"A1:A1", b"x", b"&lt;", b"1e999", b"nan")


def _make_book() -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    day = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
    money = book.add_format({"num_format": "#,##0.00"})
    white = book.add_format({"font_color": "#FFFFFF"})
    sheet = book.add_worksheet("收费标准")
    sheet.merge_range("B2:E2", "示例市测试局收费标准")
    sheet.write_row("B3", ["项目", "单位", "标准（元）", "施行日期"])
    sheet.write_row("B4", ["身份证", "证", None, None])
    sheet.write("D4", 1020, money)
    sheet.write_datetime("E4", datetime(2019, 7, 15), day)  # noqa: DTZ001 - a sheet has no zone
    sheet.merge_range("B5:B7", "号牌")
    sheet.write_row("C5", ["副", 5])
    sheet.write("C6", "藏在行中")
    sheet.set_row(5, None, None, {"hidden": True})
    sheet.write("C7", "只")
    sheet.write("D7", "藏在白字中", white)
    sheet.write("G4", "藏在列中")
    sheet.set_column("G:G", None, None, {"hidden": True})
    sheet.write_formula("E5", "=SUM(D4:D5)", None, "")
    sheet.write_comment("B4", "批注")
    sheet.write_url("C4", "https://www.shili.example/", string="证")
    hidden = book.add_worksheet("内部")
    hidden.write("A1", "藏在表中")
    hidden.hide()
    book.add_worksheet("空表")
    book.add_worksheet("说明").write_row("A1", ["甲", "乙"])
    book.close()
    return stream.getvalue()


def test_a_whole_workbook() -> None:
    data = _make_book()
    read = read_xlsx(data, "目录/收费.xlsx")
    assert read.blocks == (
        Heading(1, (Piece("收费标准"),)),
        Paragraph((Piece("示例市测试局收费标准"),), Align.CENTER),
        Table(
            (
                (Cell("项目"), Cell("单位"), Cell("标准（元）"), Cell("施行日期")),
                (Cell("身份证"), Cell("证"), Cell("1,020.00"), Cell("2019年7月15日")),
                (Cell("号牌", 1, 2), Cell("副"), Cell("5"), Cell("")),
                (None, Cell("只"), Cell(""), Cell("")),
            )
        ),
        Heading(1, (Piece("说明"),)),
        Table(((Cell("甲"), Cell("乙")),)),
    )
    place = "工作表“收费标准”"
    assert read.losses == (
        Loss("隐藏的工作表", "第 2 张工作表", "没有导入；随附的工作簿里也须删去"),
        Loss("隐藏的列中的单元格", place, "G4 1 个"),
        Loss("没有结果的公式", place, "E5 1 个，请补上结果"),
        Loss("隐藏的行中的单元格", place, "C6 1 个"),
        Loss("看不见内容的单元格", place, "D7 1 个"),
        Loss("批注", place, "1 个，没有导入"),
        Loss("链接", place, "1 个，没有导入"),
    )
    assert [(f.name, f.title, f.data == data) for f in read.files] == [("收费.xlsx", "收费", True)]


def test_nothing_hidden_is_in_the_blocks() -> None:
    assert "藏" not in str(read_xlsx(_make_book(), "a.xlsx").blocks)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"x" * 100])
def test_what_is_no_workbook(data: bytes) -> None:
    with pytest.raises(ImportRefusedError, match="xlsx"):
        read_xlsx(data, "a.xlsx")


def test_a_workbook_in_which_nothing_can_be_seen() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.add_worksheet()
    book.close()
    with pytest.raises(ImportRefusedError, match="没有看得见的内容"):
        read_xlsx(stream.getvalue(), "a.xlsx")


WHOLE = _make_book()


@settings(max_examples=60)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_no_bytes_end_in_another_error(place: int, change: bytes) -> None:
    with suppress(ImportRefusedError):
        read_xlsx(WHOLE[:place] + change + WHOLE[place + len(change) :], "a.xlsx")


PARTS = {n: zipfile.ZipFile(io.BytesIO(WHOLE)).read(n) for n in SHEET_PARTS}


@settings(max_examples=80)
@given(st.sampled_from(SHEET_PARTS), st.integers(0, 4000), st.sampled_from(WORDS))
def test_no_odd_part_ends_in_another_error(name: str, place: int, word: bytes) -> None:
    found = [*re.finditer(rb'"[^"]*"|>[^<]+<', PARTS[name])]
    spot = found[place % len(found)]
    odd = PARTS[name][: spot.start() + 1] + word + PARTS[name][spot.end() - 1 :]
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as package:
        parts = {n: odd if n == name else package.read(n) for n in package.namelist()}
    with suppress(ImportRefusedError):
        read_xlsx(pack(parts), "a.xlsx")
