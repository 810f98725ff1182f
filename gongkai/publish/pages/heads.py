"""The head of every page: the search that browsers offer, feeds, the page as data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.publish.exports.api_items import locate
from gongkai.publish.exports.catalog import list_whole_forms
from gongkai.publish.exports.feed_files import ATOM_TYPE, RSS_TYPE
from gongkai.publish.exports.feeds import FOLDER
from gongkai.publish.pages.linked_data import describe_page
from gongkai.publish.pages.page import CATALOG_URL, KEY_AREAS_URL, OPENSEARCH, Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.site import SiteModel
    from gongkai.publish.pages.page import View

_SEARCH_TYPE = "application/opensearchdescription+xml"
_JSON = "application/json"


def complete_head(site: SiteModel, view: View) -> View:
    """The view with all that follows for its head from what kind of page it is."""
    links = (*view.head.links, *_list_links(site, view))
    data = view.head.data or describe_page(site, view)
    return replace(view, head=replace(view.head, links=links, data=data))


def _list_links(site: SiteModel, view: View) -> Iterator[Link]:
    name = site.catalog.site.name
    place = view.url.rstrip("/")
    if place in site.by_id:
        yield Link("alternate", locate(place), _JSON)
        return
    yield Link("search", OPENSEARCH, _SEARCH_TYPE, f"{name}政府信息检索")
    if view.kind == "home":
        yield from _list_feeds(FOLDER, f"{name}：全部信息")
        yield Link("alternate", "catalog.jsonld", "application/ld+json", "数据目录（DCAT）")
        yield Link("alternate", "catalog.ttl", "text/turtle", "数据目录（DCAT）")
    elif place in site.view_by_id:
        title = f"{name}：{site.view_by_id[place].column.name}"
        yield from _list_feeds(f"{FOLDER}lanmu/{place}/", title)
        yield Link("alternate", f"{CATALOG_URL}lanmu/{place}.json", _JSON, "本栏目目录（JSON）")
    elif view.kind == "key-area":
        area = place.removeprefix(KEY_AREAS_URL)
        yield from _list_feeds(f"{FOLDER}lingyu/{area}/", f"{name}：{view.title}")
    elif view.kind == "catalog" and "json" in list_whole_forms(site):
        yield Link("alternate", f"{CATALOG_URL}catalog.json", _JSON, "全部目录（JSON）")


def _list_feeds(folder: str, title: str) -> Iterator[Link]:
    yield Link("alternate", f"{folder}atom.xml", ATOM_TYPE, f"{title}（Atom）")
    yield Link("alternate", f"{folder}rss.xml", RSS_TYPE, f"{title}（RSS）")
