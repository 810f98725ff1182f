"""The table by which old columns become new ones: proposed by the program, decided by the office.

Fields parted by tabs, one old column a line, lines that begin with `#` passed over:

    通知公告	12	gonggao				示例市公安局关于…的通告
    图片新闻	30	略去：不属政府信息
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.drafts import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gongkai.core.catalog import Catalog
    from gongkai.core.models.catalog import Column

LEFT_OUT = "略去"
_HEAD = "# 旧栏目\t件数\t栏目编号\t文件类型\t责任部门\t主题分类\t例"
_GUIDE = (
    "# 每行一个旧栏目。第三项填本网站的栏目编号；整栏不迁的，填“略去：理由”。",
    "# 第四至六项可以不填：文件类型缺省为栏目的第一种，责任部门缺省为栏目的责任部门，",
    "# 主题分类（如“公安、安全、司法/公安”）只用于网页上没有写明的文件。",
)
_ALL_FIELDS = 6
NO_COLUMN = "（没有栏目）"
"""Name of what the old site puts in no column."""


class MappingRefusedError(ValueError):
    """A table that cannot be followed; every problem with its line, in Chinese."""

    def __init__(self, problems: Iterable[tuple[int, str]]) -> None:
        self.problems = tuple(problems)
        lines = (f"第 {line} 行：{text}" if line else text for line, text in self.problems)
        super().__init__("\n".join(lines))


@dataclass(frozen=True, slots=True)
class Goal:
    """Where the documents of an old column go."""

    column: str
    """Id of the new column; empty when they are left out."""
    kind: str = ""
    unit: str = ""
    subject: str = ""
    """主题分类 of what does not tell its own."""
    reason: str = ""
    """Why they are left out."""


def propose_mapping(catalog: Catalog, pages: Iterable[tuple[str, str]]) -> str:
    """The table for old columns with titles; a goal is filled in where the names agree."""
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for column, title in pages:
        counts[column or NO_COLUMN] += 1
        examples.setdefault(column or NO_COLUMN, title)
    lines = [_HEAD, *_GUIDE]
    for name, number in sorted(counts.items()):
        goal = _find_column(catalog, name)
        example = " ".join(examples[name].split())[:60]
        lines.append(f"{name}\t{number}\t{goal}\t\t\t\t{example}")
    return "".join(f"{line}\n" for line in lines)


def _find_column(catalog: Catalog, name: str) -> str:
    same = [c for c in catalog.columns if name in {c.name, c.id}]
    close = [c for c in catalog.columns if name in c.name or c.name in name or name in c.keywords]
    found = same or close
    return found[0].id if len(found) == 1 else ""


def parse_mapping(catalog: Catalog, text: str, needed: Iterable[str]) -> Mapping[str, Goal]:
    """Where each old column goes.

    Raises:
        MappingRefusedError: when an old column is missing or a goal does not exist.
    """
    goals: dict[str, Goal] = {}
    problems: list[tuple[int, str]] = []
    for number, fields in _read_rows(text):
        goal = _read_goal(fields)
        fault = "同一旧栏目写了两行" if fields[0] in goals else _find_fault(catalog, fields, goal)
        if fault:
            problems.append((number, fault))
        goals[fields[0]] = goal
    missing = sorted({name or NO_COLUMN for name in needed} - goals.keys())
    problems += [(0, f"对照表缺少旧栏目“{name}”") for name in missing]
    if problems:
        raise MappingRefusedError(problems)
    return goals


def _read_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            fields = [field.strip() for field in line.split("\t")]
            yield number, [*fields, *[""] * (_ALL_FIELDS - len(fields))]


def _read_goal(fields: list[str]) -> Goal:
    column = fields[2]
    if column.startswith(LEFT_OUT):
        reason = column.removeprefix(LEFT_OUT).lstrip("：: ")
        return Goal("", reason=reason)
    return Goal(column, fields[3], fields[4], fields[5])


def _find_fault(catalog: Catalog, fields: list[str], goal: Goal) -> str:
    if fields[2].startswith(LEFT_OUT):
        return "" if goal.reason else "略去的栏目须写明理由，如“略去：不属政府信息”"
    if not goal.column or PLACEHOLDER in goal.column:
        return f"旧栏目“{fields[0]}”还没有填栏目编号；整栏不迁的填“略去：理由”"
    column = catalog.column_by_id.get(goal.column)
    return f"没有栏目 {goal.column}" if column is None else _find_goal_fault(catalog, column, goal)


def _find_goal_fault(catalog: Catalog, column: Column, goal: Goal) -> str:
    if goal.kind and goal.kind not in column.types:
        return f"栏目 {column.id} 只收这些类型：{'、'.join(column.types)}"
    if goal.unit and goal.unit not in catalog.unit_by_id:
        return f"没有部门 {goal.unit}"
    return ""
