"""What `gongkai hook pre-commit` and `pre-receive` do, without loading the command line.

A commit waits for it, so it imports what it needs when it needs it.
"""

from __future__ import annotations

import sys
import tempfile
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.core.findings import Finding

COMMIT, RECEIVE = "pre-commit", "pre-receive"
_SHOWN = 30
"""Findings that are printed one by one."""


def run() -> int:
    """Runs `gongkai hook …`; the two hooks without loading the other commands."""
    commands = {COMMIT: run_pre_commit, RECEIVE: run_pre_receive}
    command = commands.get(" ".join(sys.argv[2:]))
    if command is not None:
        return command()
    from gongkai.cli.main import run as run_any

    return run_any()


def run_pre_commit() -> int:
    """Judges what is staged; gives the exit code."""

    def check() -> tuple[Finding, ...]:
        from gongkai.publish.git_objects import Repository
        from gongkai.publish.pushes import check_staged

        with Repository(Path()) as repository:
            return check_staged(repository)

    return _judge(check, "没有提交")


def run_pre_receive() -> int:
    """Judges the updates that git names on the standard input; gives the exit code."""

    def check() -> tuple[Finding, ...]:
        from gongkai.publish.git_objects import Repository
        from gongkai.publish.pushes import check_push, parse_updates

        updates = parse_updates(sys.stdin.buffer.read().decode("utf-8", "surrogateescape"))
        with Repository(Path()) as repository:
            return check_push(repository, updates)

    return _judge(check, "推送没有接受")


def _judge(check: Callable[[], tuple[Finding, ...]], refused: str) -> int:
    """The exit code of a hook: 0 only when the check came to its end and found nothing grave."""
    from gongkai.core.findings import blocks
    from gongkai.publish.tree_reader import RepositoryError

    try:
        findings = check()
    except RepositoryError as error:
        _say(f"× {error}；{refused}")
        return 1
    except Exception:  # noqa: BLE001 - whatever it was, nothing unchecked gets in
        _say(f"× 检查中途出错，{refused}；请把 {_keep_traceback()} 交给维护人员")
        return 1
    _print(findings)
    if not blocks(findings):
        return 0
    _say(f"× {refused}：有内容不能进入历史（历史中的内容，删除之后仍能取出）")
    return 1


def _print(findings: tuple[Finding, ...]) -> None:
    for finding in findings[:_SHOWN]:
        _say(f"{'拦截' if finding.severity == 'block' else '提醒'} {finding}")
    if len(findings) > _SHOWN:
        _say(f"另有 {len(findings) - _SHOWN} 项没有列出")


def _say(text: str) -> None:
    # A path may hold what the terminal's encoding cannot spell.
    encoding = sys.stderr.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr)  # noqa: T201


def _keep_traceback() -> Path:
    with tempfile.NamedTemporaryFile(
        "w", prefix="gongkai-error-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        traceback.print_exc(file=file)
    return Path(file.name)
