"""One commit of what one command wrote, and its way to the server, told as it goes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from gongkai.cli.asking import confirm
from gongkai.cli.context import out
from gongkai.publish.desk.committing import CommitState, commit_files
from gongkai.publish.desk.giving_way import give_way
from gongkai.publish.desk.overtaking import find_overtaken
from gongkai.publish.desk.pushing import (
    Pushed,
    PushState,
    find_line,
    list_unpushed,
    push_review,
)
from gongkai.publish.workspace_error import WorkspaceError

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.publish.desk.overtaking import Overtaken


def commit_paths(
    root: Path, paths: list[str], message: str, *, push: bool | None = None, ask: bool = False
) -> None:
    """Commits just these paths where the folder is a git work tree, and pushes if wanted.

    With `push` None, it asks in a terminal if it may, and else says how to push.
    """
    done = commit_files(root, paths, message)
    if done.state is CommitState.NO_REPOSITORY:
        return
    if done.state is CommitState.REFUSED:
        out.print("提醒 git 没有提交，文件已写好；按下面的原因处理后自行提交：", style="yellow")
        for line in done.said:
            out.print(f"    {line}")
        out.print(f"下一步：git commit -m {_quote(done.subject)} -- {' '.join(paths)}")
        return
    out.print(f"已提交：{done.subject}")
    if push is None and ask and sys.stdin.isatty():
        push = _ask(root)
    if push:
        tell_push(root, push_review(root, interactive=True))
    elif push is None:
        out.print("推送到服务器：gongkai review push")


def _quote(text: str) -> str:
    return f'"{text}"'


def _ask(root: Path) -> bool:
    """Asks whether to push, naming what goes where."""
    line = find_line(root)
    if isinstance(line, Pushed):
        tell_push(root, line)
        return False
    subjects = list_unpushed(root)
    if len(subjects) > 1:
        out.print(f"还没有推送的提交有 {len(subjects)} 个：")
        for subject in subjects:
            out.print(f"    {subject}")
    return confirm(f"推送到 {line.name}？", default=True)


def refuse_overtaken(root: Path, path: str) -> None:
    """Refuses to sign what the server, as fetched last, has a newer copy of.

    Raises:
        WorkspaceError: with who signed there, or that the text changed.
    """
    found = find_overtaken(root, path)
    if found is not None:
        told = "\n".join(describe_overtaken(found))
        raise WorkspaceError(
            f"{told}\n服务器上的文件比这里新，先运行 git pull 再审查", blocked=True
        )


def tell_push(root: Path, pushed: Pushed) -> None:
    """Says what became of a push."""
    done = pushed.state in {PushState.DONE, PushState.NOTHING}
    out.print(pushed.message, style="" if done else "yellow")
    if pushed.rebased:
        out.print(f"服务器上有他人的新提交，{pushed.commits} 个提交已接在其后，签名不变")
    for text in pushed.said:
        out.print(f"    {text}")
    for found in pushed.overtaken:
        for text in describe_overtaken(found):
            out.print(f"    {text}")
    if pushed.state is PushState.OVERTAKEN:
        _offer_way(root, pushed)
    elif pushed.steps:
        out.print(f"下一步：{'；'.join(pushed.steps)}")


def describe_overtaken(found: Overtaken) -> list[str]:
    """What happened to a document on the server meanwhile."""
    if found.altered:
        return [f"{found.path}：内容、附件或审查记录已改动，须看过新的内容再签"]
    return [
        f"{found.path}：{e.role} 已由 {e.reviewer} 于 {e.date} 签署（{e.decision}：{e.basis}）"
        for e in found.signed
    ] or [f"{found.path}：已改动"]


def _offer_way(root: Path, pushed: Pushed) -> None:
    """Asks whether the server's copy shall count, and gives way only then."""
    question = "放弃本次签名，改用服务器上的文件？（原提交另存在一个分支上）"
    if not sys.stdin.isatty() or not confirm(question, default=False):
        out.print(f"下一步：{'；'.join(pushed.steps)}，放弃本机签名，改用服务器上的文件")
        return
    tell_given_way(root)


def tell_given_way(root: Path) -> bool:
    """Gives way to the server and says what was kept where; gives whether it was done."""
    given = give_way(root, interactive=True)
    out.print(given.message, style="" if given.kept else "yellow")
    return bool(given.kept)
