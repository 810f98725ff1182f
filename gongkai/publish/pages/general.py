"""Catalogue, register of what is not disclosed, site map, search, about, not found."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gongkai.core.models.catalog import BLOCK_NAMES, Block
from gongkai.core.models.entries import REASON_TEXT, ReasonCode
from gongkai.publish.exports import list_catalog
from gongkai.publish.pages.page import (
    ABOUT_URL,
    CATALOG_URL,
    HOME,
    KEY_AREAS_URL,
    NOT_FOUND_URL,
    REGISTER_URL,
    SEARCH_URL,
    SITEMAP_URL,
    Page,
    View,
    block_url,
    list_meta,
    site_meta,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.site import SiteModel
    from gongkai.publish.exports import CatalogRow

CATALOG_ON_ONE_PAGE = 200
"""A catalogue with no more entries than this is one page."""


def view_catalog(site: SiteModel) -> Iterator[View]:
    """The catalogue (条例第十二条): one page, or its newest year and a page for each older one."""
    rows = list_catalog(site)
    grouped = groupby(rows, key=lambda row: row.published.year)
    years = tuple((year, tuple(group)) for year, group in grouped)
    if len(rows) <= CATALOG_ON_ONE_PAGE:
        yield _view_catalog(site, years, rows, None)
        return
    for position, (year, group) in enumerate(years):
        yield _view_catalog(site, years, group, year, first=position == 0)


def _view_catalog(
    site: SiteModel,
    years: tuple[tuple[int, tuple[CatalogRow, ...]], ...],
    rows: tuple[CatalogRow, ...],
    year: int | None,
    *,
    first: bool = True,
) -> View:
    name = "政府信息公开目录"
    intro = "列明本机关主动公开的全部政府信息的索引号、名称、内容概述、生成日期等要素。"
    return View(
        url=CATALOG_URL if first else f"{CATALOG_URL}{year}/",
        kind="catalog",
        title=name if first else f"{name}（{year}年）",
        description=intro,
        meta=list_meta(site, name, intro, ("政府信息公开目录", "索引号", "内容概述")),
        breadcrumb=HOME if first else (*HOME, (name, CATALOG_URL)),
        template="catalog.html",
        context={
            "site": site,
            "rows": rows,
            "year": year,
            "years": tuple((y, len(group), y == years[0][0]) for y, group in years),
            "total": sum(len(group) for _, group in years),
            "intro": intro,
            "catalog_url": CATALOG_URL,
        },
    )


def view_register(site: SiteModel) -> View:
    """What exists and is not disclosed: titles on request as policy allows, the rest as counts."""
    name = "依申请公开目录和不予公开统计"
    intro = "依申请公开的政府信息名称，以及不予公开信息的数量和法定理由。"
    return View(
        url=REGISTER_URL,
        kind="register",
        title=name,
        description=intro,
        meta=list_meta(site, name, intro, ("依申请公开", "不予公开")),
        breadcrumb=(*HOME, ("依申请公开", block_url(site, Block.REQUEST))),
        template="register.html",
        context={
            "site": site,
            "intro": intro,
            "shown": site.catalog.policy.show_on_request,
            "withheld": tuple((REASON_TEXT[ReasonCode(c)], n) for c, n in site.withheld),
            "withheld_total": sum(number for _, number in site.withheld),
            "units": site.catalog.unit_by_id,
            "request_url": block_url(site, Block.REQUEST),
        },
    )


def view_sitemap(site: SiteModel) -> View:
    """The site map for readers."""
    intro = "本网站全部栏目一览。"
    tools = (
        ("政府信息公开目录", CATALOG_URL),
        ("站内检索", SEARCH_URL),
        ("依申请公开目录和不予公开统计", REGISTER_URL),
        ("关于本站", ABOUT_URL),
    )
    return View(
        url=SITEMAP_URL,
        kind="sitemap",
        title="网站地图",
        description=intro,
        meta=list_meta(site, "网站地图", intro, ("网站地图",)),
        breadcrumb=HOME,
        template="sitemap.html",
        context={
            "site": site,
            "blocks": tuple((b, block_url(site, b), site.groups_in(b)) for b in Block),
            "block_names": BLOCK_NAMES,
            "areas_url": KEY_AREAS_URL,
            "tools": tools,
        },
    )


def view_search(site: SiteModel) -> View:
    """The page around the search."""
    intro = "按标题、文号、正文和附件名称检索本网站的政府信息。"
    return View(
        url=SEARCH_URL,
        kind="search",
        title="站内检索",
        description=intro,
        meta=(*list_meta(site, "站内检索", intro, ("检索",)), ("robots", "noindex")),
        breadcrumb=HOME,
        template="search_page.html",
        context={"columns": tuple(view.column for view in site.columns if view.items)},
    )


def view_about(site: SiteModel) -> View:
    """The identity card of the site."""
    intro = "本网站的主办单位、标识、备案、联系方式和公开内容的审查与查验。"
    return View(
        url=ABOUT_URL,
        kind="about",
        title="关于本站",
        description=intro,
        meta=list_meta(site, "关于本站", intro, ("主办单位", "联系方式", "备案")),
        breadcrumb=HOME,
        template="about.html",
        context={
            "site": site,
            "identity": site.catalog.site,
            "levels": site.catalog.policy.levels,
            "sitemap_url": SITEMAP_URL,
        },
    )


def build_not_found(site: SiteModel) -> Page:
    """What the frame needs for `404.html`, whose own text stands in that template."""
    return Page(
        url=NOT_FOUND_URL,
        kind="not-found",
        title="没有找到您要访问的网页",
        description="网址可能有误，或者网页已经调整。",
        meta=(*site_meta(site), ("robots", "noindex")),
        breadcrumb=HOME,
        html="",
    )
