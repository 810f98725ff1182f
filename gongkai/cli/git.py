"""One commit of what one command wrote."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from gongkai.cli.context import out

if TYPE_CHECKING:
    from pathlib import Path


def commit_paths(root: Path, paths: list[str], message: str, *, push: bool = False) -> None:
    """Commits just these paths where the folder is a git work tree, and pushes if asked to."""
    if _git(root, "rev-parse", "--is-inside-work-tree") != 0:
        return
    _git(root, "add", "-A", "--", *paths)
    if _git(root, "commit", "-q", "-m", message, "--", *paths) != 0:
        out.print("提醒 git 没有提交成功，请自行提交上述文件", style="yellow")
        return
    out.print(f"已提交：{message}")
    if push and _git(root, "push", "-q") != 0:
        out.print("提醒 推送没有成功：请先 git pull --rebase，再 git push", style="yellow")
    elif not push:
        out.print("推送到服务器：git push")


def _git(root: Path, *arguments: str) -> int:
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, check=False, capture_output=True).returncode
