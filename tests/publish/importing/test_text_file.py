"""Plain text and Markdown: encodings, wrapped lines, headings, tables, heads of pages."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.importing.blocks import (
    Align,
    Cell,
    Heading,
    ImportedText,
    ImportRefusedError,
    Item,
    Loss,
    Paragraph,
    Piece,
    Table,
)
from gongkai.publish.importing.text_file import read_text


def _lines(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph((Piece(text),)) for text in texts)


_TEXT = "关于公布示例市开放日安排的通知\r\n\r\n各有关单位：\r\n"


@pytest.mark.parametrize(
    "data",
    [
        _TEXT.encode(),
        _TEXT.encode("utf-8-sig"),
        _TEXT.encode("gb18030"),
        _TEXT.encode("utf-16"),
        b"\xfe\xff" + _TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8-bom", "gb18030", "utf-16-le", "utf-16-be"],
)
def test_encodings(data: bytes) -> None:
    assert read_text(data, "a.txt") == ImportedText(
        "a.txt", _lines("关于公布示例市开放日安排的通知", "各有关单位：")
    )


@pytest.mark.parametrize(
    "data",
    [b"\x00\x01\x02", _TEXT.encode("utf-16-le"), b"\x89PNG\r\n\x1a\n\x00", b"\xff\xfd\xfe" * 9],
)
def test_no_text(data: bytes) -> None:
    with pytest.raises(ImportRefusedError, match="另存为 UTF-8"):
        read_text(data, "a.txt")


def test_damaged_byte_is_told() -> None:
    data = ("示例市" * 100).encode() + "\n第二行".encode() + b"\xff" + "完".encode()
    assert read_text(data, "a.txt").losses == (
        Loss("损坏的字节", "第 2 行起", "共1处，以“\ufffd”代替"),
    )


_WRAPPED = """\
　　为了规范政府信息公开工作，提高工作透明度，保障公民、法
人和其他组织依法获取政府信息，根据《示例市政府信息公开办法
》，制定本规定，请各单位遵照执行并在月底前报告落实情况。各
单位应当指定专人。
　　各单位负责人是第一责任人，应当每季度听取一次工作汇报。
一、工作要求
"""


def test_lines_cut_by_hand_are_joined() -> None:
    assert read_text(_WRAPPED.encode(), "a.txt").blocks == (
        *_lines(
            "为了规范政府信息公开工作，提高工作透明度，保障公民、法人和其他组织依法获取政府信息，"
            "根据《示例市政府信息公开办法》，制定本规定，请各单位遵照执行并在月底前报告落实情况。"
            "各单位应当指定专人。",
            "各单位负责人是第一责任人，应当每季度听取一次工作汇报。",
        ),
        Heading(1, (Piece("一、工作要求"),)),
    )


@pytest.mark.parametrize(
    "text",
    [
        "示例市公安局\n示例市司法局\n2026年1月5日",
        "甲" * 30 + "\n" + "乙" * 30,
        "\n".join(["甲" * 30 + "。"] * 5),
        "\n".join(["短"] * 9),
    ],
)
def test_lines_that_may_be_paragraphs_stay(text: str) -> None:
    assert read_text(text.encode(), "a.txt").blocks == _lines(*text.split("\n"))


def test_head_of_a_page_and_headings() -> None:
    text = (
        "示例市公安局工作规则\n栏目：政策文件　发布时间：2026-01-08\n\n"
        "一、总则\n依法公开。\n（一）原则\n公正。"
    )
    read = read_text(text.encode(), "a.txt")
    assert read.properties == {"栏目": "政策文件", "发布时间": "2026-01-08"}
    assert read.blocks == (
        *_lines("示例市公安局工作规则", "栏目：政策文件　发布时间：2026-01-08"),
        Heading(1, (Piece("一、总则"),)),
        *_lines("依法公开。"),
        Heading(2, (Piece("（一）原则"),)),
        *_lines("公正。"),
    )


def test_tables_between_bars_and_tabs() -> None:
    text = "收到情况\n| 年度 | 件数 |\n| 2025 | 3 |\n正文\n甲\t1\n乙\t2"
    grid = (("年度", "件数"), ("2025", "3")), (("甲", "1"), ("乙", "2"))
    first, second = (Table(tuple(tuple(map(Cell, row)) for row in rows)) for rows in grid)
    assert read_text(text.encode(), "a.txt").blocks == (
        *_lines("收到情况"),
        first,
        *_lines("正文"),
        second,
    )


def test_uneven_rows_stay_text_and_are_told() -> None:
    text = "四、情况\n四、结转 | 1 | 2\n合计 | 3 | 4 | 5"
    read = read_text(text.encode(), "a.txt")
    assert read.blocks == (
        Heading(1, (Piece("四、情况"),)),
        *_lines("四、结转 | 1 | 2", "合计 | 3 | 4 | 5"),
    )
    assert read.losses == (
        Loss("表格", "第 2 段起", "2行像是表格，各行列数不同，按文字保留，请对照原件重做"),
    )


def test_markdown() -> None:
    text = (
        "---\ntitle: 关于开放日的通知\nkeywords: [a]\n---\n"
        "# 关于开放日的通知\n\n**各单位**：[附表](b.xlsx)\n\n"
        "## 一、时间\n\n- 上午\n- 下午\n\n| 日 | 时 |\n| --- | --- |\n| 1 | 2 |\n"
    )
    read = read_text(text.encode(), "a.md")
    assert read.blocks == (
        Paragraph((Piece("关于开放日的通知"),), Align.CENTER),
        *_lines("各单位：附表"),
        Heading(1, (Piece("一、时间"),)),
        Item((Piece("上午"),)),
        Item((Piece("下午"),)),
        Table(((Cell("日"), Cell("时")), (Cell("1"), Cell("2")))),
    )
    assert (read.name, read.properties) == ("a.md", {"title": "关于开放日的通知"})


@given(st.one_of(st.binary(), st.text().map(str.encode)), st.sampled_from(["a.txt", "a.md"]))
def test_never_fails_otherwise(data: bytes, name: str) -> None:
    with suppress(ImportRefusedError):
        read_text(data, name)
