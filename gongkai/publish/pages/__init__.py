"""The pages of the public site, from the site model: what the frame of the theme goes round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.publish.pages.catalog import view_catalog
from gongkai.publish.pages.columns import view_blocks, view_columns, view_key_areas
from gongkai.publish.pages.document import view_document, view_ended
from gongkai.publish.pages.general import (
    build_not_found,
    view_about,
    view_register,
    view_sitemap,
    view_verification,
)
from gongkai.publish.pages.heads import complete_head
from gongkai.publish.pages.home import view_home
from gongkai.publish.pages.interfaces import view_feeds, view_interface
from gongkai.publish.pages.page import Page, build_nav, rel
from gongkai.publish.pages.render import make_environment, render
from gongkai.publish.pages.search import view_search
from gongkai.publish.pages.statements import view_statements
from gongkai.publish.pages.statistics import view_statistics

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gongkai.core.site import SiteModel
    from gongkai.publish.pages.page import View

__all__ = ["Page", "build_nav", "build_not_found", "build_pages", "rel"]


def build_pages(site: SiteModel, fragments: Mapping[str, str] | None = None) -> Iterator[Page]:
    """Every page of the site but `404.html`, which is `build_not_found`.

    The given templates come before the theme's own.

    Raises:
        ValueError: when two pages have one address.
    """
    environment = make_environment(fragments or {})
    seen: set[str] = set()
    for view in _view_all(site):
        if view.url in seen:
            raise ValueError(f"两个页面使用同一地址：/{view.url}")
        seen.add(view.url)
        yield render(complete_head(site, view), environment)


def _view_all(site: SiteModel) -> Iterator[View]:
    yield view_home(site)
    yield from view_blocks(site)
    yield from view_columns(site)
    yield from view_key_areas(site)
    yield from view_catalog(site)
    yield view_register(site)
    yield view_sitemap(site)
    yield view_search(site)
    yield view_about(site)
    yield view_verification(site)
    yield from view_statements(site)
    yield view_statistics(site)
    yield view_feeds(site)
    yield view_interface(site)
    for item in site.items:
        yield view_document(site, item)
    for ended in site.ended:
        yield view_ended(site, site.catalog.column_by_id[ended.column], ended)
