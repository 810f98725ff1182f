"""The checks of the yearly form of the website, on small sites."""

from __future__ import annotations

import json

import pytest

from gongkai.core.report.website_checks import check_website_forms
from tests.helpers.report_checks import hold, run_checks
from tests.helpers.report_trees import Page, make_column

COLUMNS = [make_column("b", "niandu-baobiao"), make_column("z", "zhidu")]
WHOLE = {
    "网站标识码": "9900000018",
    "信息发布总数": "2,134条",
    "专题专栏维护数量": "6个",
    "解读信息发布总数": "25条",
    "办件量总数": "412806件",
    "留言办理数量": "639条",
    "安全检测评估次数": "4次",
    "移动新媒体账号数量": "3个",
    "创新发展": "智能检索",
}


def find_gaps(title: str = "网站工作年度报表", **figures: str) -> dict[str, tuple[str, ...]]:
    """The texts of the gaps by the end of the duty's id; no figure is an empty value."""
    values = {name: value for name, value in (WHOLE | figures).items() if value}
    rows = [{"name": name, "value": value} for name, value in values.items()]
    fields = f"year: 2025\nfigures: {json.dumps(rows, ensure_ascii=False)}\n"
    pages = [
        Page("b/a", "niandu-baobiao", "2026-01-05", "2026-01-06", fields, title=title),
        *(Page(f"z/{n}", "zhidu", f"2025-02-0{n}", "2025-02-09") for n in (1, 2)),
    ]
    results = run_checks(check_website_forms, hold(COLUMNS, pages))
    return {
        name.removeprefix("annual-website-"): tuple(text for _, text in gaps)
        for name, (_, _, gaps) in results.items()
        if gaps
    }


@pytest.mark.parametrize(
    ("figures", "gaps"),
    [
        ({}, {}),
        ({"创新发展": "", "专题专栏维护数量": ""}, {"parts": ("缺少专栏专题、创新发展部分",)}),
        (
            {
                "概况类信息更新量": "37条",
                "政务动态信息更新量": "318条",
                "信息公开目录信息更新量": "1779条",
            },
            {},
        ),
        (
            {
                "概况类信息更新量": "37条",
                "政务动态信息更新量": "318条",
                "信息公开目录信息更新量": "1778条",
            },
            {
                "sums": (
                    "信息发布总数2134，概况类信息更新量、政务动态信息更新量、信息公开目录信息更新量之和2133",
                )
            },
        ),
        ({"解读产品数量": "26个"}, {"sums": ("解读信息发布总数25，解读产品数量之和26",)}),
        (
            {"发现问题数量": "9个", "问题整改数量": "10个"},
            {"sums": ("问题整改数量10，多于发现问题数量9",)},
        ),
        (
            {"信息发布总数": "1条", "网站标识码": "9900000019"},
            {"counts": ("网站标识码与本站的不同", "“信息发布总数”填报1，本站当年至少有2，请核对")},
        ),
    ],
)
def test_parts_sums_and_counts(figures: dict[str, str], gaps: dict[str, tuple[str, ...]]) -> None:
    assert find_gaps(**figures) == gaps


def test_forms_of_other_matters_are_not_judged() -> None:
    assert find_gaps("信访工作年度报表", 创新发展="") == {}
