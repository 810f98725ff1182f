"""The catalogue of disclosed information: its four elements, its standard table, its issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.catalog_issues import list_issues
from gongkai.core.models.catalog import BLOCK_NAMES, Block
from gongkai.core.report.coverage_lines import BlockLine, ElementLine, IssueLine
from gongkai.core.report.record_facts import ELEMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.report.holdings import Holdings


def list_elements(holdings: Holdings) -> Iterator[ElementLine]:
    """How many of all items have each element."""
    lacking = [name for item in holdings.items for name in item.cleared.facts.lacking]
    total = len(holdings.items)
    for field, name in ELEMENTS.items():
        yield ElementLine(field, name, total - lacking.count(field), total)


def list_blocks(holdings: Holdings) -> Iterator[BlockLine]:
    """The duties of the standard catalogue by block: each column on the platform is one."""
    for block in Block:
        views = [view for view in holdings.views if view.column.block is block]
        if block is Block.OUTSIDE or not views:
            continue
        empty = [view.column for view in views if not view.items]
        missing = [c.name for c in empty if not (c.not_applicable or c.zero_statement)]
        yield BlockLine(
            block=BLOCK_NAMES[block],
            duties=len(views),
            filled=len(views) - len(empty),
            explained=len(empty) - len(missing),
            missing=tuple(missing),
        )


def list_issue_lines(holdings: Holdings) -> Iterator[IssueLine]:
    """The issues (期) of the running year, oldest first."""
    for issue in reversed(list_issues(holdings)):
        if issue.year == holdings.today.year:
            yield IssueLine(issue.id, issue.name, len(issue.items), issue.closed)
