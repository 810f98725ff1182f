"""`gongkai revise`: the next revision of a published document, or a refused draft reopened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import HERE, ROOT, STATE, UsageProblemError, open_workspace, out
from gongkai.cli.signer import write_file
from gongkai.core.models import Document
from gongkai.core.source import FENCE

if TYPE_CHECKING:
    from datetime import date

    from gongkai.core.drafts import Draft


def revise(
    path: Annotated[str, typer.Argument(help="文件，如 content/guifanxing/xxx.md")],
    note: Annotated[
        str | None, typer.Option("--note", "-n", help="变更说明，修订已公开文件时必填")
    ] = None,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """开始修改：已公开的文件开出下一版，未公开的去掉已有的审查记录。

    请在分支上修改已公开的文件：新一版签完合并之前，线上仍是原来的版本。
    """
    space = open_workspace(root, state)
    draft = space.find_draft(path)
    tail = draft.source.tail
    if tail.published is None:
        text = FENCE + draft.source.head + FENCE + draft.source.body
        message = "已去掉审查记录，修改后重新送审"
    elif not isinstance(draft.record, Document):
        message = "登记项不能修订，请撤回后重新登记"
        raise UsageProblemError(message)
    elif not note or not re.fullmatch(r"[^\n<>:#\"'\[\]{}]{1,200}", note):
        message = "请用 --note 写明变更说明（一句话，不含半角引号、冒号和括号）"
        raise UsageProblemError(message)
    else:
        text = open_revision(draft, note, space.now.date())
        message = f"已开出第 {draft.record.revision + 1} 版，修改后重新送审；请在分支上提交"
    write_file(space.root / draft.source.path, text)
    out.print(f"{draft.source.path}：{message}")


def open_revision(draft: Draft, note: str, today: date) -> str:
    """The text of the next revision: bound to the last entry of this one, unsigned."""
    number = draft.record.revision + 1
    previous = draft.source.tail.entries[-1].digest
    replaced = ("revision", "previous", "changed", "change_note")
    kept = [
        line
        for line in draft.source.head.splitlines(keepends=True)
        if not line.startswith(tuple(f"{name}:" for name in replaced))
    ]
    added = (
        f"revision: {number}\n"
        f"previous: {previous}\n"
        f"changed: {today.isoformat()}\n"
        f"change_note: {note}\n"
    )
    return FENCE + "".join(kept) + added + FENCE + draft.source.body
