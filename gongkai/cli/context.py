"""What the commands share: the repository, its state, printing and exit codes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.text import Text

from gongkai.core.findings import Finding, Severity
from gongkai.publish.preparation import default_options, judge, say_nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from gongkai.core.catalog import Catalog
    from gongkai.core.drafts import Draft, Grave
    from gongkai.core.gate import Verdict
    from gongkai.core.state import State
    from gongkai.core.tree import Tree

# What is printed is other people's text: no bracket or colon in it is an instruction to us.
out = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)
err = Console(stderr=True, highlight=False, soft_wrap=True, markup=False, emoji=False)

ROOT = Annotated[
    Path,
    typer.Option("--root", "-C", help="仓库所在目录", file_okay=False, show_default="当前目录"),
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


class UsageProblemError(Exception):
    """Wrong usage or an unreadable repository; the message is Chinese."""


@dataclass(frozen=True)
class Workspace:
    """A repository read once by a command."""

    root: Path
    tree: Tree
    state: State
    verdict: Verdict

    @property
    def now(self) -> datetime:
        """The moment, Beijing, that the verdict is for."""
        return self.verdict.now

    @property
    def catalog(self) -> Catalog:
        """The catalogue.

        Raises:
            UsageProblemError: when it cannot be loaded; the findings are printed before.
        """
        if self.verdict.catalog is None:
            print_findings(self.verdict.findings)
            message = "catalog/ 有误，请先按上面的提示修改"
            raise UsageProblemError(message)
        return self.verdict.catalog

    def find_draft(self, path: str) -> Draft:
        """The document at a path given by a person.

        Raises:
            UsageProblemError: when there is none that can be read.
        """
        name = normalise_path(self.root, path)
        for draft in self.drafts:
            if draft.source.path == name:
                return draft
        own = [f for f in self.verdict.findings if f.path == name]
        print_findings(own)
        message = f"文件还没有填完，或者写法有误：{name}" if own else f"没有这个文件：{name}"
        raise UsageProblemError(message)

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """Every document that could be typed, whatever became of it."""
        return self.verdict.drafts

    @property
    def graves(self) -> tuple[Grave, ...]:
        """Every tombstone."""
        return self.verdict.withdrawn


def refuse_other_folder(root: Path, commit: str | None = None) -> None:
    """Refuses to work, and to write, where no repository is.

    Raises:
        UsageProblemError: with how to name the repository.
    """
    if not (root / "catalog").is_dir() and commit is None:
        message = f"{root.resolve()} 不是 gongkai 仓库（缺少 catalog/），请用 -C 指定"
        raise UsageProblemError(message)


def open_workspace(
    root: Path,
    state: Path | None = None,
    commit: str | None = None,
    progress: Callable[[str], None] = say_nothing,
) -> Workspace:
    """The repository as it stands, judged."""
    refuse_other_folder(root, commit)
    folder = state or default_options(root).state
    judged = judge(root, folder, commit=commit, progress=progress)
    return Workspace(root, judged.tree, judged.state, judged.verdict)


def normalise_path(root: Path, path: str) -> str:
    """A path as the findings spell it, from one given relative to anywhere."""
    candidate = Path(path)
    if not candidate.is_absolute() and (root / candidate).exists():
        candidate = root / candidate
    try:
        return candidate.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return Path(path).as_posix()


_STYLES = {Severity.BLOCK: "bold red", Severity.WARN: "yellow", Severity.INFO: "cyan"}
_NAMES = {Severity.BLOCK: "拦截", Severity.WARN: "提醒", Severity.INFO: "提示"}


def print_findings(findings: Iterable[Finding]) -> None:
    """Prints findings as `path:line: message [rule]` with basis and next step."""
    for finding in findings:
        text = Text(f"{_NAMES[finding.severity]} ", style=_STYLES[finding.severity])
        text.append(str(finding))
        out.print(text)


def count_findings(findings: Iterable[Finding]) -> str:
    """How many of each severity, as a Chinese phrase."""
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        counts[finding.severity] += 1
    return "，".join(f"{_NAMES[s]} {n} 项" for s, n in counts.items())


def stop(code: Exit, message: str = "") -> NoReturn:
    """Ends the command with a code, after a message on the error stream."""
    if message:
        err.print(message)
    raise typer.Exit(int(code))
