"""What a report counts: the public items by column, of a site or of what a block lets know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from gongkai.core.chain import required_levels
from gongkai.core.column_views import view_columns
from gongkai.core.findings import Severity
from gongkai.core.items import build_items
from gongkai.core.relations import index_effects
from gongkai.core.report.coverage import build_coverage
from gongkai.core.report.expected_fields import list_missing
from gongkai.core.report.ledger import count_sent_back, find_busy_days
from gongkai.core.revisions import index_revisions
from gongkai.core.timeliness import find_due
from gongkai.core.workdays import WorkCalendar

if TYPE_CHECKING:
    from datetime import date

    from gongkai.core.catalog import Catalog
    from gongkai.core.column_views import ColumnView
    from gongkai.core.gate import ClearedDocument, Verdict
    from gongkai.core.items import Item
    from gongkai.core.log import Log
    from gongkai.core.models import Document
    from gongkai.core.report.facts import Chain
    from gongkai.core.report.ledger import BusyDay
    from gongkai.core.report.tables import Coverage
    from gongkai.core.revisions import Revision
    from gongkai.core.site import SiteModel
    from gongkai.core.timeliness import Due


@dataclass(frozen=True)
class Holdings:
    """The counted items of one site on one day."""

    catalog: Catalog
    today: date
    items: tuple[Item, ...]
    """Newest first."""
    views: tuple[ColumnView, ...]
    """In the order of the catalogue."""
    verdict: Verdict
    """For what is no item: the register, held documents, inspections of attachments."""
    log: Log | None = None
    """The log as it stands after this build; None when nothing is known of earlier ones."""

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The working-day calendar with the catalogue's holidays."""
        return WorkCalendar(self.catalog.holidays)

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """Items by document id."""
        return {item.id: item for item in self.items}

    @cached_property
    def in_order(self) -> tuple[Item, ...]:
        """The items in the order of their ids."""
        return tuple(sorted(self.items, key=attrgetter("id")))

    @cached_property
    def reviewed(self) -> tuple[Item, ...]:
        """What was reviewed here, in the order of the ids."""
        return tuple(item for item in self.in_order if not is_stock(item))

    @cached_property
    def stock(self) -> tuple[Item, ...]:
        """Existing stock (存量), in the order of the ids."""
        return tuple(item for item in self.in_order if is_stock(item))

    @cached_property
    def own(self) -> tuple[Item, ...]:
        """What this body made itself, in the order of the ids."""
        return tuple(item for item in self.in_order if item.record.reprints is None)

    @cached_property
    def due(self) -> dict[str, Due | None]:
        """The limit of each item under its column, by document id."""
        return {item.id: find_due(item, self.calendar, self.by_id) for item in self.items}

    @cached_property
    def coverage(self) -> Coverage:
        """What is covered of that which law asks of the whole site."""
        return build_coverage(self)

    @cached_property
    def link_only(self) -> frozenset[str]:
        """The ids of the items that only lead elsewhere."""
        return frozenset(item.id for item in self.items if item.cleared.facts.link_only)

    @cached_property
    def missing(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """Field and official name of everything that each item lacks, by document id."""
        return {item.id: tuple(list_missing(item)) for item in self.items}

    @cached_property
    def busy_days(self) -> tuple[BusyDay, ...]:
        """The days on which somebody signed more than can be read in a day."""
        return find_busy_days(self)

    @cached_property
    def sent_back(self) -> int:
        """Decisions other than agreement, of held documents too."""
        return count_sent_back(self)

    @cached_property
    def chains(self) -> tuple[tuple[Chain, int, int], ...]:
        """Each review chain, how many items it is of, and the characters of their bodies."""
        found: dict[int, tuple[Chain, list[int]]] = {}
        for item in self.items:
            facts = item.cleared.facts
            found.setdefault(id(facts.chain), (facts.chain, []))[1].append(facts.length)
        return tuple((signed, len(sizes), sum(sizes)) for signed, sizes in found.values())

    @cached_property
    def _levels(self) -> dict[tuple[str, str, date], tuple[str, ...]]:
        return {}

    def find_levels(self, record: Document, day: date) -> tuple[str, ...]:
        """The levels that the policy asks of a document on a day, from the lowest up."""
        key = (record.category, record.disclosure, day)
        if key not in self._levels:
            self._levels[key] = required_levels(self.catalog, record, day)
        return self._levels[key]

    @cached_property
    def effects(self) -> dict[str, list[tuple[str, str]]]:
        """For each document, the kind and source of every relation that points to it."""
        return index_effects({item.id: item.record for item in self.items})

    @cached_property
    def history(self) -> dict[str, tuple[Revision, ...]]:
        """The revisions of each document that the log has, oldest first."""
        return index_revisions(self.log)

    @cached_property
    def _stock(self) -> dict[str, date]:
        """The day on which each document of the list of existing stock was published."""
        stock = self.catalog.stock
        listed = stock.items if stock else ()
        return {item.id: datetime.fromisoformat(item.published).date() for item in listed}

    def find_first_day(self, item: Item) -> date | None:
        """The day on which a document's first revision became public; None if nobody can tell.

        The list tells it of existing stock (存量), the log of what it saw appear; of what is
        older, a first revision's own time does.
        """
        if item.id in self._stock:
            return self._stock[item.id]
        seen = self.history.get(item.id, ())
        if seen and seen[0].number == 1 and not seen[0].inclusion.founding:
            return seen[0].inclusion.day
        return item.day if item.record.revision == 1 else None

    def days_since(self, day: date | None) -> int | None:
        """Days from a day to today."""
        return None if day is None else (self.today - day).days


def is_stock(item: Item) -> bool:
    """Whether an item is existing stock (存量): public by the list alone, without a review here."""
    return not item.cleared.facts.chain.entries


def collect_holdings(
    verdict: Verdict, site: SiteModel | None, log: Log | None = None
) -> Holdings | None:
    """The site's items or, of a blocked build, the cleared documents that nothing blocks.

    None where the catalogue could not be read: then nothing can be counted.
    """
    today = verdict.now.date()
    if site is not None:
        return Holdings(site.catalog, today, site.items, site.columns, verdict, log)
    catalog = verdict.catalog
    if catalog is None:
        return None
    items = build_items(_list_unblocked(verdict), catalog, today)
    views = view_columns(catalog, items, verdict.withdrawn)
    return Holdings(catalog, today, items, views, verdict, log)


def _list_unblocked(verdict: Verdict) -> tuple[ClearedDocument, ...]:
    """Cleared documents that no finding blocks, be it at the text or at an attachment."""
    blocked = {f.path for f in verdict.findings if f.severity is Severity.BLOCK}
    owners = {path.rsplit(".files/", 1)[0] for path in blocked}
    owners |= {path.removesuffix(".md") for path in blocked}
    return tuple(d for d in verdict.cleared if f"content/{d.id}" not in owners)
