"""A branch for the next revision of a public document: what is live stays as it is meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.publish.desk.git_command import Git, spell_word
from gongkai.publish.workspace_error import WorkspaceError

if TYPE_CHECKING:
    from pathlib import Path

_USUAL = ("main", "master")


def name_branch(path: str) -> str:
    """The usual name of the branch on which a document is revised."""
    return f"revise/{path.rsplit('/', 1)[-1].removesuffix('.md')}"


def find_branch(root: Path) -> str | None:
    """The current branch; None outside of git and off any branch."""
    git = Git(root)
    return git.ask("symbolic-ref", "-q", "--short", "HEAD") if git.inside else None


def find_public_branch(root: Path) -> str | None:
    """The branch from which the site is built: `gongkai.branch`, the server's HEAD, or `main`."""
    git = Git(root)
    if not git.inside:
        return None
    named = git.ask("config", "--get", "gongkai.branch")
    if named:
        return named.removeprefix("refs/heads/")
    remote = git.ask("symbolic-ref", "-q", "--short", "refs/remotes/origin/HEAD")
    if remote:
        return remote.removeprefix("origin/")
    known = (git.ask("for-each-ref", "--format=%(refname:short)", "refs/heads/") or "").split()
    return next((name for name in _USUAL if name in known), None)


def open_branch(root: Path, name: str) -> None:
    """Makes a branch here and goes to it; what is changed and staged comes along.

    Raises:
        WorkspaceError: outside of git, and when the branch exists or the name is none.
    """
    git = Git(root)
    if not git.inside:
        raise WorkspaceError("这里不是 git 仓库，开不了分支；去掉 --branch 再运行")
    if not git.run("check-ref-format", "--branch", name).ok:
        raise WorkspaceError(f"不能用作分支名：{name}")
    for place in ("refs/heads/", "refs/remotes/origin/"):
        if git.ask("rev-parse", "-q", "--verify", f"{place}{name}"):
            step = f"运行 git switch {spell_word(name)} 接着修改"
            message = f"已有分支 {name}：{step}，或用 --name 另起分支名"
            raise WorkspaceError(message)
    done = git.run("switch", "-q", "-c", name)
    if not done.ok:
        raise WorkspaceError(f"没有开出分支 {name}：{'；'.join(done.said)}")
