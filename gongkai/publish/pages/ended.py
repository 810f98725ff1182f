"""What a column published and has taken down: the newest on its page, many in a list of their own.

The list stands in a folder of the engine, where no document can have its address.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gongkai.publish.pages.page import (
    ENDED_URL,
    View,
    build_sidebar,
    column_meta,
    column_path,
)
from gongkai.publish.pages.paging import cut_list
from gongkai.publish.pages.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.column_views import ColumnView
    from gongkai.core.ended import Ended
    from gongkai.core.site import SiteModel
    from gongkai.publish.digests import Digests
    from gongkai.publish.pages.paging import ListPage

ENDED_ON_COLUMN = 20
"""A column's own page lists the newest so many; a column with no more has no further list."""


def plan_ended(site: SiteModel) -> Iterator[Plan]:
    """The lists of the columns that have taken down more than their own page shows."""
    for view in site.columns:
        entries = site.ended_in(view.column.id)
        if len(entries) > ENDED_ON_COLUMN:
            for page in _cut(view, entries):
                make, read = partial(_view, site, view, page), partial(_read, site, view, page)
                yield Plan(page.url, make, read, aside=page.number > 1)


def _cut(view: ColumnView, entries: tuple[Ended, ...]) -> tuple[ListPage[Ended], ...]:
    url = f"{ENDED_URL}{view.column.id}/"
    return cut_list(entries, url, url)


def _read(
    site: SiteModel, view: ColumnView, page: ListPage[Ended], _digests: Digests
) -> Iterator[object]:
    """The first page tells the number of entries; the others do not, that one more changes."""
    yield from tell_ended(page.items)
    yield page.told
    if page.number == 1:
        yield len(site.ended_in(view.column.id))


def tell_ended(entries: Iterable[Ended]) -> Iterator[tuple[str | None, ...]]:
    """All that lists show of each entry, for the key of a page."""
    return ((e.id, e.index_number, e.name, e.about, e.since) for e in entries)


def view_newest(site: SiteModel, view: ColumnView) -> dict[str, object]:
    """What the column's own page shows: the newest entries and, for more, the way to all."""
    entries = site.ended_in(view.column.id)
    return {
        "ended": entries[:ENDED_ON_COLUMN],
        "ended_total": len(entries),
        "ended_url": f"{ENDED_URL}{view.column.id}/",
    }


def read_newest(site: SiteModel, view: ColumnView) -> Iterator[object]:
    """What `view_newest` tells, for the key of the column's page."""
    entries = site.ended_in(view.column.id)
    yield from tell_ended(entries[:ENDED_ON_COLUMN])
    yield len(entries)


def _view(site: SiteModel, view: ColumnView, page: ListPage[Ended]) -> View:
    column = view.column
    name = f"{column.name}：已撤下的信息"
    return View(
        url=page.url,
        kind="ended-list",
        title=name if page.number == 1 else f"{name}（第{page.number}页）",
        description=f"{column.name}栏目已经撤下的信息，逐条列出索引号、情形和时间。",
        meta=column_meta(site, column),
        breadcrumb=(*column_path(site, column), (column.name, view.url)),
        template="ended_list.html",
        context={
            "column": column,
            "sidebar": build_sidebar(site, column),
            "page": page,
            "total": len(site.ended_in(column.id)),
        },
    )
