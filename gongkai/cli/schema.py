"""`gongkai schema`: what VS Code and other editors' programs know of fields and catalogue files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongkai.cli.context import HERE, ROOT, STATE, UsageProblemError, out
from gongkai.publish.workspace import open_part


def schema(
    write: Annotated[
        Path | None,
        typer.Option("--write", help="写到这个文件夹的 .vscode/", show_default="仓库"),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--print", help="只显示一个文件的内容，如 front-matter 或 columns")
    ] = None,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """写出编辑器用的提示文件：字段说明、取值、模板和任务（.vscode/）；调整栏目、人员后再运行一次。"""
    from gongkai.core.schemas.vscode import SCHEMA_NAMES
    from gongkai.publish.editor_files import list_editor_files, write_editor_files

    catalog = open_part(root, (), state).catalog
    if name is not None:
        files = list_editor_files(catalog)
        wanted = SCHEMA_NAMES.format(name=name)
        if wanted not in files:
            known = [n for n in files if n.endswith(".schema.json")]
            names = "、".join(
                n.removeprefix("gongkai-").removesuffix(".schema.json") for n in known
            )
            message = f"没有 {name}，可选：{names}"
            raise UsageProblemError(message)
        typer.echo(files[wanted].decode(), nl=False)
        return
    changed = write_editor_files(write or root, catalog)
    for path in changed:
        out.print(f"已写出 {path}")
    if not changed:
        out.print("编辑器文件都是最新的，没有改动")
