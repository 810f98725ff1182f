"""`gongkai review`: worklist, sheet, signature, refusal, withdrawal, evidence for other tools."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli import delegate, waive, withdraw
from gongkai.cli.context import (
    HERE,
    ROOT,
    STATE,
    Exit,
    open_workspace,
    out,
    print_findings,
    stop,
)
from gongkai.cli.git import commit_paths
from gongkai.cli.sheet import print_sheet
from gongkai.cli.signer import (
    AS,
    COMMIT,
    DEFAULT_BASIS,
    KEY,
    PUSH,
    YES,
    find_person,
    sign_message,
    write_file,
)
from gongkai.cli.worklist import print_worklist
from gongkai.core.drafts import EDITORIAL
from gongkai.core.findings import Severity
from gongkai.core.models.fields import BEIJING
from gongkai.core.rules import RULES
from gongkai.core.signing import find_faults, find_next_role, propose
from gongkai.core.tail import Decision
from gongkai.publish.evidence import write_evidence

if TYPE_CHECKING:
    from gongkai.cli.context import Workspace
    from gongkai.core.drafts import Draft
    from gongkai.core.signing import Proposal

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
    _refuse_faulty(space, draft)
    moment = release.replace(tzinfo=BEIJING) if release else None
    proposal = _propose(space, draft, key, person, Decision.AGREED, basis, moment)
    if proposal.published:
        _refuse_unwaived(space, draft)
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
    decision = Decision.REFERRED if refer else Decision.REFUSED
    proposal = _propose(space, draft, key, person, decision, reason, None)
    _sign(space, proposal, key, git=git, push=push)


def _refuse_faulty(space: Workspace, draft: Draft) -> None:
    path = draft.source.path
    folder = path.removesuffix(".md") + ".files/"
    own = [
        f
        for f in space.verdict.findings
        if (f.path == path or f.path.startswith(folder)) and f.rule not in _JUDGED_AT_MERGE
    ]
    faults_now = [
        f for f in own if f.severity is Severity.BLOCK or f.rule in EDITORIAL or _is_dirty(f.rule)
    ]
    if faults_now:
        print_findings(faults_now)
        stop(Exit.BLOCKED, "文件还有问题，先改正再签署")
    faults = find_faults(space.catalog, draft, space.now)
    if faults:
        out.print("\n".join(faults))
        stop(Exit.BLOCKED, "已有的审查记录无效：内容在签署后改过，请运行 gongkai revise 重新送审")


def _is_dirty(rule: str) -> bool:
    """Whether it is a fault of an attachment that nobody can let stand."""
    return rule.startswith("attachment-") and RULES[rule].severity is Severity.BLOCK


def _refuse_unwaived(space: Workspace, draft: Draft) -> None:
    """Refuses the last signature on what the gate would then block, and all else with it."""
    found = [f for f in waive.list_open(space, draft).values() if f.severity is Severity.BLOCK]
    if found:
        print_findings(found)
        stop(Exit.BLOCKED, "签完即公开，而以上问题会拦截整个网站：先改正，或先作保留说明")


_JUDGED_AT_MERGE = frozenset({"published-held"})
"""What stands only until the last level is signed."""


def _propose(
    space: Workspace,
    draft: Draft,
    key: Path,
    person: str | None,
    decision: Decision,
    basis: str | None,
    release: datetime | None,
) -> Proposal:
    reviewer = find_person(space.catalog, key, person)
    role = find_next_role(space.catalog, draft, space.now) or ""
    role_basis = basis or DEFAULT_BASIS.get(role, "同意公开")
    return propose(
        space.catalog,
        draft,
        reviewer,
        decision=decision,
        basis=role_basis,
        now=space.now,
        release=release,
    )


def _sign(space: Workspace, proposal: Proposal, key: Path, *, git: bool, push: bool) -> None:
    entry = proposal.entry
    signature = sign_message(key, proposal.statement, proposal.namespace)
    path = proposal.subject.path
    write_file(space.root, path, proposal.complete(signature))
    out.print(f"已签署 {path}：{entry.role} {entry.reviewer} {entry.decision}")
    if proposal.published:
        out.print(f"各级审查完成，发布时间 {proposal.published:%Y-%m-%d %H:%M}")
    if git:
        message = f"review: {entry.role} {entry.decision} {path}"
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
