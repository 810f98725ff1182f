from __future__ import annotations

from datetime import date

import pytest

from gongkai.core.report.holdings import collect_holdings
from gongkai.core.site import build_site
from gongkai.core.timeliness import Due, count_days_late, find_due, format_limit
from tests.helpers.report_trees import Page, judge, make_column, make_tree

PERSON = "party: 某公司\nparty_kind: 法人\nlegal_basis: 法条\ncontent: 罚款\n"
PENALTY = f"decision_number: 甲1号\n{PERSON}penalty_class: 罚款\nfacts: 事实\nsocial_impact: 有\n"
MONEY = "fiscal_kind: 部门预算\nyear: 2026\napproved_by: 财政局\ntotal: 1\n"
WARNING = "event_kind: 事故\narea: 全市\nmeasures: 措施\n"
PAPER = "document_number: 示档发〔2026〕1号\ngenre: 通知\n"
JIEDU = "form: 文字\nplan_signed: 2026-03-01\nelements: [背景依据]\n"
FORM = "figures:\n- {name: 甲, value: 1}\n"
REVISED = f"revision: 2\nprevious: {'a' * 64}\nchanged: 2026-05-06\nchange_note: 改正\n"
COLUMNS = (
    ("c20", "dongtai, caizheng", "20wd"),
    ("c7", "chufa-jieguo", "7wd"),
    ("c15", "huiying", "15wd"),
    ("cd", "caizheng", "20d"),
    ("cday", "jiedu, dongtai", "same-day"),
    ("conce", "yingji, tonggao, gongwen", "at-once"),
    ("cchange", "zhidu", "on-change"),
    ("cyear", "zhidu", "yearly"),
    ("cquarter", "zhidu", "quarterly"),
    ("cbefore", "tonggao", "before"),
    ("c0131", "niandu-baobiao, gongwen", "01-31"),
    ("c0331", "zhidu", "03-31"),
    ("c0401", "gongwen", "04-01"),
    ("cnone", "zhidu", "none"),
)


def make_due(start: str, end: str, *, certain: bool = True) -> Due:
    return Due(date.fromisoformat(start), date.fromisoformat(end), certain=certain)


