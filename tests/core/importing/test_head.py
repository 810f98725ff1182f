"""What is head and what is text, block by block."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.importing.blocks import Cell, ImportedText, Paragraph, Piece, Table
from gongkai.core.importing.fields.head import HeadPart, find_head

_T, _N, _L, _P = HeadPart.TITLE, HeadPart.NUMBER, HeadPart.LETTERHEAD, HeadPart.PAGE
_CASES = {
    "红头文件": (
        ("示例市公安局文件", _L),
        ("示公通〔2026〕12号", _N),
        ("", None),
        ("示例市公安局关于开放日安排", _T),
        ("的通知", _T),
        ("各分局：", None),
        ("现将开放日安排通知如下。", None),
        ("示例市公安局", None),
        ("2026年1月5日", None),
    ),
    "密级和份号留给扫描": (
        ("000012", None),
        ("秘密★1年", None),
        ("特急", _P),
        ("关于开放日安排的通知", _T),
        ("各分局：", None),
    ),
    "文号在标题之下": (
        ("关于开放日安排的通知", _T),
        ("（示公通〔2026〕12号）", _N),
        ("各分局：", None),
    ),
    "网页": (
        ("首页 > 政务公开", _P),
        ("[市局]关于开放日安排的通知", _T),
        ("栏目：文件 发布时间：2026-01-08", _P),
        ("[市局]关于开放日安排的通知", _T),
        ("各分局：", None),
    ),
    "令": (
        ("示例市人民政府令", _N),
        ("第12号", _N),
        ("示例市停车管理办法", _T),
        ("第一条 为了规范停车，制定本办法。", None),
    ),
    "一段里有标题和文号": (("关于开放日安排的通知\n示公通〔2026〕12号", _T), ("各分局：", None)),
    "一段里有标题和正文": (("关于开放日安排的通知\n各分局：", None), ("通知如下。", None)),
    "没有标题": (
        ("今年以来，我局扎实推进工作。", None),
        ("来源：示例日报", _P),
        ("示例市公安局", None),
    ),
}


@pytest.mark.parametrize("lines", _CASES.values(), ids=_CASES)
def test_head(lines: tuple[tuple[str, HeadPart | None], ...]) -> None:
    text = ImportedText("a.docx", tuple(Paragraph((Piece(line),)) for line, _ in lines))
    assert find_head(text) == {n: part for n, (_, part) in enumerate(lines) if part}


def test_table_of_elements_above_the_text() -> None:
    table = Table(
        ((Cell("索引号"), Cell("0001/2026-00012")), (Cell("发文机关"), Cell("示例市公安局")))
    )
    blocks = (table, Paragraph((Piece("关于开放日安排的通知"),)), Paragraph((Piece("各分局："),)))
    assert find_head(ImportedText("a.html", blocks)) == {0: HeadPart.ELEMENTS, 1: _T}
    assert find_head(ImportedText("a.html", (*blocks[1:], table))) == {0: _T}


@given(
    st.lists(
        st.one_of(
            st.text(), st.sampled_from([line for case in _CASES.values() for line, _ in case])
        )
    )
)
def test_head_ends_above_the_text(lines: list[str]) -> None:
    text = ImportedText("a.docx", tuple(Paragraph((Piece(line),)) for line in lines))
    assert all(lines[index].strip() for index in find_head(text))
