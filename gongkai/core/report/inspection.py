"""The veto counters of the national inspection as they would stand today.

《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.models.catalog import Nature
from gongkai.core.report.tables import Concerned, InspectionCounter, Status

if TYPE_CHECKING:
    from gongkai.core.report.holdings import Holdings
    from gongkai.core.report.tables import ColumnReport


@dataclass(frozen=True, slots=True)
class _Veto:
    """One veto item as the notice words it."""

    id: str
    name: str
    rule: str
    threshold: int


_HOME = _Veto("home", "首页未更新", "首页信息超过2周未更新的，单项否决", 14)
_DYNAMIC = _Veto(
    "dynamic",
    "动态、公告类栏目未更新",
    "动态、要闻类栏目超过2周未更新，通知公告、政策文件类栏目超过6个月未更新，合计5个以上的，单项否决",
    5,
)
_OTHER = _Veto(
    "other",
    "其他栏目应更新未更新",
    "其他应更新的栏目长期未更新，10个以上的，单项否决（更新间隔按本站栏目设置）",
    10,
)
_EMPTY = _Veto("empty", "空白栏目", "空白栏目5个以上的，单项否决", 5)
_STALE_AFTER = {Nature.DYNAMIC: 14, Nature.NOTICE: 183}
"""Days after which columns of these kinds count."""


def build_inspection(
    holdings: Holdings, columns: tuple[ColumnReport, ...]
) -> tuple[InspectionCounter, ...]:
    """The four counters that a site's own content decides."""
    empty = tuple(column for column in columns if column.status is Status.EMPTY)
    explained = [column.name for column in columns if column.status is Status.EXPLAINED]
    note = f"另有空白栏目已作说明，未计入：{'、'.join(explained)}" if explained else None
    return (
        _count_home(holdings),
        _count_columns(_DYNAMIC, _list_stale(columns)),
        _count_columns(_OTHER, _list_overdue(columns)),
        _count_columns(_EMPTY, empty, note),
    )


def _list_stale(columns: tuple[ColumnReport, ...]) -> tuple[ColumnReport, ...]:
    """Dynamic and notice columns that are too old by the notice, whatever their own limit."""
    return tuple(
        column
        for column in columns
        if column.age is not None
        and (limit := _STALE_AFTER.get(Nature(column.nature))) is not None
        and column.age > limit
    )


def _list_overdue(columns: tuple[ColumnReport, ...]) -> tuple[ColumnReport, ...]:
    """Other columns that are too old by their own limit."""
    return tuple(
        column
        for column in columns
        if Nature(column.nature) is Nature.REGULAR and column.status is Status.OVERDUE
    )


def _count_home(holdings: Holdings) -> InspectionCounter:
    """Days since anything was published; the home page lists the newest of the whole site."""
    newest = holdings.items[0].published.date() if holdings.items else None
    days = holdings.days_since(newest)
    return InspectionCounter(
        id=_HOME.id,
        name=_HOME.name,
        rule=_HOME.rule,
        measure="日",
        value=days,
        threshold=_HOME.threshold,
        head_room=0 if days is None else max(0, _HOME.threshold - days),
        failed=days is None or days > _HOME.threshold,
        columns=(),
        note="网站还没有公开内容" if days is None else None,
    )


def _count_columns(
    veto: _Veto, columns: tuple[ColumnReport, ...], note: str | None = None
) -> InspectionCounter:
    """A counter of columns, which fails when it reaches the threshold."""
    return InspectionCounter(
        id=veto.id,
        name=veto.name,
        rule=veto.rule,
        measure="个",
        value=len(columns),
        threshold=veto.threshold,
        head_room=max(0, veto.threshold - len(columns)),
        failed=len(columns) >= veto.threshold,
        columns=tuple(Concerned(c.name, c.unit, c.age) for c in columns),
        note=note,
    )
