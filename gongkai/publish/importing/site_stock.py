"""Documents of a move prepared as existing stock (存量): the day of publication, the table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.core.importing.site.stock_table import StockRow, format_stock_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from gongkai.core.drafts import Draft
    from gongkai.core.importing.site.plan import PlannedPage
    from gongkai.core.importing.site.stock_table import Written
    from gongkai.publish.workspace import Workspace

_UNFINISHED = "还有“【待填写】”的内容，或者字段有误（运行 gongkai check 查看）"


def prepare_stock(
    space: Workspace, pages: Sequence[PlannedPage], until: date | None, written: Written
) -> tuple[str, tuple[str, ...]]:
    """The text of the stock table; documents that are complete get their day of publication.

    `space` is read after the documents were written. Also gives the ids that are not ready.
    """
    drafts = {draft.id: draft for draft in space.drafts}
    rows: list[StockRow] = []
    unready: list[tuple[str, str]] = []
    for planned in pages:
        fault = find_fault(planned, drafts)
        if fault:
            unready.append((planned.id, fault))
            continue
        _publish(space, drafts[planned.id], planned)
        rows.append(StockRow(planned.id, planned.page.address, planned.page.paper))
    return format_stock_table(rows, unready, until, written), tuple(name for name, _ in unready)


def find_fault(planned: PlannedPage, drafts: Mapping[str, Draft]) -> str:
    """Why a document cannot be listed as stock; empty if it can."""
    draft = drafts.get(planned.id)
    if draft is None:
        return _UNFINISHED
    if draft.source.tail.entries:
        return "已有审查记录，按审查程序公开"
    if draft.record.revision != 1:
        return "已经修订，按审查程序公开"
    if draft.source.tail.published is None and planned.page.published is None:
        return "没有找到原来的发布时间；请在清单（--list）里写明"
    return ""


def _publish(space: Workspace, draft: Draft, planned: PlannedPage) -> None:
    """Writes the original day of publication into a document that has none."""
    tail = draft.source.tail
    if tail.published is None:
        dated = replace(tail, published=planned.page.published)
        space.write(draft.source.path, draft.source.with_tail(dated))
