from __future__ import annotations

import pytest

from gongkai.core.report.expected_fields import count_missing
from gongkai.core.report.holdings import collect_holdings
from gongkai.core.report.tables import MissingField
from gongkai.core.site import build_site
from tests.helpers.report_trees import Page, judge, make_column, make_tree

DECISION = (
    "decision_number: 示档许〔2026〕1号\ndecision_date: 2026-11-02\nparty: 示例公司\n"
    "party_kind: {}\nlegal_basis: 法条\ncontent: 准予许可\n"
)
LICENCE = f"{DECISION}licence_class: 普通\nvalid_from: 2026-11-02\n"
FISCAL = (
    "year: 2026\nfiscal_kind: {}\napproved: 2026-11-02\napproved_by: 示例市财政局\ntotal: 1.00\n"
)
BUY = "stage: {}\nproject_number: 甲1\namount: 1.00\n"
POLICY = (
    "document_number: 示档规〔2026〕1号\ngenre: 通知\nregistration_number: 甲1\n"
    "effective: 2026-03-01\nexpiry: 2031-03-01\nlegality_review: 法制科1号\n"
)


def find(kind: str, fields: str, column: str = "art20: 5") -> list[str]:
    page = Page("a/one", kind, "2026-11-02", "2026-11-03", fields)
    verdict = judge(make_tree([make_column("a", kind, column)], [page]))
    holdings = collect_holdings(verdict, build_site(verdict))
    assert holdings is not None
    return [f"{line.field} {line.name}" for line in count_missing(holdings, holdings.items)]


@pytest.mark.parametrize(
    ("kind", "fields", "missing"),
    [
        ("zhidu", "", []),
        ("xuke-jieguo", LICENCE.format("法人"), ["expiry 失效日期", "party_code 相对人代码"]),
        ("xuke-jieguo", LICENCE.format("自然人") + "expiry: 2027-01-01", []),
        ("tongji", "period: 2026年\nmeasure: 件", ["table 数据文件"]),
        ("caigou", BUY.format("采购公告"), []),
        ("caigou", BUY.format("采购合同"), ["winner 中标（成交）供应商"]),
        ("caizheng", FISCAL.format("部门预算"), ["attachments 附件"]),
        (
            "caizheng",
            FISCAL.format("“三公”经费预算"),
            ["attachments 附件", "sangong “三公”经费"],
        ),
        ("tonggao", "", ["area 涉及区域"]),
        ("tonggao", "area: 全市\nstart: 2026-11-05", ["end 结束日期"]),
        ("tonggao", "area: 全市\nstart: 2026-11-05\nopen_ended: 是", []),
        ("guifanxing-wenjian", POLICY, ["attachments Word 和 PDF 两种格式的附件"]),
        ("zhidu", "reprints: 示例市人民政府", ["source_url 来源网址"]),
    ],
)
def test_what_the_type_asks_for(kind: str, fields: str, missing: list[str]) -> None:
    assert find(kind, fields) == missing


@pytest.mark.parametrize(
    ("column", "missing"),
    [
        ("art21: 公共服务", []),
        ("block: outside", []),
        ("block: fdzdgk", ["art20 条例第二十条项次"]),
    ],
)
def test_statutory_items_tell_their_article(column: str, missing: list[str]) -> None:
    assert find("zhidu", "", column) == missing


def test_documents_are_counted_by_field() -> None:
    pages = [
        Page("a/two", "tongji", "2026-11-02", "2026-11-03", "period: 甲\nmeasure: 件"),
        Page("a/one", "tongji", "2026-11-02", "2026-11-03", "period: 甲\nmeasure: 件\nart20: 4"),
    ]
    verdict = judge(make_tree([make_column("a", "tongji")], pages))
    holdings = collect_holdings(verdict, build_site(verdict))
    assert holdings is not None
    assert count_missing(holdings, holdings.items) == (
        MissingField("art20", "条例第二十条项次", ("a/two",)),
        MissingField("table", "数据文件", ("a/one", "a/two")),
    )
