"""What the commands share: the repository, its state, printing and exit codes."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from gongkai.cli.console import PlainConsole
from gongkai.cli.finding_text import print_grouped, print_lines
from gongkai.core.findings import Finding, Severity
from gongkai.core.rules.telling import WEIGHTS
from gongkai.publish.workspace_error import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Iterable

# What is printed is other people's text: no bracket or colon in it is an instruction to us.
out = PlainConsole(highlight=False, soft_wrap=True, markup=False, emoji=False)
err = PlainConsole(stderr=True, highlight=False, soft_wrap=True, markup=False, emoji=False)

ROOT = Annotated[
    Path,
    typer.Option("--root", "-C", help="仓库所在文件夹", file_okay=False, show_default="当前文件夹"),
]
STATE = Annotated[
    Path | None, typer.Option("--state", help="状态目录", show_default=".gongkai/state")
]
HERE = Path()


class Exit(IntEnum):
    """Exit codes of every command."""

    CLEAR = 0
    BLOCKED = 1
    USAGE = 2
    NOTHING = 3


class UsageProblemError(WorkspaceError):
    """Wrong usage; the message is Chinese."""


def print_findings(
    findings: Iterable[Finding], *, explain: bool = False, grouped: bool | None = None
) -> None:
    """Prints findings with basis and next step.

    Args:
        findings: What was found.
        explain: Whether an example follows each rule's first finding.
        grouped: Whether findings stand below their files, not each as `path:line: message
            [rule]`; by default on a terminal only, for other programs read places.
    """
    tell = print_grouped if (out.is_terminal if grouped is None else grouped) else print_lines
    tell(out, findings, explain=explain)


def count_findings(findings: Iterable[Finding]) -> str:
    """How many of each severity, as a Chinese phrase."""
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        counts[finding.severity] += 1
    return "，".join(f"{WEIGHTS[s]} {n} 项" for s, n in counts.items())


def stop(code: Exit, message: str = "") -> NoReturn:
    """Ends the command with a code, after a message on the error stream."""
    if message:
        err.print(message)
    raise typer.Exit(int(code))
