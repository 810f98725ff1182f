"""Sending reviews to the server: what moved there meanwhile never undoes a signature.

The server may have moved on since the last fetch. Commits that touch other documents are no
obstacle: ours are made again on top of them, and nothing in the work tree changes before the
server has taken them. Where the very document, the register of people or the rules changed, the
signature has to be looked at by its signer, so all is left as it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gongkai.publish.desk.branching import find_public_branch
from gongkai.publish.desk.git_command import Git, spell_word
from gongkai.publish.desk.overtaking import Overtaken, compare_copies
from gongkai.publish.desk.replaying import list_changed, replay
from gongkai.publish.new_commits import is_sealed, list_owners

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.publish.desk.git_command import Answer
    from gongkai.publish.desk.replaying import Blob

_ATTEMPTS = 4
_LENT = "catalog/delegations/"
_MOVED = ("fetch first", "non-fast-forward", "stale info")
_RACED = ("cannot lock ref", "failed to update ref", "reference already exists")


class PushState(StrEnum):
    """What became of a push."""

    DONE = "已推送"
    NOTHING = "没有要推送的提交"
    DETACHED = "不在分支上"
    NO_UPSTREAM = "没有对应的远程分支"
    UNREACHABLE = "连不上服务器"
    REFUSED = "服务器没有接受"
    OVERTAKEN = "文件在服务器上已有变化"
    RULES_CHANGED = "审查规则或人员在服务器上已有变化"
    MIXED = "本机还有其他提交"
    IN_THE_WAY = "本机改动与服务器上的变化冲突"
    BUSY = "服务器上一直有新的提交"


@dataclass(frozen=True, slots=True)
class Line:
    """Where the current branch goes."""

    branch: str
    remote: str
    target: str
    """The full name of the branch on the server."""

    @property
    def name(self) -> str:
        """As git shows it: `origin/main`."""
        return f"{self.remote}/{self.target.removeprefix('refs/heads/')}"


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of a push; unless it is done, the commits are kept here as they were."""

    state: PushState
    target: str = ""
    """`origin/main`, or empty while unknown."""
    commits: int = 0
    rebased: bool = False
    """Whether the commits were made again on top of the server's."""
    said: tuple[str, ...] = ()
    """What the server or git said, as it is."""
    overtaken: tuple[Overtaken, ...] = ()
    steps: tuple[str, ...] = ()
    """Commands that go on from here."""

    @property
    def message(self) -> str:
        """What is to be told, in one Chinese sentence."""
        return _MESSAGES[self.state].format(target=self.target, commits=self.commits)


_MESSAGES = {
    PushState.DONE: "已推送到 {target}",
    PushState.NOTHING: "{target} 上已有全部提交，不必推送",
    PushState.DETACHED: "现在不在任何分支上，没有推送；签名在本机提交中",
    PushState.NO_UPSTREAM: "当前分支没有对应的远程分支，没有推送；签名在本机提交中",
    PushState.UNREACHABLE: "连不上服务器，没有推送；本机提交保留，恢复后运行 gongkai review push",
    PushState.REFUSED: "服务器没有接受，本机提交保留，服务器说：",
    PushState.OVERTAKEN: "服务器上的文件已有变化，没有推送；本机提交和签名原样保留",
    PushState.RULES_CHANGED: "服务器上的审查规则或审查人名册已变，没有推送；本机提交和签名原样保留",
    PushState.MIXED: "服务器上有新的提交，本机又有审查以外的提交，没有推送",
    PushState.IN_THE_WAY: "未提交的改动与服务器上的变化冲突，没有推送；先提交或撤销这些改动",
    PushState.BUSY: "服务器上一直有新的提交，没有推送成功，请稍后再试",
}


def find_line(root: Path) -> Line | Pushed:
    """Where the current branch goes, or why it goes nowhere."""
    git = Git(root)
    head = git.ask("symbolic-ref", "-q", "HEAD")
    if not head:
        commit = git.ask("rev-parse", "--short", "HEAD")
        public = spell_word(find_public_branch(root) or "分支名")
        steps = (f"git switch {public}", f"git cherry-pick {commit}")
        return Pushed(PushState.DETACHED, steps=steps)
    branch = head.removeprefix("refs/heads/")
    remote = git.ask("config", f"branch.{branch}.remote")
    target = git.ask("config", f"branch.{branch}.merge")
    if not remote or not target or remote == ".":
        known = (git.ask("remote") or "").split()
        step = "git remote add origin 仓库地址"
        if known:
            step = f"git push -u {spell_word(known[0])} {spell_word(branch)}"
        return Pushed(PushState.NO_UPSTREAM, steps=(step,))
    return Line(branch, remote, target)


def list_unpushed(root: Path) -> tuple[str, ...]:
    """The subjects of the commits that the server does not have yet, the oldest first."""
    git = Git(root)
    printed = (
        git.ask("log", "--no-show-signature", "--reverse", "--format=%s", "@{upstream}..HEAD") or ""
    )
    return tuple(printed.splitlines())


