"""The text around the tables of a report, and the year that it is on."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from gongkai.core.importing.blocks import ImportRefusedError
from gongkai.publish.annual_import.reading import read_tables
from gongkai.publish.annual_import.texts import find_year, read_text
from tests.helpers.annual import make_values
from tests.helpers.annual_files import make_all, make_report

PAGE = """<!doctype html><title>年报</title><nav><p>首页</p></nav>
<div class="main"><h1>示例市测试局<br>2025年度政府信息公开工作年度报告</h1>
<p>全年新收申请<b>3</b>件。</p>说明<div><span>第一<i>部分</i></span></div>
<table><tr><td><p>不读</p></td></tr></table><p>
结束。</p></div><script>var a = "不读";</script>"""


def test_a_page_without_tables_and_menus() -> None:
    assert (read_text("a.html", PAGE.encode()) or "").splitlines() == [
        "说明",
        "示例市测试局2025年度政府信息公开工作年度报告",
        "全年新收申请3件。",
        "第一部分",
        "结束。",
    ]


def test_a_word_file_without_tables() -> None:
    data = make_all(make_report(make_values()))["docx"]
    lines = (read_text("a.docx", data) or "").splitlines()
    assert lines[:3] == ["示例", "本报告按规定格式编制。", "一、总体情况"]
    assert "规章" not in lines


@pytest.mark.parametrize("name", ["a.pdf", "a.xlsx"])
def test_files_whose_lines_are_no_paragraphs(name: str) -> None:
    assert read_text(name, b"") is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("示例市测试局2025年政府信息公开工作年度报告\n2024年", 2025),
        ("2019 年度政府信息公开工作报告", 2019),
        ("示例市2018年度\n政府信息公开工作年度报告", 2018),
        ("根据2007年的规定，编制本报告。", None),
        ("", None),
    ],
)
def test_the_year_of_a_report(text: str, year: int | None) -> None:
    assert find_year(text) == year


def test_a_scan_says_that_it_is_one() -> None:
    saved = io.BytesIO()
    Image.new("RGB", (60, 60), "white").save(saved, "PDF")
    with pytest.raises(ImportRefusedError, match="没有文字层（多为扫描件）"):
        read_tables("a.pdf", saved.getvalue())
