"""`gongkai verify`: anyone proves a built site offline, from what the site itself publishes."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import (
    Exit,
    UsageProblemError,
    count_findings,
    err,
    out,
    print_findings,
    stop,
)

if TYPE_CHECKING:
    from gongkai.core.log import Checkpoint
    from gongkai.publish.verify_history import Step
    from gongkai.publish.verify_site import Proof


def verify(
    site: Annotated[Path, typer.Argument(help="网站所在文件夹（下载的整站副本亦可）")],
    checkpoint: Annotated[
        Path | None,
        typer.Option("--checkpoint", help="以前保存的 checkpoint.txt，核对公开记录有无删改"),
    ] = None,
    older: Annotated[
        Path | None,
        typer.Option("--older", help="以前下载的整站副本，或存有 checkpoint.txt 的文件夹"),
    ] = None,
    root: Annotated[
        str | None,
        typer.Option("--root", help="从上级机关等处得到的根密钥指纹，如 SHA256:…"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """离线核验一个已生成的网站：文件、签名、封印、公开日志和每份文件的审查凭据。

    不需要仓库和网络，不改动任何文件。退出码：0 相符，1 不符，2 用法有误，3 没有可核对的内容。
    """
    from gongkai.publish.verify_site import is_site, verify_site

    if not site.is_dir():
        raise UsageProblemError(f"没有这个文件夹：{site}")
    if not is_site(site):
        stop(Exit.NOTHING, f"{site.resolve()} 不是本程序生成的网站（没有 gongkai/），无从核验")
    if checkpoint is not None and older is not None:
        raise UsageProblemError("--checkpoint 和 --older 只用一个")
    known = _read_checkpoint(_find_checkpoint(older) if older else checkpoint)
    proof = verify_site(site, checkpoint=known, root=root, progress=_Progress())
    if as_json:
        typer.echo(_format_json(proof))
    else:
        _print_text(proof, known)
    if proof.blocked:
        stop(Exit.BLOCKED)


class _Progress:
    """Tells once a second how far it is; quick work stays silent."""

    def __init__(self) -> None:
        self.last = time.monotonic()

    def __call__(self, message: str) -> None:
        now = time.monotonic()
        if now - self.last >= 1:
            self.last = now
            err.print(f"› {message}", style="dim")


def _find_checkpoint(folder: Path) -> Path:
    for name in ("gongkai/checkpoint.txt", "checkpoint.txt"):
        if (folder / name).is_file():
            return folder / name
    raise UsageProblemError(f"{folder} 中没有 checkpoint.txt")


def _read_checkpoint(path: Path | None) -> Checkpoint | None:
    from gongkai.core.log import LogRefusedError, parse_checkpoint

    if path is None:
        return None
    try:
        return parse_checkpoint(path.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError, LogRefusedError) as error:
        raise UsageProblemError(f"{path} 不是可读的检查点") from error


def _print_text(proof: Proof, older: Checkpoint | None) -> None:
    print_findings(proof.findings)
    if proof.built is not None and proof.checkpoint is not None:
        out.print(
            f"站点 {proof.site}，{proof.built:%Y-%m-%d %H:%M} 构建；"
            f"文件 {proof.files} 个，公开 {proof.published} 件，"
            f"已撤回 {proof.withdrawn} 件，暂停公开或公示期满 {proof.ended} 件。"
        )
        out.print(f"检查点（请另行保存，下次核对用）：{str(proof.checkpoint).strip()}")
    if older is None:
        out.print("没有给出以前的检查点：无从发现以前公开的内容是否被整体抹去。")
    else:
        _print_steps(proof.steps, older)
    for name, fingerprint in proof.roots:
        confirmed = fingerprint == proof.confirmed
        told = "已核对" if confirmed else "未经核对，请向上级机关或保密工作机构核实"
        out.print(f"根密钥 {name}：{fingerprint}（{told}）")
    if proof.sealed_until is not None:
        out.print(f"封印有效期至 {proof.sealed_until}。")
    if proof.unchecked:
        out.print(f"封印所列而网站没有公布、这里不能核对的文件：{'、'.join(proof.unchecked)}")
    if proof.is_demo:
        out.print("这是演练站点：密钥人人都有，签名不证明任何事。")
    verdict = "核验不通过" if proof.blocked else "核验通过"
    out.print(f"{verdict}：{count_findings(proof.findings)}。")


def _print_steps(steps: tuple[Step, ...] | None, older: Checkpoint) -> None:
    if steps is None:
        out.print(f"以前的检查点（第 {older.size} 条）不在现在的公开日志中：公开记录被删改过。")
        return
    out.print(f"以前的检查点（第 {older.size} 条）是现在公开日志的前段，其后没有删改：")
    for step in steps:
        out.print(f"  {step.what}　{step.subject}　第 {step.revision} 版")
    if not steps:
        out.print("  其后没有公开、撤回任何文件")


def _format_json(proof: Proof) -> str:
    value = {
        "result": "blocked" if proof.blocked else "clear",
        "site": proof.site,
        "built": proof.built.isoformat(timespec="minutes") if proof.built else None,
        "files": proof.files,
        "published": proof.published,
        "withdrawn": proof.withdrawn,
        "checkpoint": str(proof.checkpoint).strip() if proof.checkpoint else None,
        "ended": proof.ended,
        "steps": [asdict(step) for step in proof.steps] if proof.steps is not None else None,
        "roots": [{"id": name, "fingerprint": print_} for name, print_ in proof.roots],
        "root_confirmed": proof.confirmed is not None,
        "sealed_until": proof.sealed_until.isoformat() if proof.sealed_until else None,
        "unchecked": proof.unchecked,
        "demo": proof.is_demo,
        "findings": [asdict(finding) for finding in proof.findings],
    }
    return json.dumps(value, ensure_ascii=False, indent=1)
