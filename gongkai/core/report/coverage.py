"""What law asks of the site as a whole: art. 20, the guide's elements, six rules, key areas."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from gongkai.core.models import Guide
from gongkai.core.models.catalog import Block
from gongkai.core.report.tables import Art20Line, Coverage, KeyAreaLine, Presence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.report.holdings import Holdings

ART20 = (
    "行政法规、规章和规范性文件",
    "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名",
    "国民经济和社会发展规划、专项规划、区域规划及相关政策",
    "国民经济和社会发展统计信息",
    "办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果",
    "实施行政处罚、行政强制的依据、条件、程序以及具有一定社会影响的行政处罚决定",
    "财政预算、决算信息",
    "行政事业性收费项目及其依据、标准",
    "政府集中采购项目的目录、标准及实施情况",
    "重大建设项目的批准和实施情况",
    "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况",
    "突发公共事件的应急预案、预警信息及应对情况",
    "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况",
    "公务员招考的职位、名额、报考条件等事项以及录用结果",
    "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息",
)
"""The fifteen items of 条例第二十条."""
RULE_TITLES = (
    ("政府信息公开工作考核办法", re.compile("考核")),
    ("政府信息公开保密审查制度", re.compile("保密审查")),
    ("网站信息审核发布制度", re.compile("审核发布|发布审核|信息发布")),
    ("政府信息公开监督问责制度", re.compile("问责|责任追究")),
    ("依申请公开制度", re.compile("依申请公开")),
    ("政府信息公开年度报告制度", re.compile("年度报告|年报")),
)
"""The six rules that assessors ask for, and how their titles are told."""
GUIDE_FIELDS = (
    "classification",
    "arrangement",
    "access",
    "office_name",
    "office_address",
    "office_hours",
    "office_phone",
    "office_fax",
    "office_internet",
)
"""The nine elements of 条例第十二条."""


def build_coverage(holdings: Holdings) -> Coverage:
    """What is covered of that which law asks of the whole site."""
    return Coverage(
        key_areas=tuple(_list_key_areas(holdings)),
        rules=tuple(_list_rules(holdings)),
        guide=tuple(_list_guide(holdings)),
        art20=tuple(_list_art20(holdings)),
    )


def _list_key_areas(holdings: Holdings) -> Iterator[KeyAreaLine]:
    views = {view.column.id: view for view in holdings.views}
    for area in holdings.catalog.key_areas.key_areas:
        members = [views[name] for name in area.columns]
        items = {item.id: item for view in members for item in view.items}
        yield KeyAreaLine(
            name=area.name,
            columns=tuple(view.column.name for view in members),
            items=len(items),
            last=max((item.published.date() for item in items.values()), default=None),
        )


def _list_rules(holdings: Holdings) -> Iterator[Presence]:
    titles = [
        (item.id, item.record.title)
        for item in reversed(holdings.items)
        if item.column.block is Block.RULES
    ]
    for name, pattern in RULE_TITLES:
        yield Presence(name, tuple(found for found, title in titles if pattern.search(title)))


def _list_guide(holdings: Holdings) -> Iterator[Presence]:
    guides = [item for item in holdings.items if isinstance(item.record, Guide)]
    for field in GUIDE_FIELDS:
        found = tuple(item.id for item in guides if getattr(item.record, field).strip())
        yield Presence(Guide.model_fields[field].title or field, found)


def _list_art20(holdings: Holdings) -> Iterator[Art20Line]:
    counts = Counter(item.art20 for item in holdings.items)
    for number, name in enumerate(ART20, 1):
        columns = [c for c in holdings.catalog.columns if c.art20 == number]
        reasons = [c.not_applicable or c.zero_statement for c in columns]
        given = "；".join(dict.fromkeys(reason for reason in reasons if reason))
        yield Art20Line(
            number=number,
            name=name,
            items=counts[number],
            columns=tuple(column.name for column in columns),
            reason=(given or None) if counts[number] == 0 else None,
        )
