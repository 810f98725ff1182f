"""`gongkai review form`: the secrecy review form for the paper file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongkai.cli.context import HERE, ROOT, STATE, UsageProblemError, out
from gongkai.publish.files import replace_file
from gongkai.publish.workspace import open_part


def review_form(
    path: Annotated[str, typer.Argument(help="文件，如 content/guifanxing/xxx.md")],
    target: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", help="写入的 .docx 文件", show_default="build/review-forms/ 下"
        ),
    ] = None,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """打印用的《政府信息公开保密审查表》：按文件和审查记录填好，存入纸质案卷。

    姓名、签名、勾选处留空，由本人手写；没有签的层级留出空行。
    """
    # What makes Word files takes a while to load.
    from gongkai.core.papers.review_form import build_review_form
    from gongkai.publish.papers.docx_forms import render_form

    if target is not None and target.suffix != ".docx":
        raise UsageProblemError(f"--out 应是 .docx 文件：{target}")
    space = open_part(root, [path], state)
    draft = space.find_draft(path)
    name = draft.id.replace("/", "-")
    file = target or root / "build" / "review-forms" / f"{name}.docx"
    form = build_review_form(space.catalog, draft, space.now, space.findings_of(draft.source.path))
    file.parent.mkdir(parents=True, exist_ok=True)
    replace_file(file, render_form(form))
    out.print(f"已写入 {file}")
