"""`gongkai review`: worklist, sheet, signature, refusal, withdrawal, evidence for other tools."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli import delegate, waive, withdraw
from gongkai.cli.context import HERE, ROOT, STATE, Exit, out, stop
from gongkai.cli.git import commit_paths
from gongkai.cli.sheet import print_sheet
from gongkai.cli.signer import AS, COMMIT, KEY, PUSH, YES
from gongkai.cli.worklist import print_worklist
from gongkai.core.models.fields import BEIJING
from gongkai.publish.desk.reviewing import (
    file_review,
    propose_agreement,
    propose_refusal,
)
from gongkai.publish.desk.ssh_keys import find_person, sign_message
from gongkai.publish.evidence import write_evidence
from gongkai.publish.workspace import open_workspace

if TYPE_CHECKING:
    from gongkai.core.signing import Proposal
    from gongkai.publish.workspace import Workspace

app = typer.Typer(
    help="保密审查：待办、审查单、签署、退回、撤回、委托、保留说明。", no_args_is_help=True
)

PATH = Annotated[str, typer.Argument(help="文件，如 content/guifanxing/xxx.md")]


@app.command("status")
def status(
    person: Annotated[str | None, typer.Option("--as", help="只看与此人有关的")] = None,
    role: Annotated[str | None, typer.Option("--role", help="只看轮到这一级的，如 l2")] = None,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """列出待办：待审的文件轮到哪一级，哪些已公开的文件要重新审查、清理或评估。"""
    space = open_workspace(root, state)
    if not print_worklist(space, person, role):
        stop(Exit.NOTHING, "没有待审的文件")


@app.command("show")
def show(path: PATH, root: ROOT = HERE, state: STATE = None) -> None:
    """显示审查单：将要公开的全部内容，看不见的字符、附件和问题也一并列出。"""
    space = open_workspace(root, state)
    print_sheet(space, space.find_draft(path))


@app.command("sign")
def sign(
    path: PATH,
    key: KEY,
    person: AS = None,
    basis: Annotated[
        str | None, typer.Option("--basis", help="审查意见", show_default="按层级的通用意见")
    ] = None,
    release: Annotated[
        datetime | None,
        typer.Option("--at", formats=["%Y-%m-%d %H:%M"], help="终审时定时发布，北京时间"),
    ] = None,
    yes: YES = False,
    git: COMMIT = True,
    push: PUSH = False,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """签署同意公开：一次一个文件、一级；最后一级签署时写入发布时间。"""
    space = open_workspace(root, state)
    draft = space.find_draft(path)
    moment = release.replace(tzinfo=BEIJING) if release else None
    reviewer = find_person(space.catalog, key, person)
    proposal = propose_agreement(space, draft, reviewer, basis=basis, release=moment)
    print_sheet(space, draft, proposal)
    if not yes:
        typer.confirm("已看过以上全部内容，签署“同意公开”？", abort=True)
    _sign(space, proposal, key, git=git, push=push)


@app.command("refuse")
def refuse(
    path: PATH,
    key: KEY,
    reason: Annotated[str, typer.Option("--reason", "-r", help="退回的理由，编辑会看到")],
    person: AS = None,
    refer: Annotated[bool, typer.Option("--refer", help="不退回，而是报请上级确定")] = False,
    git: COMMIT = True,
    push: PUSH = False,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """退回或报请确定：写明理由并签名，编辑修改后用 gongkai revise 重新送审。"""
    space = open_workspace(root, state)
    draft = space.find_draft(path)
    reviewer = find_person(space.catalog, key, person)
    proposal = propose_refusal(space, draft, reviewer, reason, refer=refer)
    _sign(space, proposal, key, git=git, push=push)


def _sign(space: Workspace, proposal: Proposal, key: Path, *, git: bool, push: bool) -> None:
    entry = proposal.entry
    signature = sign_message(key, proposal.statement, proposal.namespace)
    path = proposal.subject.path
    message = file_review(space, proposal, signature)
    out.print(f"已签署 {path}：{entry.role} {entry.reviewer} {entry.decision}")
    if proposal.published:
        out.print(f"各级审查完成，发布时间 {proposal.published:%Y-%m-%d %H:%M}")
    if git:
        commit_paths(space.root, [path], message, push=push)


app.command("withdraw")(withdraw.withdraw)
app.command("waive")(waive.waive)
app.command("delegate")(delegate.delegate)


@app.command("export")
def export(
    folder: Annotated[Path, typer.Argument(help="写入的文件夹")] = Path("review-export"),
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """导出 allowed_signers 和每条审查的陈述、签名，可用 ssh-keygen -Y verify 核验。"""
    space = open_workspace(root, state)
    count = write_evidence(space.catalog, space.verdict, folder)
    out.print(f"已导出 {count} 条审查记录到 {folder}/，核验方法见其中的 README.txt")
