"""`gongkai new`: a new document with its fields, index number and guidance."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import HERE, ROOT, STATE, UsageProblemError, out
from gongkai.core.document_text import format_document
from gongkai.core.index_number import list_taken
from gongkai.core.inventory import DEVICES
from gongkai.core.models import RECORD_TYPES
from gongkai.publish.workspace import open_workspace, refuse_link, write_file

if TYPE_CHECKING:
    from gongkai.core.models.catalog import Column
    from gongkai.publish.workspace import Workspace

_LONGEST_SLUG = 64
_SHOWN = 8


def new(
    column: Annotated[
        str | None,
        typer.Argument(help="栏目编号，如 guifanxing", show_default="逐项询问"),
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", "-t", help="文件名称", show_default="逐项询问")
    ] = None,
    drafter: Annotated[
        str | None,
        typer.Option("--drafter", "-d", help="拟稿人编号，如 r03", show_default="逐项询问"),
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--type", help="文件类型", show_default="栏目的第一种")
    ] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", help="责任部门", show_default="栏目的责任部门")
    ] = None,
    slug: Annotated[
        str | None, typer.Option("--slug", help="网址短名", show_default="名称的拼音")
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", "-l", help="列出各栏目和类型；写明栏目的，列出要填的项")
    ] = False,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """新建一份待审文件：写好栏目、索引号等，其余标出“【待填写】”和例子。

    不写栏目、名称和拟稿人，就在终端中逐项询问；栏目可按编号、名称或者拼音查找。
    """
    space = open_workspace(root, state)
    if listed:
        _list(space, column, kind)
        return
    asked = column is None or title is None or drafter is None
    if asked:
        _refuse_silence(column, title, drafter)
    from gongkai.cli import new_questions as ask

    target = find_column(space, column) if column else ask.ask_column(space.catalog)
    chosen = kind or (ask.ask_type(target) if asked else target.types[0])
    title = ask.ask_title() if title is None else title
    if refusal := ask.refuse_title(title):
        raise UsageProblemError(refusal)
    drafter = drafter or ask.ask_drafter(space.catalog)
    path = create(
        space, target, chosen, title=title, drafter=drafter, unit=unit or target.unit, slug=slug
    )
    _conclude(path, chosen)


def _list(space: Workspace, column: str | None, kind: str | None) -> None:
    """The columns, or what is to be filled in of one."""
    from gongkai.cli.new_list import show_columns, show_types

    if column is None:
        show_columns(space.catalog)
    else:
        show_types(find_column(space, column), kind)


def _refuse_silence(column: str | None, title: str | None, drafter: str | None) -> None:
    """Refuses to ask where nobody can answer."""
    if sys.stdin.isatty():
        return
    given = {"栏目": column, "选项 --title": title, "选项 --drafter": drafter}
    missing = "、".join(name for name, value in given.items() if value is None)
    message = f"缺少{missing}；在终端中运行 gongkai new 可以逐项填写"
    raise UsageProblemError(message)


def create(
    space: Workspace,
    column: Column,
    kind: str,
    *,
    title: str,
    drafter: str,
    unit: str,
    slug: str | None = None,
) -> str:
    """Writes the new document and gives its path.

    Raises:
        UsageProblemError: when something named is not in the catalogue, or the path is taken.
    """
    from gongkai.core.scaffold import list_fields, make_slug  # pinyin is slow to load
    from gongkai.core.skeletons import make_body

    refuse_unknown(space, column, kind=kind, unit=unit, drafter=drafter)
    folder = space.root / "content" / column.id
    path = choose_path(folder, slug or make_slug(title, [p.stem for p in folder.glob("*.md")]))
    fields = list_fields(
        space.catalog,
        column,
        kind,
        title=title,
        drafter=drafter,
        unit=unit,
        today=space.now.date(),
        taken=list_taken(space.verdict),
    )
    shown = path.relative_to(space.root).as_posix()
    refuse_link(space.root, shown)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(space.root, shown, format_document(fields, make_body(kind)))
    return shown


def _conclude(path: str, kind: str) -> None:
    from gongkai.core.skeletons import list_hints

    out.print(f"已新建 {path}（{RECORD_TYPES[kind].type_name}）")
    for hint in list_hints(kind):
        out.print(f"提示：{hint}")
    out.print(f"下一步：填完“【待填写】”各项，运行 gongkai check {path}")


def refuse_unknown(space: Workspace, column: Column, *, kind: str, unit: str, drafter: str) -> None:
    """Refuses a type that the column does not take, and whom the catalogue does not know."""
    if kind not in column.types:
        names = "、".join(f"{name}（{RECORD_TYPES[name].type_name}）" for name in column.types)
        message = f"栏目“{column.name}”只收这些类型：{names}"
        raise UsageProblemError(message)
    if unit not in space.catalog.unit_by_id:
        raise UsageProblemError(f"没有责任部门 {unit}，编号见 catalog/units.yml")
    if drafter not in space.catalog.reviewer_by_id:
        raise UsageProblemError(f"没有拟稿人 {drafter}，编号见 catalog/reviewers.yml")


def choose_path(folder: Path, name: str) -> Path:
    """Where a new document goes; a name that is taken or malformed is refused."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) or len(name) > _LONGEST_SLUG:
        message = "短名只能由小写字母、数字和单个连字符组成，64 个字符以内，如 ruxue-2026"
        raise UsageProblemError(message)
    if DEVICES.fullmatch(name):
        message = f"短名不能是 {name}：Windows 的保留名称"
        raise UsageProblemError(message)
    path = folder / f"{name}.md"
    if path.exists():
        message = f"文件已存在：{path}；另写一个短名（--slug）"
        raise UsageProblemError(message)
    return path


def find_column(space: Workspace, name: str) -> Column:
    """The column of this id; others whose names are alike are named in the refusal."""
    column = space.catalog.column_by_id.get(name)
    if column is not None:
        return column
    from gongkai.core.finding_columns import find_columns

    close = find_columns(space.catalog.columns, name)
    hint = "、".join(f"{c.id}（{c.name}）" for c in close[:_SHOWN])
    more = f"是不是：{hint}" if hint else "运行 gongkai new --list 查看全部栏目"
    message = f"没有栏目 {name}，{more}"
    raise UsageProblemError(message)
