"""政务新媒体矩阵: which accounts there are, who answers for them, whether they live."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gongkai.core.models import MediaMatrix
from gongkai.core.models.facilities import AccountStatus
from gongkai.publish.pages.panels.panel import SERVICE_STYLE, Panel

if TYPE_CHECKING:
    from gongkai.core.column_views import ColumnView
    from gongkai.core.site import SiteModel


def make_media(site: SiteModel, view: ColumnView) -> Panel | None:
    """The accounts of the newest matrix: those that run first, by platform."""
    del site
    items = [item for item in view.items if isinstance(item.record, MediaMatrix)]
    if not items:
        return None
    order = list(AccountStatus)
    accounts = items[0].record.accounts
    found = Counter(account.status for account in accounts)
    return Panel(
        template="panels/media.html",
        context={
            "item": items[0],
            "accounts": sorted(accounts, key=lambda a: (order.index(a.status), a.platform)),
            "counts": tuple((status.value, found[status]) for status in order),
            "platforms": len({a.platform for a in accounts if a.status is AccountStatus.RUNNING}),
        },
        styles=(SERVICE_STYLE,),
    )
