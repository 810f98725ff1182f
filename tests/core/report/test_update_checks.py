from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.core.report.checks import Gap
from gongkai.core.report.holdings import collect_holdings
from gongkai.core.report.update_checks import check_updates
from tests.helpers.report_trees import Page, judge, make_column, make_tree, replace_file

if TYPE_CHECKING:
    from gongkai.core.report.checks import Check
    from gongkai.core.tree import Tree

COLUMNS = [
    make_column("old", "zhidu", "max_age: 90\nmax_gap: 30\nmin_items: 3\nart20: 1"),
    make_column("fresh", "zhidu", "max_age: 90\nmax_gap: 90\nmin_items: 2\nart20: 1"),
    make_column("empty", "zhidu", "max_age: 90"),
    make_column("zero", "zhidu", "zero_statement: 本期无。\nstated: 2025-11-20"),
    make_column("stale", "zhidu", "zero_statement: 本期无。\nstated: 2025-11-19"),
    make_column("sealed", "zhidu", "zero_statement: 本期无。"),
    make_column("unfit", "zhidu", "not_applicable: 无此职责。\nart20: 1"),
    make_column("tables", "tongji", "art20: 4"),
]
PAGES = [
    Page("old/a", "zhidu", "2026-06-01", "2026-06-02"),
    Page("old/b", "zhidu", "2026-08-20", "2026-08-21"),
    Page("fresh/a", "zhidu", "2026-06-01", "2026-11-02"),
    Page("fresh/b", "zhidu", "2026-11-02", "2026-11-03"),
    Page("unfit/a", "zhidu", "2026-11-02", "2026-11-03"),
    Page(
        "tables/a",
        "tongji",
        "2026-11-02",
        "2026-11-03",
        "period: 2026年\nmeasure: 件",
        unit="ye",
        body="[见](https://a.cn/)",
    ),
]


def check(tree: Tree) -> dict[str, Check]:
    holdings = collect_holdings(judge(tree), None)
    assert holdings is not None
    return {line.duty.id: line for line in check_updates(holdings)}


@pytest.mark.parametrize(
    ("duty", "judged", "gaps"),
    [
        (
            "updates-age",
            2,
            [("old", "栏目old", "办公室", "最近一次更新在2026-08-21，距今91日，超过90日")],
        ),
        ("updates-gap", 2, [("old", "栏目old", "办公室", "相邻两条最长相隔80日，超过30日")]),
        ("updates-count", 4, [("old", "栏目old", "办公室", "应有3条以上，现有2条")]),
        ("updates-empty", 7, [("empty", "栏目empty", "办公室", "栏目没有内容，也没有零公开说明")]),
        (
            "updates-statement",
            3,
            [
                (
                    *("stale", "栏目stale", "办公室"),
                    "零公开说明上次核实在2025-11-19，距今366日，超过365日",
                )
            ],
        ),
        (
            "updates-inapplicable",
            1,
            [("unfit", "栏目unfit", "办公室", "写明不适用，却有1条公开内容")],
        ),
        (
            "updates-links",
            6,
            [("tables/a", "tables/a", "业务科", "正文只有链接或者附件名称，没有文字")],
        ),
        ("updates-fields", 6, [("tables/a", "tables/a", "业务科", "缺少“数据文件”")]),
    ],
)
def test_each_duty(duty: str, judged: int, gaps: list[tuple[str, str, str, str]]) -> None:
    found = check(make_tree(COLUMNS, PAGES))[duty]
    assert (found.judged, found.kept) == (judged, judged - len(gaps))
    assert found.gaps == tuple(Gap(*gap) for gap in gaps)


def test_without_a_date_the_seal_tells_when_a_statement_was_looked_at() -> None:
    tree = make_tree([make_column("a", "zhidu", "zero_statement: 本期无。")])
    assert check(tree)["updates-statement"].gaps == ()
    old = replace_file(tree, "catalog/SEAL", "date 2026-03-02", "date 2025-03-02")
    assert check(old)["updates-statement"].gaps == (
        Gap("a", "栏目a", "办公室", "零公开说明上次核实在2025-03-02，距今628日，超过365日"),
    )
    files = {path: file for path, file in tree.files.items() if path != "catalog/SEAL"}
    assert check(type(tree)(files))["updates-statement"].gaps == (
        Gap("a", "栏目a", "办公室", "零公开说明没有日期"),
    )


def test_a_duty_without_a_case_does_not_vanish() -> None:
    found = check(make_tree([make_column("a", "zhidu")]))
    assert list(found) == [
        *("updates-age", "updates-gap", "updates-count", "updates-empty"),
        *("updates-statement", "updates-inapplicable", "updates-links", "updates-fields"),
    ]
    assert [line.judged for line in found.values()] == [0, 0, 0, 1, 0, 0, 0, 0]
