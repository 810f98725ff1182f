from __future__ import annotations

from datetime import timedelta

import pytest

from gongkai.core.report.build import build_report
from gongkai.core.report.model import BuildFacts, Light, SummaryLine
from gongkai.core.report.summary import format_rate
from gongkai.core.site import build_site
from tests.helpers.report_trees import NOW, Page, judge, make_column, make_tree

FACTS = BuildFacts("1.0", None, first_publication=True, manifest_digest=None)
AREAS = "key_areas:\n- {id: k, name: 领域一, columns: [a]}\n"


def summarise(columns: list[str], pages: list[Page]) -> dict[str, SummaryLine]:
    verdict = judge(make_tree(columns, pages, AREAS))
    report = build_report(verdict, build_site(verdict), FACTS)
    return {line.name: line for line in report.summary}


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (1, 1, "100%"),
        (0, 7, "0.0%"),
        (1, 3, "33.3%"),
        (2, 3, "66.7%"),
        (1, 8, "12.5%"),
        (1, 16, "6.3%"),
        (9999, 10000, "99.9%"),
    ],
)
def test_rates(part: int, whole: int, text: str) -> None:
    assert format_rate(part, whole) == text


def test_a_poor_site() -> None:
    old = (NOW.date() - timedelta(days=40)).isoformat()
    columns = [
        make_column("a", "zhidu", "max_age: 30"),
        make_column("b", "guifanxing-wenjian", "max_age: 100"),
    ]
    gfx = (
        "document_number: 示档规〔2026〕1号\ngenre: 通知\nregistration_number: 甲1\n"
        "effective: 2026-03-01\nexpiry: 2031-03-01\nlegality_review: 法制科1号\n"
    )
    pages = [
        Page("a/one", "zhidu", "2025-03-03", old),
        Page("b/one", "guifanxing-wenjian", old, old, gfx),
    ]
    found = summarise(columns, pages)
    guide = (
        "政府信息的分类、编排体系、获取方式、政府信息公开工作机构、办公地址、"
        "办公时间、联系电话、传真号码、互联网联系方式"
    )
    rules = (
        "政府信息公开工作考核办法、政府信息公开保密审查制度、网站信息审核发布制度、"
        "政府信息公开监督问责制度、依申请公开制度、政府信息公开年度报告制度"
    )
    limits = "可计时限2份，按时1份（50.0%），逾期1份；2项时限检查有问题"
    expected = (
        SummaryLine("发布审查", Light.CARE, "已通过，另有2处提醒"),
        SummaryLine("审查覆盖", Light.GOOD, "2份公开文件中，2份审查层级齐全"),
        SummaryLine("单项否决指标", Light.BAD, "1项达到否决标准：首页未更新"),
        SummaryLine("栏目更新", Light.BAD, "共2个：正常1、超期1"),
        SummaryLine("公开时限", Light.CARE, limits),
        SummaryLine("条例第二十条", Light.BAD, "十五项中有内容0项，说明理由0项，缺15项"),
        SummaryLine("公开指南法定要素", Light.BAD, f"0/9，缺：{guide}"),
        SummaryLine("公开制度", Light.BAD, f"0/6，缺：{rules}"),
        SummaryLine("重点领域", Light.GOOD, "1/1，均有内容"),
    )
    assert tuple(found[line.name] for line in expected) == expected


def test_a_fair_site() -> None:
    today = NOW.date().isoformat()
    columns = [
        make_column("a", "zhidu", "max_age: 30"),
        make_column("b", "zhidu", "max_age: 30\nrequired: 否").replace("required: 是\n  ", ""),
    ]
    old = (NOW.date() - timedelta(days=40)).isoformat()
    found = summarise(columns, [Page("a/a", "zhidu", today, today), Page("b/a", "zhidu", old, old)])
    names = ("单项否决指标", "栏目更新", "公开时限")
    assert [found[name] for name in names] == [
        SummaryLine("单项否决指标", Light.CARE, "未达到否决标准，计入：其他栏目应更新未更新1个"),
        SummaryLine("栏目更新", Light.CARE, "共2个：正常1、超期1"),
        SummaryLine("公开时限", Light.GOOD, "可计时限2份，按时2份（100%），逾期0份"),
    ]
