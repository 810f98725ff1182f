"""`gongkai review history`: what happened to one document, as git and its signatures tell."""

from __future__ import annotations

from typing import Annotated

import typer

from gongkai.cli.context import HERE, ROOT, STATE, Exit, stop
from gongkai.cli.tables import print_table
from gongkai.core.review_history import tell_history
from gongkai.publish.desk.history import list_versions
from gongkai.publish.workspace import normalise_path, open_part

_SHORT = 10


def review_history(
    path: Annotated[str, typer.Argument(help="文件，如 content/guifanxing/xxx.md")],
    root: ROOT = HERE,
    state: STATE = None,
) -> None:
    """列出一份文件的经过：起草、修改、各级签署、退回及理由、修订、撤回，从 git 历史读出。

    重新送审时去掉的审查记录，在这里仍看得到。
    """
    space = open_part(root, [path], state)
    lines = tell_history(list_versions(space, normalise_path(root, path)))
    if not lines:
        stop(Exit.NOTHING, f"git 历史中没有这份文件：{path}")
    rows = [
        (
            f"{line.moment:%Y-%m-%d %H:%M}",
            line.turn.value,
            line.text,
            line.author,
            line.commit[:_SHORT] or "未提交",
        )
        for line in lines
    ]
    print_table(("时间", "事项", "内容", "提交人", "提交"), rows)
