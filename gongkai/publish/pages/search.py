"""The page around the search: its script finds here all that it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.models.catalog import Block
from gongkai.publish.han_variants import convert_text
from gongkai.publish.pages.page import (
    CATALOG_URL,
    HOME,
    SEARCH_URL,
    SITEMAP_URL,
    Head,
    Link,
    View,
    block_url,
    list_meta,
)

if TYPE_CHECKING:
    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel

FACETS = (
    ("column", "栏目"),
    ("year", "公开年份"),
    ("validity", "有效性"),
    ("genre", "体裁分类"),
    ("subject", "主题分类"),
    ("issuer", "发布机构"),
    ("unit", "责任部门"),
    ("disclosure", "公开方式"),
)
"""By what results are narrowed: the id in the address, and the name."""
_OPEN = ("column", "year", "validity")
"""What stands open from the start."""

PARTS = (
    "facets",
    "files",
    "form",
    "index",
    "keys",
    "numbers",
    "proposals",
    "results",
    "state",
    "texts",
)
"""Modules that `search.js` needs; named at once, so that none waits for another to name it."""


def view_search(site: SiteModel) -> View:
    """The page around the search."""
    intro = "按标题、文号、正文和附件名称检索本网站的政府信息。"
    return View(
        url=SEARCH_URL,
        kind="search",
        title="站内检索",
        description=intro,
        meta=list_meta(site, "站内检索", intro, ("检索",)),
        breadcrumb=HOME,
        template="search_page.html",
        context={
            "facets": FACETS,
            "open": _OPEN,
            "names": list_names(site),
            "catalog_url": CATALOG_URL,
            "sitemap_url": SITEMAP_URL,
            "request_url": block_url(site, Block.REQUEST),
        },
        head=Head(
            links=tuple(Link("modulepreload", f"assets/js/search-{part}.js") for part in PARTS),
            styles=("assets/css/search.css",),
            scripts=("assets/js/search.js",),
        ),
    )


def list_names(site: SiteModel) -> tuple[tuple[str, str], ...]:
    """Names by facet and id, as an address has it.

    Where there is a traditional version, also by the name itself where it is written otherwise
    there, as results come with it; after a tab where it has an id.
    """
    by_id = {
        **{f"column={view.column.id}": view.column.name for view in site.columns if view.items},
        **{f"unit={unit.id}": unit.name for unit in site.catalog.units},
    }
    if not site.catalog.policy.traditional:
        return tuple(by_id.items())
    found = {name for names in set(map(_list_names, site.items)) for name in names}
    told = {name for name in found if convert_text(name) != name}
    both = ((f"{key}\t{name}" if name in told else key, name) for key, name in by_id.items())
    return (*both, *((name, name) for name in sorted(told - {*by_id.values()})))


def _list_names(item: Item) -> tuple[str, ...]:
    record = item.record
    genre = () if record.genre is None else (record.genre.value,)
    own = (item.validity.value, record.disclosure.value, record.subject, record.issuer)
    return (item.column.name, item.unit.name, *own, *genre)
