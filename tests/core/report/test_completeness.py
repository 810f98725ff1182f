from __future__ import annotations

from datetime import date

import pytest

from gongkai.core.models.catalog import Block, Column
from gongkai.core.report.completeness import build_columns, compute_notice, judge_column
from gongkai.core.report.holdings import collect_holdings
from gongkai.core.report.tables import (
    ColumnReport,
    ColumnTest,
    Mark,
    MissingField,
    Omission,
    Status,
)
from gongkai.core.site import build_site
from tests.helpers.report_trees import Page, judge, make_column, make_tree

GFX = (
    "document_number: 示档规〔2026〕1号\ngenre: 通知\nregistration_number: 甲1\n"
    "effective: 2026-03-01\nexpiry: 2031-03-01\nlegality_review: 法制科1号\n"
)
ZJ = "start: 2026-01-05\nlegal_basis: 法条\ncontact: 电话\n"
JIEDU = "form: 文字\nplan_signed: 2026-03-01\nelements: [背景依据]\n"


def build(columns: list[str], pages: list[Page]) -> dict[str, ColumnReport]:
    verdict = judge(make_tree(columns, pages))
    holdings = collect_holdings(verdict, build_site(verdict))
    assert holdings is not None
    return {column.id: column for column in build_columns(holdings)}


def make(max_age: int | None, zero: str | None = None, unfit: str | None = None) -> Column:
    return Column(
        id="a",
        name="甲",
        block=Block.STATUTORY,
        basis=("法条",),
        unit="ban",
        required=True,
        types=("zhidu",),
        max_age=max_age,
        zero_statement=zero,
        not_applicable=unfit,
        intro="说明",
        keywords=("词",),
    )


@pytest.mark.parametrize(
    ("max_age", "items", "age", "status"),
    [
        (365, 1, 0, Status.NORMAL),
        (365, 1, 334, Status.NORMAL),
        (365, 1, 335, Status.NEAR),
        (365, 1, 365, Status.NEAR),
        (365, 1, 366, Status.OVERDUE),
        (14, 1, 10, Status.NORMAL),
        (14, 1, 11, Status.NEAR),
        (14, 1, 14, Status.NEAR),
        (14, 1, 15, Status.OVERDUE),
        (None, 1, 9999, Status.NORMAL),
        (365, 0, None, Status.EMPTY),
    ],
)
def test_status_by_age(max_age: int | None, items: int, age: int | None, status: Status) -> None:
    assert judge_column(make(max_age), items, age) is status


def test_status_of_empty_columns() -> None:
    assert judge_column(make(90, zero="本期无应公开信息。"), 0, None) is Status.EXPLAINED
    assert judge_column(make(90, unfit="本机关无此职责。"), 0, None) is Status.NOT_APPLICABLE
    assert judge_column(make(90, "本期无。", "无此职责。"), 0, None) is Status.NOT_APPLICABLE
    assert judge_column(make(90, zero="本期无应公开信息。"), 2, 91) is Status.OVERDUE


@pytest.mark.parametrize(("max_age", "days"), [(14, 3), (90, 22), (120, 30), (365, 30), (2, 0)])
def test_notice_before_the_limit(max_age: int, days: int) -> None:
    assert compute_notice(max_age) == days


def test_one_column_in_full() -> None:
    columns = [
        make_column("a", "zhidu", "max_age: 90\nmax_gap: 60\nmin_items: 4\nnature: notice"),
        make_column("b", "zhidu"),
    ]
    pages = [
        Page("a/one", "zhidu", "2025-12-01", "2025-12-02"),
        Page("a/two", "zhidu", "2026-02-02", "2026-02-03"),
        Page("a/three", "zhidu", "2026-07-01", "2026-08-22"),
        Page("b/guest", "zhidu", "2026-02-02", "2026-02-03", "also_in: [a]\n"),
    ]
    assert build(columns, pages[:3])["a"] == ColumnReport(
        id="a",
        name="栏目a",
        block="法定主动公开内容",
        group=None,
        unit="办公室",
        basis=("《政府信息公开条例》第二十条",),
        required=True,
        nature="notice",
        items=3,
        items_this_year=2,
        withdrawn=0,
        first=date(2025, 12, 2),
        last=date(2026, 8, 22),
        age=90,
        max_age=90,
        stale_from=date(2026, 11, 21),
        largest_gap=200,
        max_gap=60,
        limit="20个工作日内",
        judged=3,
        on_time=2,
        uncertain=0,
        min_items=4,
        status=Status.NEAR,
        statement=None,
        shortfalls=("应有4条以上，现有3条", "相邻两条最长相隔200日，超过60日"),
        omissions=(),
        tests=(
            ColumnTest("min_items", "最少条数", 3, 4, Mark.FAILED),
            ColumnTest("max_age", "最长更新间隔", 90, 90, Mark.PASSED),
            ColumnTest("max_gap", "相邻两条最长间隔", 200, 60, Mark.FAILED),
        ),
        missing=(MissingField("art20", "条例第二十条项次", ("a/one", "a/three", "a/two")),),
        link_only=(),
        unlinked=(),
    )
    with_guest = build(columns, pages)["a"]
    assert (with_guest.items, with_guest.judged, with_guest.shortfalls) == (
        4,
        3,
        ("相邻两条最长相隔200日，超过60日",),
    )


