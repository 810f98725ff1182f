"""The checks of annual reports, on small sites."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.core.annual.forms import NEWEST
from gongkai.core.report.annual_checks import check_annual
from gongkai.core.report.annual_counts import check_annual_counts
from tests.helpers.annual import make_values, seed_001
from tests.helpers.report_checks import Outcome, format_normative, hold, run_checks
from tests.helpers.report_trees import Page, make_column

if TYPE_CHECKING:
    from gongkai.core.report.holdings import Holdings

COLUMNS = [
    make_column("n", "nianbao", "block: nianbao"),
    make_column("g", "guifanxing-wenjian"),
    make_column("k", "xuke-jieguo"),
    make_column("z", "zhidu"),
]
ONE = ["1", "0", "0", "0", "0", "0", "1"]
BODY = "\n\n".join(
    f"## {title}\n\n{text}"
    for title, text in zip(
        NEWEST.sections,
        (
            "今年着力把办事材料和时限写清楚，让群众少跑路。",
            "数据见表。",
            "数据见表。",
            "数据见表。",
            "解读形式还不够多，明年增加问答和图解。",
            "没有收取信息处理费。",
        ),
        strict=True,
    )
)
EARLIER = (
    ("今年着力把办事材料和时限写清楚，让群众少跑路。", "逐卷核对档案目录，编制检索工具。"),
    ("解读形式还不够多，明年增加问答和图解。", "目录更新慢，已经定了每季度核对一次。"),
)
NO_POWER = "本机关没有规章制定权"
THREE = ["3", "0", "0", "0", "0", "0", "3"]
LICENCE = (
    "decision_number: 示档许〔2025〕{n}号\ndecision_date: 2025-05-{n:02}\nparty: 示例公司\n"
    "party_kind: 法人\nlegal_basis: 档案法\ncontent: 准予\nlicence_class: 普通\n"
    "valid_from: 2025-05-01\n"
)


def write(
    year: int, body: str = BODY, form: str = "2021", more: str = "", **rows: list[str] | str
) -> Page:
    """The report on a year; that on 2024 has words of its own."""
    if year == 2024:
        for own, earlier in EARLIER:
            body = body.replace(own, earlier)
    return write_values(make_values(form, year, **rows), body, more)


def write_values(values: dict[str, Any], body: str = BODY, more: str = "") -> Page:
    year = values["year"]
    issuer = "" if values["issuer"] == "示例市测试局" else f"issuer: {values['issuer']}\n"
    tables = "".join(
        f"{name}: {json.dumps(values[name], ensure_ascii=False)}\n"
        for name in ("proactive", "requests", "disputes")
    )
    head = (
        f"{issuer}year: {year}\nperiod_start: {year}-01-01\nperiod_end: {year}-12-31\n"
        f"form: {values['form']}\n{tables}{more}"
    )
    return Page(
        f"n/b{year}",
        "nianbao",
        f"{year + 1}-01-10",
        f"{year + 1}-01-20",
        head,
        title=f"{year}年度报告",
        body=body,
    )


def find_gaps(*pages: Page, columns: list[str] | None = None) -> dict[str, list[tuple[str, str]]]:
    """The gaps of each check that has some, by what follows `annual-`."""
    holdings = hold(columns or COLUMNS, pages)
    return {
        name.removeprefix("annual-"): gaps for name, (_, _, gaps) in run(holdings).items() if gaps
    }


def run(holdings: Holdings) -> dict[str, Outcome]:
    return run_checks(check_annual, holdings) | run_checks(check_annual_counts, holdings)


def test_nothing_is_held_against_a_site_without_reports() -> None:
    results = run(hold(COLUMNS, []))
    assert len(results) == 21
    assert set(map(str, results.values())) == {"(0, 0, [])"}


def test_a_consistent_pair_of_reports_has_no_gaps() -> None:
    results = run(hold(COLUMNS, [write(2024, new=ONE, r1=ONE, r7=ONE), write(2025)]))
    assert {name: row for name, row in results.items() if row[0] != row[1]} == {}
    judged = [results[f"annual-{name}"][0] for name in ("results", "carried", "in-force")]
    assert judged == [14, 7, 2]


def test_seed_001_as_data_has_one_contradiction_and_its_placeholders() -> None:
    text = BODY.replace(
        "没有收取信息处理费。",
        (
            "收到公民依申请公开1份，已作出答复。没有因信息公开被举报、投诉，没有发生涉密事件，"
            "没有因信息公开引发行政诉讼，没有造成重大影响的事件。"
        ),
    )
    assert find_gaps(write_values(seed_001(), text)) == {
        "prose": [("n/b2019", "正文有4处“没有发生”的说明，却没有提到表四中行政复议1件")],
        "blanks": [
            ("n/b2019", "表三有“-”151格，同表其他格又写“0”；表四有“-”11格，同表其他格又写“0”")
        ],
        "powers": [
            (
                "n/b2019",
                f"表二“规章”行填有本年新制作数量0、本年新公开数量2、对外公开总数量2，而{NO_POWER}",
            )
        ],
    }


UNSURE = ["1", "-", "0", "0", "0", "0", "2"]


@pytest.mark.parametrize(
    ("pages", "gaps"),
    [
        (
            [write(2024, new=THREE, forward=THREE), write(2025, carried=ONE, forward=ONE)],
            {
                "carried": [
                    "表三“自然人”列：2024年度结转下年度3，2025年度上年结转1",
                    "表三“总计”列：2024年度结转下年度3，2025年度上年结转1",
                ]
            },
        ),
        (
            [write(2024, guizhang=["0", "0", "2"]), write(2025)],
            {
                "in-force": [
                    "表二“规章”行：2024年度现行有效与本年制发之和2，本年废止与现行有效之和0"
                ],
                "powers": [
                    f"表二“规章”行填有本年制发件数0、本年废止件数0、现行有效件数2，而{NO_POWER}"
                ],
            },
        ),
        (
            [write(2024, shoufei="12.50"), write(2025, shoufei="126000")],
            {
                "money": [
                    "表二“行政事业性收费”上年12.50万元、本年126000万元，相差千倍以上，请核对是否按万元填写"
                ]
            },
        ),
        (
            [
                write(2024, new=THREE, r1=THREE, r7=THREE),
                write(2025, f"{BODY}\n\n收到申请0件，比上年减少2件。"),
            ],
            {"growth": ["正文称“收到申请0件，比上年减少2件”，上年为3，实际变化为-3"]},
        ),
        (
            [write(2025, form="2019")],
            {"form": ["2025年度应采用2021年格式（国办公开办函〔2021〕30号），实为2019年格式"]},
        ),
        (
            [write(2025, BODY.replace("## 总体情况", "## 概述"))],
            {"sections": ["缺少“总体情况”部分"]},
        ),
        (
            [write(2025, f"本报告由7个部分组成。\n\n{BODY}")],
            {"parts": ["正文称由7个部分组成，实有6个部分"]},
        ),
        (
            [write(2023), write(2025)],
            {
                "copied": ["与《2023年度报告》文字相同的占100%"],
                "series": ["缺少2024年度的报告"],
            },
        ),
        (
            [write(2025, new=UNSURE, r1=UNSURE, r7=UNSURE)],
            {
                "applicants": [
                    f"表三“{name}”行：各类申请人之和1，总计2（有空缺，无法核对）"
                    for name in ("本年新收政府信息公开申请数量", "予以公开", "总计")
                ],
                "blanks": ["表三有“-”3格，同表其他格又写“0”"],
            },
        ),
        (
            [
                write(
                    2025,
                    more="revision: 2\nprevious: "
                    + "a" * 64
                    + "\nchanged: 2026-01-12\nchange_note: 改正第一部分的错字\n",
                )
            ],
            {},
        ),
    ],
)
def test_each_check_finds_what_it_is_for(pages: list[Page], gaps: dict[str, list[str]]) -> None:
    found = find_gaps(*pages)
    assert {name: [text for _, text in listed] for name, listed in found.items()} == gaps


def test_a_report_outside_of_its_column_is_told() -> None:
    column = make_column("n", "nianbao")
    assert find_gaps(write(2025), columns=[column]) == {
        "series": [("n/b2025", "没有放在政府信息公开年报专栏")]
    }


def test_a_consolidated_report_is_the_sum_of_those_it_names() -> None:
    part = write_values(make_values(year=2025, xuke="3") | {"issuer": "示例市甲局"})
    part = replace(part, id="n/jia", title="甲局报告")
    whole = write(2025, "另写的正文。", more="consolidates: [n/jia]\n", xuke="4")
    gone = write(2024, more="consolidates: [n/yi]\n")
    found = find_gaps(part, whole, gone)
    assert found["whole"] == [
        ("n/b2025", "表二“行政许可”行“本年处理决定数量”栏：各部门之和3，汇总数4"),
        ("n/b2024", "所汇总的报告没有公开：n/yi"),
    ]


def test_the_tables_are_compared_with_what_the_site_holds() -> None:
    pages = [
        write(2024),
        write(2025, f"{BODY}\n\n主动公开政府信息1条。", guifanxing=["2", "0", "2"]),
        Page("g/yi", "guifanxing-wenjian", "2025-03-01", "2025-03-02", format_normative()),
        *(
            Page(f"k/xu{n}", "xuke-jieguo", f"2025-05-{n:02}", "2025-05-20", LICENCE.format(n=n))
            for n in (1, 2)
        ),
    ]
    found = find_gaps(*pages)
    assert {name: found[name] for name in ("documents", "decisions", "published")} == {
        "documents": [
            ("n/b2025", "表二行政规范性文件本年制发2件，按本站公开的文件计1件，请核对"),
            ("n/b2025", "表二行政规范性文件现行有效2件，按本站公开的文件计1件，请核对"),
        ],
        "decisions": [("n/b2025", "表二行政许可处理决定0件，本站公开的当年决定有2件，请核对")],
        "published": [("n/b2025", "正文称主动公开政府信息1条，本站当年发布4条，请核对")],
    }
