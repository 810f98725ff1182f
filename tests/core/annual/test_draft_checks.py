"""What the gate says of an annual report."""

from __future__ import annotations

import json

from gongkai.core.content_checks import check_content
from gongkai.core.drafts import read_drafts
from gongkai.core.inventory import scan_content
from tests.helpers.annual import make_values
from tests.helpers.report_trees import Page, judge, make_column, make_tree

COLUMN = make_column("n", "nianbao", "block: nianbao")
ONE = ["1", "0", "0", "0", "0", "0", "1"]


def find(body: str, **rows: list[str] | str) -> list[tuple[str, int, str]]:
    values = make_values("2021", 2025, **rows)
    tables = "".join(
        f"{name}:\n"
        + "".join(f"  {row}: {json.dumps(cells)}\n" for row, cells in values[name].items())
        for name in ("proactive", "requests", "disputes")
    )
    head = f"year: 2025\nperiod_start: 2025-01-01\nperiod_end: 2025-12-31\nform: 2021\n{tables}"
    page = Page("n/a", "nianbao", "2026-01-10", "2026-01-20", head, body=body)
    tree = make_tree([COLUMN], [page])
    catalog = judge(tree).catalog
    assert catalog is not None
    (draft,) = read_drafts(scan_content(tree), catalog).drafts
    _, findings = check_content(draft, catalog)
    return [(f.rule, f.line, f.message) for f in findings]


def test_identities_block_at_the_row_and_the_rest_warns() -> None:
    body = (
        "本报告由总体情况、主动公开情况两个部分组成。\n\n## 一、总体情况\n\n没有发生行政复议。\n\n"
        "## 二、主动公开政府信息情况\n\n数据见表。"
    )
    found = find(body, r1=["1", "0", "-", "0", "0", "0", "0"], fuyi=["1", "0", "0", "0", "1"])
    assert found == [
        ("annual-identity", 25, "表三“自然人”列：各项办理结果之和1，（七）总计0"),
        ("annual-identity", 28, "表三“予以公开”行：各类申请人之和1，总计0"),
        ("annual-placeholder", 25, "表三有“-”1格，同表其他格又写“0”"),
        ("annual-contradiction", 61, "正文称“没有发生行政复议”，表四中行政复议为1"),
        ("annual-structure", 61, "缺少“收到和处理政府信息公开申请情况”部分"),
        ("annual-structure", 61, "缺少“政府信息公开行政复议、行政诉讼情况”部分"),
        ("annual-structure", 61, "缺少“存在的主要问题及改进情况”部分"),
        ("annual-structure", 61, "缺少“其他需要报告的事项”部分"),
    ]
