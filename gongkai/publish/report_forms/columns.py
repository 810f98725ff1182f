"""The completeness of every column as a table (栏目)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.publish.report_forms.table import Rate, Table, tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.core.report.tables import ColumnReport
    from gongkai.publish.report_forms.table import Cell

_LABELS = (
    *("栏目编号", "栏目名称", "板块", "分组", "责任部门", "公开依据", "必设", "状态"),
    *("条数", "本年条数", "应有条数", "撤回", "首条日期", "最近日期", "距今天数", "最长更新间隔"),
    *("超期起始日", "相邻最长间隔", "相邻间隔上限", "公开时限", "可计时限", "按时", "按时率"),
    *("期限未定", "说明", "不足", "应有未有", "最少条数检验", "更新间隔检验", "相邻间隔检验"),
    *("缺少字段", "只有链接的条目", "未配解读的文件"),
)
_STATES = ("状态", "最少条数检验", "更新间隔检验", "相邻间隔检验")


def list_columns(columns: Iterable[ColumnReport]) -> Table:
    """One line for each column, in the order of the catalogue."""
    rows = [_list_cells(column) for column in columns]
    return Table("栏目", _LABELS, rows, _STATES, file="columns.csv")


def _list_cells(column: ColumnReport) -> tuple[Cell, ...]:
    marks = [test.mark.value for test in column.tests] or [""] * 3
    return (
        *(column.id, column.name, column.block, column.group, column.unit),
        *("；".join(column.basis), tell(column.required), column.status.value),
        *(column.items, column.items_this_year, column.min_items, column.withdrawn),
        *(column.first, column.last, column.age, column.max_age, column.stale_from),
        *(column.largest_gap, column.max_gap, column.limit, column.judged, column.on_time),
        Rate(column.on_time, column.judged),
        *(column.uncertain, column.statement, "；".join(column.shortfalls)),
        "；".join(f"{o.title}：{o.text}" for o in column.omissions),
        *marks,
        "；".join(f"{field.name}{len(field.documents)}件" for field in column.missing),
        *("；".join(column.link_only), "；".join(column.unlinked)),
    )
