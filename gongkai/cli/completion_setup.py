"""`--install-completion` and `--show-completion`: making a shell ask for completions."""

from __future__ import annotations

import subprocess
from typing import Annotated

import typer
from typer._completion_shared import get_completion_script, install

from gongkai.cli.completion import VARIABLE

_NAME = "gongkai"
_INSTALLED = frozenset({"bash", "zsh", "fish"})
_POWERSHELL = frozenset({"powershell", "pwsh"})
_UNKNOWN = "× 认不出当前的终端；命令补全支持 bash、zsh、fish 和 PowerShell，请在其中之一运行本命令"
_BY_HAND = (
    "× PowerShell 的补全要改动执行策略，本命令不代为改动\n"
    "下一步：运行 gongkai --show-completion，把显示的脚本加进 $PROFILE 所指的文件"
)


def install_completion(wanted: bool) -> None:
    """Installs completion for the shell that runs the command, and ends."""
    if not wanted:
        return
    shell = _find_shell()
    if shell in _POWERSHELL:
        typer.echo(_BY_HAND, err=True)
        raise typer.Exit(2)
    try:
        _, path = install(shell=shell, prog_name=_NAME, complete_var=VARIABLE)
    except (OSError, subprocess.CalledProcessError) as error:
        typer.echo(f"× 没有装上：不能写入 {getattr(error, 'filename', '') or '配置文件'}", err=True)
        raise typer.Exit(2) from error
    typer.echo(f"已为 {shell} 装上命令补全：{path}\n重新打开终端后，按 Tab 键补全")
    raise typer.Exit


def show_completion(wanted: bool) -> None:
    """Shows the script that makes the shell ask, and ends."""
    if not wanted:
        return
    shell = _find_shell()
    typer.echo(get_completion_script(prog_name=_NAME, complete_var=VARIABLE, shell=shell).strip())
    raise typer.Exit


def _find_shell() -> str:
    from typer._completion_shared import _get_shell_name

    shell = _get_shell_name()
    if shell is None or shell not in _INSTALLED | _POWERSHELL:
        typer.echo(_UNKNOWN, err=True)
        raise typer.Exit(2)
    return shell


INSTALL = Annotated[
    bool,
    typer.Option(
        "--install-completion",
        callback=install_completion,
        is_eager=True,
        help="为当前终端装上命令补全",
    ),
]
SHOW = Annotated[
    bool,
    typer.Option(
        "--show-completion",
        callback=show_completion,
        is_eager=True,
        help="显示命令补全的脚本，供自行安装",
    ),
]
