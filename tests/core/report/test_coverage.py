from __future__ import annotations

from datetime import date

from gongkai.core.report.coverage import ART20, build_coverage
from gongkai.core.report.coverage_lines import (
    Art21Line,
    BlockLine,
    ElementLine,
    GuideLine,
    HaveLine,
    IssueLine,
)
from gongkai.core.report.holdings import collect_holdings
from gongkai.core.report.tables import (
    Art20Line,
    Coverage,
    KeyAreaLine,
    Presence,
)
from gongkai.core.site import build_site
from gongkai.core.standard_catalog import list_duties
from tests.helpers.report_trees import Page, judge, make_column, make_tree, replace_file

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


ORGAN = (
    "functions: 职责\naddress: 地址\nhours: 9时\nphone: 电话\nhead: 某某\nverified: 2026-01-05\n"
)
CHANGED = f"revision: 2\nprevious: {'0' * 64}\nchanged: {{}}\nchange_note: 更换负责人\n"


def build(columns: list[str], pages: list[Page], areas: str = "key_areas: []\n") -> Coverage:
    verdict = judge(make_tree(columns, pages, areas))
    holdings = collect_holdings(verdict, build_site(verdict))
    assert holdings is not None
    return build_coverage(holdings)


def art21(
    name: str, items: int, columns: tuple[str, ...], reason: str | None, *, applies: bool
) -> Art21Line:
    return Art21Line(name, applies, items, columns, reason)


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
        KeyAreaLine("领域一", ("栏目a", "栏目b"), 2, date(2026, 3, 5), date(2026, 3, 3)),
        KeyAreaLine("领域二", ("栏目c",), 0, None, None, ("栏目c",), ("栏目c",)),
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
    assert build(columns, pages).rules == (
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
    found = build(columns, [page]).guide
    assert found == tuple(Presence(name, ("zhinan/a",)) for name in names)
    empty = build(columns, []).guide
    assert empty == tuple(Presence(name, ()) for name in names)


def test_art_21_by_kind_of_body() -> None:
    columns = [
        make_column("a", "zhidu", "art21: 公共服务、公益事业"),
        make_column("b", "zhidu", "art21: 治安管理\nzero_statement: 本期无。"),
        make_column("c", "zhidu", "art21: 宅基地使用情况审核"),
    ]
    pages = [Page("a/one", "zhidu", "2026-03-02", "2026-03-03")]
    assert build(columns, pages).art21 == (
        art21("市政建设", 0, (), None, applies=False),
        art21("公共服务", 1, ("栏目a",), None, applies=True),
        art21("公益事业", 1, ("栏目a",), None, applies=True),
        art21("土地征收", 0, (), None, applies=False),
        art21("房屋征收", 0, (), None, applies=False),
        art21("治安管理", 0, ("栏目b",), "本期无。", applies=True),
        art21("社会救助", 0, (), None, applies=False),
        art21("宅基地使用情况审核", 0, ("栏目c",), None, applies=True),
    )
    tree = replace_file(
        make_tree(columns, pages), "catalog/site.yml", "type: department", "type: government"
    )
    verdict = judge(tree)
    holdings = collect_holdings(verdict, None)
    assert holdings is not None
    assert all(line.applies for line in build_coverage(holdings).art21)


def test_four_elements_of_every_item() -> None:
    pages = [
        Page("a/one", "zhidu", "2026-03-02", "2026-03-03"),
        Page("a/two", "zhidu", "2026-03-02", "2026-03-03", title="内容概述"),
    ]
    assert build([make_column("a", "zhidu")], pages).elements == (
        ElementLine("index_number", "索引", 2, 2),
        ElementLine("title", "名称", 2, 2),
        ElementLine("summary", "内容概述", 1, 2),
        ElementLine("made", "生成日期", 2, 2),
    )


def test_duties_are_those_of_the_standard_catalogue() -> None:
    columns = [
        make_column("z", "zhidu", "block: zhidu"),
        make_column("a", "zhidu"),
        make_column("b", "zhidu", "zero_statement: 本期无。"),
        make_column("c", "zhidu"),
        make_column("d", "dongtai", "block: outside"),
    ]
    pages = [Page("a/one", "zhidu", "2026-03-02", "2026-03-03")]
    lines = build(columns, pages).standard
    assert lines == (
        BlockLine("政府信息公开制度", 1, 0, 0, ("栏目z",)),
        BlockLine("法定主动公开内容", 3, 1, 1, ("栏目c",)),
    )
    site = build_site(judge(make_tree(columns, pages)))
    assert sum(line.duties for line in lines) == len(list_duties(site))


def test_age_of_the_guide() -> None:
    columns = [make_column("zhinan", "gongkai-zhinan", "block: zhinan"), make_column("j", "jigou")]
    guide = f"{GUIDE}verified: 2026-03-01\n"
    pages = [
        Page("zhinan/a", "gongkai-zhinan", "2026-03-02", "2026-03-03", guide),
        Page("j/new", "jigou", "2026-03-02", "2026-03-03", ORGAN),
        Page("j/old", "jigou", "2026-03-01", "2026-03-03", ORGAN),
        Page(
            "j/changed", "jigou", "2026-02-02", "2026-06-03", ORGAN + CHANGED.format("2026-06-01")
        ),
    ]
    assert build(columns, pages).guide_age == (
        GuideLine("zhinan/a", date(2026, 3, 1), 264, ("j/changed", "j/new")),
    )


def test_issues_of_the_running_year() -> None:
    pages = [
        Page("a/old", "zhidu", "2025-12-01", "2025-12-02"),
        Page("a/one", "zhidu", "2026-09-01", "2026-09-02"),
        Page("a/two", "zhidu", "2026-11-02", "2026-11-03"),
    ]
    found = build([make_column("a", "zhidu")], pages).issues
    assert [(issue.id, issue.items) for issue in found] == [
        *((f"2026-{month:02}", 0) for month in range(1, 9)),
        *(("2026-09", 1), ("2026-10", 0), ("2026-11", 1)),
    ]
    assert found[0] == IssueLine("2026-01", "第2期（2026年1月）", 0, closed=True)
    assert not found[-1].closed


def test_five_haves() -> None:
    columns = [
        make_column("zhinan", "gongkai-zhinan", "block: zhinan"),
        make_column("z", "zhidu", "block: zhidu"),
        make_column("a", "zhidu"),
    ]
    guide = f"{GUIDE}verified: 2026-03-01\n"
    pages = [
        Page("zhinan/a", "gongkai-zhinan", "2026-03-02", "2026-03-03", guide),
        Page("z/k", "zhidu", "2026-03-02", "2026-03-03", title="工作考核办法"),
        Page("a/now", "zhidu", "2026-03-02", "2026-03-03", title="2026年政务公开工作安排"),
    ]
    assert build(columns, pages).haves == (
        HaveLine("有机构", met=True, evidence="公开指南写明了工作机构"),
        HaveLine("有制度", met=True, evidence="六项制度已公布1项"),
        HaveLine("有专人", met=True, evidence="1个责任部门都有审查人"),
        HaveLine("有安排", met=True, evidence="《2026年政务公开工作安排》"),
        HaveLine("有考核", met=True, evidence="考核办法已公布"),
    )
    nobody = make_tree([*columns, make_column("y", "zhidu").replace("unit: ban", "unit: ye")], [])
    scoped = replace_file(nobody, "catalog/reviewers.yml", "{role: l1,", "{role: l1, units: [ban],")
    holdings = collect_holdings(judge(scoped), None)
    assert holdings is not None
    assert build_coverage(holdings).haves == (
        HaveLine("有机构", met=False, evidence="公开指南没有写明工作机构"),
        HaveLine("有制度", met=False, evidence="六项制度已公布0项"),
        HaveLine("有专人", met=False, evidence="没有初审人员的部门：业务科"),
        HaveLine("有安排", met=False, evidence="没有公布2026年的工作要点或者安排"),
        HaveLine("有考核", met=False, evidence="没有公布考核办法"),
    )