NEWS = "source: 办公室\n"
MADE, SHOWN = "2026-03-02", "2026-03-03"
CASES: tuple[tuple[str, str, str, str, str, Due | None], ...] = (
    ("c20/plain", "dongtai", MADE, SHOWN, NEWS, make_due("2026-03-02", "2026-03-30")),
    ("c20/reprint", "dongtai", MADE, SHOWN, f"{NEWS}reprints: 新华社\n", None),
    (
        "c20/qingming",
        "dongtai",
        "2026-03-23",
        "2026-03-24",
        NEWS,
        make_due("2026-03-23", "2026-04-21"),
    ),
    (
        "c20/revised",
        "dongtai",
        MADE,
        "2026-06-08",
        NEWS + REVISED,
        make_due("2026-05-06", "2026-06-02"),
    ),
    (
        "c7/decided",
        "chufa-jieguo",
        "2026-03-05",
        "2026-03-13",
        f"{PENALTY}decision_date: 2026-03-02\n",
        make_due("2026-03-02", "2026-03-11"),
    ),
    (
        "c15/received",
        "huiying",
        "2026-03-10",
        "2026-03-11",
        "topic: 甲\ndisposition: 误解已澄清\nreceived: 2026-03-02\nreplied: 2026-03-10\n",
        make_due("2026-03-02", "2026-03-23"),
    ),
    (
        "cd/approved",
        "caizheng",
        MADE,
        SHOWN,
        f"{MONEY}approved: 2026-02-20\n",
        make_due("2026-02-20", "2026-03-12"),
    ),
    (
        "cday/known",
        "jiedu",
        MADE,
        "2026-03-06",
        f"{JIEDU}interprets: [c20/plain, c7/decided]\n",
        make_due("2026-03-02", "2026-03-13"),
    ),
    ("cday/news", "dongtai", MADE, SHOWN, NEWS, make_due("2026-03-02", "2026-03-02")),
    (
        "conce/warning",
        "yingji",
        MADE,
        "2026-03-04",
        f"{WARNING}level: 二级（橙色）\nstart: 2026-03-01 23:30\n",
        make_due("2026-03-02", "2026-03-02"),
    ),
    (
        "conce/plan",
        "yingji",
        MADE,
        SHOWN,
        f"{WARNING}level: 未分级\nstart: 2026-03-01 23:30\n",
        make_due("2026-03-02", "2026-03-30"),
    ),
    ("conce/case", "tonggao", MADE, SHOWN, "", make_due("2026-03-02", "2026-03-03")),
    ("conce/paper", "gongwen", MADE, SHOWN, PAPER, make_due("2026-03-02", "2026-03-30")),
    ("cchange/a", "zhidu", MADE, SHOWN, "", make_due("2026-03-02", "2026-03-30")),
    ("cyear/a", "zhidu", MADE, SHOWN, "", make_due("2026-03-02", "2026-03-30")),
    ("cquarter/a", "zhidu", MADE, SHOWN, "", make_due("2026-03-02", "2026-03-30")),
    (
        "cbefore/start",
        "tonggao",
        MADE,
        SHOWN,
        "start: 2026-03-03\n",
        make_due("2026-03-02", "2026-03-02"),
    ),
    (
        "cbefore/effective",
        "tonggao",
        MADE,
        SHOWN,
        "effective: 2026-04-01\n",
        make_due("2026-03-02", "2026-03-31"),
    ),
    ("cbefore/unknown", "tonggao", MADE, SHOWN, "", None),
    (
        "c0131/form",
        "niandu-baobiao",
        MADE,
        SHOWN,
        f"{FORM}year: 2025\n",
        make_due("2026-03-02", "2026-01-31"),
    ),
    ("c0131/no-year", "gongwen", MADE, SHOWN, PAPER, None),
    ("cnone/a", "zhidu", MADE, SHOWN, "", None),
    (
        "c20/uncertain",
        "dongtai",
        "2003-03-03",
        "2026-03-03",
        NEWS,
        make_due("2003-03-03", "2003-03-31", certain=False),
    ),
)
TITLED = (
    Page("c0401/report", "gongwen", MADE, SHOWN, PAPER, title="2025年度法治政府建设报告"),
    Page("c0331/report", "zhidu", MADE, SHOWN, title="2025年度工作报告"),
)
LATE = {
    "c20/revised": 6,
    "c7/decided": 2,
    "conce/warning": 2,
    "cday/news": 1,
    "cbefore/start": 1,
    "c0131/form": 31,
    "c20/uncertain": 8373,
}


def test_each_limit_of_each_kind() -> None:
    columns = [make_column(name, f"{kinds}", f"limit: {limit}") for name, kinds, limit in COLUMNS]
    pages = [Page(name, kind, made, shown, rest) for name, kind, made, shown, rest, _ in CASES]
    verdict = judge(make_tree(columns, [*pages, *TITLED]))
    holdings = collect_holdings(verdict, build_site(verdict))
    assert holdings is not None
    found = {item.id: find_due(item, holdings.calendar, holdings.by_id) for item in holdings.items}
    titled = {
        "c0401/report": make_due("2026-03-02", "2026-04-01"),
        "c0331/report": make_due("2026-03-02", "2026-03-31"),
    }
    assert found == {case[0]: case[5] for case in CASES} | titled
    late = {
        item.id: count_days_late(item, due)
        for item in holdings.items
        if (due := found[item.id]) is not None
    }
    assert {name: days for name, days in late.items() if days} == LATE


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        ("20wd", "20个工作日内"),
        ("30d", "30日内"),
        ("01-31", "每年1月31日前"),
        ("04-01", "每年4月1日前"),
        ("same-day", "与所解读文件同日"),
        ("at-once", "即时（至迟次日）"),
        ("on-change", "变更后20个工作日内"),
        ("yearly", "每年，形成后20个工作日内"),
        ("quarterly", "每季度，形成后20个工作日内"),
        ("before", "实施前"),
        ("none", "不计时限"),
    ],
)
def test_limit_is_told_in_chinese(limit: str, text: str) -> None:
    assert format_limit(limit) == text
