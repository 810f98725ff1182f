"""Giving up a signature of one's own for what the server has: asked for, and kept on a branch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.publish.desk.git_command import Git
from gongkai.publish.desk.pushing import Pushed, find_line, move_to
from gongkai.publish.desk.replaying import list_changed, replay
from gongkai.publish.new_commits import list_owners

if TYPE_CHECKING:
    from pathlib import Path

KEPT = "kept/"
"""Branches on which what was given up is kept."""


@dataclass(frozen=True, slots=True)
class GivenWay:
    """What became of it."""

    message: str
    kept: str = ""
    """The branch on which the commits stand as they were; empty when nothing was done."""


def give_way(root: Path, *, interactive: bool = False) -> GivenWay:
    """Takes the server's copies of the documents that changed there too, in place of our own.

    Our other commits are made again on top of the server's; all of them stay on a branch.
    """
    git = Git(root, interactive)
    line = find_line(root)
    if isinstance(line, Pushed):
        return GivenWay(line.message)
    answer = git.run("fetch", "-q", line.remote, line.target)
    theirs = git.ask("rev-parse", "--verify", "-q", "FETCH_HEAD^{commit}")
    head = git.ask("rev-parse", "HEAD") or ""
    base = git.ask("merge-base", head, theirs or "")
    if not answer.ok or theirs is None or base is None:
        return GivenWay(f"取不到 {line.name} 的最新内容，没有改动：{'；'.join(answer.said)}")
    if git.ask("rev-list", "--merges", f"{base}..{head}"):
        return GivenWay("本机有合并提交，没有改动；请由熟悉 git 的人处理")
    new = _rebuild(git, base, head, theirs)
    if new is None:
        return GivenWay("没有改动：未推送的提交与服务器上的变化冲突，请由熟悉 git 的人处理")
    form = ("--no-show-signature", "--format=%cd", "--date=format:%Y%m%d-%H%M%S")
    kept = f"{KEPT}{git.ask('log', '-1', *form, head)}"
    free = git.run("read-tree", "-n", "-m", "-u", head, new).ok
    if not free or not git.run("branch", "-f", kept, head).ok or not move_to(git, line, head, new):
        return GivenWay("没有改动：未提交的改动与服务器上的变化冲突，先提交或撤销这些改动")
    return GivenWay(f"已改用服务器上的文件；原来的提交保留在分支 {kept}", kept)


def _rebuild(git: Git, base: str, head: str, theirs: str) -> str | None:
    """Our commits on top of the server's, without those on documents that changed there."""
    other = set(list_owners(list_changed(git, base, theirs)))
    ours = (git.ask("rev-list", "--reverse", f"{base}..{head}") or "").split()
    free = [c for c in ours if not other & set(list_owners(list_changed(git, f"{c}^", c)))]
    return replay(git, free, theirs)
