"""`gongkai seal`: a root key holder signs structure and configuration."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import HERE, ROOT, STATE, UsageProblemError, open_workspace, out
from gongkai.cli.signer import KEY, read_public_half, sign_message, write_file
from gongkai.core.seal import (
    SEAL_PATH,
    Seal,
    SealRefusedError,
    list_sealed,
    read_seal,
    repository_roots,
    seal_namespace,
)

if TYPE_CHECKING:
    from gongkai.cli.context import Workspace

YEAR = timedelta(days=365)


def seal(
    key: KEY,
    root: ROOT = HERE,
    state: STATE = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="不再询问")] = False,
) -> None:
    """封印 catalog/、hooks/ 和 mkdocs.yml：由根密钥持有人核对改动后签名，有效一年。

    先列出上次封印以来改动的文件，确认后签名并写入 catalog/SEAL。
    需要多把根密钥时，各持有人依次运行本命令。
    """
    space = open_workspace(root, state)
    name = _find_root(space, key)
    proposal = propose_seal(space)
    for line in describe_changes(space):
        out.print(line)
    out.print(f"封印第 {proposal.version} 版，{proposal.date} 至 {proposal.expires}，签署人 {name}")
    if not yes:
        typer.confirm("以上改动核对无误，签名封印？", abort=True)
    message = proposal.message.encode()
    signature = sign_message(key, message, seal_namespace(space.catalog.site.id))
    write_seal(space.root, proposal, name, signature)
    missing = space.catalog.reviewers.threshold - len(proposal.signatures) - 1
    out.print(f"已写入 {SEAL_PATH}" + (f"，还需 {missing} 把根密钥签名" if missing > 0 else ""))


def _find_root(space: Workspace, key: Path) -> str:
    public = read_public_half(key)
    for name, root_key in repository_roots(space.catalog).items():
        if root_key.material == public.material:
            return name
    message = "这把密钥不是 catalog/reviewers.yml 中登记的根密钥"
    raise UsageProblemError(message)


def _read(space: Workspace) -> Seal | None:
    try:
        return read_seal(space.tree)
    except SealRefusedError:
        return None


def propose_seal(space: Workspace) -> Seal:
    """The seal to sign: the present one if it only lacks signatures, else the next version."""
    present = _read(space)
    files = list_sealed(space.tree)
    today = space.now.date()
    site = space.catalog.site.id
    if (
        present is not None
        and present.files == files
        and present.site == site
        and len(present.signatures) < space.catalog.reviewers.threshold
    ):
        return present
    version = max(present.version if present else 0, space.state.seal_version) + 1
    return Seal(site, version, today, today + YEAR, files)


def describe_changes(space: Workspace) -> list[str]:
    """What changed since the last seal, one file a line."""
    present = _read(space)
    before, after = dict(present.files if present else ()), dict(list_sealed(space.tree))
    lines = []
    for path in sorted(before.keys() | after.keys()):
        if path not in after:
            lines.append(f"  删除 {path}")
        elif path not in before:
            lines.append(f"  新增 {path}")
        elif before[path] != after[path]:
            lines.append(f"  改动 {path}")
    return lines or ["  没有改动"]


def write_seal(root: Path, proposal: Seal, name: str, signature: str) -> None:
    """Writes the seal with one more signature."""
    others = tuple(pair for pair in proposal.signatures if pair[0] != name)
    signed = Seal(
        proposal.site,
        proposal.version,
        proposal.date,
        proposal.expires,
        proposal.files,
        (*others, (name, signature)),
    )
    write_file(root, SEAL_PATH, str(signed))
