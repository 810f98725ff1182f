from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from time import process_time
from typing import TYPE_CHECKING

import openpyxl
import pytest

from gongkai.publish.report_forms.table import Rate, Table
from gongkai.publish.report_forms.workbook import (
    MOST_ROWS,
    format_tables,
    list_tables,
    measure,
    render_workbook,
)

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from gongkai.core.report.model import Report

NAMES = [
    *("总览", "栏目", "检查指标", "预测", "检查事项", "问题清单", "审查提示", "时限", "部门"),
    *("条例第20、21条", "主动公开率", "年报", "审查台账", "文件清单", "与上次比较", "依据"),
]


def read(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def book(report: Report) -> Workbook:
    return read(render_workbook(report, list_tables(report)))


def test_one_sheet_a_topic(book: Workbook) -> None:
    assert book.sheetnames == NAMES


def test_every_sheet_is_frozen_filtered_and_ready_to_print(book: Workbook) -> None:
    for name in NAMES:
        sheet = book[name]
        assert str(sheet.freeze_panes)[1:] == "2"
        assert str(sheet.auto_filter.ref).startswith("A1:")
        assert sheet.page_setup.orientation == "landscape"
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.oddHeader is not None
        assert sheet.oddHeader.right is not None
        assert sheet.oddHeader.right.text == name


def test_no_cell_is_a_formula(book: Workbook) -> None:
    kinds = {c.data_type for n in NAMES for row in book[n].iter_rows() for c in row}
    assert kinds <= {"s", "n", "d"}
    gaps = {row[3] for row in book["问题清单"].iter_rows(values_only=True)}
    assert "=1+1 逾期\x0b三日" in {str(text).replace("_x000B_", "\x0b") for text in gaps}


def test_dates_are_dates_and_shares_are_numbers(book: Workbook) -> None:
    heads, first = list(book["栏目"].iter_rows())[:2]
    cells = dict(zip((h.value for h in heads), first, strict=True))
    assert cells["最近日期"].value == datetime(2026, 11, 3)  # noqa: DTZ001 - as Excel has it
    assert cells["最近日期"].number_format == "yyyy-mm-dd"
    assert (cells["按时率"].value, cells["按时率"].number_format) == (0.5, "0.0%")
    assert cells["条数"].value == 2
    moment = book["文件清单"]["G3"]
    assert (moment.value, moment.number_format) == (
        datetime(2026, 11, 3, 9, 0),  # noqa: DTZ001 - as above
        "yyyy-mm-dd hh:mm",
    )


def test_judgements_are_coloured_where_they_stand(book: Workbook) -> None:
    ranges = {str(found.sqref): found.rules for found in book["栏目"].conditional_formatting}
    assert sorted(ranges) == ["AB2:AB4", "AC2:AC4", "AD2:AD4", "H2:H4"]
    words = {str(rule.formula[0]) for rule in ranges["H2:H4"]}
    assert {'"正常"', '"超期"', '"空白（无说明）"', '"不适用"'} <= words


def test_what_is_judged_is_told_as_in_the_report(book: Workbook, report: Report) -> None:
    rows = list(book["总览"].iter_rows(values_only=True))
    judged = [(row[0], row[1], row[3]) for row in rows if row[1] and row[0] != "本次构建"][1:]
    assert judged == [(line.name, line.light.value, line.text) for line in report.summary]
    rows = list(book["检查事项"].iter_rows(values_only=True))
    assert [row[:2] for row in rows[1:]] == [
        (check.duty.topic.value, check.duty.name) for check in report.checks
    ]
    assert rows[-1][2:7] == ("有问题", 9, 6, 3, 6 / 9)


def test_held_documents_are_not_named(report: Report) -> None:
    data = render_workbook(report, list_tables(report))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            assert "秘而不宣" not in parts.read(name).decode("utf-8", "replace")


def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    first = render_workbook(report, list_tables(report))
    assert render_workbook(report, list_tables(report)) == first
    assert render_workbook(replace(report, documents=()), list_tables(report)) == first


def test_a_catalogue_that_cannot_be_read_has_a_workbook(report: Report) -> None:
    head = replace(report.head, site_id=None, site_name=None, body=None, url=None)
    bare = replace(
        report,
        head=head,
        checks=(),
        columns=(),
        documents=(),
        ledger=None,
        forecast=None,
        openness=None,
    )
    found = read(render_workbook(bare, list_tables(bare)))
    assert found["总览"]["D2"].value == "栏目设置不能读取"
    assert found["文件清单"]["A2"].value == "（无）"


def test_long_lists_end_with_where_the_rest_is() -> None:
    rows = [(str(number), number) for number in range(MOST_ROWS + 1)]
    data = format_tables([Table("清单", ("甲", "乙"), rows, file="list.csv")], "", "")
    sheet = read(data)["清单"]
    assert sheet.max_row == MOST_ROWS + 2
    text = f"共{MOST_ROWS + 1}行，这里只列前{MOST_ROWS}行，全部见同一文件夹中的 list.csv"
    assert sheet.cell(MOST_ROWS + 2, 1).value == text


def test_widths_and_heights_follow_chinese_text() -> None:
    rows = [("短", "字" * 90, 1, None, Rate(1, 2), date(2026, 1, 1))]
    labels = ("一", "二", "三", "四", "五", "六")
    assert measure(labels, rows) == [7, 44, 7, 7, 7, 12]
    sheet = read(format_tables([Table("表", labels, rows)], "", ""))["表"]
    assert sheet.row_dimensions[2].height == 14 * 5 + 2


def test_a_text_longer_than_a_cell_is_cut() -> None:
    data = format_tables([Table("表", ("甲",), [("字" * 40_000,)])], "", "")
    value = str(read(data)["表"]["A2"].value)
    assert value.endswith("……（共40000字）")
    assert len(value) < 32_767


def test_twenty_thousand_documents_take_a_few_seconds(report: Report) -> None:
    assert report.ledger is not None
    many = replace(
        report,
        documents=report.documents * 10_000,
        ledger=replace(report.ledger, lines=report.ledger.lines * 10_000),
    )
    start = process_time()
    assert render_workbook(many, list_tables(many))
    assert process_time() - start < 12  # four on a quiet machine
