"""会议公开: what was decided, and who sat in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from gongkai.core.models import Meeting
from gongkai.core.models.progress import AttendeeKind, Presence
from gongkai.publish.pages.panels.panel import PARTICIPATION_STYLE, Panel

if TYPE_CHECKING:
    from gongkai.core.column_views import ColumnView
    from gongkai.core.items import Item
    from gongkai.core.models.progress import AgendaItem
    from gongkai.core.site import SiteModel

_SHOWN = 24


@dataclass(frozen=True, slots=True)
class MeetingView:
    """One meeting."""

    item: Item
    agenda: tuple[tuple[AgendaItem, Item | None], ...]
    """Each item with the document that came of it, where it is public."""
    invited: tuple[tuple[str, int], ...]
    """列席: capacity and number of people, in the order of the capacities."""


def count_invited(record: Meeting) -> tuple[tuple[str, int], ...]:
    """How many sat in without being members, by capacity."""
    numbers: Counter[AttendeeKind] = Counter()
    for row in record.attendees:
        if row.presence is Presence.INVITED:
            numbers[row.kind] += row.number or 1
    return tuple((kind.value, numbers[kind]) for kind in AttendeeKind if numbers[kind])


def make_meetings(site: SiteModel, view: ColumnView) -> Panel | None:
    """The latest meetings by year; the panel links to all of a column that holds no more."""
    items = [item for item in view.items if isinstance(item.record, Meeting)]
    if not items:
        return None
    items.sort(key=lambda item: (item.record.held, item.id), reverse=True)
    shown = [_view_meeting(site, item) for item in items[:_SHOWN]]
    years = groupby(shown, key=lambda meeting: meeting.item.record.held.year)
    return Panel(
        template="panels/meetings.html",
        context={"years": tuple((year, tuple(group)) for year, group in years)},
        replaces_list=len(shown) == len(view.items),
        styles=(PARTICIPATION_STYLE,),
    )


def _view_meeting(site: SiteModel, item: Item) -> MeetingView:
    record: Meeting = item.record
    return MeetingView(
        item,
        tuple((row, site.by_id.get(row.document or "")) for row in record.agenda),
        count_invited(record),
    )
