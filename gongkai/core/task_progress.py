"""How far the tasks of a year have come by quarter, and which quarter nobody has told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from gongkai.core.models.progress import TaskStatus, split_progress
from gongkai.core.participation import format_share

if TYPE_CHECKING:
    from gongkai.core.models.progress import Task, TaskTable

MISSING = "未报"
"""What stands where a past quarter has no status."""
_QUARTERS = 4
_MONTHS = 3
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Mark:
    """A task in one quarter."""

    status: str
    """One of `TaskStatus`, 未报, or empty where the quarter is not over yet."""
    note: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with its four quarters."""

    task: Task
    marks: tuple[Mark, ...]

    @property
    def is_done(self) -> bool:
        """Whether the last status that was told is 已完成."""
        told = [mark.status for mark in self.marks if mark.status not in {"", MISSING}]
        return bool(told) and told[-1] == TaskStatus.DONE

    def is_overdue(self, day: date) -> bool:
        """Whether the limit has passed and completion was not told."""
        return self.task.due < day and not self.is_done


@dataclass(frozen=True, slots=True)
class TaskMatrix:
    """Task by quarter, as of a day."""

    rows: tuple[TaskRow, ...]
    missing: tuple[int, ...]
    """Past quarters (1 to 4) in which some task has no status."""

    @property
    def done(self) -> int:
        """Number of completed tasks."""
        return sum(row.is_done for row in self.rows)

    @property
    def done_share(self) -> str:
        """完成率."""
        return format_share(self.done, len(self.rows))


def end_quarter(year: int, quarter: int) -> date:
    """The last day of a quarter, 1 to 4."""
    following = quarter * _MONTHS + 1
    first = date(year + 1, 1, 1) if quarter == _QUARTERS else date(year, following, 1)
    return first - _DAY


def lay_out_tasks(record: TaskTable, day: date) -> TaskMatrix:
    """The matrix of a table on a day; a task that is done needs no further status."""
    rows = tuple(TaskRow(task, _mark(task, record.year, day)) for task in record.tasks)
    missing = tuple(
        number
        for number in range(1, _QUARTERS + 1)
        if any(row.marks[number - 1].status == MISSING for row in rows)
    )
    return TaskMatrix(rows, missing)


def _mark(task: Task, year: int, day: date) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    done = False
    for number, text in enumerate(task.quarters, 1):
        if text is not None:
            marks.append(Mark(*split_progress(text)))
        elif end_quarter(year, number) < day:
            marks.append(Mark(TaskStatus.DONE if done else MISSING, ""))
        else:
            marks.append(Mark("", ""))
        done = done or marks[-1].status == TaskStatus.DONE
    return tuple(marks)
