"""The home page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.models import (
    Consultation,
    MediaMatrix,
    Meeting,
    NormativeDocument,
    Proposal,
    Questions,
    Response,
    ServiceGuide,
)
from gongkai.core.models.catalog import BLOCK_NAMES, Block, Nature
from gongkai.publish.pages.page import (
    ACCESSIBILITY_URL,
    CATALOG_URL,
    FEEDS_URL,
    INTERFACE_URL,
    KEY_AREAS_URL,
    REGISTER_URL,
    SEARCH_URL,
    SITEMAP_URL,
    STATISTICS_URL,
    VERIFICATION_URL,
    Pairs,
    View,
    block_url,
    site_meta,
)
from gongkai.publish.pages.panels.consultations import list_open_consultations

if TYPE_CHECKING:
    from gongkai.core.column_views import ColumnView
    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel

Services = tuple[tuple["ColumnView", tuple["Item", ...]], ...]
"""Columns, each with some of its service guides."""
_NEWEST = 12
_NOTICES = 6
_GUIDES = 4
_EXCHANGES = 2
_MAIN_BLOCKS = (Block.GUIDE, Block.RULES, Block.STATUTORY, Block.ANNUAL, Block.REQUEST)
_PARTICIPATION = (Consultation, Proposal, Response, Questions, Meeting, MediaMatrix)
"""What officials and citizens say to each other, in the order in which the strip shows it."""
_RESOURCES: Pairs = (
    ("政府信息公开目录", CATALOG_URL),
    ("公开统计", STATISTICS_URL),
    ("订阅更新", FEEDS_URL),
    ("数据接口", INTERFACE_URL),
    ("依申请公开目录和不予公开统计", REGISTER_URL),
    ("如何核验本网站的文件", VERIFICATION_URL),
    ("网站地图", SITEMAP_URL),
    ("无障碍声明", ACCESSIBILITY_URL),
)


def view_home(site: SiteModel) -> View:
    """The home page."""
    identity = site.catalog.site
    description = f"{identity.body}依照《中华人民共和国政府信息公开条例》公开政府信息的平台。"
    notices, notices_url = list_notices(site)
    services = list_services(site)
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
            "notices": notices[:_NOTICES],
            "notices_url": notices_url,
            "blocks": tuple(_describe_block(site, block) for block in _MAIN_BLOCKS),
            "services": services,
            "participation": list_participation(site),
            "this_year": sum(item.published.year == site.today.year for item in site.items),
            "outside": site.views_in(Block.OUTSIDE),
            "shortcuts": _list_shortcuts(site, services),
            "elder": _list_elder_entries(site, services),
            "resources": _RESOURCES,
            "areas_url": KEY_AREAS_URL,
            "catalog_url": CATALOG_URL,
            "search_url": SEARCH_URL,
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


def list_notices(site: SiteModel) -> tuple[tuple[Item, ...], str]:
    """The notices outside the blocks, newest first, and where all of them stand."""
    views = [v for v in site.views_in(Block.OUTSIDE) if v.column.nature is Nature.NOTICE]
    names = {view.column.id for view in views}
    found = tuple(item for item in site.items if item.column.id in names)
    return found, views[0].url if len(views) == 1 else ""


def list_services(site: SiteModel) -> Services:
    """The columns that hold service guides (办事指南), each with some of them."""
    found = (
        (view, tuple(item for item in view.items if isinstance(item.record, ServiceGuide)))
        for view in site.columns
    )
    return tuple((view, guides[:_GUIDES]) for view, guides in found if guides)


def list_participation(site: SiteModel) -> tuple[dict[str, object], ...]:
    """The columns of exchange with citizens, each with its newest, open consultations first."""
    found = [
        (_PARTICIPATION.index(kind), view)
        for view in site.columns
        for kind in _PARTICIPATION
        if view.column.types[0] == kind.type_id and view.items
    ]
    calls = tuple(call.item for call in list_open_consultations(site)) if found else ()
    return tuple(
        _describe_exchange(view, calls) for _, view in sorted(found, key=lambda pair: pair[0])
    )


def _describe_exchange(view: ColumnView, calls: tuple[Item, ...]) -> dict[str, object]:
    shown = {item.id for item in view.items}
    until = {item.id: item.record.end for item in calls if item.id in shown}
    ordered = sorted(view.items, key=lambda item: item.id not in until)
    return {
        "view": view,
        "newest": tuple(ordered[:_EXCHANGES]),
        "open": len(until),
        "until": until,
    }


def _find_column(site: SiteModel, kind: type) -> ColumnView | None:
    """The column of the block of statutory information that holds most documents of a type."""
    views = [
        (sum(isinstance(item.record, kind) for item in view.items), view)
        for view in site.views_in(Block.STATUTORY)
    ]
    number, view = max(views, key=lambda pair: pair[0], default=(0, None))
    return view if number else None


def _list_shortcuts(site: SiteModel, guides: Services) -> Pairs:
    """What people look for most, beneath the search."""
    rules = _find_column(site, NormativeDocument)
    services = (("办事服务", "#gk-services"),) if guides else ()
    return (
        *(((rules.column.name, rules.url),) if rules else ()),
        *services,
        ("政府信息公开目录", CATALOG_URL),
        ("申请公开", block_url(site, Block.REQUEST)),
    )


def _list_elder_entries(site: SiteModel, guides: Services) -> Pairs:
    """The few large entries of the view for the elderly (长者版)."""
    services = (("办事服务", "#gk-services"),) if guides else ()
    return (
        *services,
        ("通知公告", "#gk-notices"),
        ("最新公开", "#gk-newest"),
        ("全部公开内容", block_url(site, Block.STATUTORY)),
        ("申请公开政府信息", block_url(site, Block.REQUEST)),
    )
