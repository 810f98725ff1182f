"""Our own commands on a project, as officials run them."""

from __future__ import annotations

import shutil
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli.demo import demo_seal
from gongkai.publish.workspace import open_workspace
from scripts.benchmark.changes import KEYS, Editor, set_traditional
from scripts.benchmark.measuring import Run, run_measured, take_median

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.benchmark.project import Project

PROGRAM = str(Path(sys.executable).with_name("gongkai"))
BUILD = (PROGRAM, "build")
LIVE = "网站已更新，写出构建报告"
"""The stage that begins when the new site has taken the old one's place."""
_MADE = ("site", "build", ".gongkai")


@dataclass(slots=True)
class Series:
    """The runs of each kind of command."""

    folder: Path
    runs: dict[str, list[Run]] = field(default_factory=lambda: defaultdict(list))

    def run(self, name: str, *arguments: str) -> Run:
        """Runs one of our commands and notes its cost under a name."""
        run = run_measured((PROGRAM, *arguments), self.folder)
        self.runs[name].append(run)
        return run

    def note(self, name: str, *runs: Run) -> None:
        """Notes what some runs cost together."""
        self.runs[name].append(sum(runs[1:], runs[0]))

    @property
    def medians(self) -> dict[str, Run]:
        """The middle run of each kind."""
        return {name: take_median(runs) for name, runs in self.runs.items()}


def clear(folder: Path) -> None:
    """Removes site, state and reports: the next build is the first one."""
    for name in _MADE:
        shutil.rmtree(folder / name, ignore_errors=True)


def set_script(folder: Path, *, traditional: bool) -> None:
    """Asks for the traditional version or leaves it out, and seals the structure."""
    if set_traditional(folder, wanted=traditional):
        demo_seal(open_workspace(folder))


def measure_clean(series: Series, times: int, name: str = "clean") -> None:
    """First builds: without state, site and whatever is kept between builds."""
    for _ in range(times):
        clear(series.folder)
        series.run(name, "build")


def measure_changes(series: Series, project: Project, seed: int, times: int) -> None:
    """What happens to a site that is live, each change built and published before the next.

    The sum of a change begins when the editor has saved it.
    """
    editor = Editor(project, seed)
    actions: tuple[Callable[[Series, Editor], None], ...] = (
        _leave_alone,
        _change,
        _add,
        _withdraw,
        _change_by_three,
    )
    for action in actions:
        for _ in range(times):
            action(series, editor)


def _leave_alone(series: Series, _editor: Editor) -> None:
    series.run("unchanged", "build")


def _change(series: Series, editor: Editor) -> None:
    path, _ = editor.revise()
    signed = series.run("changed: sign", "demo", "sign", path)
    series.run("changed: check", "check", path)
    built = series.run("changed: build", "build")
    series.note("changed", signed, built)
    series.note("changed: live", signed, built.until(LIVE))


def _change_by_three(series: Series, editor: Editor) -> None:
    """Each reviewer signs by a command and a key file of their own."""
    path, people = editor.revise()
    parts = []
    for person in people:
        key = f"{KEYS}/{person}"
        command = ("review", "sign", path, "--key", key, "--as", person, "--yes", "--no-git")
        parts.append(series.run("reviewed: sign", *command))
    built = series.run("reviewed: build", "build")
    series.note("reviewed", *parts, built)
    series.note("reviewed: live", *parts, built.until(LIVE))


def _add(series: Series, editor: Editor) -> None:
    path = editor.write_new()
    signed = series.run("new: sign", "demo", "sign", path)
    built = series.run("new: build", "build")
    series.note("new", signed, built)
    series.note("new: live", signed, built.until(LIVE))


def _withdraw(series: Series, editor: Editor) -> None:
    path = editor.pick().path
    person = editor.find_withdrawer(path)
    reason = ("--reason", "内容有误", "--notice", "本文件内容有误，已撤回。")
    who = ("--key", f"{KEYS}/{person}", "--as", person, "--yes", "--no-git")
    signed = series.run("withdrawn: sign", "review", "withdraw", path, *reason, *who)
    built = series.run("withdrawn: build", "build")
    series.note("withdrawn", signed, built)
    series.note("withdrawn: live", signed, built.until(LIVE))
