"""Signing with the reviewer's own key through ssh-keygen: the private key never comes here."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from gongkai.core.keys import KeyRefusedError, PublicKey, parse_public_key
from gongkai.core.sshsig import from_armor
from gongkai.publish.workspace import WorkspaceError

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.core.catalog import Catalog


def find_person(catalog: Catalog, key: Path, person: str | None) -> str:
    """Whose key it is.

    Raises:
        WorkspaceError: when it is nobody's, or another's than the named person's.
    """
    public = read_public_half(key)
    owners = [
        name
        for name, keys in catalog.keys_by_person.items()
        if any(k.material == public.material for k in keys)
    ]
    if not owners or person not in (None, owners[0]):
        raise WorkspaceError(f"这把密钥没有登记在 {person or 'catalog/reviewers.yml'} 名下")
    return owners[0]


def sign_message(key: Path, message: bytes, namespace: str) -> str:
    """The one-line signature that `ssh-keygen -Y sign` makes, asking for passphrase or touch.

    Raises:
        WorkspaceError: when ssh-keygen is missing or does not sign.
    """
    if not key.exists():
        raise WorkspaceError(f"没有找到密钥文件：{key}")
    command = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", namespace]
    try:
        done = subprocess.run(command, input=message, stdout=subprocess.PIPE, check=True)
    except FileNotFoundError as error:
        raise WorkspaceError("没有找到 ssh-keygen，请安装 openssh-client") from error
    except subprocess.CalledProcessError as error:
        text = "ssh-keygen 没有签名：请检查口令、ssh-agent 或硬件令牌"
        raise WorkspaceError(text) from error
    return from_armor(done.stdout.decode())


def read_public_half(key: Path) -> PublicKey:
    """The public key that belongs to a key file, from `KEY.pub` beside it or the file itself.

    Raises:
        WorkspaceError: when there is none that can be read.
    """
    public = key if key.suffix == ".pub" else key.with_name(key.name + ".pub")
    try:
        fields = public.read_text("utf-8").split()
        return parse_public_key(" ".join(fields[:2]))
    except (OSError, UnicodeDecodeError, KeyRefusedError) as error:
        raise WorkspaceError(f"没有可读的公钥文件：{public}") from error
