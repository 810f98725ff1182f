"""Column pages and their years."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from gongkai.core.models.catalog import Block
from gongkai.core.time_limits import describe_limit
from gongkai.publish.pages.details import list_attachments, list_metadata
from gongkai.publish.pages.document import body_context
from gongkai.publish.pages.page import (
    Head,
    View,
    block_url,
    column_meta,
    column_path,
)
from gongkai.publish.pages.panels import list_panels, may_have_panels
from gongkai.publish.pages.plan import Plan, tell_counts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.core.models.catalog import Column
    from gongkai.core.site import ColumnView, Item, SiteModel
    from gongkai.publish.digests import Digests

ON_ONE_PAGE = 30
"""A column with no more items than this needs no pages by year."""
_STATUTORY_PARTS = {
    "limits": re.compile("期限|时限"),
}
_READ_WHOLE = {Block.GUIDE: "guide", Block.REQUEST: "request"}


def plan_columns(site: SiteModel) -> Iterator[Plan]:
    """Every column, and each older year of a column that is too long for one page."""
    for view in site.columns:
        yield Plan(view.url, partial(_view_column, site, view), partial(_read_column, site, view))
        for year, items in view.years[1:] if is_paged(view) else ():
            yield Plan(
                f"{view.url}{year}/",
                partial(_view_year, site, view, year, len(items)),
                partial(_read_year, site, view, items),
            )


def _read_column(site: SiteModel, view: ColumnView, digests: Digests) -> Iterator[object]:
    """A panel may count all items of a column that is paged; the list is that of one year."""
    whole = view.column.block in _READ_WHOLE or may_have_panels(view.column)
    shown = view.items if whole or not is_paged(view) else view.years[0][1]
    yield from _read_year(site, view, shown, digests)
    for ended in site.ended_in(view.column.id):
        yield ended.id, ended.index_number, ended.name, ended.about, ended.since


def _read_year(
    site: SiteModel, view: ColumnView, items: Sequence[Item], digests: Digests
) -> Iterator[object]:
    """The items, the years to choose from, and the counts that the tree at the side shows."""
    yield digests.of_items(items)
    yield [(year, len(items)) for year, items in view.years]
    yield str(view.last)
    shown = (None, view.column.group)
    for group, views in site.groups_in(view.column.block):
        if (group and group.id) in shown:
            yield tell_counts(views)


def is_paged(view: ColumnView) -> bool:
    """Whether older years stand on pages of their own."""
    return len(view.items) > ON_ONE_PAGE and len(view.years) > 1


def _view_column(site: SiteModel, view: ColumnView) -> View:
    column = view.column
    shown = view.years[:1] if is_paged(view) else view.years
    whole = _READ_WHOLE.get(column.block)
    kind = whole or ("annual" if column.block is Block.ANNUAL else "column")
    panels = tuple(list_panels(site, view))
    context = _list_context(site, view) | {"years": shown, "year": None, "panels": panels}
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


def _view_year(site: SiteModel, view: ColumnView, year: int, number: int) -> View:
    column = view.column
    context = _list_context(site, view)
    shown = tuple(pair for pair in view.years if pair[0] == year)
    return View(
        url=f"{view.url}{year}/",
        kind="year",
        title=f"{column.name}（{year}年）",
        description=f"{column.name}栏目{year}年公开的{number}条信息。",
        meta=column_meta(site, column),
        breadcrumb=(*column_path(site, column), (column.name, view.url)),
        template="column.html",
        context=context | {"years": shown, "year": year, "panels": ()},
    )


def _list_context(site: SiteModel, view: ColumnView) -> dict[str, object]:
    column = view.column
    return {
        "site": site,
        "view": view,
        "column": column,
        "limit": describe_limit(column.limit),
        "paged": is_paged(view),
        "is_annual": column.block is Block.ANNUAL,
        "sidebar": _build_sidebar(site, column),
        "ended": site.ended_in(column.id),
        "request_url": block_url(site, Block.REQUEST),
    }


def _build_sidebar(site: SiteModel, column: Column) -> dict[str, object]:
    """The tree of a block: its groups, of which the column's own is shown with its columns."""
    block = column.block
    return {
        "groups": site.groups_in(block),
        "block_name": site.block_name(block),
        "block_url": block_url(site, block),
    }
