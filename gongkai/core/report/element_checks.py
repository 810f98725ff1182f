"""Checks of what law asks to be there: guide, rules, catalogue, articles 20 and 21, key areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.models.catalog import BLOCK_NAMES, Block
from gongkai.core.report.checks import Duty, Gap, Topic, judge
from gongkai.core.report.coverage import explain
from gongkai.core.report.record_facts import ELEMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.report.checks import Check
    from gongkai.core.report.coverage_lines import GuideLine
    from gongkai.core.report.holdings import Holdings
    from gongkai.core.report.tables import Coverage, KeyAreaLine, Presence

GUIDE_DAYS = 365
"""Days after which a guide that nobody verified counts as old."""
GUIDE = Duty(
    "elements-guide", Topic.ELEMENTS, "公开指南九项要素", "《政府信息公开条例》第十二条", "项"
)
GUIDE_AGE = Duty(
    "elements-guide-age",
    Topic.ELEMENTS,
    "公开指南及时更新",
    "《政府信息公开条例》第十二条",
    "份",
    f"核实日期超过{GUIDE_DAYS}日，或者机构信息变更后没有再核实的，计为未及时更新",
)
RULES = Duty(
    "elements-rules",
    Topic.ELEMENTS,
    "六项公开制度",
    "《政府信息公开条例》第四条、第十七条、第四十五条至第四十七条",
    "项",
    "按制度栏目中文件的标题判断",
)
CATALOG = Duty(
    "elements-catalog",
    Topic.ELEMENTS,
    "公开目录四项要素",
    "《政府信息公开条例》第十二条",
    note="索引、名称、内容概述、生成日期；内容概述只重复标题的，计为缺少",
)
ART20 = Duty(
    "elements-art20", Topic.ELEMENTS, "法定十五项内容", "《政府信息公开条例》第二十条", "项"
)
ART21 = Duty(
    "elements-art21",
    Topic.ELEMENTS,
    "市县政府及其部门应公开的其他内容",
    "《政府信息公开条例》第二十一条",
    "项",
    "政府适用全部七项；部门适用栏目设置中列明的各项",
)
KEY_AREAS = Duty("elements-key-areas", Topic.ELEMENTS, "重点领域栏目有内容", "", "个")
BLOCKS = Duty("elements-blocks", Topic.ELEMENTS, "专栏板块齐全", "国办公开办函〔2019〕61号", "个")
REQUIRED = Duty(
    "elements-required", Topic.ELEMENTS, "必设栏目有内容", "《政府信息公开条例》第二十二条", "个"
)
HAVES = Duty(
    "elements-haves",
    Topic.ELEMENTS,
    "有机构、有制度、有专人、有安排、有考核",
    "《政府信息公开条例》第四条、第四十六条",
    "项",
)
_BLOCKS = tuple(block for block in Block if block is not Block.OUTSIDE)


def check_elements(holdings: Holdings) -> Iterator[Check]:
    """Everything of the topic 法定要素."""
    coverage = holdings.coverage
    yield judge(GUIDE, len(coverage.guide), _find_guide_gaps(holdings, coverage))
    yield judge(GUIDE_AGE, len(coverage.guide_age), _find_old_guides(holdings, coverage))
    yield judge(RULES, len(coverage.rules), _find_rule_gaps(holdings, coverage))
    yield judge(CATALOG, len(holdings.items), _find_element_gaps(holdings))
    yield judge(ART20, len(coverage.art20), _find_art20_gaps(holdings, coverage))
    applied = sum(line.applies for line in coverage.art21)
    yield judge(ART21, applied, _find_art21_gaps(holdings, coverage))
    yield judge(KEY_AREAS, len(coverage.key_areas), _find_area_gaps(holdings, coverage))
    yield judge(BLOCKS, len(_BLOCKS), _find_block_gaps(holdings))
    required = sum(column.required for column in holdings.catalog.columns)
    yield judge(REQUIRED, required, _find_required_gaps(holdings))
    yield judge(HAVES, len(coverage.haves), _find_have_gaps(coverage))


def _find_owner(holdings: Holdings, block: Block) -> tuple[str, str]:
    """Id of the first column of a block and name of its unit; empty where there is none."""
    views = [view for view in holdings.views if view.column.block is block]
    return (views[0].column.id, views[0].unit.name) if views else ("", "")


def _find_unit(holdings: Holdings, names: tuple[str, ...]) -> str:
    """The unit of the first of some columns that has nothing; empty where there is none."""
    views = [view for view in holdings.views if view.column.name in names]
    empty = [view.unit.name for view in views if not view.items]
    return next(iter(empty), "")


def _list_absent(lines: tuple[Presence, ...]) -> Iterator[str]:
    return (line.name for line in lines if not line.found)


def _find_guide_gaps(holdings: Holdings, coverage: Coverage) -> Iterator[Gap]:
    column, unit = _find_owner(holdings, Block.GUIDE)
    for name in _list_absent(coverage.guide):
        yield Gap(column, name, unit, f"公开指南没有写明“{name}”")


def _find_old_guides(holdings: Holdings, coverage: Coverage) -> Iterator[Gap]:
    for line in coverage.guide_age:
        item = holdings.by_id[line.id]
        for text in _describe_age(line):
            yield Gap(item.id, item.record.title, item.unit.name, text)


def _describe_age(line: GuideLine) -> Iterator[str]:
    if line.days > GUIDE_DAYS:
        yield f"上次核实在{line.verified}，距今{line.days}日，超过{GUIDE_DAYS}日"
    if line.behind:
        yield f"{line.verified}核实之后，又有{len(line.behind)}份机构信息形成或者变更，没有再核实"


def _find_rule_gaps(holdings: Holdings, coverage: Coverage) -> Iterator[Gap]:
    column, unit = _find_owner(holdings, Block.RULES)
    for name in _list_absent(coverage.rules):
        yield Gap(column, name, unit, f"没有公布《{name}》或者同类制度")


def _find_element_gaps(holdings: Holdings) -> Iterator[Gap]:
    for item in holdings.in_order:
        for field in item.cleared.facts.lacking:
            text = f"目录中没有{ELEMENTS[field]}"
            if field == "summary" and item.record.summary:
                text = "内容概述只重复了标题"
            yield Gap(item.id, item.record.title, item.unit.name, text)


def _find_art20_gaps(holdings: Holdings, coverage: Coverage) -> Iterator[Gap]:
    for line in coverage.art20:
        if line.items == 0 and line.reason is None:
            where = f"，对应栏目：{'、'.join(line.columns)}" if line.columns else "，也没有对应栏目"
            text = f"第{line.number}项没有公开内容，没有说明理由{where}"
            yield Gap("", line.name, _find_unit(holdings, line.columns), text)


def _find_art21_gaps(holdings: Holdings, coverage: Coverage) -> Iterator[Gap]:
    for line in coverage.art21:
        if line.applies and line.items == 0 and line.reason is None:
            text = "没有公开内容，也没有说明理由" if line.columns else "没有对应栏目"
            yield Gap("", line.name, _find_unit(holdings, line.columns), text)


def _find_area_gaps(holdings: Holdings, coverage: Coverage) -> Iterator[Gap]:
    for line in coverage.key_areas:
        if not line.items and not _is_explained(line):
            text = f"重点领域没有内容，对应栏目：{'、'.join(line.columns)}"
            yield Gap("", line.name, _find_unit(holdings, line.columns), text)


def _is_explained(line: KeyAreaLine) -> bool:
    return line.empty == line.explained


def _find_block_gaps(holdings: Holdings) -> Iterator[Gap]:
    for block in _BLOCKS:
        if not _find_owner(holdings, block)[0]:
            yield Gap("", BLOCK_NAMES[block], "", f"没有设置“{BLOCK_NAMES[block]}”板块的栏目")


def _find_required_gaps(holdings: Holdings) -> Iterator[Gap]:
    for view in holdings.views:
        column = view.column
        if column.required and not view.items and not explain(column):
            yield Gap(column.id, column.name, view.unit.name, "必设栏目没有内容，也没有说明理由")


def _find_have_gaps(coverage: Coverage) -> Iterator[Gap]:
    for line in coverage.haves:
        if not line.met:
            yield Gap("", line.name, "", line.evidence)
