"""重点任务进展: task by quarter, as of the day of the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.models import TaskTable
from gongkai.core.models.progress import TaskStatus
from gongkai.core.task_progress import MISSING, TaskMatrix, lay_out_tasks
from gongkai.publish.pages.panels.panel import PARTICIPATION_STYLE, Panel

if TYPE_CHECKING:
    from gongkai.core.column_views import ColumnView
    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel

_YEARS_SHOWN = 3
_NUMERALS = "一二三四"
MARKS = {
    TaskStatus.NOT_STARTED.value: "waiting",
    TaskStatus.ONGOING.value: "ongoing",
    TaskStatus.DONE.value: "done",
    TaskStatus.LATE.value: "late",
    MISSING: "missing",
}
"""How each status is set off; the word itself is always there."""


@dataclass(frozen=True, slots=True)
class TaskTableView:
    """One table of tasks."""

    item: Item
    matrix: TaskMatrix
    missing: str
    """The past quarters without a status in words, empty where all is told."""


def make_tasks(site: SiteModel, view: ColumnView) -> Panel | None:
    """The tables of the latest years, the newest first."""
    items = [item for item in view.items if isinstance(item.record, TaskTable)]
    if not items:
        return None
    items.sort(key=lambda item: (item.record.year, item.id), reverse=True)
    return Panel(
        template="panels/tasks.html",
        context={
            "tables": tuple(_view_table(site, item) for item in items[:_YEARS_SHOWN]),
            "quarters": tuple(f"第{numeral}季度" for numeral in _NUMERALS),
            "marks": MARKS,
            "today": site.today,
        },
        styles=(PARTICIPATION_STYLE,),
    )


def _view_table(site: SiteModel, item: Item) -> TaskTableView:
    matrix = lay_out_tasks(item.record, site.today)
    missing = "、".join(f"第{_NUMERALS[number - 1]}季度" for number in matrix.missing)
    return TaskTableView(item, matrix, missing)
