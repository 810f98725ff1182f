"""Taking in what others have sent to the server, so that the worklist is that of now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gongkai.publish.desk.git_command import Git
from gongkai.publish.desk.pushing import Pushed, find_line, move_to

if TYPE_CHECKING:
    from pathlib import Path


class FetchState(StrEnum):
    """What became of a fetch."""

    UPDATED = "已取回"
    CURRENT = "已是最新"
    PUSH_FIRST = "先推送"
    UNREACHABLE = "连不上服务器"
    IN_THE_WAY = "本机改动与服务器上的变化冲突"
    NO_LINE = "没有对应的远程分支"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of a fetch; unless it is UPDATED, the work tree is as it was."""

    state: FetchState
    commits: int = 0
    """How many new ones were taken in."""
    said: tuple[str, ...] = ()
    """What git said, where it failed."""

    @property
    def message(self) -> str:
        """What is to be told, in one Chinese sentence."""
        return _MESSAGES[self.state].format(commits=self.commits)


_MESSAGES = {
    FetchState.UPDATED: "已取回服务器上的 {commits} 个新提交",
    FetchState.CURRENT: "本机已是最新，服务器上没有新的提交",
    FetchState.PUSH_FIRST: "本机有尚未推送的提交，请先推送；推送时一并取回服务器上的新提交",
    FetchState.UNREACHABLE: "连不上服务器，没有取回；待办仍是上次取回时的",
    FetchState.IN_THE_WAY: "未提交的改动与服务器上的变化冲突，没有取回；先提交或撤销这些改动",
    FetchState.NO_LINE: "当前分支没有对应的远程分支，没有可以取回的内容",
}


def fetch_latest(root: Path, *, interactive: bool = False) -> Fetched:
    """Fetches all branches and moves the current one forward, if nothing of ours is in the way.

    Args:
        root: The work tree.
        interactive: Whether git may ask for a password on the terminal.
    """
    git = Git(root, interactive)
    line = find_line(root)
    if isinstance(line, Pushed):
        return Fetched(FetchState.NO_LINE)
    answer = git.run("fetch", "-q", "--prune", line.remote)
    theirs = git.ask("rev-parse", "--verify", "-q", "@{upstream}^{commit}")
    if not answer.ok or not theirs:
        return Fetched(FetchState.UNREACHABLE, said=answer.said)
    head = git.ask("rev-parse", "HEAD") or ""
    ours, new = (
        git.ask("rev-list", "--count", span) for span in (f"{theirs}..{head}", f"{head}..{theirs}")
    )
    if new == "0":
        return Fetched(FetchState.CURRENT)
    if ours != "0":
        return Fetched(FetchState.PUSH_FIRST)
    if not move_to(git, line, head, theirs):
        return Fetched(FetchState.IN_THE_WAY)
    return Fetched(FetchState.UPDATED, int(new or 0))
