"""`gongkai check`: the gate without a build."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.check_run import format_summary, run_check
from gongkai.cli.context import (
    HERE,
    ROOT,
    STATE,
    Exit,
    UsageProblemError,
    out,
    print_findings,
    stop,
)
from gongkai.core.findings import blocks
from gongkai.publish.check_forms.forms import render_form
from gongkai.publish.preparation import say_nothing
from gongkai.publish.stopwatch import Stopwatch, format_timings

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.cli.check_run import Result

_FEW = 3
"""Findings that are explained on a terminal without being asked to."""


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    """Grouped on a terminal, as lines elsewhere."""
    LINES = "lines"
    """One finding after the other with its place, as editors read them."""
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    GITLAB = "gitlab"
    JUNIT = "junit"


_READ_BY_PEOPLE = frozenset({Format.TEXT, Format.LINES})


def check(
    paths: Annotated[
        list[str] | None, typer.Argument(help="只看这些文件或文件夹", show_default="全部")
    ] = None,
    root: ROOT = HERE,
    state: STATE = None,
    commit: Annotated[
        str | None, typer.Option("--commit", help="检查该提交的内容，不看工作区")
    ] = None,
    form: Annotated[
        Format,
        typer.Option(
            "--format", help="输出格式：text 在终端分文件显示，lines 逐条一行，其余供程序读取"
        ),
    ] = Format.TEXT,
    explain: Annotated[
        bool | None,
        typer.Option(
            "--explain/--no-explain",
            help="每条规则附一个例子：错在哪里，怎样写才对",
            show_default=f"在终端且不超过 {_FEW} 项时附",
        ),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", "-w", help="保存后重新检查，只显示新增和已解决的")
    ] = False,
    full: Annotated[
        bool,
        typer.Option(
            "--full",
            help="全部重新核验，显示各步用时；平时，当天已随网站核验、没有改动的文件不再核验",
        ),
    ] = False,
) -> None:
    """检查全部文件能否公开，逐条说明位置、依据和下一步；不生成网站，也不改动任何文件。

    退出码：0 可以公开，1 有拦截，2 用法或配置有误，3 没有可检查的文件。
    """
    if watch:
        if commit is not None or form not in _READ_BY_PEOPLE:
            message = "--watch 看的是工作区，不能与 --commit 或供程序读取的格式同用"
            raise UsageProblemError(message)
        _watch(root, state, paths)
        return
    stopwatch = Stopwatch(say_nothing)
    result = run_check(root, state, commit, paths, stopwatch, anew=full)
    if form in _READ_BY_PEOPLE:
        _print_text(result, form, explain)
        if full:
            out.print(format_timings(stopwatch.stop()), style="dim")
    else:
        sys.stdout.write(render_form(form, result.space.verdict, result.findings))
    if blocks(result.findings):
        stop(Exit.BLOCKED)
    if not any(path.startswith("content/") for path in result.space.tree.files):
        stop(Exit.NOTHING, "content/ 下没有文件")


def _watch(root: Path, state: Path | None, paths: list[str] | None) -> None:
    from gongkai.cli.check_watch import watch_repository  # what it waits with is slow to load

    watch_repository(root, lambda: run_check(root, state, None, paths))


def _print_text(result: Result, form: Format, explain: bool | None) -> None:
    findings = result.findings
    few = out.is_terminal and len(findings) <= _FEW
    told = few if explain is None else explain
    print_findings(findings, explain=told, grouped=None if form is Format.TEXT else False)
    out.print(format_summary(result))
    if findings and not told and out.is_terminal:
        out.print("看例子：gongkai check --explain，或 gongkai explain 规则编号", style="dim")
