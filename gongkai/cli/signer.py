"""The options of every command that signs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_KEY_OPTION = typer.Option(
    "--key",
    "-k",
    help="私钥文件；密钥在 ssh-agent 或硬件令牌中的，给出 .pub 文件",
    envvar="GONGKAI_KEY",
    dir_okay=False,
)
KEY = Annotated[Path, _KEY_OPTION]
OPTIONAL_KEY = Annotated[Path | None, _KEY_OPTION]
YES = Annotated[bool, typer.Option("--yes", "-y", help="不再询问")]
COMMIT = Annotated[bool, typer.Option("--git/--no-git", help="签署后提交这一个文件")]
PUSH = Annotated[bool, typer.Option("--push", help="提交后推送")]
AS = Annotated[str | None, typer.Option("--as", help="人员编号", show_default="按密钥查找")]
