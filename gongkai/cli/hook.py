"""`gongkai hook`: what git runs before a commit and before a push is taken in."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from gongkai.cli.hook_run import COMMIT, RECEIVE, run_pre_commit, run_pre_receive

app = typer.Typer(help="git 钩子：不得进入历史的内容，提交和推送时即拦下。")

_MARK = "# gongkai-hook/v1"
_SCRIPT = """#!/bin/sh
{mark} 由 gongkai hook install 写入；引擎换了位置后重新运行一次
engine={engine}
if [ ! -x "$engine" ]; then
  echo "× 找不到 gongkai 引擎，按不通过处理；请重新安装后运行 gongkai hook install" >&2
  exit 1
fi
exec "$engine" -I -m gongkai hook {name}
"""
_CHAINS = {
    COMMIT: "{engine} -I -m gongkai hook pre-commit || exit 1",
    RECEIVE: """updates=$(cat)
printf '%s\\n' "$updates" | {engine} -I -m gongkai hook pre-receive || exit 1
（原有的命令改为从 printf '%s\\n' "$updates" 读取）""",
}


@app.command(COMMIT)
def pre_commit() -> None:
    """检查已暂存的内容（git add 之后的，不是工作区的），由 git 在提交前运行。

    可以用 git commit --no-verify 跳过，所以只是提前提醒；把关的是服务器上的 pre-receive。
    """
    raise typer.Exit(run_pre_commit())


@app.command(RECEIVE)
def pre_receive() -> None:
    """检查推送来的每一个提交，由 git 服务器在接收前运行；有一项不合格，整次推送都不接受。"""
    raise typer.Exit(run_pre_receive())


@app.command("install")
def install(
    folder: Annotated[
        Path, typer.Argument(help="仓库所在文件夹；用 --server 时是服务器上的裸仓库")
    ] = Path(),
    server: Annotated[
        bool, typer.Option("--server", help="写入服务器端的 pre-receive，不写本机的 pre-commit")
    ] = False,
) -> None:
    """写入 git 钩子文件。已有别的钩子时不改动它，只说明怎样接上。"""
    from gongkai.cli.context import UsageProblemError

    name = RECEIVE if server else COMMIT
    path = find_place(folder, name)
    if path is None:
        raise UsageProblemError(_explain_absence(folder))
    if path.exists() and _MARK not in path.read_text("utf-8", "replace"):
        line = _CHAINS[name].format(engine=shlex.quote(sys.executable))
        message = f"已有别的钩子 {path}，没有改动它。请在它的开头加上：\n{line}"
        raise UsageProblemError(message)
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = shlex.quote(sys.executable)
    path.write_bytes(_SCRIPT.format(mark=_MARK, engine=engine, name=name).encode())
    path.chmod(0o755)
    typer.echo(f"已写入 {path}")


def _explain_absence(folder: Path) -> str:
    """Why there is no place for a hook: git refuses repositories of other owners."""
    command = ["git", "-C", str(folder), "rev-parse", "--git-dir"]
    done = subprocess.run(
        command, check=False, capture_output=True, env=os.environ | {"LC_ALL": "C"}
    )
    if b"dubious ownership" not in done.stderr:
        return f"{folder} 不是 git 仓库"
    return (
        f"{folder} 不归当前用户所有，git 不肯读：请以属主的身份运行，"
        f"或先运行 git config --system --add safe.directory {folder.resolve()}"
    )


def find_place(folder: Path, name: str) -> Path | None:
    """Where a hook of a repository belongs, or None where there is no repository.

    GitLab runs what stands in `custom_hooks/<name>.d/`, Gitea and Forgejo in `hooks/<name>.d/`.
    """
    command = ["git", "-C", str(folder), "rev-parse", "--git-path"]
    if name == RECEIVE:
        for place, several in (("custom_hooks", "custom_hooks"), (f"hooks/{name}.d", "hooks")):
            if (folder / place).is_dir():
                return folder / several / f"{name}.d" / "gongkai"
    done = subprocess.run([*command, f"hooks/{name}"], check=False, capture_output=True)
    found = done.stdout.decode("utf-8", "surrogateescape").strip()
    return folder / found if done.returncode == 0 and found else None