def push_review(root: Path, *, interactive: bool = False) -> Pushed:
    """Pushes the current branch; makes its commits again where the server has moved on.

    Args:
        root: The work tree.
        interactive: Whether git may ask for a password on the terminal.
    """
    git = Git(root, interactive)
    line = find_line(root)
    if isinstance(line, Pushed):
        return line
    head = new = git.ask("rev-parse", "HEAD") or ""
    count = 0
    for _ in range(_ATTEMPTS):
        answer = git.run("push", "--porcelain", line.remote, f"{new}:{line.target}")
        state = _read_answer(answer)
        if state is PushState.DONE:
            return _finish(git, line, head, new, count)
        if state is not None:
            told = answer.server or answer.said
            return Pushed(state, line.name, said=told)
        theirs = _fetch(git, line)
        if isinstance(theirs, Pushed):
            return theirs
        built = _rebuild(git, line, head, theirs)
        if isinstance(built, Pushed):
            return built
        new, count = built
    return Pushed(PushState.BUSY, line.name)


def _read_answer(answer: Answer) -> PushState | None:
    """What a push came to; None where the server has moved on."""
    rows = [line.split("\t") for line in answer.out.splitlines()]
    refused = [row[2] for row in rows if len(row) > 2 and row[0] == "!"]  # noqa: PLR2004 - flag, reference, why
    if answer.ok:
        same = any(row[0] == "=" for row in rows)
        return PushState.NOTHING if same else PushState.DONE
    if any(word in why for why in refused for word in _MOVED):
        return None
    if any(word in text for text in (*refused, *answer.said) for word in _RACED):
        return None
    remote_failed = any(why.startswith("[remote failure]") for why in refused)
    if refused and not remote_failed:
        return PushState.REFUSED
    broken = any(text.startswith(("fatal:", "ssh:")) for text in answer.said)
    return PushState.UNREACHABLE if broken or remote_failed else PushState.REFUSED


def _fetch(git: Git, line: Line) -> str | Pushed:
    answer = git.run("fetch", "-q", line.remote, line.target)
    theirs = git.ask("rev-parse", "--verify", "-q", "FETCH_HEAD^{commit}")
    if not answer.ok or not theirs:
        return Pushed(PushState.UNREACHABLE, line.name, said=answer.said)
    return theirs


def _rebuild(git: Git, line: Line, head: str, theirs: str) -> tuple[str, int] | Pushed:
    """Our commits on top of the server's, not yet checked out, or why that must not be."""
    base = git.ask("merge-base", head, theirs)
    if base is None:
        return Pushed(PushState.MIXED, line.name, steps=("git pull --rebase", "git push"))
    ours = (git.ask("rev-list", "--reverse", f"{base}..{head}") or "").split()
    obstacle = _find_obstacle(git, line, (base, head, theirs), ours)
    if obstacle is not None:
        return obstacle
    new = replay(git, ours, theirs)
    git.run("update-index", "-q", "--refresh")
    if new is None or not git.run("read-tree", "-n", "-m", "-u", head, new).ok:
        return Pushed(PushState.IN_THE_WAY, line.name, steps=("git status",))
    return new, len(ours)


def _find_obstacle(
    git: Git, line: Line, points: tuple[str, str, str], ours: list[str]
) -> Pushed | None:
    """What forbids to make our commits again on the server's; base, head and theirs are given."""
    base, head, theirs = points
    mine = list_changed(git, base, head)
    other = list_changed(git, base, theirs)
    merges = git.ask("rev-list", "--merges", f"{base}..{head}")
    foreign = [path for path in mine if not path.startswith(("content/", _LENT))]
    if merges or foreign:
        return Pushed(
            PushState.MIXED, line.name, len(ours), steps=("git pull --rebase", "git push")
        )
    both = [path for path in list_owners(mine) if path in set(list_owners(other))]
    if both:
        found = tuple(compare_copies(git, path, other) for path in both)
        steps = ("gongkai review push --give-way",)
        return Pushed(PushState.OVERTAKEN, line.name, len(ours), overtaken=found, steps=steps)
    if any(map(_alters_rules, other, other.values())) or any(path in other for path in mine):
        again = ("git pull --rebase", "gongkai check", "git push")
        return Pushed(PushState.RULES_CHANGED, line.name, len(ours), steps=again)
    return None


def _alters_rules(path: str, blob: Blob) -> bool:
    """Whether a change on the server may take from somebody what he signed by.

    A new delegation does not.
    """
    new = not blob.before.strip("0")
    return is_sealed(path) and not (path.startswith(_LENT) and new)


def _finish(git: Git, line: Line, head: str, new: str, count: int) -> Pushed:
    sent = count or 1
    if new == head:
        return Pushed(PushState.DONE, line.name, sent)
    steps = () if move_to(git, line, head, new) else ("git pull --rebase",)
    return Pushed(PushState.DONE, line.name, sent, rebased=True, steps=steps)


def move_to(git: Git, line: Line, head: str, new: str) -> bool:
    """Moves the branch from a commit to another as a checkout does, keeping what is not ours.

    What is staged or changed stays so; where it is in the way, nothing is done.
    """
    git.run("update-index", "-q", "--refresh")
    reference = f"refs/heads/{line.branch}"
    moved = git.run("read-tree", "-m", "-u", head, new)
    return moved.ok and git.run("update-ref", "-m", "gongkai", reference, new, head).ok
