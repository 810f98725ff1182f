"""The options of every command that signs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import out
from gongkai.publish.desk.people import find_own_key
from gongkai.publish.desk.ssh_keys import choose_key, is_token, sign_message

if TYPE_CHECKING:
    from gongkai.core.catalog import Catalog

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
PUSH = Annotated[
    bool | None,
    typer.Option("--push/--no-push", help="提交后推送", show_default="在终端中询问"),
]
AS = Annotated[str | None, typer.Option("--as", help="人员编号", show_default="按密钥查找")]


def take_key(root: Path, catalog: Catalog, key: Path | None, person: str | None) -> Path:
    """The key to sign with: named, set for git, or the one registered that ssh-agent holds.

    Raises:
        WorkspaceError: when there is none.
    """
    return choose_key(root, catalog, find_own_key(root, key), person)


def sign_aloud(key: Path, message: bytes, namespace: str) -> str:
    """Signs, saying first what a token waits for.

    Raises:
        WorkspaceError: when nothing was signed.
    """
    if is_token(key):
        out.print("请触按硬件令牌确认签名（有 PIN 的先按提示输入 PIN）")
    return sign_message(key, message, namespace)
