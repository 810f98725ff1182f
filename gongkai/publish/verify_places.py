"""Where files of a site may stand: beside a logged document, or where the engine puts its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.publish.redirects import find_page_path, format_redirect
from gongkai.publish.traditional import PREFIX, original_url
from gongkai.publish.verify_records import fault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from gongkai.core.catalog import Catalog
    from gongkai.core.findings import Finding
    from gongkai.publish.built_site import BuiltSite

_PAGES = re.compile(
    r"index\.html|404\.html|(fdzdgk|search|sitemap)/index\.html"
    r"|gongkai/([a-z0-9-]+|tongji/bumen|bugongkai/[0-9]+)/index\.html"
    r"|mulu/((jiben|biaozhun)-mulu/|(qi|qi/[0-9]{4}-[0-9]{2}|[0-9]{4})/([0-9]+/)?)?index\.html"
    r"|zhongdian-lingyu/([a-z0-9-]+/)?index\.html"
)
_DATA = re.compile(
    r"(sitemap(-[0-9]+)?|opensearch)\.xml|robots\.txt|data\.json|catalog\.(jsonld|ttl)"
    r"|mulu/([a-z0-9-]+/){0,2}[a-z0-9-]+\.(csv|docx|json|xlsx)|feeds/([a-z0-9-]+/){0,2}(atom|rss)\.xml"
    r"|api/v1/([a-z-]+/)?[a-z0-9-]+\.json|gkmlpt/api/all/[a-z0-9-]+(\.[0-9]+\.json)?"
    r"|gongkai/[a-z._]+(\.sig)?"
    r"|gongkai/catalog/([a-z-]+\.yml|SEAL|STOCK|delegations/[^/]+\.txt)"
    r"|assets/.+\.(css|js|json|svg|png|jpg|webp|ico|woff2)|search/data/.+"
)
_HTML = re.compile(r".*\.(html?|xhtml)", re.IGNORECASE)
_DESCRIBED = re.compile(r"api/v1/documents/([a-z0-9-]+/[a-z0-9-]+)\.json")
_LIST = re.compile(
    r"(?P<column>[a-z0-9-]+)/([0-9]{4}/([0-9]+/)?)?index\.html"
    r"|gongkai/chexia/(?P<ended>[a-z0-9-]+)/([0-9]+/)?index\.html"
)


def find_unlogged(built: BuiltSite, catalog: Catalog, known: Collection[str]) -> Iterator[Finding]:
    """Every file that is neither the engine's own nor beside a document that the log knows."""
    old = _list_old_pages(catalog)
    for path in sorted(built.files):
        folder = path.rpartition("/")[0]
        listed = _LIST.fullmatch(path)
        told = _DESCRIBED.fullmatch(path)
        own = _PAGES.fullmatch(path) or (_DATA.fullmatch(path) and not _HTML.fullmatch(path))
        if not (
            own
            or folder in known
            or (told and told[1] in known)
            or (listed and (listed["column"] or listed["ended"]) in catalog.column_by_id)
            or (path in old and built.read(path) == old[path])
            or (catalog.policy.traditional and _has_original(path, built))
        ):
            yield fault("verify-unlogged", path, "公开日志没有记载这份文件")


def _has_original(path: str, built: BuiltSite) -> bool:
    """Whether it is the traditional version of a page, which is judged by itself."""
    is_page = path.startswith(PREFIX) and path.endswith("/index.html")
    return is_page and original_url(path) in built.files


def _list_old_pages(catalog: Catalog) -> dict[str, bytes]:
    """What may stand at addresses of the old site: pages that lead on, and nothing else."""
    pages: dict[str, bytes] = {}
    items = catalog.stock.items if catalog.stock else ()
    for item in sorted(items, key=lambda item: item.address):
        path = find_page_path(item.address)
        if path is not None:
            pages.setdefault(path, format_redirect(f"{catalog.site.url}{item.id}/"))
    return pages
