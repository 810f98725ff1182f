"""`gongkai compare`: proposes what a revision changed, for its author to go through."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.context import HERE, ROOT, STATE, UsageProblemError, out
from gongkai.core.comparing import compare_revisions, write_changes
from gongkai.core.models import Document
from gongkai.core.source import SourceRefusedError, read_source
from gongkai.core.tree import SourceFile
from gongkai.publish.preparation import default_options
from gongkai.publish.snapshot import read_snapshot
from gongkai.publish.workspace import open_part, write_file

if TYPE_CHECKING:
    from gongkai.core.drafts import Draft
    from gongkai.core.source import Source
    from gongkai.publish.workspace import Workspace


def compare(
    path: Annotated[str, typer.Argument(help="未签署的新一版，如 content/guifanxing/xxx.md")],
    before: Annotated[
        Path | None,
        typer.Option(
            "--from", help="上一版文件", show_default="状态目录中线上网站的底稿", dir_okay=False
        ),
    ] = None,
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """拟出修改对照：与上一版逐段比较，写入文件头的 changes，随本版一并送审公开。

    只改未签署的文件。修改前的文字会重新公开：不宜再公开的，须由作者删去。
    """
    space = open_part(root, [path], state)
    draft = space.find_draft(path)
    model = type(draft.record)
    if draft.source.tail.published or draft.source.tail.entries:
        raise UsageProblemError("文件已有审查签名，不能再改；请先运行 gongkai revise")
    if not issubclass(model, Document) or draft.record.revision == 1:
        told = "没有上一版，不必对照；修改已公开的文件，请先运行 gongkai revise 开出下一版"
        raise UsageProblemError(told)
    old = _read_file(before) if before else _read_live(space, draft, state)
    if old.credential != draft.record.previous:
        raise UsageProblemError("所比较的文件不是上一版：凭据与本文件的 previous 不符")
    changes = compare_revisions(old, draft.source, model)
    if not changes:
        out.print(f"{draft.source.path}：与上一版相比，文字没有变化")
        return
    write_file(space.root, draft.source.path, write_changes(draft.source, changes))
    out.print(f"{draft.source.path}：已写入修改对照 {len(changes)} 处，请逐处核对")
    out.print(
        "修改前的文字将随本版重新公开。因保密、隐私或者差错而删改的，请删去整处或 before 一行"
    )


def _read_file(path: Path) -> Source:
    try:
        return read_source(SourceFile("content/previous/previous.md", path.read_bytes()))
    except (OSError, SourceRefusedError) as error:
        raise UsageProblemError(
            f"上一版文件无法读取（没有这个文件，或者写法有误）：{path}"
        ) from error


def _read_live(space: Workspace, draft: Draft, state: Path | None) -> Source:
    """The revision that the live site was built from."""
    folder, path = state or default_options(space.root).state, draft.source.path
    file = read_snapshot(folder, space.state.log, path).files.get(path)
    if file is None:
        raise UsageProblemError("线上网站没有这个文件的上一版，请用 --from 指明上一版文件")
    return read_source(file)
