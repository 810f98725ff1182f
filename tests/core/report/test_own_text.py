from __future__ import annotations

import pytest

from gongkai.core.report.holdings import collect_holdings
from gongkai.core.report.own_text import has_own_text
from gongkai.core.site import build_site
from tests.helpers.report_trees import Page, judge, make_column, make_tree

NAMES = ("2026年部门预算", "部门预算表.xlsx", "yusuan-biao.xlsx")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("", False),
        ("2026年部门预算\n\n详见附件：[部门预算表.xlsx](yusuan-biao.xlsx)", False),
        ("点击查看：https://www.shili.example/yusuan/2026.html。", False),
        ("# 2026年部门预算\n\n附件：1. 部门预算表\n2. yusuan-biao.xlsx", False),
        ("[全文](/yusuan/a/)、[下载](b.pdf)", False),
        ("![](a.png)", False),
        ("![甲乙丙流程](a.png)", True),
        ("本局2026年收入预算1200万元。详见[附件](a.xlsx)。", True),
        ("收支平衡。", True),
        ("Budget", True),
        ("详见附件" * 8, False),
        ("本" * 40, True),
        ("[" + "本" * 40 + "](/a/)", False),
        ("附件：" + "2026年部门预算、" * 8, False),
        ("附件：" + "2026年部门预算、" * 8 + "收支平衡", True),
    ],
)
def test_own_text(body: str, found: bool) -> None:  # noqa: FBT001 - a table's column
    assert has_own_text(body, NAMES) is found


@pytest.mark.parametrize(
    ("kind", "body", "found"),
    [
        ("zhidu", "正文。", False),
        ("zhidu", "见[原文](https://www.shili.example/a.html)。", True),
        ("jigou", "见[原文](https://www.shili.example/a.html)。", False),
        ("tonggao", "", True),
    ],
)
def test_only_types_whose_matter_is_the_body(
    kind: str,
    body: str,
    found: bool,  # noqa: FBT001 - a table's column
) -> None:
    fields = (
        "functions: 职责\naddress: 地址\nhours: 9时\nphone: 电话\nhead: 某某\nverified: 2026-11-02"
    )
    page = Page(
        "a/one", kind, "2026-11-02", "2026-11-03", fields if kind == "jigou" else "", body=body
    )
    verdict = judge(make_tree([make_column("a", kind)], [page]))
    holdings = collect_holdings(verdict, build_site(verdict))
    assert holdings is not None
    assert [item.cleared.facts.link_only for item in holdings.items] == [found]
