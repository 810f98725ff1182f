"""`gongkai review sign` and `refuse`: one level of one document, by its reviewer's own key."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli import review_show
from gongkai.cli.asking import confirm
from gongkai.cli.context import HERE, ROOT, STATE, out
from gongkai.cli.git import commit_paths, refuse_overtaken
from gongkai.cli.sheet import print_proposal, print_sheet
from gongkai.cli.signer import AS, COMMIT, OPTIONAL_KEY, PUSH, YES, sign_aloud, take_key
from gongkai.core.models.fields import BEIJING
from gongkai.publish.desk.branching import find_branch, find_public_branch
from gongkai.publish.desk.committing import list_uncommitted, require_committable
from gongkai.publish.desk.git_command import spell_word
from gongkai.publish.desk.next_work import list_next_work
from gongkai.publish.desk.reviewing import file_review, propose_agreement, propose_refusal
from gongkai.publish.desk.ssh_keys import find_person
from gongkai.publish.workspace import open_part

if TYPE_CHECKING:
    from gongkai.core.signing import Proposal
    from gongkai.publish.workspace import Workspace

PATH = Annotated[str, typer.Argument(help="文件，如 content/guifanxing/xxx.md")]


def sign(
    path: PATH,
    key: OPTIONAL_KEY = None,
    person: AS = None,
    basis: Annotated[
        str | None, typer.Option("--basis", help="审查意见", show_default="按层级的通用意见")
    ] = None,
    release: Annotated[
        datetime | None,
        typer.Option("--at", formats=["%Y-%m-%d %H:%M"], help="终审时定时发布，北京时间"),
    ] = None,
    sheet: Annotated[
        bool, typer.Option("--sheet", help="审查单在浏览器中看，不打印在终端里")
    ] = False,
    yes: YES = False,
    git: COMMIT = True,
    push: PUSH = None,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """签署同意公开：一次一个文件、一级；最后一级签署时写入发布时间。"""
    space = open_part(root, [path], state)
    draft = space.find_draft(path)
    moment = release.replace(tzinfo=BEIJING) if release else None
    private = take_key(root, space.catalog, key, person)
    reviewer = find_person(space.catalog, private, person)
    proposal = propose_agreement(space, draft, reviewer, basis=basis, release=moment)
    if git:
        require_committable(root, [draft.source.path])
    refuse_overtaken(root, draft.source.path)
    if sheet:
        review_show.open_sheet(space, draft, state=state)
        print_proposal(proposal)
    else:
        print_sheet(space, draft, proposal)
    if not yes:
        confirm("已看过以上全部内容，签署“同意公开”？", abort=True)
    _sign(space, proposal, private, git=git, push=push, ask=not yes)
    _tell_next(space, proposal)


def refuse(
    path: PATH,
    reason: Annotated[str, typer.Option("--reason", "-r", help="退回的理由，编辑会看到")],
    key: OPTIONAL_KEY = None,
    person: AS = None,
    refer: Annotated[bool, typer.Option("--refer", help="不退回，而是报请上级确定")] = False,
    git: COMMIT = True,
    push: PUSH = None,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """退回或报请确定：写明理由并签名，信息员修改后用 gongkai revise 重新送审。"""
    space = open_part(root, [path], state)
    draft = space.find_draft(path)
    private = take_key(root, space.catalog, key, person)
    reviewer = find_person(space.catalog, private, person)
    proposal = propose_refusal(space, draft, reviewer, reason, refer=refer)
    if git:
        require_committable(root, [draft.source.path])
    refuse_overtaken(root, draft.source.path)
    _sign(space, proposal, private, git=git, push=push, ask=True)


def _sign(
    space: Workspace, proposal: Proposal, key: Path, *, git: bool, push: bool | None, ask: bool
) -> None:
    entry = proposal.entry
    signature = sign_aloud(key, proposal.statement, proposal.namespace)
    path = proposal.subject.path
    message = file_review(space, proposal, signature)
    out.print(f"已签署 {path}：{entry.role} {entry.reviewer} {entry.decision}")
    if proposal.published:
        out.print(f"各级审查完成，发布时间 {proposal.published:%Y-%m-%d %H:%M}")
        _tell_merge(space.root)
    if not git:
        return
    missing = list_uncommitted(space.root, path)
    for name in missing:
        out.print(f"提醒 附件还没有提交：{name}", style="yellow")
    if missing:
        folder = path.removesuffix(".md") + ".files"
        out.print(f'下一步：git add {folder}，再 git commit -m "content: 附件"，与签名一并推送')
    commit_paths(space.root, [path], message, push=push, ask=ask)


def _tell_merge(root: Path) -> None:
    """What a finished chain still needs where no site is built from its branch."""
    branch, public = find_branch(root), find_public_branch(root)
    if branch and public and branch != public:
        out.print(
            f"现在在分支 {branch} 上，合并到 {public} 后才公开：在托管平台上合并，或推送后运行"
        )
        there, here = spell_word(public), spell_word(branch)
        out.print(f"    git switch {there}；git pull；git merge {here}；git push")


def _tell_next(space: Workspace, proposal: Proposal) -> None:
    """What else waits for the same person here, the nearest limit first."""
    path, person = proposal.subject.path, proposal.entry.reviewer
    items = list_next_work(space, person, but=path)
    if items:
        out.print(f"轮到 {person} 的新文件还有 {len(items)} 件，下一件：{items[0].path}")
