"""The pages of the public site, from the site model: what the frame of the theme goes round."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gongkai.publish.digests import digest
from gongkai.publish.pages.blocks import plan_blocks, plan_key_areas
from gongkai.publish.pages.catalog import plan_catalog
from gongkai.publish.pages.columns import plan_columns
from gongkai.publish.pages.document import view_document, view_ended
from gongkai.publish.pages.ended import plan_ended
from gongkai.publish.pages.general import build_not_found, plan_general
from gongkai.publish.pages.heads import complete_head
from gongkai.publish.pages.home import view_home
from gongkai.publish.pages.interfaces import plan_interfaces
from gongkai.publish.pages.page import SEARCH_URL, Page, build_nav, rel
from gongkai.publish.pages.plan import Plan, PlannedPage, read_all
from gongkai.publish.pages.register import plan_register
from gongkai.publish.pages.render import make_environment, render
from gongkai.publish.pages.search import list_names, view_search
from gongkai.publish.pages.statements import plan_statements
from gongkai.publish.pages.statistics import plan_statistics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from gongkai.core.site import SiteModel
    from gongkai.publish.digests import Digests
    from gongkai.publish.pages.page import View

__all__ = [
    "Page",
    "PlannedPage",
    "build_nav",
    "build_not_found",
    "build_pages",
    "list_general",
    "plan_pages",
    "rel",
]


def plan_pages(
    site: SiteModel, digests: Digests, fragments: Mapping[str, str]
) -> Iterator[PlannedPage]:
    """Every general page: all but those of documents, the notices in their stead, and `404.html`.

    The given templates come before the theme's own.
    """
    environment = make_environment(fragments)

    def make(view: Callable[[], View]) -> Page:
        return render(complete_head(site, view()), environment)

    for plan in list_general(site):
        key = digests.key("page", plan.url, digest(*plan.reads(digests)))
        yield PlannedPage(plan.url, key, partial(make, plan.view), plan.aside)


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


def list_general(site: SiteModel) -> Iterator[Plan]:
    """What each general page shows; nothing is made yet."""
    yield Plan("", partial(view_home, site), read_all)
    yield from plan_blocks(site)
    yield from plan_columns(site)
    yield from plan_ended(site)
    yield from plan_key_areas(site)
    yield from plan_catalog(site)
    yield Plan(SEARCH_URL, partial(view_search, site), lambda _: list_names(site))
    yield from plan_register(site)
    yield from plan_general(site)
    yield from plan_statements(site)
    yield from plan_statistics(site)
    yield from plan_interfaces(site)


def _view_all(site: SiteModel) -> Iterator[View]:
    for plan in list_general(site):
        yield plan.view()
    for item in site.items:
        yield view_document(site, item)
    for ended in site.ended:
        yield view_ended(site, site.catalog.column_by_id[ended.column], ended)
