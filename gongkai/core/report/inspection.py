"""The veto counters of the national inspection as they would stand today.

《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.models.catalog import Nature
from gongkai.core.report.tables import Concerned, InspectionCounter, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.core.report.holdings import Holdings
    from gongkai.core.report.tables import ColumnReport


@dataclass(frozen=True, slots=True)
class Veto:
    """One veto item as the notice words it."""

    id: str
    name: str
    rule: str
    threshold: int


HOME = Veto("home", "首页未更新", "首页信息超过2周未更新的，单项否决", 14)
DYNAMIC = Veto(
    "dynamic",
    "动态、公告类栏目未更新",
    "动态、要闻类栏目超过2周未更新，通知公告、政策文件类栏目超过6个月未更新，合计5个以上的，单项否决",
    5,
)
OTHER = Veto(
    "other",
    "其他栏目应更新未更新",
    "其他应更新的栏目长期未更新，10个以上的，单项否决（更新间隔按本站栏目设置）",
    10,
)
EMPTY = Veto("empty", "空白栏目", "空白栏目5个以上的，单项否决", 5)
STALE_AFTER = {Nature.DYNAMIC: 14, Nature.NOTICE: 183}
"""Days after which columns of these kinds count, whatever their own limit."""


def build_inspection(
    holdings: Holdings, columns: tuple[ColumnReport, ...]
) -> tuple[InspectionCounter, ...]:
    """The four counters that a site's own content decides."""
    counted: dict[str, list[ColumnReport]] = {}
    for column in columns:
        veto = choose_veto(Nature(column.nature), column.status, column.age)
        if veto is not None:
            counted.setdefault(veto.id, []).append(column)
    explained = [column.name for column in columns if column.status is Status.EXPLAINED]
    note = f"另有空白栏目已作说明，未计入：{'、'.join(explained)}" if explained else None
    return (
        _count_home(holdings),
        _count_columns(DYNAMIC, counted.get(DYNAMIC.id, ())),
        _count_columns(OTHER, counted.get(OTHER.id, ())),
        _count_columns(EMPTY, counted.get(EMPTY.id, ()), note),
    )


def choose_veto(nature: Nature, status: Status, age: int | None) -> Veto | None:
    """The item that a column in this state adds to; age in days, None for an empty column."""
    if status is Status.EMPTY:
        return EMPTY
    if age is None:
        return None
    if nature in STALE_AFTER:
        return DYNAMIC if age > STALE_AFTER[nature] else None
    return OTHER if status is Status.OVERDUE else None


def fails_home(days: int | None) -> bool:
    """Whether a home page fails whose newest item is so many days old; None without items."""
    return days is None or days > HOME.threshold


def _count_home(holdings: Holdings) -> InspectionCounter:
    """Days since anything was published; the home page lists the newest of the whole site."""
    newest = holdings.items[0].day if holdings.items else None
    days = holdings.days_since(newest)
    return InspectionCounter(
        id=HOME.id,
        name=HOME.name,
        rule=HOME.rule,
        measure="日",
        value=days,
        threshold=HOME.threshold,
        head_room=0 if days is None else max(0, HOME.threshold - days),
        failed=fails_home(days),
        columns=(),
        note="网站还没有公开内容" if days is None else None,
    )


def _count_columns(
    veto: Veto, columns: Sequence[ColumnReport], note: str | None = None
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
