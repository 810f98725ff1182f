"""The stock (存量) that is still to be reviewed, in the worklist: by column with its last day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.cli.context import out
from gongkai.cli.tables import print_table
from gongkai.core.stock_progress import list_progress

if TYPE_CHECKING:
    from gongkai.core.stock_progress import ColumnProgress
    from gongkai.publish.workspace import Workspace

_HEADERS = ("栏目", "名称", "存量", "已重新审查", "已不公开", "待重新审查", "清理期限", "还剩")
_DOCUMENT_HEADERS = ("文件", "名称", "原发布日期", "清理期限", "还剩")


def print_stock(space: Workspace, *, each: bool) -> None:
    """Prints what of the stock still rests on the list alone; `each` document if wanted."""
    stock = space.catalog.stock
    columns = list_progress(stock, space.drafts) if stock else ()
    waiting = [column for column in columns if column.left]
    if not waiting:
        if each:
            out.print("没有待重新审查的存量文件")
        return
    rows = [_make_row(space, column) for column in columns]
    print_table(_HEADERS, rows, right=(2, 3, 4, 5, 7), title="存量清理")
    if each:
        _print_each(space, waiting)
    else:
        out.print("逐件列出：gongkai review status --stock；重新审查：gongkai revise 文件")


def _make_row(space: Workspace, column: ColumnProgress) -> tuple[str, ...]:
    known = space.catalog.column_by_id.get(column.column)
    return (
        column.column,
        known.name if known else "",
        str(column.total),
        str(column.reviewed),
        str(column.gone),
        str(len(column.left)),
        column.last.isoformat(),
        _tell_left(space, column) if column.left else "",
    )


def _tell_left(space: Workspace, column: ColumnProgress) -> str:
    days = (column.last - space.now.date()).days
    return f"{days} 天" if days >= 0 else f"已过 {-days} 天"


def _print_each(space: Workspace, columns: list[ColumnProgress]) -> None:
    rows = [
        (
            draft.source.path,
            draft.record.title,
            f"{draft.source.tail.published:%Y-%m-%d}" if draft.source.tail.published else "",
            column.last.isoformat(),
            _tell_left(space, column),
        )
        for column in columns
        for draft in column.left
    ]
    print_table(_DOCUMENT_HEADERS, rows, right=(4,))
