"""`gongkai check --watch`: checks again after each save and tells what changed."""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING

import typer

from gongkai.cli.check_run import format_summary
from gongkai.cli.context import out, print_findings
from gongkai.core.models.fields import BEIJING
from gongkai.publish.watching import Watch
from gongkai.publish.workspace import refuse_other_folder
from gongkai.publish.workspace_error import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gongkai.cli.check_run import Result
    from gongkai.core.findings import Finding

_QUIET = 0.3
"""Seconds without a further event before a check: an editor saves in several steps."""


def watch_repository(root: Path, check: Callable[[], Result]) -> None:
    """Checks, then again after each save, until Ctrl+C.

    Raises:
        WorkspaceError: where no repository is.
    """
    refuse_other_folder(root)
    watch = Watch(root)
    watch.start()
    try:
        _check_again_and_again(watch, check)
    except KeyboardInterrupt:
        out.print("\n已停止监视，没有改动任何文件")
    finally:
        watch.stop()


def _check_again_and_again(watch: Watch, check: Callable[[], Result]) -> None:
    before: dict[tuple[str, str, str], Finding] | None = None
    while True:
        started = time.monotonic()
        try:
            result = check()
        except WorkspaceError as error:  # half-saved: the next save is looked at
            out.print(f"× {error}")
        except typer.Exit:  # what is watched is gone for the moment, which was told
            before = None
        else:
            after = {(f.path, f.rule, f.message): f for f in result.findings}
            _tell(before, after)
            before = after
            took = time.monotonic() - started
            out.print(
                f"{format_summary(result)}（{datetime.now(BEIJING):%H:%M:%S}，用时 {took:.1f} 秒）"
            )
        out.print("正在监视，保存后重新检查；按 Ctrl+C 结束", style="dim")
        watch.wait(_QUIET)


def _tell(
    before: dict[tuple[str, str, str], Finding] | None,
    after: dict[tuple[str, str, str], Finding],
) -> None:
    """All findings at first, later those that are new or solved, on a clean screen."""
    out.clear()
    if before is None:
        print_findings(after.values())
        return
    solved = [finding for key, finding in before.items() if key not in after]
    new = [finding for key, finding in after.items() if key not in before]
    if solved:
        out.print(f"已解决 {len(solved)} 项", style="bold green")
        for finding in solved:
            out.print(f"  ✓ {finding.path}：{finding.message} [{finding.rule}]")
    if new:
        out.print(f"新增 {len(new)} 项", style="bold")
        print_findings(new)
    if not solved and not new:
        out.print("没有新增，也没有已解决的")
