"""`gongkai review waive`: letting one finding of the scanner stand, signed, with reason and end."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, NoReturn

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
from gongkai.core.waivers import MARKINGS
from gongkai.core.waiving import propose_waiver
from gongkai.publish.desk.committing import require_committable
from gongkai.publish.desk.reviewing import find_case, list_open
from gongkai.publish.desk.ssh_keys import find_person
from gongkai.publish.workspace import open_part, write_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gongkai.core.findings import Finding
    from gongkai.core.waiving import WaiverProposal


def waive(
    path: Annotated[str, typer.Argument(help="文件，如 content/guifanxing/xxx.md")],
    finding: Annotated[
        str | None,
        typer.Option("--finding", "-f", help="问题编号，十六位；不写则列出本文件的问题"),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", "-r", help="保留的理由，会随文件公开")] = "",
    until: Annotated[
        datetime | None,
        typer.Option("--until", formats=["%Y-%m-%d"], help="保留到哪一天，至多五年"),
    ] = None,
    key: OPTIONAL_KEY = None,
    person: AS = None,
    yes: YES = False,
    git: COMMIT = True,
    push: PUSH = None,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """对扫描发现的一处问题作保留说明：写明理由和期限并签名，只对这一版有效。

    不写 --finding 时列出可以作保留说明的问题。文件待审、已公开都可以用。
    """
    space = open_part(root, [path], state)
    draft = space.find_draft(path)
    found = list_open(space, draft)
    if finding is None:
        _show_choices(found)
    if finding not in found:
        message = f"这份文件没有编号为 {finding} 的问题，或者已经保留；不写 --finding 可列出"
        raise UsageProblemError(message)
    if not reason or until is None:
        message = "请用 --reason 写明理由，用 --until 写明期限"
        raise UsageProblemError(message)
    private = take_key(root, space.catalog, key, person)
    reviewer = find_person(space.catalog, private, person)
    chosen = (finding, found[finding])
    proposal = propose_waiver(find_case(space, draft), chosen, reviewer, reason, until.date())
    if git:
        require_committable(root, [draft.source.path])
    print_findings([found[finding]])
    if not yes:
        confirm(f"签名保留这一处问题，至 {proposal.waiver.until}？", abort=True)
    _write(space.root, proposal, private)
    if git:
        name = draft.source.path
        commit_paths(space.root, [name], f"review: 保留说明 {name}", push=push, ask=not yes)


def _show_choices(found: Mapping[str, Finding]) -> NoReturn:
    """Lists what a waiver may be given for."""
    print_findings(found.values())
    if not found:
        stop(Exit.NOTHING, "没有可作保留说明的问题")
    stop(Exit.CLEAR, f"共 {len(found)} 处，用 --finding 编号 指明要保留的一处")


def _write(root: Path, proposal: WaiverProposal, key: Path) -> None:
    """Signs the waiver, writes it into the document and says who else must."""
    path, waiver = proposal.case.subject.path, proposal.waiver
    signature = sign_aloud(key, proposal.statement, proposal.namespace)
    write_file(root, path, proposal.complete(signature))
    out.print(f"已写入 {path}：{waiver.reviewer} 保留 {waiver.finding}，至 {waiver.until}")
    if waiver.rule in MARKINGS:
        out.print("密级、内部标志须由两人分别保留，其中一人为终审；请另一人也运行本命令")
