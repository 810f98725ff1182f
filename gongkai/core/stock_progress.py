"""How far the re-review of existing stock (存量) has come, column by column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gongkai.core.drafts import Draft
    from gongkai.core.stock import Stock


@dataclass(frozen=True, slots=True)
class ColumnProgress:
    """The stock of one column."""

    column: str
    last: date
    """The last day on which the list covers its documents."""
    left: tuple[Draft, ...]
    """Those that still rest on the list alone, in the order of their days of publication."""
    reviewed: int
    """Those that were reviewed in three levels since."""
    gone: int
    """Those that are no longer public."""

    @property
    def total(self) -> int:
        """All that the list let in."""
        return len(self.left) + self.reviewed + self.gone


def list_progress(stock: Stock, drafts: Iterable[Draft]) -> tuple[ColumnProgress, ...]:
    """The columns of a list by their last days."""
    known = {draft.id: draft for draft in drafts}
    columns = (_count(stock, column, last, known) for column, last in stock.expires)
    return tuple(sorted(columns, key=_by_day))


def _by_day(progress: ColumnProgress) -> tuple[date, str]:
    return (progress.last, progress.column)


def _count(stock: Stock, column: str, last: date, known: dict[str, Draft]) -> ColumnProgress:
    items = [item for item in stock.items if item.id.split("/")[0] == column]
    left, reviewed, gone = [], 0, 0
    for item in sorted(items, key=lambda item: (item.published, item.id)):
        draft = known.get(item.id)
        if draft is None:
            gone += 1
        elif draft.source.tail.entries or draft.record.revision > 1:
            reviewed += 1
        else:
            left.append(draft)
    return ColumnProgress(column, last, tuple(left), reviewed, gone)
