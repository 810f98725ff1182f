"""政府信息查阅场所: where to read, when, and who can get in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.models import ReadingPlaces
from gongkai.publish.pages.panels.panel import SERVICE_STYLE, Panel

if TYPE_CHECKING:
    from gongkai.core.column_views import ColumnView
    from gongkai.core.site import SiteModel


def make_places(site: SiteModel, view: ColumnView) -> Panel | None:
    """The places of the newest document."""
    del site
    items = [item for item in view.items if isinstance(item.record, ReadingPlaces)]
    if not items:
        return None
    places = items[0].record.places
    return Panel(
        template="panels/places.html",
        context={
            "item": items[0],
            "places": places,
            "accessible": sum(bool(place.accessible) for place in places),
        },
        styles=(SERVICE_STYLE,),
    )
