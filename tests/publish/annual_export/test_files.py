"""The files of a yearly report: one content in every form, the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from docx import Document
from hypothesis import Phase, given, settings
from openpyxl import load_workbook

from gongkai.core.annual.figures import Part
from gongkai.core.models import YearlyForm
from gongkai.publish.annual_export.files import make_files
from gongkai.publish.annual_export.layout import lay_out
from gongkai.publish.pages.annual_tables import build_tables
from tests.helpers.annual import make_values, seed_001
from tests.helpers.annual_files import make_all, make_report, random_values, spell_cells
from tests.helpers.examples import EXAMPLES

if TYPE_CHECKING:
    from gongkai.core.models import AnnualReport

KEYS = {"proactive": Part.PROACTIVE, "requests": Part.REQUESTS, "disputes": Part.DISPUTES}


def list_shown(report: AnnualReport) -> list[list[list[str]]]:
    """The text at every position of every table, from the model of the page."""
    return [
        [[placed.cell.text for placed in row] for row in lay_out(table).rows]
        for table in build_tables(report)
    ]


def read_docx(data: bytes) -> list[list[list[str]]]:
    tables = Document(io.BytesIO(data)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


def read_json(data: bytes) -> dict[tuple[Part, str, int], str]:
    return {
        (KEYS[table["key"]], row["key"], position): str(cell["value"])
        for table in json.loads(data, parse_float=str)["tables"]
        for row in table["rows"]
        for position, cell in enumerate(row["cells"])
    }


def spell(report: AnnualReport) -> dict[tuple[Part, str, int], str]:
    """The cells with amounts as JSON shortens them."""
    return {key: shorten(text) for key, text in spell_cells(report).items()}


def shorten(text: str) -> str:
    return f"{Decimal(text).normalize():f}" if "." in text else text


@given(random_values())
@settings(max_examples=6, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_all_files_say_the_same(values: dict[str, Any]) -> None:
    report = make_report(values)
    files = make_all(report)
    assert read_docx(files["docx"]) == list_shown(report)
    assert read_json(files["json"]) == spell(report)
    lines = [*csv.reader(io.StringIO(files["csv"].decode("utf-8-sig")))]
    assert [line[-1] for line in lines[1:]] == [*spell_cells(report).values()]
    page = files["html"].decode()
    assert page.count("<td") == len(spell_cells(report))


def test_the_bytes_follow_from_the_report_alone() -> None:
    report = make_report(seed_001())
    first = make_all(report)
    time.sleep(2.1)  # the times in a ZIP archive go by two seconds
    assert make_all(report) == first


def test_the_word_file_is_laid_out_like_the_form() -> None:
    document = Document(io.BytesIO(make_all(make_report(make_values()))["docx"]))
    told = [(p.style.name if p.style else "", p.text) for p in document.paragraphs]
    assert told == [
        ("Title", "示例"),
        ("Normal", "本报告按规定格式编制。"),
        ("Heading 1", "一、总体情况"),
        ("Heading 2", "（一）主动公开"),
        ("Normal", "平稳。"),
        ("Normal", "· 甲"),
        ("Normal", "· 乙"),
        ("Heading 1", "二、主动公开政府信息情况"),
        ("表后说明", ""),
        ("Heading 1", "三、收到和处理政府信息公开申请情况"),
        ("Normal", "如下表。"),
        ("表后说明", ""),
        ("Heading 1", "四、政府信息公开行政复议、行政诉讼情况"),
        ("表后说明", ""),
        ("Heading 1", "五、存在的主要问题及改进情况"),
        ("Normal", "无。"),
    ]
    heads = [t._tbl.xml.count("<w:tblHeader/>") for t in document.tables]
    widths = [sum(c.width or 0 for c in t.columns) // 635 for t in document.tables]
    assert (heads, widths) == ([0, 3, 3], [8844] * 3)


def test_a_table_of_the_text_stays_a_table() -> None:
    html = (
        "<p>如下：<img alt='示意图' src='a.png'></p><table><thead><tr><th>甲</th><th>乙</th></tr>"
        "</thead><tbody><tr><td colspan='2'>一<br>二</td></tr><tr><td rowspan='9'>三</td></tr>"
        "</tbody></table><h4>附</h4><ol><li>丙</li></ol>"
    )
    files = make_files(make_report(make_values()), "nianbao/a", "https://a.example/", html)
    document = Document(io.BytesIO(files["docx"]))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [["甲", "乙"], ["一二", "一二"], ["三", ""]]
    assert [p.text for p in document.paragraphs][:5] == ["示例", "如下： 示意图", "", "附", "1. 丙"]


def test_a_title_is_broken_after_the_name_of_the_body() -> None:
    values = make_values() | {"title": "示例市测试局2025年政府信息公开工作年度报告"}
    document = Document(io.BytesIO(make_all(make_report(values))["docx"]))
    assert document.paragraphs[0].text == "示例市测试局\n2025年政府信息公开工作年度报告"


def test_the_workbook_has_a_sheet_for_each_table() -> None:
    values = make_values(xuke="48215", shoufei="1152.10", guizhang=["-", "0", ""])
    book = load_workbook(io.BytesIO(make_all(make_report(values))["xlsx"]))
    assert book.sheetnames == ["表二", "表三", "表四"]
    second, third, fourth = book.worksheets
    assert [second[place].value for place in ("A1", "A2", "B5", "C5", "D5")] == [
        "二、主动公开政府信息情况",
        "示例市测试局　2025年度",
        "-",
        0,
        None,
    ]
    amount = second["B16"]
    assert (amount.value, amount.number_format) == (1152.1, "0.00")
    assert [sheet.freeze_panes for sheet in book] == ["B3", "D6", "A6"]
    assert third.print_title_rows == "$3:$5"
    assert [sheet.page_setup.orientation for sheet in book] == ["portrait", "portrait", "landscape"]
    assert "A8:A29" in {str(merged) for merged in third.merged_cells.ranges}
    assert fourth.max_column == 15


def test_data_names_form_labels_and_units() -> None:
    files = make_all(make_report(make_values(xuke="9")))
    told = json.loads(files["json"])
    row = told["tables"][0]["rows"][2]
    tables = told.pop("tables")
    assert told == {
        "schema": "gongkai-annual/v1",
        "id": "nianbao/a",
        "url": "https://a.example/nianbao/a/",
        "type": "nianbao",
        "title": "示例",
        "issuer": "示例市测试局",
        "year": 2025,
        "made": "2026-01-31",
        "period": {"start": "2025-01-01", "end": "2025-12-31"},
        "form": {"version": "2021", "basis": "国办公开办函〔2021〕30号"},
    }
    assert row == {
        "key": "xuke",
        "label": "行政许可",
        "article": "第二十条第（五）项",
        "group": None,
        "cells": [
            {"key": "decided", "label": "本年处理决定数量", "measure": "件", "value": 9},
        ],
    }
    assert tables[1]["rows"][4]["group"] == "（三）不予公开"
    assert tables[2]["rows"][1]["group"] == "行政诉讼"
    lines = files["csv"].decode("utf-8-sig").splitlines()
    assert lines[:2] == [
        "表,条例条项,上级项目,项目,栏,单位,数值",
        "表二,第二十条第（一）项,,规章,本年制发件数,件,0",
    ]


def test_other_yearly_figures_have_files_too() -> None:
    figures = [{"name": "发布数", "value": "10"}, {"name": "=1+1", "value": "3 次"}]
    record = YearlyForm.model_validate(EXAMPLES["niandu-baobiao"] | {"figures": figures})
    files = make_files(record, "wangzhan-nianbao/a", "https://a.example/a/", "")
    assert files["csv"].decode("utf-8-sig") == "指标,数值\r\n发布数,10\r\n'=1+1,3 次\r\n"
    assert json.loads(files["json"])["figures"][0] == {"label": "发布数", "value": "10"}
    sheet = load_workbook(io.BytesIO(files["xlsx"])).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet["A3:B5"]] == [
        ["指标", "数值"],
        ["发布数", 10],
        ["=1+1", "3 次"],
    ]
    (table,) = Document(io.BytesIO(files["docx"])).tables
    assert [cell.text for cell in table.rows[2].cells] == ["=1+1", "3 次"]
