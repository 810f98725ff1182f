"""The request ledger: columns without people, each request counted once, limits in workdays."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from gongkai.core.annual.figures import Part, list_rows, parse_figures
from gongkai.core.annual.forms import FORM_BY_VERSION, NEWEST
from gongkai.core.annual.identities import Outcome, check_tables
from gongkai.core.importing.blocks import ImportRefusedError
from gongkai.core.models.catalog import Holidays
from gongkai.core.workdays import WorkCalendar
from gongkai.publish.annual_ledger.columns import COLUMNS, read_columns
from gongkai.publish.annual_ledger.entries import Entry, LedgerReader
from gongkai.publish.annual_ledger.reading import read_ledger
from gongkai.publish.annual_ledger.template import format_blank_csv, format_blank_workbook
from gongkai.publish.annual_ledger.totals import find_overdue, total_requests
from tests.helpers.annual import empty_values

if TYPE_CHECKING:
    from collections.abc import Sequence

TODAY = date(2026, 2, 10)
CALENDAR = WorkCalendar(Holidays())
HEAD = ",".join(COLUMNS)


def make_csv(*lines: str, head: str = HEAD) -> bytes:
    return "\n".join((head, *lines)).encode()


def read(*lines: str, version: str = "2021") -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    reader = LedgerReader(FORM_BY_VERSION[version], TODAY)
    return reader.read(read_ledger("台账.csv", make_csv(*lines)))


@pytest.mark.parametrize(
    ("heads", "message"),
    [
        ([*COLUMNS, "申请人姓名"], "有“申请人姓名”列：汇总只需要件数"),
        ([*COLUMNS, "身份证号"], "有“身份证号”列：汇总只需要件数"),
        ([*COLUMNS, "联系电话（手机）"], "有“联系电话”列：汇总只需要件数"),
        ([*COLUMNS, "所需信息的内容描述"], "有“所需信息的内容描述”列：汇总只需要件数"),
        ([*COLUMNS, "承办科室"], "不认识“承办科室”列；可用的列只有：编号、收到日期"),
        ([*COLUMNS, "登记编号"], "有两列都是“编号”"),
        (["编号", "收到日期"], "缺少列“申请人类别”“答复日期”“答复结果”"),
    ],
)
def test_columns_that_a_ledger_may_not_have(heads: Sequence[str], message: str) -> None:
    with pytest.raises(ImportRefusedError) as refusal:
        read_columns(heads)
    assert str(refusal.value).startswith(message)


def test_columns_by_other_names_and_without_heads() -> None:
    heads = ["", " 登记 编号", "收到日期（年月日）", "申请人类型", "办结日期", "办理结果", ""]
    assert [*read_columns(heads).items()] == [
        ("编号", 1),
        ("收到日期", 2),
        ("申请人类别", 3),
        ("答复日期", 4),
        ("答复结果", 5),
    ]


def test_dates_results_and_kinds_as_officials_write_them() -> None:
    entries, faults = read(
        "1号,2025/3/3,自然人,,,,2025年3月31日,（三）不予公开：7.属于行政执法案卷",
        "2号,2025.03.03,企业,,,,,",
        "2号,２０２５－３－３,商业企业,2025-03-10,15,是,2025-05-10,r2",
        "3号,2025-03-03,公民,,,否,,",
    )
    assert faults == (
        "第 3 行：“申请人类别”只能填：自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他",
    )
    assert [(e.number, e.received, e.applicant, e.answered, e.result) for e in entries] == [
        ("1号", date(2025, 3, 3), 0, date(2025, 3, 31), "r3_7"),
        ("2号", date(2025, 3, 3), 1, date(2025, 5, 10), "r2"),
        ("3号", date(2025, 3, 3), 0, None, ""),
    ]
    assert [(e.corrected, e.consulted, e.extended) for e in entries] == [
        (None, 0, False),
        (date(2025, 3, 10), 15, True),
        (None, 0, False),
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (",2025-03-03,自然人,,,,,", "“编号”应填登记编号"),
        (f"{'9' * 41},2025-03-03,自然人,,,,,", "“编号”应填登记编号"),
        ("13800138000,2025-03-03,自然人,,,,,", "“编号”像是证件号码或电话号码，应填登记编号"),
        ("1,,自然人,,,,,", "没有“收到日期”"),
        ("1,2025-02-30,自然人,,,,,", "“收到日期”应为存在的日期，写作 2025-01-31"),
        ("1,去年,自然人,,,,,", "“收到日期”应为存在的日期，写作 2025-01-31"),
        ("1,2026-02-11,自然人,,,,,", "“收到日期”在今天（2026-02-10）以后"),
        ("1,2025-03-03,自然人,,,,2025-03-02,予以公开", "“答复日期”早于“收到日期”"),
        ("1,2025-03-03,自然人,2025-03-01,,,,", "“补正日期”早于“收到日期”"),
        (
            "1,2025-03-03,自然人,,,,2025-03-05,",
            "没有“答复结果”：答复日期和答复结果应同时填写，未答复的都不填",
        ),
        (
            "1,2025-03-03,自然人,,,,,予以公开",
            "没有“答复日期”：答复日期和答复结果应同时填写，未答复的都不填",
        ),
        (
            "1,2025-03-03,自然人,,,,2025-03-05,不予公开",
            "“答复结果”应填表三中的一种，如“予以公开”“属于行政执法案卷”",
        ),
        ("1,2025-03-03,自然人,,,也许,,", "“延期”只能填“是”或“否”"),
        (
            "1,2025-03-03,自然人,,三天,,,",
            "“征求意见工作日”应填征求第三方或者其他机关意见所用的工作日数",
        ),
    ],
)
def test_rows_that_cannot_be_counted_are_told_with_their_place(line: str, fault: str) -> None:
    assert read(line) == ((), (f"第 2 行：{fault}",))


def test_numbers_are_used_once() -> None:
    line = "1号,2025-03-03,自然人,,,,,"
    entries, faults = read(line, line)
    assert (len(entries), faults) == (1, ("第 3 行：编号与第 2 行重复",))


def test_a_year_is_totalled() -> None:
    entries, _ = read(
        "1,2024-03-03,自然人,,,,2024-03-20,予以公开",
        "2,2024-12-20,自然人,,,,2025-01-10,予以公开",
        "3,2025-03-03,自然人,,,,2025-03-20,属于国家秘密",
        "4,2025-04-03,其他,,,,2026-01-05,予以公开",
        "5,2025-12-03,商业企业,,,,,",
        "6,2026-01-03,自然人,,,,,",
    )
    rows = {key: row for key, row in total_requests(entries, NEWEST, 2025).items() if any(row)}
    assert rows == {
        "new": [1, 1, 0, 0, 0, 1, 3],
        "carried": [1, 0, 0, 0, 0, 0, 1],
        "r1": [1, 0, 0, 0, 0, 0, 1],
        "r3_1": [1, 0, 0, 0, 0, 0, 1],
        "r7": [2, 0, 0, 0, 0, 0, 2],
        "forward": [0, 1, 0, 0, 0, 1, 2],
    }


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    form = FORM_BY_VERSION["2021"].requests
    received = draw(st.dates(date(2023, 6, 1), date(2025, 12, 31)))
    answered = draw(st.none() | st.dates(received, date(2026, 2, 9)))
    return Entry(
        number="1",
        place="第 2 行",
        received=received,
        applicant=draw(st.integers(0, 5)),
        corrected=None,
        consulted=0,
        extended=False,
        answered=answered,
        result=draw(st.sampled_from(form.parts)) if answered else "",
    )


@given(st.lists(entries(), max_size=30))
@settings(max_examples=40)
def test_identities_hold_within_a_year_and_between_years(requests: list[Entry]) -> None:
    years = {year: total_requests(requests, NEWEST, year) for year in (2024, 2025)}
    for rows in years.values():
        values: dict[str, Any] = empty_values() | {
            "requests": {key: [str(n) for n in row] for key, row in rows.items()}
        }
        results = check_tables(parse_figures(values))
        assert {identity.outcome for identity in results} == {Outcome.HOLDS}
    assert years[2024]["forward"] == years[2025]["carried"]


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("1,2025-03-03,自然人,,,,2025-03-31,予以公开", []),
        ("1,2025-03-03,自然人,,,,2025-04-01,予以公开", [("2025-03-31", 1)]),
        ("1,2025-03-03,自然人,,,是,2025-04-28,予以公开", []),
        ("1,2025-03-03,自然人,,,是,2025-04-29,予以公开", [("2025-04-28", 1)]),
        ("1,2025-03-03,自然人,2025-03-10,,,2025-04-08,予以公开", []),
        ("1,2025-03-03,自然人,,5,,2025-04-08,予以公开", []),
        ("1,2025-03-03,自然人,,,,,", [("2025-03-31", 217)]),
        ("1,2026-01-20,自然人,,,,,", []),
        ("1,2024-03-03,自然人,,,,2024-09-01,予以公开", []),
    ],
)
def test_limits_count_working_days(line: str, days: list[tuple[str, int]]) -> None:
    found, faults = read(line)
    assert faults == ()
    late = find_overdue(found, CALENDAR, 2025, TODAY)
    assert [(str(one.deadline.date), one.days) for one in late] == days


def make_xlsx(*rows: list[Any]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "2025年"
    for row in rows:
        sheet.append(row)
    book.create_sheet("说明").append(["申请人姓名不填"])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_a_workbook_with_a_title_and_real_dates() -> None:
    rows: list[list[Any]] = [
        ["依申请公开台账"],
        [],
        [*COLUMNS],
        ["1号", date(2025, 3, 3), "自然人", None, 2, None, date(2025, 3, 5), "予以公开"],
        [],
        ["2号", date(2025, 3, 3), "人"],
    ]
    raw = read_ledger("a.xlsx", make_xlsx(*rows))
    found, faults = LedgerReader(NEWEST, TODAY).read(raw)
    assert [(e.place, e.received, e.consulted) for e in found] == [
        ("工作表“2025年”第 4 行", date(2025, 3, 3), 2)
    ]
    assert faults[0].startswith("工作表“2025年”第 6 行：“申请人类别”只能填")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.xls", b"", "台账只能是 csv 或 xlsx 文件"),
        ("a.xlsx", b"PK\x03\x04", "不是可读的 xlsx 文件：文件已损坏，无法完整读出"),
        ("a.csv", b"", "没有找到表头：台账第一行应为编号、收到日期等列名"),
        ("a.csv", b"\n\n\n\n\n\n1,2", "没有找到表头：台账第一行应为编号、收到日期等列名"),
        ("a.csv", b'"' + b"x" * 200_000, "第 1 行不是可读的 CSV"),
    ],
)
def test_files_that_are_no_ledger(name: str, data: bytes, message: str) -> None:
    with pytest.raises(ImportRefusedError) as refusal:
        read_ledger(name, data)
    assert str(refusal.value) == message


@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx"]))
@settings(max_examples=150)
def test_no_bytes_bring_the_reader_down(data: bytes, name: str) -> None:
    try:
        rows = read_ledger(name, HEAD.encode() + b"\n" + data if name == "a.csv" else data)
    except ImportRefusedError:
        return
    LedgerReader(NEWEST, TODAY).read(rows)


def test_the_empty_ledger_is_read_as_empty() -> None:
    assert read_ledger("a.csv", format_blank_csv()) == ()
    book = format_blank_workbook(NEWEST)
    assert read_ledger("a.xlsx", book) == ()
    assert format_blank_workbook(NEWEST) == book
    sheets = load_workbook(io.BytesIO(book))
    names = dict(list_rows(NEWEST))[Part.REQUESTS]
    shown = [cell.value for cell in sheets["填写说明"]["B"][1:]]
    assert shown[:22] == [
        row.name for row, _ in names if row.key not in {"new", "carried", "r7", "forward"}
    ]
    formulas = [rule.formula1 for rule in sheets["台账"].data_validations.dataValidation]
    assert formulas[-1] == "填写说明!$B$2:$B$22"
