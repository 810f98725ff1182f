"""One check of a repository or of a part of it, for the command and for its watch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.cli.context import Exit, count_findings, stop
from gongkai.publish.desk.easing import ease_on_branch
from gongkai.publish.preparation import say_nothing
from gongkai.publish.workspace import normalise_path, open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.core.findings import Finding
    from gongkai.publish.stopwatch import Stopwatch
    from gongkai.publish.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Result:
    """What a check says of the part of the repository that was asked for."""

    space: Workspace
    findings: tuple[Finding, ...]


def run_check(
    root: Path,
    state: Path | None,
    commit: str | None,
    paths: list[str] | None,
    progress: Stopwatch | None = None,
) -> Result:
    """Judges the repository and keeps what concerns the paths."""
    space = open_workspace(root, state, commit, progress or say_nothing)
    findings = space.verdict.findings
    if commit is None:
        findings = ease_on_branch(root, findings)
    if paths:
        wanted = [normalise_path(root, path) for path in paths]
        present = [*space.tree.files, *(odd.path for odd in space.tree.oddities)]
        for path in wanted:
            if not any(_covers(path, p) for p in (*present, *(f.path for f in findings))):
                stop(Exit.NOTHING, f"× 没有这个文件或文件夹：{path}")
        findings = tuple(f for f in findings if any(_covers(w, f.path) for w in wanted))
    return Result(space, findings)


def _covers(wanted: str, path: str) -> bool:
    """Whether a path is what was asked for, lies under it, or belongs to it as an attachment."""
    own = (wanted.rstrip("/") + "/", wanted.removesuffix(".md") + ".files/")
    return path == wanted or path.startswith(own)


def format_summary(result: Result) -> str:
    """The line below the findings."""
    verdict = result.space.verdict
    return (
        f"可公开 {len(verdict.cleared)} 件，"
        f"待审 {len(verdict.held) + len(verdict.unfinished)} 件；"
        f"{count_findings(result.findings)}。"
    )
