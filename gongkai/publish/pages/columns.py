"""Column pages: the newest items, and the further pages by year."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from gongkai.core.models.catalog import Block
from gongkai.core.time_limits import describe_limit
from gongkai.publish.exports.feeds import FOLDER
from gongkai.publish.pages.details import list_attachments, list_metadata
from gongkai.publish.pages.document import body_context
from gongkai.publish.pages.ended import read_newest, view_newest
from gongkai.publish.pages.page import (
    CATALOG_URL,
    Head,
    View,
    block_url,
    build_sidebar,
    column_meta,
    column_path,
)
from gongkai.publish.pages.paging import ListPage, cut_list
from gongkai.publish.pages.panels import list_panels, may_have_panels
from gongkai.publish.pages.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.column_views import ColumnView
    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel
    from gongkai.publish.digests import Digests

ON_ONE_PAGE = 30
"""A column with no more items than this is one page, whatever its years."""
_STATUTORY_PARTS = {
    "limits": re.compile("期限|时限"),
}
_READ_WHOLE = {Block.GUIDE: "guide", Block.REQUEST: "request"}


def plan_columns(site: SiteModel) -> Iterator[Plan]:
    """Every column, and the further pages of one that is too long for a single page."""
    for view in site.columns:
        for year, page in _list_pages(view):
            first = page.url == view.url
            make = partial(_view_column if first else _view_further, site, view, year, page)
            read = partial(_read_column if first else _read_further, site, view, page)
            yield Plan(page.url, make, read, aside=not first)


def _list_pages(view: ColumnView) -> Iterator[tuple[int | None, ListPage[Item]]]:
    """The pages of a column, newest first, each with its year; the first may be of all years."""
    if len(view.items) <= ON_ONE_PAGE:
        yield None, ListPage(view.url, 1, (view.url,), view.items)
        return
    for year, items in view.years:
        folder = f"{view.url}{year}/"
        first = view.url if year == view.years[0][0] else folder
        yield from ((year, page) for page in cut_list(items, first, folder))


def _read_column(
    site: SiteModel, view: ColumnView, page: ListPage[Item], digests: Digests
) -> Iterator[object]:
    """A panel may show any item of the column; the list is that of the newest page."""
    whole = view.column.block in _READ_WHOLE or may_have_panels(view.column)
    yield digests.of_items(view.items if whole else page.items)
    yield page.told
    yield [(year, len(items)) for year, items in view.years]
    yield from read_newest(site, view)


def _read_further(
    _site: SiteModel, view: ColumnView, page: ListPage[Item], digests: Digests
) -> Iterator[object]:
    """The items and the years to choose from; nothing that each new document would change."""
    yield digests.of_items(page.items)
    yield page.told
    yield [year for year, _ in view.years]


def _view_column(site: SiteModel, view: ColumnView, year: int | None, page: ListPage[Item]) -> View:
    column = view.column
    whole = _READ_WHOLE.get(column.block)
    kind = whole or ("annual" if column.block is Block.ANNUAL else "column")
    panels = tuple(list_panels(site, view))
    context = _list_context(site, view, year, page) | {"panels": panels}
    if whole and view.items:
        item = view.items[0]
        context |= {
            "item": item,
            "record": item.record,
            "metadata": list_metadata(item),
            "attachments": list_attachments(item),
            "older": view.items[1:],
            **body_context(site, item, view.url),
        }
        context["untold"] = find_untold(item)
    template = f"{whole}.html" if whole and view.items else "column.html"
    return View(
        url=view.url,
        kind=kind,
        title=column.name,
        description=column.intro,
        meta=column_meta(site, column),
        breadcrumb=column_path(site, column),
        template=template,
        context=context,
        head=Head(
            styles=tuple(dict.fromkeys(path for panel in panels for path in panel.styles)),
            scripts=tuple(dict.fromkeys(path for panel in panels for path in panel.scripts)),
        ),
    )


def find_untold(item: Item) -> frozenset[str]:
    """The statutory parts of the request procedure that the reviewed text does not tell itself."""
    rendered = item.cleared.rendered
    headings = re.findall(r"<h\d>(.*?)</h\d>", rendered.html) if rendered else []
    return frozenset(
        name for name, words in _STATUTORY_PARTS.items() if not words.search("".join(headings))
    )


def _view_further(
    site: SiteModel, view: ColumnView, year: int | None, page: ListPage[Item]
) -> View:
    column = view.column
    last = len(page.urls)
    part = f"第{page.number}页，共{last}页" if last > 1 else ""
    return View(
        url=page.url,
        kind="year",
        title=f"{column.name}（{year}年{f'第{page.number}页' if page.number > 1 else ''}）",
        description=f"{column.name}栏目{year}年公开的信息{f'，{part}' if part else ''}。",
        meta=column_meta(site, column),
        breadcrumb=(*column_path(site, column), (column.name, view.url)),
        template="column.html",
        context=_list_context(site, view, year, page) | {"further": True, "panels": ()},
    )


def _list_context(
    site: SiteModel, view: ColumnView, year: int | None, page: ListPage[Item]
) -> dict[str, object]:
    column = view.column
    return {
        "site": site,
        "view": view,
        "column": column,
        "limit": describe_limit(column.limit),
        "page": page,
        "year": year,
        "further": False,
        "years": view.years if year is None else ((year, page.items),),
        "counts": {number: len(items) for number, items in view.years},
        "sidebar": build_sidebar(site, column),
        "request_url": block_url(site, Block.REQUEST),
        "downloads": f"{CATALOG_URL}lanmu/{column.id}",
        "feed": f"{FOLDER}lanmu/{column.id}/",
        **view_newest(site, view),
    }
