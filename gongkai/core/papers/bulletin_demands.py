"""The last section of a bulletin: what is to be done by when."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from gongkai.core.papers.blocks import Listing
from gongkai.core.papers.bulletin_tables import FORECAST_TITLE
from gongkai.core.papers.gaps import tally_units
from gongkai.core.papers.wording import format_day
from gongkai.core.report.deadlines import DeadlineState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.papers.quarterly import Quarterly
    from gongkai.core.papers.term import Term

_AHEAD = timedelta(days=140)
"""How far ahead yearly duties are named: from November to the first of April."""


def tell_demands(data: Quarterly, term: Term) -> Listing:
    """The demands on units with problems, on late ones, and on all."""
    return Listing(tuple(_list_demands(data, term)))


def _list_demands(data: Quarterly, term: Term) -> Iterator[str]:
    report, office = data.report, data.office
    troubled = [unit for unit, count in tally_units(data.units, data.problems) if count]
    if troubled:
        yield (
            f"限期整改。{'、'.join(troubled)}对照整改清单逐项整改，"
            f"于{term.describe(report.head.today)}将整改情况书面反馈{office.name}（电话{office.phone}）。"
        )
    late = [unit for unit in data.units if data.of_unit(unit).late]
    if late:
        yield (
            f"查明逾期原因。{'、'.join(late)}说明本季度信息逾期公开的原因，落实责任人，"
            "今后在形成或者变更之日起二十个工作日内公开，法律、法规另有规定的从其规定。"
        )
    if report.forecast and report.forecast.turnings:
        yield (
            f"按期更新栏目。责任部门在“{FORECAST_TITLE}”表所列日期之前更新，"
            "没有新的内容的，核实后写明情况。"
        )
    dues = list(_list_dues(data))
    if dues:
        yield f"按期完成固定事项。{'；'.join(dues)}。"
    yield "坚持先审查、后公开和一事一审，谁公开、谁审查、谁负责，不得以时间紧为由省略审查环节。"


def _list_dues(data: Quarterly) -> Iterator[str]:
    today = data.report.head.today
    for line in data.report.deadlines:
        owner = f"，{line.unit}负责" if line.unit else ""
        if line.state is DeadlineState.MISSING:
            yield f"{line.name}已于{format_day(line.due)}到期，尚未公开，立即补办{owner}"
        elif line.state is DeadlineState.COMING and line.due <= today + _AHEAD:
            yield f"{format_day(line.due)}前公开{line.name}{owner}"
