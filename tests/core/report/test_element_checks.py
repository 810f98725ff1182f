from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.report.checks import Gap
from gongkai.core.report.element_checks import check_elements
from gongkai.core.report.holdings import collect_holdings
from gongkai.core.site import build_site
from tests.helpers.report_trees import Page, judge, make_column, make_tree

if TYPE_CHECKING:
    from gongkai.core.report.checks import Check

FIELDS = (
    *("classification", "arrangement", "access", "office_name", "office_address"),
    *("office_hours", "office_phone", "office_fax", "office_internet", "verified"),
)
GUIDE = "".join(f"{name}: 2025-11-19\n" for name in FIELDS)
ORGAN = (
    "functions: 职责\naddress: 地址\nhours: 9时\nphone: 电话\nhead: 某某\nverified: 2026-01-05\n"
)


def check(
    columns: list[str], pages: list[Page], areas: str = "key_areas: []\n"
) -> dict[str, Check]:
    verdict = judge(make_tree(columns, pages, areas))
    holdings = collect_holdings(verdict, build_site(verdict))
    assert holdings is not None
    return {line.duty.id: line for line in check_elements(holdings)}


def test_an_empty_site_lacks_everything() -> None:
    found = check([make_column("a", "zhidu", "art20: 2")], [])
    assert {name: (line.judged, line.kept, len(line.gaps)) for name, line in found.items()} == {
        "elements-guide": (9, 0, 9),
        "elements-guide-age": (0, 0, 0),
        "elements-rules": (6, 0, 6),
        "elements-catalog": (0, 0, 0),
        "elements-art20": (15, 0, 15),
        "elements-art21": (0, 0, 0),
        "elements-key-areas": (0, 0, 0),
        "elements-blocks": (5, 1, 4),
        "elements-required": (1, 0, 1),
        "elements-haves": (5, 1, 4),
    }
    assert found["elements-guide"].gaps[0] == Gap(
        "", "政府信息的分类", "", "公开指南没有写明“政府信息的分类”"
    )
    assert found["elements-rules"].gaps[1] == Gap(
        "", "政府信息公开保密审查制度", "", "没有公布《政府信息公开保密审查制度》或者同类制度"
    )
    assert [(gap.unit, gap.text) for gap in found["elements-art20"].gaps[:2]] == [
        ("", "第1项没有公开内容，没有说明理由，也没有对应栏目"),
        ("办公室", "第2项没有公开内容，没有说明理由，对应栏目：栏目a"),
    ]
    assert found["elements-blocks"].gaps[0] == Gap(
        "", "政府信息公开指南", "", "没有设置“政府信息公开指南”板块的栏目"
    )
    assert found["elements-required"].gaps == (
        Gap("a", "栏目a", "办公室", "必设栏目没有内容，也没有说明理由"),
    )
    assert [gap.title for gap in found["elements-haves"].gaps] == [
        *("有机构", "有制度", "有安排", "有考核"),
    ]


def test_a_guide_grows_old_by_days_and_by_changes() -> None:
    columns = [make_column("zhinan", "gongkai-zhinan", "block: zhinan"), make_column("j", "jigou")]
    guide = Page("zhinan/a", "gongkai-zhinan", "2025-11-18", "2025-11-19", GUIDE)
    fresh = GUIDE.replace("verified: 2025-11-19", "verified: 2025-11-20")
    recent = Page("zhinan/b", "gongkai-zhinan", "2025-11-18", "2025-11-20", fresh)
    found = check(columns, [guide, recent])
    assert found["elements-guide"].gaps == ()
    line = found["elements-guide-age"]
    assert (line.judged, line.kept) == (2, 1)
    assert line.gaps == (
        Gap("zhinan/a", "zhinan/a", "办公室", "上次核实在2025-11-19，距今366日，超过365日"),
    )
    organ = Page("j/a", "jigou", "2025-11-20", "2025-11-20", ORGAN)
    line = check(columns, [guide, recent, organ])["elements-guide-age"]
    assert (line.judged, line.kept) == (2, 1)
    assert line.gaps[1].text == "2025-11-19核实之后，又有1份机构信息形成或者变更，没有再核实"


def test_summaries_that_say_nothing() -> None:
    pages = [
        Page("a/one", "zhidu", "2026-03-02", "2026-03-03", title="内容概述", unit="ye"),
        Page("a/two", "zhidu", "2026-03-02", "2026-03-03"),
    ]
    line = check([make_column("a", "zhidu")], pages)["elements-catalog"]
    assert (line.judged, line.kept) == (2, 1)
    assert line.gaps == (Gap("a/one", "内容概述", "业务科", "内容概述只重复了标题"),)


def test_key_areas_and_fields_of_article_21() -> None:
    columns = [
        make_column("a", "zhidu", "art21: 公共服务"),
        make_column("b", "zhidu", "art21: 治安管理\nzero_statement: 本期无。"),
        make_column("c", "zhidu", "art21: 社会救助").replace("unit: ban", "unit: ye"),
    ]
    areas = """\
key_areas:
- {id: k1, name: 领域一, columns: [a]}
- {id: k2, name: 领域二, columns: [b]}
- {id: k3, name: 领域三, columns: [b, c]}
"""
    found = check(columns, [Page("a/one", "zhidu", "2026-03-02", "2026-03-03")], areas)
    area, field = found["elements-key-areas"], found["elements-art21"]
    assert (area.judged, area.kept, field.judged, field.kept) == (3, 2, 3, 2)
    assert area.gaps == (Gap("", "领域三", "办公室", "重点领域没有内容，对应栏目：栏目b、栏目c"),)
    assert field.gaps == (Gap("", "社会救助", "业务科", "没有公开内容，也没有说明理由"),)
