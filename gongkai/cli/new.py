"""`gongkai new`: a new document with its fields, index number and guidance."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import HERE, ROOT, STATE, UsageProblemError, out
from gongkai.core.document_text import format_document
from gongkai.core.drafts import PLACEHOLDER
from gongkai.core.models import RECORD_TYPES, RegisterEntry
from gongkai.publish.workspace import open_workspace, write_file

if TYPE_CHECKING:
    from gongkai.core.gate import Verdict
    from gongkai.core.models.catalog import Column
    from gongkai.publish.workspace import Workspace

_LONGEST_SLUG = 64


def new(
    column: Annotated[str, typer.Argument(help="栏目编号，如 guifanxing")],
    title: Annotated[str, typer.Option("--title", "-t", help="文件名称")],
    drafter: Annotated[str, typer.Option("--drafter", "-d", help="拟稿人编号，如 r03")],
    kind: Annotated[
        str | None, typer.Option("--type", help="文件类型", show_default="栏目的第一种")
    ] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", help="责任部门", show_default="栏目的责任部门")
    ] = None,
    slug: Annotated[
        str | None, typer.Option("--slug", help="网址短名", show_default="名称的拼音")
    ] = None,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """新建一份待审文件：写好栏目、索引号等，其余标出“【待填写】”。"""
    from gongkai.core.scaffold import list_fields, make_slug  # pinyin is slow to load

    space = open_workspace(root, state)
    target = _find_column(space, column)
    chosen, owner = kind or target.types[0], unit or target.unit
    _refuse_unknown(space, target, kind=chosen, unit=owner, drafter=drafter)
    folder = space.root / "content" / target.id
    path = _choose_path(folder, slug or make_slug(title, [p.stem for p in folder.glob("*.md")]))
    fields = list_fields(
        space.catalog,
        target,
        chosen,
        title=title,
        drafter=drafter,
        unit=owner,
        today=space.now.date(),
        taken=list_taken(space.verdict),
    )
    body = "" if RECORD_TYPES[chosen] is RegisterEntry else f"{PLACEHOLDER}在这里写正文。"
    path.parent.mkdir(parents=True, exist_ok=True)
    shown = path.relative_to(space.root).as_posix()
    write_file(space.root, shown, format_document(fields, body))
    out.print(f"已新建 {shown}")
    out.print(f"下一步：填完“【待填写】”各项，运行 gongkai check {shown}")


def _refuse_unknown(
    space: Workspace, column: Column, *, kind: str, unit: str, drafter: str
) -> None:
    if kind not in column.types:
        message = f"栏目“{column.name}”只收这些类型：{'、'.join(column.types)}"
        raise UsageProblemError(message)
    if unit not in space.catalog.unit_by_id or drafter not in space.catalog.reviewer_by_id:
        message = "责任部门或拟稿人不存在，请看 catalog/units.yml 和 catalog/reviewers.yml"
        raise UsageProblemError(message)


def _choose_path(folder: Path, name: str) -> Path:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) or len(name) > _LONGEST_SLUG:
        message = "短名只能由小写字母、数字和单个连字符组成，64 个字符以内"
        raise UsageProblemError(message)
    path = folder / f"{name}.md"
    if path.exists():
        message = f"文件已存在：{path}"
        raise UsageProblemError(message)
    return path


def list_taken(verdict: Verdict) -> list[str]:
    """Every index number that was ever used: a withdrawn document keeps its own."""
    taken = [draft.record.index_number for draft in verdict.drafts]
    taken += [grave.tombstone.index_number for grave in verdict.withdrawn]
    return taken + [str(s.values.get("index_number")) for s in verdict.unfinished]


def _find_column(space: Workspace, name: str) -> Column:
    column = space.catalog.column_by_id.get(name)
    if column is not None:
        return column
    close = [c for c in space.catalog.columns if name in c.name or name in c.id]
    hint = "、".join(f"{c.id}（{c.name}）" for c in close[:8])
    message = f"没有栏目 {name}" + (f"，是不是：{hint}" if hint else "")
    raise UsageProblemError(message)
