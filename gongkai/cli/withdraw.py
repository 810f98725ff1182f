"""`gongkai review withdraw`: one signature ends a publication, with the next build or at once."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.asking import confirm
from gongkai.cli.context import (
    HERE,
    ROOT,
    STATE,
    Exit,
    UsageProblemError,
    out,
    print_findings,
    stop,
)
from gongkai.cli.git import commit_paths
from gongkai.cli.signer import AS, COMMIT, OPTIONAL_KEY, PUSH, YES, sign_aloud, take_key
from gongkai.core.models.entries import Tombstone, WithdrawalReason
from gongkai.core.source import SourceRefusedError, split_source
from gongkai.core.tombstones import propose_withdrawal
from gongkai.publish.desk.ssh_keys import find_person
from gongkai.publish.preparation import default_options
from gongkai.publish.stopwatch import Stopwatch
from gongkai.publish.workspace import (
    normalise_path,
    open_part,
    refuse_other_folder,
    write_file,
)

if TYPE_CHECKING:
    from gongkai.core.catalog import Catalog
    from gongkai.core.drafts import Draft
    from gongkai.publish.preparation import Options
    from gongkai.publish.stopwatch import Stopwatch
    from gongkai.publish.withdrawing import Standing

PATH = Annotated[str, typer.Argument(help="文件，如 content/guifanxing/xxx.md")]
REASON = Annotated[WithdrawalReason | None, typer.Option("--reason", "-r", help="撤回原因")]
NOTICE = Annotated[str | None, typer.Option("--notice", help="向公众的说明，一句话")]
DECIDED = Annotated[
    datetime | None,
    typer.Option(
        "--decided",
        formats=["%Y-%m-%d"],
        help="处罚决定被变更、撤销、确认违法或者无效之日，应在三日内撤回",
    ),
]
NOW = Annotated[
    bool,
    typer.Option("--now", help="立即下线：只换下这一页，重建线上网站，不等其他文件审完"),
]
SITE = Annotated[
    Path | None, typer.Option("--site", help="线上网站的文件夹，与 --now 同用", show_default="site")
]
BUILDER = Annotated[
    Path | None,
    typer.Option("--builder-key", help="发布机私钥，与 --now 同用", exists=True, dir_okay=False),
]
BASIS = Annotated[str, typer.Option("--basis", help="撤回的依据")]


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the person asked for."""

    root: Path
    key: Path | None
    person: str | None
    reason: WithdrawalReason | None
    notice: str | None
    basis: str
    decided: date | None
    yes: bool


def withdraw(
    path: PATH,
    key: OPTIONAL_KEY = None,
    reason: REASON = None,
    notice: NOTICE = None,
    person: AS = None,
    basis: BASIS = "依法撤回",
    decided: DECIDED = None,
    now: NOW = False,
    site: SITE = None,
    builder_key: BUILDER = None,
    yes: YES = False,
    git: COMMIT = True,
    push: PUSH = None,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """撤回已公开的文件，或注销登记项：复审或终审一人签名即可。

    原文和附件删去，网址留下说明，下次构建生效；加 --now 立即下线。
    """
    refuse_other_folder(root)
    day = decided.date() if decided else None
    wish = _Wish(root, key, person, reason, notice, basis, day, yes)
    if not now:
        space = open_part(root, [path], state)
        draft = space.find_draft(path)
        text = _sign(space.catalog, draft, wish, space.now)
        _write_grave(root, draft.source.path, text, git=git, push=push)
        out.print("下次构建生效；须立即下线的，在网站所在的机器上加 --now 再运行一次")
        return
    from gongkai.cli.build import show_progress

    options = default_options(root.resolve())
    options = replace(
        options,
        site=(site or options.site).resolve(),
        state=(state or options.state).resolve(),
        builder_key=builder_key,
        progress=Stopwatch(show_progress),
    )
    _take_down(options, normalise_path(root, path), wish, git=git, push=push)


def _take_down(options: Options, path: str, wish: _Wish, *, git: bool, push: bool | None) -> None:
    """Builds the live site anew with a tombstone, whatever else the repository holds."""
    from gongkai.cli.build import run_build
    from gongkai.publish.withdrawing import prepare_withdrawal, read_standing

    standing = read_standing(options.state)
    reading = standing.read(path)
    text = _read_grave(options.root / path)
    if reading is not None and reading.graves:
        text = standing.tree.files[path].data.decode()
        _write_grave(options.root, path, text, git=git, push=push)
        stop(Exit.CLEAR, f"线上网站已没有 {path} 的原文，撤回说明已在原网址")
    if reading is None or not reading.drafts:
        message = f"线上网站没有这份文件：{path}"
        raise UsageProblemError(message)
    if text is None:
        text = _sign(standing.catalog, reading.drafts[0], wish, standing.now)
    preparation = prepare_withdrawal(options, standing, {path: text})
    if preparation.site is None:
        print_findings(preparation.verdict.findings)
        stop(Exit.BLOCKED, "撤回没有通过检查，网站和文件保持原样")
    _keep_changes(options.root, path, standing)
    _write_grave(options.root, path, text, git=git, push=push)
    run_build(preparation)
    out.print(f"已下线 {path}；如用了内容分发网络或搜索引擎快照，请另行申请清除缓存")


def _read_grave(file: Path) -> str | None:
    """The tombstone that stands in the work tree already, signed elsewhere, or None."""
    try:
        text = file.read_bytes().decode("utf-8")
        source = split_source("", text)
    except (OSError, UnicodeDecodeError, SourceRefusedError):
        return None
    return text if source.values.get("type") == Tombstone.type_id else None


def _sign(catalog: Catalog, draft: Draft, wish: _Wish, now: datetime) -> str:
    """The signed tombstone of a published document."""
    if wish.reason is None or wish.notice is None:
        message = "请用 --reason 和 --notice 写明撤回原因和向公众的说明"
        raise UsageProblemError(message)
    private = take_key(wish.root, catalog, wish.key, wish.person)
    proposal = propose_withdrawal(
        catalog,
        draft,
        find_person(catalog, private, wish.person),
        reason=wish.reason,
        notice=wish.notice,
        basis=wish.basis,
        now=now,
        decided=wish.decided,
    )
    out.print(proposal.grave.source.with_tail(proposal.grave.source.tail))
    if not wish.yes:
        confirm("签名撤回？撤回后原文不再公开", abort=True)
    return proposal.complete(sign_aloud(private, proposal.statement, proposal.namespace))


def _keep_changes(root: Path, path: str, standing: Standing) -> None:
    """Puts aside what the work tree has of a later revision: the tombstone takes its place."""
    file, folder = root / path, root / (path.removesuffix(".md") + ".files")
    if not file.exists() or file.read_bytes() == standing.tree.files[path].data:
        return
    kept = root / ".gongkai" / "withdrawn" / path.removeprefix("content/")
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(file, kept)
    if folder.is_dir():
        shutil.copytree(folder, kept.with_suffix(".files"), dirs_exist_ok=True)
    out.print(f"提醒 这份文件有尚未公开的修改，已另存到 {kept.relative_to(root)}", style="yellow")


def _write_grave(root: Path, path: str, text: str, *, git: bool, push: bool | None) -> None:
    attachments = path.removesuffix(".md") + ".files"
    had_attachments = (root / attachments).exists()
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    write_file(root, path, text)
    shutil.rmtree(root / attachments, ignore_errors=True)
    out.print(f"已撤回 {path}")
    if git:
        paths = [path, *([attachments] if had_attachments else [])]
        commit_paths(root, paths, f"review: 撤回 {path}", push=push)
