"""`gongkai review`: worklist, sheet, signature, refusal, withdrawal, evidence for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongkai.cli import (
    delegate,
    review_form,
    review_history,
    review_serve,
    review_show,
    review_sign,
    waive,
    withdraw,
)
from gongkai.cli.context import HERE, ROOT, STATE, Exit, UsageProblemError, out, stop
from gongkai.cli.git import tell_given_way, tell_push
from gongkai.cli.signer import OPTIONAL_KEY
from gongkai.cli.stock_worklist import print_stock
from gongkai.cli.worklist import count_others, print_worklist
from gongkai.core.worklist import list_work
from gongkai.publish.desk.branches import list_all_work
from gongkai.publish.desk.people import find_self
from gongkai.publish.desk.pushing import PushState, push_review
from gongkai.publish.evidence import write_evidence
from gongkai.publish.workspace import open_workspace

app = typer.Typer(
    help="保密审查：待办、审查单、签署、退回、撤回、委托、保留说明。", no_args_is_help=True
)


@app.command("status")
def status(
    person: Annotated[
        str | None,
        typer.Option(
            "--as", help="只看与此人有关的", show_default="按密钥或 git 的 gongkai.person"
        ),
    ] = None,
    role: Annotated[str | None, typer.Option("--role", help="只看轮到这一级的，如 l2")] = None,
    everything: Annotated[bool, typer.Option("--all", "-a", help="全部待办，不分是谁的")] = False,
    branches: Annotated[
        bool, typer.Option("--branches/--no-branches", help="也看其他分支，包括取回的远程分支")
    ] = True,
    stock: Annotated[bool, typer.Option("--stock", help="逐件列出待重新审查的存量文件")] = False,
    key: OPTIONAL_KEY = None,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """列出待办：按公开期限排序，轮到哪一级、由谁签、还剩几个工作日；退回的列在最前。

    能从密钥或 git 设置（gongkai.key、gongkai.person）认出本人的，只列本人的待办；
    运行一次 git config --global gongkai.key 私钥文件，以后各命令都不必再写密钥。
    修订在分支上进行，其他分支上的待办一并列出，并写明怎样切换过去。
    还有存量文件待重新审查的，最后按栏目列出件数和清理期限。
    """
    space = open_workspace(root, state)
    me = person or (None if everything or role else find_self(root, space.catalog, key))
    if person is not None and person not in space.catalog.reviewer_by_id:
        raise UsageProblemError(f"人员 {person} 不在 catalog/reviewers.yml 中")
    known = [level.role for level in space.catalog.policy.levels]
    if role is not None and role not in known:
        raise UsageProblemError(f"没有层级 {role}，本站有：{'、'.join(known)}")
    items = list_all_work(space) if branches else list_work(space.verdict)
    shown = print_worklist(space, items, me, role)
    print_stock(space, each=stock)
    others = count_others(items, me) if me else 0
    rest = f"另有 {others} 件轮到他人，加 --all 查看" if others else ""
    if not shown:
        whose = f"没有轮到 {me} 的文件" if me and others else "没有待审的文件"
        stop(Exit.NOTHING, "；".join(filter(None, (whose, rest))))
    if rest:
        out.print(rest)


app.command("show")(review_show.show)
app.command("serve")(review_serve.serve)


app.command("sign")(review_sign.sign)
app.command("refuse")(review_sign.refuse)


@app.command("push")
def push_reviews(
    yielding: Annotated[
        bool,
        typer.Option("--give-way", help="他人已先签署的，放弃本机签名，改用服务器上的文件"),
    ] = False,
    root: ROOT = HERE,
) -> None:
    """推送审查提交：服务器上有他人新提交的，自动接在其后再推，签名不变。

    同一文件、审查规则或人员在服务器上已有变化的，停下来说明，本机提交原样保留。
    """
    if yielding:
        stop(Exit.CLEAR if tell_given_way(root) else Exit.BLOCKED)
    pushed = push_review(root, interactive=True)
    tell_push(root, pushed)
    if pushed.state not in {PushState.DONE, PushState.NOTHING}:
        stop(Exit.BLOCKED)


app.command("withdraw")(withdraw.withdraw)
app.command("waive")(waive.waive)
app.command("delegate")(delegate.delegate)
app.command("form")(review_form.review_form)
app.command("history")(review_history.review_history)


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
