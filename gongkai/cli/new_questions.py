"""The questions that `gongkai new` asks in a terminal, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from gongkai.cli.context import out
from gongkai.core.finding_columns import find_columns
from gongkai.core.models import RECORD_TYPES
from gongkai.core.text import find_forbidden

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.core.catalog import Catalog
    from gongkai.core.models.catalog import Column

_MOST = 20
"""Columns that are listed to choose from."""


def ask_column(catalog: Catalog) -> Column:
    """The column, searched for by what is typed until one is left."""
    while True:
        text = typer.prompt("栏目（编号、名称或者拼音，如 guifanxing、规范性、gfx）")
        found = find_columns(catalog.columns, text)
        if len(found) == 1:
            out.print(f"栏目：{found[0].name}（{found[0].id}）")
            return found[0]
        if not found:
            out.print(
                "没有找到，换个说法再试；另开一个终端运行 gongkai new --list 可以看到全部栏目"
            )
        elif len(found) > _MOST:
            out.print(f"有 {len(found)} 个栏目符合，请写得具体些")
        else:
            return found[_choose([f"{column.name}（{column.id}）" for column in found])]


def ask_type(column: Column) -> str:
    """The type, if the column takes more than one."""
    if len(column.types) == 1:
        return column.types[0]
    out.print(f"“{column.name}”收以下类型的文件：")
    return column.types[_choose([RECORD_TYPES[name].type_name for name in column.types])]


def ask_title() -> str:
    """The title."""
    while True:
        title: str = typer.prompt("文件名称").strip()
        if not refuse_title(title):
            return title
        out.print(refuse_title(title))


def refuse_title(title: str) -> str:
    """What is wrong with a title, or nothing."""
    if (found := find_forbidden(title)) is not None:
        return f"文件名称中有不能使用的字符 {found[1]}，请删去后重新输入"
    wrong = not title.strip() or set("<>\n") & set(title)
    return "文件名称应为一行文字，不能为空，也不能有尖括号" if wrong else ""


def ask_drafter(catalog: Catalog) -> str:
    """The drafter, by the id that stands in `reviewers.yml`."""
    units = {unit.id: unit.name for unit in catalog.units}
    people = catalog.reviewers.reviewers
    shown = "、".join(f"{p.id}（{units.get(p.unit, p.unit)}）" for p in people)
    out.print(f"登记的人员：{shown}")
    while True:
        person: str = typer.prompt("拟稿人编号").strip()
        if person in catalog.reviewer_by_id:
            return person
        out.print(f"没有 {person}，编号见 catalog/reviewers.yml")


def _choose(names: Sequence[str]) -> int:
    """The place, from 0, of the name whose number is typed."""
    for number, name in enumerate(names, 1):
        out.print(f"{number:>3}  {name}")
    while True:
        text: str = typer.prompt("写序号", default="1")
        if text.strip().isdecimal() and 1 <= int(text) <= len(names):
            return int(text) - 1
        out.print(f"应为 1 至 {len(names)} 的数字")
