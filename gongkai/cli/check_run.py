"""One check of a repository or of a part of it, for the command and for its watch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.cli.context import Exit, count_findings, stop
from gongkai.publish.desk.easing import ease_on_branch
from gongkai.publish.part import covers
from gongkai.publish.preparation import say_nothing
from gongkai.publish.workspace import normalise_path, open_part, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gongkai.core.findings import Finding
    from gongkai.publish.stopwatch import Stopwatch
    from gongkai.publish.workspace import Workspace


_PARTLY = "只检查了所列文件；索引号重复等涉及其他文件的，用 gongkai check 检查。"


@dataclass(frozen=True, slots=True)
class Result:
    """What a check says of the part of the repository that was asked for."""

    space: Workspace
    findings: tuple[Finding, ...]
    wanted: tuple[str, ...] = ()
    """What was asked for; empty for everything."""
    partly: bool = False
    """Whether only that was judged."""


def run_check(
    root: Path,
    state: Path | None,
    commit: str | None,
    paths: list[str] | None,
    progress: Stopwatch | None = None,
    *,
    anew: bool = False,
) -> Result:
    """Judges the repository, or of it just the paths if they are some documents.

    With `anew`, nothing that the last release found out is recalled.
    """
    wanted = [normalise_path(root, path) for path in paths or ()]
    partly = bool(wanted) and commit is None and all(map(_is_part, wanted))
    if partly:
        space = open_part(root, wanted, state)
    else:
        space = open_workspace(root, state, commit, progress or say_nothing, anew=anew)
    findings = space.verdict.findings
    if commit is None:
        findings = ease_on_branch(root, findings)
    if wanted:
        present = [*space.tree.files, *(odd.path for odd in space.tree.oddities)]
        for path in wanted:
            if not any(covers(path, p) for p in (*present, *(f.path for f in findings))):
                stop(Exit.NOTHING, f"× 没有这个文件或文件夹：{path}")
        findings = tuple(f for f in findings if any(covers(w, f.path) for w in wanted))
    return Result(space, findings, tuple(wanted), partly=partly)


def _is_part(path: str) -> bool:
    """Whether it is one column or less: what is more is judged with everything."""
    return path.startswith("content/")


def format_summary(result: Result) -> str:
    """The line below the findings."""
    verdict = result.space.verdict
    cleared = [document.draft.source.path for document in verdict.cleared]
    waiting = [draft.source.path for draft in verdict.held]
    waiting += [source.path for source in verdict.unfinished]
    counted = (
        f"可公开 {_count(result, cleared)} 件，待审 {_count(result, waiting)} 件；"
        f"{count_findings(result.findings)}。"
    )
    return f"{counted}{_PARTLY}" if result.partly else counted


def _count(result: Result, paths: Iterable[str]) -> int:
    """How many of the paths are of what was asked for."""
    wanted = result.wanted
    return sum(not wanted or any(covers(place, path) for place in wanted) for path in paths)
