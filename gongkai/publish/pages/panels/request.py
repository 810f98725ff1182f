"""依申请公开: the course of a request, its time limits and its fee, to read and to compute."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from gongkai.core.models import RequestGuide
from gongkai.core.request_limits import list_coming_limits
from gongkai.core.workdays import WorkCalendar
from gongkai.publish.pages.details import group_relations
from gongkai.publish.pages.panels.panel import SERVICE_STYLE, Panel

if TYPE_CHECKING:
    from gongkai.core.column_views import ColumnView
    from gongkai.core.site import SiteModel

_COMING = 10
"""Working days for which the limits stand on the page itself."""


def make_request(site: SiteModel, view: ColumnView) -> Panel | None:
    """What belongs to the newest guide to requests."""
    guides = [item for item in view.items if isinstance(item.record, RequestGuide)]
    if not guides:
        return None
    calendar = WorkCalendar(site.catalog.holidays)
    first = date(site.today.year - 1, 1, 1)
    return Panel(
        template="panels/request.html",
        context={
            "item": guides[0],
            "today": site.today,
            "first": first,
            "known": calendar.known_until,
            "coming": tuple(list_coming_limits(calendar, site.today, _COMING)),
            "calendar": format_calendar(calendar, first),
            "relations": group_relations(site, guides[0]),
        },
        styles=(SERVICE_STYLE,),
        scripts=("assets/js/calculator.js",),
    )


def format_calendar(calendar: WorkCalendar, first: date) -> str:
    """The calendar from a day on, as JSON for a page's script, up to what is settled."""
    off, work = calendar.list_exceptions(first, calendar.known_until)
    return json.dumps(
        {
            "first": str(first),
            "known": str(calendar.known_until),
            "off": [str(day) for day in off],
            "work": [str(day) for day in work],
        }
    )
