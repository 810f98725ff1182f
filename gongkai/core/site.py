"""The site model of cleared documents: what pages, exports, search and report are made from."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from gongkai.core.column_views import view_columns, view_key_areas
from gongkai.core.ended import Ended, describe_expired, describe_grave, describe_suspended
from gongkai.core.items import build_items, group_by_year
from gongkai.core.life import Stage, trace_life
from gongkai.core.models.catalog import BLOCK_NAMES, Block
from gongkai.core.models.fields import Disclosure
from gongkai.core.relations import index_effects
from gongkai.core.revisions import index_revisions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from gongkai.core.attachments import Inspection
    from gongkai.core.catalog import Catalog
    from gongkai.core.column_views import ColumnView, KeyAreaView
    from gongkai.core.drafts import Draft, Grave
    from gongkai.core.gate import Verdict
    from gongkai.core.items import Item
    from gongkai.core.log import Log
    from gongkai.core.models import Document
    from gongkai.core.models.catalog import Group
    from gongkai.core.models.entries import RegisterEntry
    from gongkai.core.revisions import Revision


@dataclass(frozen=True)
class SiteModel:
    """Everything public about one site at one moment."""

    catalog: Catalog
    now: datetime
    items: tuple[Item, ...]
    """Newest first."""
    columns: tuple[ColumnView, ...]
    """In the order of the catalogue."""
    key_areas: tuple[KeyAreaView, ...]
    withdrawn: tuple[Grave, ...]
    suspended: tuple[Draft, ...]
    """Their text is gone while the chain is looked into: 正在重新审查."""
    expired: tuple[Draft, ...]
    """Their publication window has ended: 公示期满."""
    on_request: tuple[RegisterEntry, ...]
    """依申请公开 entries, newest first."""
    withheld: tuple[tuple[str, int], ...]
    """Number of 不予公开 entries by reason."""
    history: Mapping[str, tuple[Revision, ...]] = field(default_factory=dict)
    """The revisions of each document that the log has, oldest first."""
    inspections: Mapping[str, Inspection] = field(default_factory=dict)
    """What was found in every attachment, by `inspection_key`."""

    @property
    def today(self) -> date:
        """The day, Beijing, that the site is built for."""
        return self.now.date()

    @cached_property
    def years(self) -> tuple[tuple[int, tuple[Item, ...]], ...]:
        """The items by year of publication, newest year first."""
        return group_by_year(self.items)

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """Items by document id."""
        return {item.id: item for item in self.items}

    @cached_property
    def _records(self) -> dict[str, Document]:
        return {item.id: item.record for item in self.items}

    @cached_property
    def _days(self) -> dict[str, date]:
        return {item.id: item.day for item in self.items}

    @cached_property
    def _effects(self) -> dict[str, list[tuple[str, str]]]:
        return index_effects(self._records)

    def trace_life(self, item: Item) -> tuple[Stage, ...]:
        """The stages of the life to which a document belongs; none when it stands alone."""
        if not item.relations:
            return ()
        return trace_life(item.id, self._records, self._effects, self._days)

    @cached_property
    def view_by_id(self) -> dict[str, ColumnView]:
        """Column views by column id."""
        return {view.column.id: view for view in self.columns}

    @cached_property
    def ended(self) -> tuple[Ended, ...]:
        """Every address at which a notice stands, in the order of the addresses."""
        found = [describe_grave(grave) for grave in self.withdrawn]
        found += [describe_suspended(draft) for draft in self.suspended]
        found += [describe_expired(draft) for draft in self.expired]
        return tuple(sorted(found, key=lambda ended: ended.id))

    def ended_in(self, column: str) -> tuple[Ended, ...]:
        """The notices of a column, newest first; what has no time will be decided on, and leads."""
        return self._ended_by_column.get(column, ())

    @cached_property
    def _ended_by_column(self) -> dict[str, tuple[Ended, ...]]:
        found: dict[str, list[Ended]] = defaultdict(list)
        for ended in sorted(self.ended, key=_order_ended, reverse=True):
            found[ended.column].append(ended)
        return {column: tuple(entries) for column, entries in found.items()}

    def views_in(self, block: Block) -> tuple[ColumnView, ...]:
        """The columns of a block."""
        return self._views_by_block[block]

    @cached_property
    def _views_by_block(self) -> dict[Block, tuple[ColumnView, ...]]:
        return {
            block: tuple(view for view in self.columns if view.column.block is block)
            for block in Block
        }

    def groups_in(self, block: Block) -> tuple[tuple[Group | None, tuple[ColumnView, ...]], ...]:
        """The columns of a block by group; columns without a group stand alone, in order."""
        groups = {group.id: group for group in self.catalog.groups}
        found: dict[str, list[ColumnView]] = {}
        for view in self.views_in(block):
            found.setdefault(view.column.group or f"/{view.column.id}", []).append(view)
        return tuple((groups.get(name), tuple(views)) for name, views in found.items())

    def block_name(self, block: Block) -> str:
        """The official name of a block."""
        return BLOCK_NAMES[block]


def _order_ended(ended: Ended) -> tuple[bool, str, str]:
    return ended.since is None, ended.since or "", ended.index_number


def build_site(verdict: Verdict, log: Log | None = None) -> SiteModel:
    """The site model of a verdict that does not block; earlier revisions are told by the log.

    Raises:
        ValueError: when the verdict blocks; nothing may be built from it.
    """
    if verdict.blocked or verdict.catalog is None:
        message = "a blocked verdict has no site"
        raise ValueError(message)
    catalog = verdict.catalog
    items = build_items(verdict.cleared, catalog, verdict.now.date())
    views = view_columns(catalog, items, verdict.withdrawn)
    entries = sorted(verdict.register, key=lambda d: (d.published, d.id), reverse=True)
    records = [d.record for d in entries]
    reasons = Counter(r.reason.code.value for r in records if r.disclosure is Disclosure.WITHHELD)
    return SiteModel(
        catalog=catalog,
        now=verdict.now,
        items=items,
        columns=views,
        key_areas=view_key_areas(catalog, views),
        withdrawn=verdict.withdrawn,
        suspended=verdict.suspended,
        expired=verdict.expired,
        on_request=tuple(r for r in records if r.disclosure is Disclosure.ON_REQUEST),
        withheld=tuple(sorted(reasons.items())),
        history=index_revisions(log),
        inspections=verdict.inspections,
    )
