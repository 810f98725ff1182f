"""`gongkai check`: the gate without a build."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import HERE, ROOT, STATE, Exit, count_findings, out, print_findings, stop
from gongkai.core.findings import Severity, blocks
from gongkai.publish.preparation import say_nothing
from gongkai.publish.stopwatch import Stopwatch, format_timings
from gongkai.publish.workspace import normalise_path, open_workspace

if TYPE_CHECKING:
    from gongkai.core.findings import Finding


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def check(
    paths: Annotated[
        list[str] | None, typer.Argument(help="只看这些文件或文件夹", show_default="全部")
    ] = None,
    root: ROOT = HERE,
    state: STATE = None,
    commit: Annotated[
        str | None, typer.Option("--commit", help="检查该提交的内容，不看工作区")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="输出格式")] = Format.TEXT,
    full: Annotated[
        bool, typer.Option("--full", help="显示各步用时；每次检查都核验全部签名，没有缓存")
    ] = False,
) -> None:
    """检查全部文件能否公开，逐条说明位置、依据和下一步；不生成网站，也不改动任何文件。

    退出码：0 可以公开，1 有拦截，2 用法或配置有误，3 没有可检查的文件。
    """
    watch = Stopwatch(say_nothing)
    space = open_workspace(root, state, commit, watch)
    findings = space.verdict.findings
    if paths:
        wanted = [normalise_path(root, path) for path in paths]
        present = [*space.tree.files, *(odd.path for odd in space.tree.oddities)]
        for path in wanted:
            if not any(_covers(path, p) for p in (*present, *(f.path for f in findings))):
                stop(Exit.NOTHING, f"× 没有这个文件或文件夹：{path}")
        findings = tuple(f for f in findings if any(_covers(w, f.path) for w in wanted))
    _print(findings, form)
    verdict = space.verdict
    if form is Format.TEXT:
        out.print(
            f"可公开 {len(verdict.cleared)} 件，"
            f"待审 {len(verdict.held) + len(verdict.unfinished)} 件；{count_findings(findings)}。"
        )
        if full:
            out.print(format_timings(watch.stop()), style="dim")
    if blocks(findings):
        stop(Exit.BLOCKED)
    if not any(path.startswith("content/") for path in space.tree.files):
        stop(Exit.NOTHING, "content/ 下没有文件")


def _covers(wanted: str, path: str) -> bool:
    """Whether a path is what was asked for, lies under it, or belongs to it as an attachment."""
    own = (wanted.rstrip("/") + "/", wanted.removesuffix(".md") + ".files/")
    return path == wanted or path.startswith(own)


def _print(findings: tuple[Finding, ...], form: Format) -> None:
    if form is Format.TEXT:
        print_findings(findings)
    elif form is Format.JSON:
        rows = [asdict(finding) for finding in findings]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            typer.echo(_format_annotation(finding))


def _format_annotation(finding: Finding) -> str:
    """A workflow command that GitHub, Gitea and Forgejo show beside the line."""
    kind = {Severity.BLOCK: "error", Severity.WARN: "warning", Severity.INFO: "notice"}
    text = f"{finding.message} [{finding.rule}]。下一步：{finding.next_step}".replace("%", "%25")
    place = f"file={finding.path},line={max(finding.line, 1)}"
    return f"::{kind[finding.severity]} {place}::{text}"
