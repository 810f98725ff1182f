"""Column pages, their years, the blocks and the key areas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.core.models.catalog import Block
from gongkai.core.time_limits import describe_limit
from gongkai.publish.pages.details import list_attachments, list_metadata
from gongkai.publish.pages.document import body_context
from gongkai.publish.pages.page import (
    HOME,
    KEY_AREAS_URL,
    Head,
    View,
    block_url,
    column_meta,
    column_path,
    list_meta,
)
from gongkai.publish.pages.panels import list_panels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.models.catalog import Column
    from gongkai.core.site import ColumnView, Item, KeyAreaView, SiteModel

ON_ONE_PAGE = 30
"""A column with no more items than this needs no pages by year."""
_BLOCK_INTROS = {
    Block.GUIDE: "政府信息的分类、编排体系、获取方式和公开工作机构的联系方式。",
    Block.RULES: "政府信息公开的审查、发布、申请办理、考核和责任追究等制度。",
    Block.STATUTORY: "依照《政府信息公开条例》第二十条、第二十一条主动公开的政府信息。",
    Block.ANNUAL: "历年政府信息公开工作年度报告。",
    Block.REQUEST: "向本机关申请获取政府信息的方式、时限和收费。",
    Block.OUTSIDE: "工作动态和通知公告。",
}
_STATUTORY_PARTS = {
    "limits": re.compile("期限|时限"),
}
_READ_WHOLE = {Block.GUIDE: "guide", Block.REQUEST: "request"}


def view_columns(site: SiteModel) -> Iterator[View]:
    """Every column, and each older year of a column that is too long for one page."""
    for column in site.columns:
        yield _view_column(site, column)
        if is_paged(column):
            for year, items in column.years[1:]:
                yield _view_year(site, column, year, len(items))


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


def view_blocks(site: SiteModel) -> Iterator[View]:
    """The pages that list a block's columns; a block of one column is read at that column."""
    for block in Block:
        url = block_url(site, block)
        columns = site.views_in(block)
        if block is not Block.STATUTORY and (len(columns) == 1 or block is Block.OUTSIDE):
            continue
        name, intro = site.block_name(block), _BLOCK_INTROS[block]
        yield View(
            url=url,
            kind="block",
            title=name,
            description=intro,
            meta=list_meta(site, name, intro, (name, "政府信息公开")),
            breadcrumb=HOME,
            template="block.html",
            context={"site": site, "groups": site.groups_in(block), "intro": intro},
        )


def view_key_areas(site: SiteModel) -> Iterator[View]:
    """The overview of the key areas and each of them; nothing where there are none."""
    if not site.key_areas:
        return
    name, intro = "重点领域信息公开", "社会关注度高、与群众利益密切相关的政府信息，按领域集中公开。"
    yield View(
        url=KEY_AREAS_URL,
        kind="key-areas",
        title=name,
        description=intro,
        meta=list_meta(site, name, intro, ("重点领域", "政府信息公开")),
        breadcrumb=HOME,
        template="key_areas.html",
        context={"site": site, "intro": intro, "areas_url": KEY_AREAS_URL},
    )
    for area in site.key_areas:
        yield _view_key_area(site, area, name)


def _view_key_area(site: SiteModel, view: KeyAreaView, above: str) -> View:
    area = view.area
    names = tuple(v.column.name for v in view.columns)
    intro = f"集中公开{'、'.join(names)}栏目的信息。"
    return View(
        url=f"{KEY_AREAS_URL}{area.id}/",
        kind="key-area",
        title=area.name,
        description=intro,
        meta=list_meta(site, area.name, intro, (area.name, *names)),
        breadcrumb=(*HOME, (above, KEY_AREAS_URL)),
        template="key_area.html",
        context={
            "site": site,
            "area": view,
            "intro": intro,
            "areas_url": KEY_AREAS_URL,
            "items": view.items[:ON_ONE_PAGE],
        },
    )
