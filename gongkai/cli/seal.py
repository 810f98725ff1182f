"""`gongkai seal`: a root key holder signs structure and configuration."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.asking import confirm
from gongkai.cli.context import HERE, ROOT, STATE, UsageProblemError, out
from gongkai.cli.signer import KEY, YES
from gongkai.cli.stock import describe_stock, make_stock, read_present, write_stock
from gongkai.core.seal import (
    SEAL_PATH,
    Seal,
    SealRefusedError,
    find_signers,
    list_sealed,
    read_seal,
    repository_roots,
    seal_namespace,
)
from gongkai.core.state import choose_roots, is_root_change
from gongkai.core.stock import STOCK_PATH, stock_namespace
from gongkai.publish.desk.ssh_keys import read_public_half, sign_message
from gongkai.publish.workspace import open_workspace, write_file

if TYPE_CHECKING:
    from gongkai.publish.workspace import Workspace

YEAR = timedelta(days=365)


def seal(
    key: KEY,
    root: ROOT = HERE,
    state: STATE = None,
    yes: YES = False,
    stock: Annotated[
        Path | None,
        typer.Option(
            "--stock",
            help="不封印，而是按表格生成存量清单 catalog/STOCK 并签名；首次构建前用一次",
            dir_okay=False,
        ),
    ] = None,
    stock_sign: Annotated[
        bool, typer.Option("--stock-sign", help="不封印，而是给已有的存量清单加签")
    ] = False,
) -> None:
    """封印 catalog/、hooks/ 和 mkdocs.yml：由根密钥持有人核对改动后签名，有效一年。

    先列出上次封印以来改动的文件，确认后签名并写入 catalog/SEAL。
    需要多把根密钥时，各持有人依次运行本命令。
    存量表每行三项，用制表符隔开：文件编号、原网址、纸质审查编号；另有“期限、栏目编号、日期”各一行。
    """
    space = open_workspace(root, state)
    name = _find_root(space, key)
    if stock is not None or stock_sign:
        _sign_stock(space, stock, key, name, yes=yes)
        return
    proposal = propose_seal(space)
    for line in describe_changes(space):
        out.print(line)
    out.print(f"封印第 {proposal.version} 版，{proposal.date} 至 {proposal.expires}，签署人 {name}")
    if not yes:
        confirm("以上改动核对无误，签名封印？", abort=True)
    message = proposal.message.encode()
    signature = sign_message(key, message, seal_namespace(space.catalog.site.id))
    missing = count_missing(space, write_seal(space.root, proposal, name, signature))
    out.print(f"已写入 {SEAL_PATH}" + (f"，还需 {missing} 把根密钥签名" if missing > 0 else ""))


def _sign_stock(space: Workspace, table: Path | None, key: Path, name: str, *, yes: bool) -> None:
    stock = make_stock(space, table) if table else read_present(space)
    for line in describe_stock(stock):
        out.print(line)
    out.print(f"存量清单共 {len(stock.items)} 件，签署人 {name}")
    if not yes:
        confirm("以上文件确已公开过，并有纸质审查记录，签名？", abort=True)
    namespace = stock_namespace(space.catalog.site.id)
    signature = sign_message(key, stock.message.encode(), namespace)
    signed = write_stock(space.root, stock, name, signature)
    missing = space.catalog.reviewers.threshold - len(signed.signatures)
    next_step = (
        f"还需 {missing} 把根密钥用 --stock-sign 加签" if missing > 0 else "再运行 gongkai seal"
    )
    out.print(f"已写入 {STOCK_PATH}，{next_step}")


def _find_root(space: Workspace, key: Path) -> str:
    """The name of a root key: the repository's, or one that is pinned and about to be replaced."""
    public = read_public_half(key)
    named = repository_roots(space.catalog)
    for name, root_key in (*named.items(), *choose_roots(space.state, named).items()):
        if root_key.material == public.material:
            return name
    message = "这把密钥不是 catalog/reviewers.yml 中登记的根密钥；请由根密钥持有人封印"
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
        and count_missing(space, present)
    ):
        return present
    version = max(present.version if present else 0, space.state.seal_version) + 1
    return Seal(site, version, today, today + YEAR, files)


def count_missing(space: Workspace, seal: Seal) -> int:
    """How many signatures a seal lacks; while root keys are exchanged, old and new ones count."""
    named = repository_roots(space.catalog)
    quorums = [(named, space.catalog.reviewers.threshold)]
    if is_root_change(space.state, named):
        quorums.append((choose_roots(space.state, named), space.state.threshold))
    return max(max(0, need - len(find_signers(seal, roots))) for roots, need in quorums)


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


def write_seal(root: Path, proposal: Seal, name: str, signature: str) -> Seal:
    """Writes the seal with one more signature, and gives it."""
    others = tuple(pair for pair in proposal.signatures if pair[0] != name)
    signed = replace(proposal, signatures=(*others, (name, signature)))
    write_file(root, SEAL_PATH, str(signed))
    return signed
