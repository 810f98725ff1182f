"""What law asks for beyond single columns: art. 20 and 21, rates of disclosure, annual reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.report.checks import Topic
from gongkai.publish.report_forms.lists import OFFICE
from gongkai.publish.report_forms.table import Rate, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.report.model import Report
    from gongkai.core.report.tables import Coverage, Presence
    from gongkai.publish.report_forms.table import Cell

_FOUND, _EXPLAINED, _MISSING = "有内容", "已说明", "缺"


def list_coverage(report: Report) -> Table:
    """Articles 20 and 21, the catalogue, the guide, rules and key areas (条例对照)."""
    return Table(
        "条例第20、21条",
        ("对照", "项次", "内容", "判断", "条数", "应有", "栏目或文件", "说明"),
        list(_list_coverage(report)),
        ("判断",),
    )


def _judge(items: int, reason: str | None) -> str:
    if items:
        return _FOUND
    return _EXPLAINED if reason else _MISSING


def _list_coverage(report: Report) -> Iterator[tuple[Cell, ...]]:
    coverage = report.coverage
    for line in coverage.art20:
        judged, columns = _judge(line.items, line.reason), "、".join(line.columns)
        yield "条例第二十条", line.number, line.name, judged, line.items, None, columns, line.reason
    yield from _list_fields(coverage)
    for number, element in enumerate(coverage.elements, 1):
        judged = "齐全" if element.present == element.total else "不全"
        counts = (element.present, element.total)
        yield "目录四要素（第十二条）", number, element.name, judged, *counts, "", ""
    yield from _list_presence("公开指南要素（第十二条）", coverage.guide)
    yield from _list_presence("公开制度", coverage.rules)
    yield from _list_areas(coverage)
    for number, block in enumerate(coverage.standard, 1):
        judged, missing = "缺" if block.missing else "齐全", "、".join(block.missing)
        note = f"另有{block.explained}项已说明" if block.explained else ""
        yield "标准目录", number, block.block, judged, block.filled, block.duties, missing, note
    for number, have in enumerate(coverage.haves, 1):
        judged = _FOUND if have.met else _MISSING
        yield "五有", number, have.name, judged, None, None, "", have.evidence


def _list_fields(coverage: Coverage) -> Iterator[tuple[Cell, ...]]:
    for number, field in enumerate(coverage.art21, 1):
        judged = _judge(field.items, field.reason) if field.applies else "不适用"
        where = ("、".join(field.columns), field.reason)
        yield "条例第二十一条", number, field.name, judged, field.items, None, *where


def _list_presence(about: str, lines: tuple[Presence, ...]) -> Iterator[tuple[Cell, ...]]:
    for number, line in enumerate(lines, 1):
        judged, found = _judge(len(line.found), None), "、".join(line.found)
        yield about, number, line.name, judged, len(line.found), None, found, ""


def _list_areas(coverage: Coverage) -> Iterator[tuple[Cell, ...]]:
    for number, area in enumerate(coverage.key_areas, 1):
        judged, columns = _judge(area.items, None), "、".join(area.columns)
        note = f"空白：{'、'.join(area.empty)}" if area.empty else ""
        yield "重点领域", number, area.name, judged, area.items, None, columns, note


def list_rates(report: Report) -> Table:
    """主动公开率 by unit and quarter."""
    rows: list[tuple[Cell, ...]] = []
    for line in report.openness.rates if report.openness else ():
        total = line.proactive + line.on_request + line.withheld
        rows.append(
            (
                *(line.unit, line.quarter, line.proactive, line.on_request, line.withheld),
                *(total, Rate(line.proactive, total)),
            )
        )
    return Table(
        "主动公开率",
        ("责任部门", "季度", "主动公开", "依申请公开", "不予公开", "合计", "主动公开率"),
        rows,
    )


def list_annual(report: Report) -> Table:
    """The checks of annual reports with each gap (年报)."""
    rows: list[tuple[Cell, ...]] = []
    for check in report.checks:
        if check.duty.topic is not Topic.ANNUAL:
            continue
        judged = "有问题" if check.gaps else "合格" if check.judged else "无应查事项"
        counts = (check.judged, check.kept)
        if not check.gaps:
            rows.append((check.duty.name, judged, *counts, "", "", "", check.duty.basis))
        rows += [
            (
                *(check.duty.name, judged, *counts, gap.text, gap.title or gap.id),
                *(gap.unit or OFFICE, check.duty.basis),
            )
            for gap in check.gaps
        ]
    labels = ("检查事项", "判断", "应查", "合格", "问题", "名称", "责任部门", "依据")
    return Table("年报", labels, rows, ("判断",))
