"""`gongkai import`: files made elsewhere as documents to be finished and reviewed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongkai.cli.context import HERE, ROOT, STATE, UsageProblemError


def import_files(  # noqa: PLR0913 - each is one option of the command
    files: Annotated[list[Path], typer.Argument(help="要导入的文件，或者一个文件夹")],
    column: Annotated[str, typer.Option("--column", "-c", help="栏目编号，如 guifanxing")],
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
    keep_original: Annotated[
        bool | None,
        typer.Option(
            "--keep-original/--no-original",
            help="原文件清理后作为附件",
            show_default="规范性文件等要求提供下载的保留",
        ),
    ] = None,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """导入 Word 等文件，写成待审文件：读出的字段写明依据，没有把握的标“【待填写】”。"""
    message = "还不能导入"
    raise UsageProblemError(message)
