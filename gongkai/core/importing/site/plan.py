"""Which page becomes which document, and what becomes of everything else: decided before writing.

The same folder, table and repository always give the same names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.importing.site.balance import Fate, Outcome
from gongkai.core.importing.site.kinds import Kind
from gongkai.core.importing.site.mapping import NO_COLUMN
from gongkai.core.scaffold import make_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gongkai.core.importing.site.balance import OldFile
    from gongkai.core.importing.site.mapping import Goal
    from gongkai.core.importing.site.survey import OldPage, Survey

_SYSTEM = re.compile(
    r"(?:.*/)?(?:\.DS_Store|Thumbs\.db|desktop\.ini|\.gitkeep|\.htaccess|web\.config|robots\.txt"
    r"|wget-log(?:\.\d+)?|__MACOSX/.*)",
    re.IGNORECASE,
)
_ISSUER = re.compile(r"^[\u4e00-\u9fff]{2,30}?(?=关于)")
_YEAR = re.compile(r"[0-9]{4}")
_UNTITLED = "网页上没有找到标题；请在清单（--list）里写明标题后再导入"
_LEFT_KINDS = {
    Kind.STYLE: "网站的样式、字体，不是政府信息",
    Kind.SCRIPT: "网站的脚本，不是政府信息",
    Kind.DATA: "网站的接口数据，不是政府信息",
}
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """A page that is to become a document."""

    page: OldPage
    goal: Goal
    slug: str
    present: bool
    """Whether the document is there already, from an earlier run: it is left as it is."""

    @property
    def id(self) -> str:
        """`<column>/<slug>`."""
        return f"{self.goal.column}/{self.slug}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written, and what of the rest is known beforehand."""

    pages: tuple[PlannedPage, ...]
    fates: tuple[Fate, ...]
    """Of the pages that become no documents."""


def make_plan(survey: Survey, goals: Mapping[str, Goal], present: Mapping[str, str]) -> Plan:
    """The documents to write; `present` are the titles of those in the repository by their ids."""
    planned: list[PlannedPage] = []
    fates: list[Fate] = []
    taken: dict[str, set[str]] = {}
    for page in survey.pages:
        goal = goals.get(page.column or NO_COLUMN)
        fate = _judge(page, survey, goal)
        if fate is not None:
            fates.append(fate)
        elif goal is not None:
            names = taken.setdefault(goal.column, set())
            slug, there = _choose_slug(page.title, goal.column, names, present)
            names.add(slug)
            planned.append(PlannedPage(page, goal, slug, there))
    return Plan(tuple(planned), tuple(fates))


def _judge(page: OldPage, survey: Survey, goal: Goal | None) -> Fate | None:
    """What becomes of a page that becomes no document; None for one that does."""
    left, refused = "", ""
    if page.fault:
        refused = page.fault
    elif page.is_list:
        left = "列表页，新网站自己生成"
    elif page.path in survey.duplicates:
        left = f"与 {survey.duplicates[page.path]} 完全相同"
    elif goal is None:
        refused = f"对照表没有旧栏目“{page.column}”"
    elif not goal.column:
        left = f"“{page.column}”整栏略去：{goal.reason}"
    elif not page.title.strip():
        refused = _UNTITLED
    if not left and not refused:
        return None
    outcome = Outcome.LEFT_OUT if left else Outcome.REFUSED
    return Fate(page.path, outcome, "", left or refused)


def _choose_slug(
    title: str, column: str, taken: set[str], present: Mapping[str, str]
) -> tuple[str, bool]:
    """A short name, and whether a document of that name and title is there already."""
    avoided = set(taken)
    while True:
        slug = make_slug(_ISSUER.sub("", title), avoided)
        there = present.get(f"{column}/{slug}")
        if _YEAR.fullmatch(slug) or (there is not None and not _is_same(there, title)):
            avoided.add(slug)
            continue
        return slug, there is not None


def _is_same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def judge_rest(survey: Survey, decided: Iterable[Fate], own: Iterable[str] = ()) -> Iterator[Fate]:
    """What becomes of every file that no page and no document has decided on.

    `own` are the files of the move itself, as the list that the platform gave.
    """
    known = {fate.path: fate for fate in decided}
    lists = {*own}
    for file in survey.files:
        if file.path not in known:
            outcome, reason = _judge_file(file, survey, known, lists)
            yield Fate(file.path, outcome, "", reason)


def _judge_file(
    file: OldFile, survey: Survey, known: Mapping[str, Fate], own: set[str]
) -> tuple[Outcome, str]:
    reason = _find_reason(file, survey, own)
    if reason:
        return Outcome.LEFT_OUT, reason
    if file.path not in survey.named:
        return Outcome.REFUSED, "没有网页引用，不知道属于哪份文件；确需公开的，请放进所属文件的附件"
    users = survey.named_in_text.get(file.path) or survey.named[file.path]
    told = "、".join(users[:_SHOWN]) + (f" 等 {len(users)} 页" if len(users) > _SHOWN else "")
    if all(_is_left(known.get(user)) for user in users):
        return Outcome.LEFT_OUT, f"只用于略去的网页：{told}"
    return Outcome.REFUSED, f"没有随文件导入，引用它的网页：{told}"


def _find_reason(file: OldFile, survey: Survey, own: set[str]) -> str:
    """Why a file is surely none that has to be carried; empty where that is not sure."""
    if file.path in own:
        return "迁移清单本身"
    if _SYSTEM.fullmatch(file.path):
        return "系统文件"
    if file.kind in _LEFT_KINDS:
        return _LEFT_KINDS[file.kind]
    if file.kind is Kind.PICTURE and file.path not in survey.named_in_text:
        return "正文没有使用的图片（网页装饰）"
    kept = survey.duplicates.get(file.path)
    if kept is not None and file.path not in survey.named:
        return f"与 {kept} 完全相同，没有网页引用"
    return ""


def _is_left(fate: Fate | None) -> bool:
    return fate is not None and fate.outcome is Outcome.LEFT_OUT
