"""Signing with the reviewer's own key through ssh-keygen: the private key never comes here."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import UsageProblemError
from gongkai.core.keys import KeyRefusedError, PublicKey, parse_public_key
from gongkai.core.sshsig import from_armor
from gongkai.publish.files import replace_file

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
PUSH = Annotated[bool, typer.Option("--push", help="提交后推送")]
AS = Annotated[str | None, typer.Option("--as", help="人员编号", show_default="按密钥查找")]

DEFAULT_BASIS = {
    "l1": "内容真实准确，格式符合要求",
    "l2": "经保密审查，不涉及国家秘密、工作秘密和个人隐私",
    "l3": "同意按程序公开",
    "l4": "经法制审核，事实、依据、程序和隐去信息符合规定",
}
"""What a level's review says when the reviewer does not put it in other words."""


def find_person(catalog: Catalog, key: Path, person: str | None) -> str:
    """Whose key it is.

    Raises:
        UsageProblemError: when it is nobody's, or another's than the named person's.
    """
    public = read_public_half(key)
    owners = [
        name
        for name, keys in catalog.keys_by_person.items()
        if any(k.material == public.material for k in keys)
    ]
    if not owners or person not in (None, owners[0]):
        message = f"这把密钥没有登记在 {person or 'catalog/reviewers.yml'} 名下"
        raise UsageProblemError(message)
    return owners[0]


def sign_message(key: Path, message: bytes, namespace: str) -> str:
    """The one-line signature that `ssh-keygen -Y sign` makes, asking for passphrase or touch.

    Raises:
        UsageProblemError: when ssh-keygen is missing or does not sign.
    """
    if not key.exists():
        text = f"没有找到密钥文件：{key}"
        raise UsageProblemError(text)
    command = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", namespace]
    try:
        done = subprocess.run(command, input=message, stdout=subprocess.PIPE, check=True)
    except FileNotFoundError as error:
        text = "没有找到 ssh-keygen，请安装 openssh-client"
        raise UsageProblemError(text) from error
    except subprocess.CalledProcessError as error:
        text = "ssh-keygen 没有签名：请检查口令、ssh-agent 或硬件令牌"
        raise UsageProblemError(text) from error
    return from_armor(done.stdout.decode())


def read_public_half(key: Path) -> PublicKey:
    """The public key that belongs to a key file, from `KEY.pub` beside it or the file itself.

    Raises:
        UsageProblemError: when there is none that can be read.
    """
    public = key if key.suffix == ".pub" else key.with_name(key.name + ".pub")
    try:
        fields = public.read_text("utf-8").split()
        return parse_public_key(" ".join(fields[:2]))
    except (OSError, UnicodeDecodeError, KeyRefusedError) as error:
        text = f"没有可读的公钥文件：{public}"
        raise UsageProblemError(text) from error


def write_file(root: Path, path: str, text: str) -> None:
    """Puts a text at a path of the repository in one step, and on the disk.

    The new content is gathered outside of what the gate reads: a half-written file that a killed
    command leaves behind holds up no build.
    """
    folder = root / ".gongkai"
    folder.mkdir(exist_ok=True)
    replace_file(root / path, text.encode(), temporary=folder / f"{Path(path).name}.new")
