"""One commit of what one review wrote: nothing else that is changed or staged goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gongkai.publish.desk.git_command import Git, literal
from gongkai.publish.workspace_error import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_UNDER_WAY = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")


class CommitState(StrEnum):
    """What became of a commit."""

    DONE = "已提交"
    NO_REPOSITORY = "不在 git 仓库中"
    REFUSED = "没有提交"


@dataclass(frozen=True, slots=True)
class Committed:
    """What became of a commit; the file itself is written in any case."""

    state: CommitState
    subject: str
    """The first line of the message."""
    commit: str = ""
    """Name of the commit."""
    said: tuple[str, ...] = ()
    """Why not, as git or the repository's hook said it."""


def require_committable(root: Path, paths: Iterable[str]) -> None:
    """Refuses to begin what could not be committed in the end, before anything is signed.

    Raises:
        WorkspaceError: with what stands in the way and how to put it right.
    """
    git = Git(root)
    if not git.inside:
        return
    problem = _find_problem(git, tuple(paths))
    if problem:
        raise WorkspaceError(f"{problem}；或者加 --no-git，只写文件、不提交")


def _find_problem(git: Git, paths: tuple[str, ...]) -> str | None:
    if any(git.folder(name).exists() for name in _UNDER_WAY):
        return (
            "git 正在合并或变基，没有做完：先做完，或用 git merge --abort、git rebase --abort 放弃"
        )
    if git.folder("index.lock").exists():
        return "另一个 git 程序正在运行：等它结束；确认没有时，删去 .git/index.lock"
    if git.run("check-ignore", "-q", "--", *paths).ok:
        return f"{paths[0]} 被 .gitignore 排除，不能提交"
    known = git.run("var", "GIT_AUTHOR_IDENT").ok and git.run("var", "GIT_COMMITTER_IDENT").ok
    if not known:
        return (
            "git 不知道提交人是谁：先运行 git config --global user.name 编号 和 "
            "git config --global user.email 邮箱"
        )
    return None


def commit_files(root: Path, paths: Iterable[str], message: str) -> Committed:
    """Commits just these paths as they stand, whatever else is changed or staged.

    Where the commit fails, the index is as before.
    """
    git = Git(root, interactive=True)
    subject = message.split("\n", 1)[0]
    if not git.inside:
        return Committed(CommitState.NO_REPOSITORY, subject)
    tracked = {path: bool(git.ask("ls-files", "--", literal(path))) for path in paths}
    wanted = [path for path, known in tracked.items() if known or (root / path).exists()]
    new = [literal(path) for path in wanted if not tracked[path]]
    if new:
        git.run("add", "-N", "--", *new)
    done = git.run("commit", "-q", "-F", "-", "--", *map(literal, wanted), stdin=message)
    if done.ok:
        return Committed(CommitState.DONE, subject, git.ask("rev-parse", "HEAD") or "")
    if new:
        git.run("rm", "-r", "-q", "--cached", "--", *new)
    return Committed(CommitState.REFUSED, subject, said=done.said)


def list_uncommitted(root: Path, path: str) -> tuple[str, ...]:
    """The attachments of a document that are not in git as they stand."""
    git = Git(root)
    if not git.inside:
        return ()
    folder = path.removesuffix(".md") + ".files"
    found = git.run("status", "--porcelain", "-z", "--untracked-files=all", "--", literal(folder))
    return tuple(entry[3:] for entry in found.out.split("\0") if entry[3:])
