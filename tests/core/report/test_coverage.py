from __future__ import annotations

from datetime import date

from gongkai.core.report.coverage import ART20, build_coverage
from gongkai.core.report.holdings import collect_holdings
from gongkai.core.report.tables import Art20Line, Coverage, KeyAreaLine, Presence
from gongkai.core.site import build_site
from tests.helpers.report_trees import Page, judge, make_column, make_tree

GUIDE = "".join(
    f"{name}: 内容\n"
    for name in (
        *("classification", "arrangement", "access", "office_name", "office_address"),
        *("office_hours", "office_phone", "office_fax", "office_internet"),
    )
)
KEY_AREAS = """\
key_areas:
- {id: k1, name: 领域一, columns: [a, b]}
- {id: k2, name: 领域二, columns: [c]}
"""


def build(columns: list[str], pages: list[Page], areas: str) -> Coverage:
    verdict = judge(make_tree(columns, pages, areas))
    holdings = collect_holdings(verdict, build_site(verdict))
    assert holdings is not None
    return build_coverage(holdings)


def test_key_areas_and_art_20() -> None:
    columns = [
        make_column("a", "zhidu", "art20: 2"),
        make_column("b", "zhidu", "art20: 2\nzero_statement: 本期无。"),
        make_column("c", "zhidu", "art20: 11\nnot_applicable: 本机关无此职责。"),
        make_column("d", "zhidu", "art20: 8"),
    ]
    pages = [
        Page("a/one", "zhidu", "2026-03-02", "2026-03-03", "also_in: [b]\n"),
        Page("a/two", "zhidu", "2026-03-02", "2026-03-05", "art20: 15\n"),
    ]
    found = build(columns, pages, KEY_AREAS)
    assert found.key_areas == (
        KeyAreaLine("领域一", ("栏目a", "栏目b"), 2, date(2026, 3, 5)),
        KeyAreaLine("领域二", ("栏目c",), 0, None),
    )
    expected = {n: Art20Line(n, name, 0, (), None) for n, name in enumerate(ART20, 1)}
    expected[2] = Art20Line(2, ART20[1], 1, ("栏目a", "栏目b"), None)
    expected[8] = Art20Line(8, ART20[7], 0, ("栏目d",), None)
    expected[11] = Art20Line(11, ART20[10], 0, ("栏目c",), "本机关无此职责。")
    expected[15] = Art20Line(15, ART20[14], 1, (), None)
    assert found.art20 == tuple(expected.values())


def test_rules_are_found_by_title_in_their_block_alone() -> None:
    columns = [make_column("z", "zhidu", "block: zhidu"), make_column("a", "zhidu")]
    titles = ("保密审查制度", "依申请公开办法", "信息发布审核规定", "责任追究办法")
    pages = [
        Page(f"z/p{n}", "zhidu", "2026-03-02", "2026-03-03", title=title)
        for n, title in enumerate(titles)
    ]
    pages.append(Page("a/kaohe", "zhidu", "2026-03-02", "2026-03-03", title="工作考核办法"))
    assert build(columns, pages, "key_areas: []\n").rules == (
        Presence("政府信息公开工作考核办法", ()),
        Presence("政府信息公开保密审查制度", ("z/p0",)),
        Presence("网站信息审核发布制度", ("z/p2",)),
        Presence("政府信息公开监督问责制度", ("z/p3",)),
        Presence("依申请公开制度", ("z/p1",)),
        Presence("政府信息公开年度报告制度", ()),
    )


def test_the_nine_elements_of_the_guide() -> None:
    columns = [make_column("zhinan", "gongkai-zhinan", "block: zhinan")]
    page = Page(
        "zhinan/a", "gongkai-zhinan", "2026-03-02", "2026-03-03", f"{GUIDE}verified: 2026-03-01\n"
    )
    names = (
        *("政府信息的分类", "编排体系", "获取方式", "政府信息公开工作机构", "办公地址"),
        *("办公时间", "联系电话", "传真号码", "互联网联系方式"),
    )
    found = build(columns, [page], "key_areas: []\n").guide
    assert found == tuple(Presence(name, ("zhinan/a",)) for name in names)
    empty = build(columns, [], "key_areas: []\n").guide
    assert empty == tuple(Presence(name, ()) for name in names)
