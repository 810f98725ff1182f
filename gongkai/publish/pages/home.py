"""The home page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.models.catalog import BLOCK_NAMES, Block, Nature
from gongkai.core.models.service import ServiceGuide
from gongkai.publish.pages.page import (
    CATALOG_URL,
    KEY_AREAS_URL,
    REGISTER_URL,
    SEARCH_URL,
    View,
    block_url,
    site_meta,
)

if TYPE_CHECKING:
    from gongkai.core.site import ColumnView, Item, SiteModel

_NEWEST = 12
_NOTICES = 6
_GUIDES = 4
_MAIN_BLOCKS = (Block.GUIDE, Block.RULES, Block.STATUTORY, Block.ANNUAL, Block.REQUEST)


def view_home(site: SiteModel) -> View:
    """The home page."""
    identity = site.catalog.site
    description = f"{identity.body}依照《中华人民共和国政府信息公开条例》公开政府信息的平台。"
    return View(
        url="",
        kind="home",
        title=identity.name,
        description=description,
        meta=site_meta(site),
        breadcrumb=(),
        template="home.html",
        context={
            "site": site,
            "newest": site.items[:_NEWEST],
            "notices": list_notices(site)[:_NOTICES],
            "blocks": tuple(_describe_block(site, block) for block in _MAIN_BLOCKS),
            "services": list_services(site),
            "this_year": sum(item.published.year == site.today.year for item in site.items),
            "outside": site.views_in(Block.OUTSIDE),
            "areas_url": KEY_AREAS_URL,
            "catalog_url": CATALOG_URL,
            "search_url": SEARCH_URL,
            "register_url": REGISTER_URL,
        },
    )


def _describe_block(site: SiteModel, block: Block) -> dict[str, object]:
    columns = site.views_in(block)
    days = [view.last for view in columns if view.last]
    return {
        "name": BLOCK_NAMES[block],
        "url": block_url(site, block),
        "count": sum(len(view.items) for view in columns),
        "columns": len(columns),
        "last": max(days, default=None),
        "id": block.value,
    }


def list_notices(site: SiteModel) -> tuple[Item, ...]:
    """What stands in the columns of notices outside the blocks, newest first."""
    names = {v.column.id for v in site.views_in(Block.OUTSIDE) if v.column.nature is Nature.NOTICE}
    return tuple(item for item in site.items if item.column.id in names)


def list_services(site: SiteModel) -> tuple[tuple[ColumnView, tuple[Item, ...]], ...]:
    """The columns that hold service guides (办事指南), each with some of them."""
    found = (
        (view, tuple(item for item in view.items if isinstance(item.record, ServiceGuide)))
        for view in site.columns
    )
    return tuple((view, guides[:_GUIDES]) for view, guides in found if guides)
