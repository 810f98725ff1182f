"""失物招领: what still waits for its owner; the rest only as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.models import LostProperty
from gongkai.core.models.lost import ClaimStatus
from gongkai.publish.pages.panels.panel import SERVICE_STYLE, Panel

if TYPE_CHECKING:
    from gongkai.core.column_views import ColumnView
    from gongkai.core.items import Item
    from gongkai.core.models.lost import LostItem
    from gongkai.core.site import SiteModel


def make_lost(site: SiteModel, view: ColumnView) -> Panel | None:
    """Everything that can be claimed today, latest found first, with where to claim it."""
    items = [item for item in view.items if isinstance(item.record, LostProperty)]
    if not items:
        return None
    rows = [(row, item) for item in items for row in item.record.goods]
    waiting = [pair for pair in rows if not pair[0].has_ended(site.today)]
    waiting.sort(key=lambda pair: (pair[0].found, pair[0].number), reverse=True)
    return Panel(
        template="panels/lost.html",
        context={
            "items": tuple(items),
            "waiting": tuple(waiting),
            "serials": any(row.serial for row, _ in waiting),
            "counts": _count(rows, len(waiting)),
        },
        styles=(SERVICE_STYLE,),
    )


def _count(rows: list[tuple[LostItem, Item]], waiting: int) -> tuple[tuple[str, int], ...]:
    """How many wait, were claimed, disposed of, or past their day without a claim."""
    states = [row.status for row, _ in rows]
    claimed, disposed = states.count(ClaimStatus.CLAIMED), states.count(ClaimStatus.DISPOSED)
    past = len(rows) - waiting - claimed - disposed
    return (
        ("待认领", waiting),
        ("已认领", claimed),
        ("已依法处理", disposed),
        ("认领期满", past),
    )
