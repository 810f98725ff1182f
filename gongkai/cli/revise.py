"""`gongkai revise`: the next revision of a published document, or a refused draft reopened."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import HERE, ROOT, STATE, UsageProblemError, out
from gongkai.core.models import Document
from gongkai.core.source import FENCE
from gongkai.core.text import find_forbidden
from gongkai.publish.workspace import open_workspace, write_file

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
    正在重新审查、公示期满的文件和存量文件、不公开登记项，也用本命令重新送审。
    """
    space = open_workspace(root, state)
    draft = space.find_draft(path)
    tail = draft.source.tail
    if tail.published is None:
        text = FENCE + draft.source.head + FENCE + draft.source.body
        message = "已去掉审查记录，修改后重新送审"
    elif not isinstance(draft.record, Document):
        text = open_revision(draft, None, space.now.date())
        message = _announce(draft) + "；改写下次评估日期，或改为主动公开并补齐各项"
    elif not note or not re.fullmatch(r"[^\n<>]{1,200}", note) or find_forbidden(note):
        message = "请用 --note 写明变更说明：一句话，不含尖括号和看不见的字符，200 字以内"
        raise UsageProblemError(message)
    else:
        text = open_revision(draft, note, space.now.date())
        message = _announce(draft) + _remind(draft, space.now.date())
    write_file(space.root, draft.source.path, text)
    out.print(f"{draft.source.path}：{message}")


def _announce(draft: Draft) -> str:
    return f"已开出第 {draft.record.revision + 1} 版，修改后重新送审；请在分支上提交"


def _remind(draft: Draft, today: date) -> str:
    until = getattr(draft.record, "show_until", None)
    if until is None or until >= today:
        return ""
    return f"；公示期已于 {until} 届满，再次公示的请改写 show_until"


def open_revision(draft: Draft, note: str | None, today: date) -> str:
    """The text of the next revision: bound to the credential of this one, unsigned.

    A register entry says nothing of what changed.
    """
    number = draft.record.revision + 1
    previous = draft.source.credential
    replaced = ("revision", "previous", "changed", "change_note", "changes")
    # A field goes with the lines that continue it.
    pattern = rf"^(?:{'|'.join(replaced)}):.*\n(?:[ -].*\n)*"
    kept = re.sub(pattern, "", draft.source.head, flags=re.MULTILINE)
    added = f"revision: {number}\nprevious: {previous}\n"
    if note is not None:
        quoted = json.dumps(note, ensure_ascii=False)
        added += f"changed: {today.isoformat()}\nchange_note: {quoted}\n"
    return FENCE + kept + added + FENCE + draft.source.body
