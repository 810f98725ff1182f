"""Signing with the reviewer's own key through ssh-keygen: the private key never comes here."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from gongkai.core.keys import TOKEN_KINDS, KeyRefusedError, PublicKey, parse_public_key
from gongkai.core.sshsig import SignatureRefusedError, from_armor, verify
from gongkai.publish.workspace import write_file
from gongkai.publish.workspace_error import WorkspaceError

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.core.catalog import Catalog

_NO_AGENT, _EMPTY_AGENT = 2, 1
"""Exit codes of `ssh-add -L`."""
_NO_OPENSSH = "没有找到 {program}，请安装 openssh-client（Windows：可选功能“OpenSSH 客户端”）"
_REASONS = (
    ("incorrect passphrase", "私钥口令或令牌 PIN 不对，或者没有输入，请再签一次"),
    ("unprotected private key", "私钥文件的权限太宽，ssh-keygen 不肯使用：运行 chmod 600 {key}"),
    ("device not found", "没有找到硬件令牌：请插上，听提示触按后再试"),
    ("pin required", "硬件令牌要求 PIN：请在终端中运行，按提示输入"),
    ("is not an openssh fido library", "硬件令牌的程序库不可用：核对 SSH_SK_PROVIDER 环境变量"),
    ("agent refused", "ssh-agent 没有签名：可能已锁定、被拒绝，或令牌已拔出"),
    ("no private key found", "没有这把公钥的私钥：ssh-agent 没有运行，或者还没有运行 ssh-add 载入"),
    ("couldn't load", "密钥文件读不出来：{key}"),
    ("unknown or unsupported key type", "本机的 OpenSSH 不支持这种密钥，请升级到 8.2 以上"),
)
"""What ssh-keygen says, and what it means; the first that fits is told."""


def choose_key(root: Path, catalog: Catalog, key: Path | None, person: str | None) -> Path:
    """The key to sign with: the one named, or the registered one that ssh-agent holds.

    The public half of an agent's key is put into `.gongkai/keys/`, for ssh-keygen wants a file.

    Raises:
        WorkspaceError: when none is named and the agent has none, or has several people's.
    """
    if key is not None:
        return key
    held = _list_agent_keys()
    owners = {
        owner: line
        for line in held
        for owner in [_find_owner(catalog, line)]
        if owner is not None and person in (None, owner)
    }
    if not owners:
        whose = f"登记在 {person} 名下的" if person else "登记在 catalog/reviewers.yml 中的"
        message = f"ssh-agent 中有 {len(held)} 把密钥，没有一把是{whose}；请用 --key 指明私钥文件"
        raise WorkspaceError(message)
    if len(owners) > 1:
        message = f"ssh-agent 中有 {'、'.join(sorted(owners))} 的密钥，请用 --as 指明由谁签署"
        raise WorkspaceError(message)
    [(owner, line)] = owners.items()
    path = f".gongkai/keys/{owner}.pub"
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    write_file(root, path, f"{line}\n")
    return root / path


def find_person(catalog: Catalog, key: Path, person: str | None) -> str:
    """Whose key it is.

    Raises:
        WorkspaceError: when it is nobody's, or another's than the named person's.
    """
    public = read_public_half(key)
    owner = _find_owner(catalog, public.line)
    if owner is None:
        step = "请核对 --key，新密钥须先登记公钥、重新封印"
        raise WorkspaceError(f"这把密钥没有登记在 catalog/reviewers.yml 中；{step}")
    if person not in (None, owner):
        raise WorkspaceError(f"这把密钥没有登记在 {person} 名下，是 {owner} 的")
    return owner


def is_token(key: Path) -> bool:
    """Whether the key lives in a hardware token, which has to be touched for each signature."""
    return read_public_half(key).kind in TOKEN_KINDS


def sign_message(key: Path, message: bytes, namespace: str, *, seconds: float | None = None) -> str:
    """The one-line signature that `ssh-keygen -Y sign` makes, asking for passphrase or touch.

    It is held against the public half before anything is done with it. `seconds` is how long the
    answer may take; None waits for ever.

    Raises:
        WorkspaceError: when ssh-keygen is missing or does not sign, or signs with another key.
    """
    if not key.exists():
        raise WorkspaceError(f"没有这个密钥文件：{key}")
    public = read_public_half(key)
    command = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", namespace]
    done = _run(command, message, seconds)
    if done.returncode != 0:
        raise WorkspaceError(f"没有签名：{_explain(done.stderr, key)}")
    line = from_armor(done.stdout.decode("ascii", "replace").replace("\r\n", "\n"))
    try:
        verify(line, message, public, namespace)
    except SignatureRefusedError as error:
        told = f"没有签名：ssh-keygen 给出的签名与公钥文件不符（{error}）"
        raise WorkspaceError(told) from error
    return line


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
        if not key.exists():
            raise WorkspaceError(f"没有这个密钥文件：{key}") from error
        step = f"；可运行 ssh-keygen -y -f {key} > {public} 生成"
        raise WorkspaceError(f"没有可读的公钥文件：{public}{step}") from error


def _list_agent_keys() -> tuple[str, ...]:
    """The public keys that ssh-agent holds, as `type base64`.

    Raises:
        WorkspaceError: when there is no agent, or nothing in it.
    """
    done = _run(["ssh-add", "-L"], b"")
    if done.returncode == _NO_AGENT:
        raise WorkspaceError("没有指明密钥，ssh-agent 也没有运行：请用 --key 指明私钥文件")
    if done.returncode == _EMPTY_AGENT:
        message = (
            "ssh-agent 中没有密钥（或已锁定）：先运行 ssh-add 私钥文件，或用 --key 指明私钥文件"
        )
        raise WorkspaceError(message)
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return tuple(" ".join(line.split()[:2]) for line in lines if line)


def _find_owner(catalog: Catalog, line: str) -> str | None:
    """In whose name a public key is registered, if it is."""
    try:
        material = parse_public_key(line).material
    except KeyRefusedError:
        return None
    for name, keys in catalog.keys_by_person.items():
        if any(key.material == material for key in keys):
            return name
    return None


def _run(
    command: list[str], message: bytes, seconds: float | None = None
) -> subprocess.CompletedProcess[bytes]:
    # Passphrase and PIN are asked on the terminal itself, so what it says besides can be caught.
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        return subprocess.run(
            command,
            input=message,
            capture_output=True,
            check=False,
            env=environment,
            timeout=seconds,
        )
    except FileNotFoundError as error:
        raise WorkspaceError(_NO_OPENSSH.format(program=command[0])) from error
    except subprocess.TimeoutExpired as error:
        told = f"没有签名：{seconds:.0f} 秒内没有输入口令或触按令牌，请重新签署"
        raise WorkspaceError(told) from error


def _explain(said: bytes, key: Path) -> str:
    text = said.decode("utf-8", "replace")
    for sign, reason in _REASONS:
        if sign in text.lower():
            return reason.format(key=key)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return f"请检查口令、ssh-agent 或硬件令牌（ssh-keygen：{lines[-1] if lines else '没有说明'}）"
