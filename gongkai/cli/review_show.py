"""`gongkai review show`: the review sheet in the browser, in a file, or in the terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import HERE, ROOT, STATE, out
from gongkai.cli.sheet import print_sheet
from gongkai.publish.workspace import open_part

if TYPE_CHECKING:
    from gongkai.core.drafts import Draft
    from gongkai.publish.workspace import Workspace

_FOLDER = Path(".gongkai") / "sheets"


def show(
    path: Annotated[str, typer.Argument(help="文件，如 content/guifanxing/xxx.md")],
    file: Annotated[
        Path | None, typer.Option("--out", "-o", help="写成网页文件，不打开", dir_okay=False)
    ] = None,
    text: Annotated[bool, typer.Option("--text", help="在终端里显示")] = False,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """显示审查单：将要公开的全部内容，看不见的字符、附件、差异和问题也一并列出。

    在浏览器中打开，可以打印存档；加 --text 或者输出到文件、管道时，显示为文字。
    审查单是一个网页文件，不连网、不运行程序，含有未经审查的内容，不得外传。
    """
    space = open_part(root, [path], state)
    draft = space.find_draft(path)
    if text or (file is None and not sys.stdout.isatty()):
        print_sheet(space, draft)
        return
    open_sheet(space, draft, file, state)


def open_sheet(
    space: Workspace, draft: Draft, file: Path | None = None, state: Path | None = None
) -> None:
    """Writes the sheet as a page, and opens it in the browser unless a file was named."""
    # The page's makers take a while to load.
    from gongkai.publish.desk.sheet.making import make_sheet
    from gongkai.publish.desk.sheet.render import render_sheet
    from gongkai.publish.review_page.opening import open_browser

    page = render_sheet(make_sheet(space, draft, state=state))
    target = file or space.root / _FOLDER / _name(draft)
    _write(target, page)
    out.print(f"审查单已写入 {target}")
    if file is None and not open_browser(target.resolve().as_uri()):
        out.print("没有找到浏览器：请自行打开上述文件，或者加 --text 在终端里看")


def _name(draft: Draft) -> str:
    return draft.id.replace("/", "-") + ".html"


def _write(target: Path, page: str) -> None:
    """Puts the sheet where only its reader may read it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    with open(target, "x", encoding="utf-8", opener=_open_private) as stream:
        stream.write(page)


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
