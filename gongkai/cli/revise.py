"""`gongkai revise`: the next revision of a published document, or a refused draft reopened."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.asking import confirm
from gongkai.cli.context import HERE, ROOT, STATE, UsageProblemError, out
from gongkai.core.models import Document
from gongkai.core.source import FENCE
from gongkai.core.text import find_forbidden
from gongkai.publish.desk.branching import (
    find_branch,
    find_public_branch,
    name_branch,
    open_branch,
)
from gongkai.publish.desk.git_command import spell_word
from gongkai.publish.workspace import open_part, write_file

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from gongkai.core.drafts import Draft


def revise(
    path: Annotated[str, typer.Argument(help="文件，如 content/guifanxing/xxx.md")],
    note: Annotated[
        str | None, typer.Option("--note", "-n", help="变更说明，修订已公开文件时必填")
    ] = None,
    branch: Annotated[
        bool | None,
        typer.Option("--branch/--no-branch", help="在新分支上修订", show_default="在终端中询问"),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", help="分支名", show_default="revise/文件短名")
    ] = None,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """开始修改：已公开的文件开出下一版，未公开的去掉已有的审查记录。

    已公开的文件在分支上修订：新一版签完合并之前，线上仍是原来的版本。
    正在重新审查、公示期满的文件和存量文件、不公开登记项，也用本命令重新送审。
    """
    space = open_part(root, [path], state)
    draft = space.find_draft(path)
    own = draft.source.path
    if draft.source.tail.published is None:
        text = FENCE + draft.source.head + FENCE + draft.source.body
        write_file(space.root, own, text)
        out.print(f"{own}：已去掉审查记录，修改后重新送审")
        out.print(f"下一步：改好后运行 gongkai check {own}，再 git add、git commit 送审")
        return
    text, message = _open(draft, note, space.now.date())
    wanted = name or name_branch(own)
    opened = branch if branch is not None else name is not None or _ask(space.root, wanted)
    if opened:
        open_branch(space.root, wanted)
    write_file(space.root, own, text)
    out.print(f"{own}：{message}{f'（分支 {wanted}）' if opened else '；请在分支上提交'}")
    if opened:
        _tell_steps(space.root, draft, wanted)


def _open(draft: Draft, note: str | None, today: date) -> tuple[str, str]:
    """The text of the next revision, and what is said of it."""
    message = f"已开出第 {draft.record.revision + 1} 版，修改后重新送审"
    if not isinstance(draft.record, Document):
        hint = "；改写下次评估日期，或改为主动公开并补齐各项"
        return open_revision(draft, None, today), message + hint
    if not note or not re.fullmatch(r"[^\n<>]{1,200}", note) or find_forbidden(note):
        message = "请用 --note 写明变更说明：一句话，不含尖括号和看不见的字符，200 字以内"
        raise UsageProblemError(message)
    return open_revision(draft, note, today), message + _remind(draft, today)


def _ask(root: Path, name: str) -> bool:
    """Whether to make a branch: asked in a terminal, on the branch that the site is built from."""
    current = find_branch(root)
    if current is None or current != find_public_branch(root) or not sys.stdin.isatty():
        return False
    question = f"在新分支 {name} 上修订（合并之前，线上仍是现在的版本）？"
    return confirm(question, default=True)


def _tell_steps(root: Path, draft: Draft, branch: str) -> None:
    path, public = draft.source.path, find_public_branch(root) or "main"
    out.print("下一步：")
    out.print(f"    1. 修改文件，运行 gongkai check {path}")
    out.print(f'    2. git add {path}，再 git commit -m "content: 修订"（附件有改动的一并 add）')
    push = f"git push -u origin {spell_word(branch)}"
    out.print(f"    3. {push}；审查人运行 gongkai review status 即可看到")
    out.print(f"    4. 各级签完后合并到 {public}，新版随下次构建公开；此前线上仍是原来的版本")


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