def test_a_column_that_does_not_apply_should_be_empty() -> None:
    columns = [make_column("a", "zhidu", "not_applicable: 本机关无此职责。")]
    found = build(columns, [Page("a/one", "zhidu", "2026-11-02", "2026-11-03")])["a"]
    assert found.shortfalls == ("写明不适用，却有公开内容",)


@pytest.mark.parametrize(
    ("fields", "pages", "marks"),
    [
        ("max_age: 18", 1, "合格 合格 未设"),
        ("max_age: 17", 1, "合格 不合格 未设"),
        ("min_items: 2\nmax_gap: 9", 1, "不合格 未设 不计"),
        ("min_items: 2\nmax_gap: 9", 2, "合格 未设 合格"),
        ("min_items: 0\nmax_gap: 8", 2, "未设 未设 不合格"),
        ("max_age: 90", 0, "不合格 不计 未设"),
        ("max_age: 90\nzero_statement: 本期无。", 0, "不计 不计 未设"),
        ("max_age: 90\nnot_applicable: 无此职责。", 0, "不计 不计 未设"),
    ],
)
def test_three_tests(fields: str, pages: int, marks: str) -> None:
    days = ("2026-11-02", "2026-10-24")
    made = [Page(f"a/p{n}", "zhidu", day, day) for n, day in enumerate(days[:pages])]
    column = build([make_column("a", "zhidu", fields)], made)["a"]
    assert " ".join(test.mark for test in column.tests) == marks


def test_what_is_due_beside_the_document() -> None:
    columns = [
        make_column("g", "guifanxing-wenjian"),
        make_column("j", "jiedu"),
        make_column("z", "zhengji"),
    ]
    exempt = "interpretation_exempt: 内容简单\nconsultation_exempt: 情况紧急\n"
    old = GFX.replace("effective: 2026", "effective: 2021").replace("expiry: 2031", "expiry: 2026")
    ended = f"{ZJ}end: 2026-11-19\n"
    pages = [
        Page("g/bare", "guifanxing-wenjian", "2026-01-05", "2026-01-06", GFX, unit="ye"),
        Page("g/exempt", "guifanxing-wenjian", "2026-01-05", "2026-01-06", GFX + exempt),
        Page("g/expired", "guifanxing-wenjian", "2026-01-05", "2026-01-06", old),
        Page("g/linked", "guifanxing-wenjian", "2026-01-05", "2026-01-06", GFX),
        Page("j/a", "jiedu", "2026-01-05", "2026-01-06", f"{JIEDU}interprets: [g/linked]\n"),
        Page(
            "z/answered",
            "zhengji",
            "2025-12-01",
            "2025-12-02",
            f"{ended}received: 5\nadopted: 5\nconsults: [g/linked]\n",
        ),
        Page("z/open", "zhengji", "2025-12-01", "2025-12-02", f"{ZJ}end: 2026-11-20\n"),
        Page("z/silent", "zhengji", "2025-12-01", "2025-12-02", ended),
    ]
    found = build(columns, pages)
    assert {o for column in found.values() for o in column.omissions} == {
        Omission("g/bare", "g/bare", "业务科", "没有解读材料，也没有写明不作解读的理由"),
        Omission("g/bare", "g/bare", "业务科", "没有征求意见情况，也没有写明不征求意见的理由"),
        Omission("z/silent", "z/silent", "办公室", "2026-11-19已截止，没有公布采纳情况"),
    }
    assert [column.unlinked for column in found.values()] == [("g/bare",), (), ()]
