"""The manual's section on time limits and the days of the year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.papers.blocks import Table, TableColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.catalog import Catalog
    from gongkai.core.models.catalog import Column

CLOCKS = (
    ("一般政府信息", "形成或者变更之日起20个工作日内", "《政府信息公开条例》第二十六条"),
    (
        "行政许可、行政处罚决定",
        "作出决定之日起7个工作日内",
        "国办发〔2015〕51号、国办发〔2018〕118号",
    ),
    (
        "处罚决定被变更、撤销、确认违法或者无效",
        "3日内撤回并公开说明理由",
        "《行政处罚法》第四十八条",
    ),
    ("预算、决算", "批复后20日内", "《预算法》第十四条"),
    ("重大行政决策草案征求意见", "一般不少于30日", "《重大行政决策程序暂行条例》第十五条"),
    ("政策解读", "与文件同步起草、同步审签、同步发布", "国办发〔2016〕80号"),
    ("公开申请补正告知", "收到之日起7个工作日内一次性告知", "《政府信息公开条例》第三十条"),
    (
        "答复公开申请",
        "20个工作日内，需要延长的至多延长20个工作日",
        "《政府信息公开条例》第三十三条",
    ),
    ("征求第三方意见", "第三方15个工作日内答复", "《政府信息公开条例》第三十二条"),
)
"""Matter, limit and basis of the limits that bind every body."""
_FIXED = re.compile(r"(\d\d)-(\d\d)")
_QUARTER_DAYS = ((1, 31), (4, 30), (7, 31), (10, 31))
"""By when a quarter's matters are usually out: twenty working days fall about a month later."""


def make_clock_table() -> Table:
    """The limits set by law and notices."""
    columns = (TableColumn("事项", 48), TableColumn("期限", 58), TableColumn("依据", 50))
    return Table("法定期限", columns, CLOCKS)


def make_calendar_table(catalog: Catalog) -> Table:
    """What falls on fixed days of the year, by day, then in the order of the catalogue."""
    units = {unit.id: unit.name for unit in catalog.units}
    entries = sorted(
        (day, position, text, units[column.unit], "；".join(column.basis))
        for position, column in enumerate(catalog.columns)
        for day, text in _list_days(column)
    )
    rows = tuple(
        (f"{month}月{day}日前", text, unit, basis) for (month, day), _, text, unit, basis in entries
    )
    columns = (
        TableColumn("日期", 24),
        TableColumn("事项", 46),
        TableColumn("责任部门", 26),
        TableColumn("依据", 60),
    )
    return Table("全年日历", columns, rows)


def _list_days(column: Column) -> Iterator[tuple[tuple[int, int], str]]:
    if fixed := _FIXED.fullmatch(column.limit):
        yield (int(fixed[1]), int(fixed[2])), f"公开上一年度“{column.name}”"
    elif column.limit == "quarterly":
        for day in _QUARTER_DAYS:
            yield day, f"更新上一季度“{column.name}”"
    elif column.limit == "yearly":
        yield (12, 31), f"年内更新“{column.name}”"
