"""What can be subscribed to: which feeds there are, and the entries of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from typing import TYPE_CHECKING

from gongkai.core.models.fields import BEIJING
from gongkai.core.relations import RELATION_NAMES, Validity
from gongkai.publish.exports.api_headings import group_by_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from gongkai.core.drafts import Grave
    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel

MOST = 50
"""Entries in one feed, the newest."""
FOLDER = "feeds/"
_ENDING = {
    Validity.REPEALED: (RELATION_NAMES["repeals"][1], RELATION_NAMES["replaces"][1]),
    Validity.EXPIRED: (),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; what it says never changes unless its time does."""

    id: str
    """A permanent address, with a fragment when it tells of an event and not of the document."""
    url: str
    title: str
    summary: str
    author: str
    category: str
    updated: datetime
    published: datetime | None
    """None where an earlier revision was the first to be published."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed in both formats."""

    name: str
    """Path below `feeds/` without a slash at the end; empty for the whole site's."""
    group: str
    """Under which heading the page of all feeds lists it."""
    title: str
    label: str
    """Its title without the body's name."""
    page: str
    """The page that shows the same, from the site's root."""
    root: str
    """The site's address."""
    items: tuple[Item, ...]
    """The documents that it tells of, newest first."""
    events: tuple[Entry, ...]
    """What it tells of that is no document, newest first."""
    since: datetime
    """When it was updated last, or what it counts from while it is empty."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All that it tells."""
        return (*(_tell(self.root, item) for item in self.items), *self.events)

    @property
    def count(self) -> int:
        """The number of its entries."""
        return len(self.items) + len(self.events)

    @property
    def path(self) -> str:
        """Where its files stand, from the site's root."""
        return f"{FOLDER}{self.name}/" if self.name else FOLDER


def list_feeds(site: SiteModel) -> tuple[Feed, ...]:
    """Every feed: site, ends of validity, withdrawals, columns, units, key areas."""
    return tuple(_list_feeds(site))


def _list_feeds(site: SiteModel) -> Iterator[Feed]:
    make = partial(_make, site)
    yield make("", "全站", "全部信息", "", site.items)
    ends = _keep_newest(_list_ends(site))
    yield make("feizhi-shixiao", "全站", "废止和失效的文件", "mulu/", events=ends)
    graves = _keep_newest(_tell_withdrawal(site, grave) for grave in site.withdrawn)
    yield make("chehui", "全站", "撤回的信息", "", events=graves)
    for view in site.columns:
        yield make(f"lanmu/{view.column.id}", "栏目", view.column.name, view.url, view.items)
    for unit, items in group_by_unit(site):
        yield make(f"bumen/{unit.id}", "部门", unit.name, "", items)
    for area in site.key_areas:
        page = f"zhongdian-lingyu/{area.area.id}/"
        yield make(f"lingyu/{area.area.id}", "重点领域", area.area.name, page, area.items)


def _make(  # noqa: PLR0913, PLR0917 - one line for each feed above
    site: SiteModel,
    name: str,
    group: str,
    label: str,
    page: str,
    items: tuple[Item, ...] = (),
    *,
    events: tuple[Entry, ...] = (),
) -> Feed:
    identity = site.catalog.site
    newest = (*(item.published for item in items[:1]), *(entry.updated for entry in events))
    since = max(newest, default=site.items[-1].published if site.items else site.now)
    title = f"{identity.name}：{label}"
    return Feed(name, group, title, label, page, identity.url, items[:MOST], events, since)


def _tell(root: str, item: Item) -> Entry:
    record, address = item.record, root + item.url
    return Entry(
        id=address,
        url=address,
        title=record.title,
        summary=record.summary,
        author=record.issuer,
        category=item.column.name,
        updated=item.published,
        published=item.published if record.revision == 1 else None,
    )


def _keep_newest(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    ordered = sorted(entries, key=lambda entry: entry.id)
    return tuple(sorted(ordered, key=lambda entry: entry.updated, reverse=True)[:MOST])


def _list_ends(site: SiteModel) -> Iterator[Entry]:
    """What is not in force any more: repealed or replaced by another, or expired."""
    for item in site.items:
        if item.validity is Validity.REPEALED or item.validity is Validity.EXPIRED:
            yield _tell_end(site, item)


def _tell_end(site: SiteModel, item: Item) -> Entry:
    address = site.catalog.site.url + item.url
    labels = _ENDING[item.validity]
    others = [site.by_id[r.target].record for r in item.relations if r.label in labels]
    days = [other.effective or other.made for other in others] or [item.record.expiry]
    day = min(days)
    names = "".join(f"《{other.title}》" for other in others)
    by = f"被{names}废止或者替代" if names else "有效期届满"
    moment = _begin(day)
    return Entry(
        id=f"{address}#{item.validity.name.lower()}",
        url=address,
        title=f"{item.validity.value}：{item.record.title}",
        summary=f"{item.record.title}自{day.year}年{day.month}月{day.day}日起{by}，仅供查阅。",
        author=item.record.issuer,
        category=item.validity.value,
        updated=moment,
        published=moment,
    )


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), BEIJING)


def _tell_withdrawal(site: SiteModel, grave: Grave) -> Entry:
    stone, address = grave.tombstone, f"{site.catalog.site.url}{grave.id}/"
    return Entry(
        id=f"{address}#withdrawn",
        url=address,
        title=f"信息已撤回（索引号 {stone.index_number}）",
        summary=stone.notice,
        author=site.catalog.site.body,
        category=stone.reason.value,
        updated=stone.withdrawn,
        published=stone.withdrawn,
    )
