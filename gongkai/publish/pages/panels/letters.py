"""来信选登: what people wrote about, how many were answered, and how soon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.models import LetterDigest
from gongkai.core.models.participation import LetterKind
from gongkai.core.participation import LetterCount, count_letters, format_tenths, measure_reply
from gongkai.core.workdays import WorkCalendar
from gongkai.publish.pages.panels.panel import PARTICIPATION_STYLE, Panel

if TYPE_CHECKING:
    from gongkai.core.column_views import ColumnView
    from gongkai.core.items import Item
    from gongkai.core.models.participation import Letter
    from gongkai.core.site import SiteModel

_PERIODS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class DigestView:
    """One digest and what its letters add up to."""

    item: Item
    count: LetterCount
    kinds: tuple[int, ...]
    """Letters of each kind, in the order of the kinds."""
    mean: str
    """Mean reply time in working days, — where nothing was answered."""
    mean_plain: str
    """The same in calendar days."""


def make_letters(site: SiteModel, view: ColumnView) -> Panel | None:
    """The counts of each digest, and the letters of the newest."""
    items = [item for item in view.items if isinstance(item.record, LetterDigest)]
    if not items:
        return None
    calendar = WorkCalendar(site.catalog.holidays)
    items.sort(key=lambda item: (item.record.period_start, item.id), reverse=True)
    newest = items[0]
    return Panel(
        template="panels/letters.html",
        context={
            "kinds": tuple(kind.value for kind in LetterKind),
            "digests": tuple(_view_digest(item, calendar) for item in items[:_PERIODS_SHOWN]),
            "newest": newest,
            "letters": tuple(_view_letter(row, calendar) for row in newest.record.letters),
        },
        styles=(PARTICIPATION_STYLE,),
    )


def _view_digest(item: Item, calendar: WorkCalendar) -> DigestView:
    count = count_letters(item.record.letters, calendar)
    return DigestView(
        item,
        count,
        tuple(count.by_kind[kind] for kind in LetterKind),
        "—" if count.mean_workdays is None else format_tenths(count.mean_workdays),
        "—" if count.mean_days is None else format_tenths(count.mean_days),
    )


def _view_letter(row: Letter, calendar: WorkCalendar) -> tuple[Letter, int | None]:
    """A letter and its reply time in working days."""
    span = measure_reply(row, calendar)
    return row, None if span is None else span[0]
