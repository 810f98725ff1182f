"""One page of the public site, ready for the frame, and the addresses that pages share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongkai.core.models.catalog import Block

if TYPE_CHECKING:
    from gongkai.core.models.catalog import Column
    from gongkai.core.site import SiteModel

STATUTORY_URL = "fdzdgk/"
KEY_AREAS_URL = "zhongdian-lingyu/"
CATALOG_URL = "mulu/"
SEARCH_URL = "search/"
SITEMAP_URL = "sitemap/"
REGISTER_URL = "gongkai/bugongkai/"
ENDED_URL = "gongkai/chexia/"
ABOUT_URL = "gongkai/guanyu/"
VERIFICATION_URL = "gongkai/heyan/"
STATISTICS_URL = "gongkai/tongji/"
ACCESSIBILITY_URL = "gongkai/wuzhangai/"
PRIVACY_URL = "gongkai/yinsi/"
FEEDS_URL = "gongkai/dingyue/"
INTERFACE_URL = "gongkai/jiekou/"
OPENSEARCH = "opensearch.xml"
NOT_FOUND_URL = "404.html"

Pairs = tuple[tuple[str, str], ...]
"""Label and address from the site's root, or name and content."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a page's head refers to: a feed, the same as data, another version of the page."""

    rel: str
    href: str
    """From the site's root, or with a scheme."""
    type: str = ""
    title: str = ""
    hreflang: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What the frame puts into a page's head besides title, description and meta tags."""

    links: tuple[Link, ...] = ()
    styles: tuple[str, ...] = ()
    """Style sheets of this kind of page, as `assets/css/search.css`."""
    scripts: tuple[str, ...] = ()
    """Modules of this kind of page, as `assets/js/search.js`."""
    data: str = ""
    """The page as JSON-LD, without any `<`."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its address from the site's root, what the frame says of it, and its own part."""

    url: str
    """Empty for the home page, else ends in a slash."""
    kind: str
    title: str
    description: str
    meta: Pairs
    """The meta tags of 《政府网站发展指引》 (国办发〔2017〕47号) and a few general ones."""
    breadcrumb: Pairs
    """The pages above this one, from the home page down."""
    html: str
    lang: str = "zh-CN"
    head: Head = Head()


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows before a template has made HTML of it."""

    url: str
    kind: str
    title: str
    description: str
    meta: Pairs
    breadcrumb: Pairs
    template: str
    context: dict[str, Any]
    head: Head = Head()


def rel(page_url: str, target_url: str) -> str:
    """The relative address of a page from another, so that the site works under any base path."""
    return "../" * page_url.count("/") + target_url or "./"


def near(page_url: str, target_url: str) -> str:
    """As `rel`, by the shortest way: no further up than to the folder that both are in."""
    folder, up = page_url, 0
    while not target_url.startswith(folder):
        folder, up = folder[: folder.rfind("/", 0, -1) + 1], up + 1
    return "../" * up + target_url[len(folder) :] or "./"


def block_url(site: SiteModel, block: Block) -> str:
    """Where a block is read: its only column, or a page that lists its columns."""
    if block is Block.STATUTORY:
        return STATUTORY_URL
    views = site.views_in(block)
    return views[0].url if len(views) == 1 else f"gongkai/{block.value}/"


def build_nav(site: SiteModel) -> Pairs:
    """The primary navigation: the blocks as 国办公开办函〔2019〕61号 orders them, and the tools."""
    return (
        ("首页", ""),
        ("指南", block_url(site, Block.GUIDE)),
        ("制度", block_url(site, Block.RULES)),
        ("法定主动公开内容", STATUTORY_URL),
        ("年报", block_url(site, Block.ANNUAL)),
        ("依申请公开", block_url(site, Block.REQUEST)),
        ("目录", CATALOG_URL),
        ("检索", SEARCH_URL),
    )


def build_sidebar(site: SiteModel, column: Column) -> dict[str, object]:
    """The tree of a block: its groups, of which the column's own is shown with its columns."""
    block = column.block
    return {
        "groups": site.groups_in(block),
        "block_name": site.block_name(block),
        "block_url": block_url(site, block),
    }


def site_meta(site: SiteModel) -> Pairs:
    """The three tags of every page."""
    identity = site.catalog.site
    return (
        ("SiteName", identity.name),
        ("SiteDomain", identity.domain),
        ("SiteIDCode", identity.id_code),
    )


def column_meta(site: SiteModel, column: Column) -> Pairs:
    """The tags of lists: the site's and the column's."""
    groups = {group.id: group.name for group in site.catalog.groups}
    kind = groups.get(column.group or "", site.block_name(column.block))
    return (
        *site_meta(site),
        ("ColumnName", column.name),
        ("ColumnDescription", column.intro),
        ("ColumnKeywords", ",".join(column.keywords)),
        ("ColumnType", kind),
    )


def list_meta(site: SiteModel, name: str, description: str, keywords: tuple[str, ...]) -> Pairs:
    """The tags of lists that are no column of the catalogue."""
    return (
        *site_meta(site),
        ("ColumnName", name),
        ("ColumnDescription", description),
        ("ColumnKeywords", ",".join(keywords)),
        ("ColumnType", "政府信息公开"),
    )


HOME: Pairs = (("首页", ""),)


def column_path(site: SiteModel, column: Column) -> Pairs:
    """The pages above a column."""
    if column.block is Block.OUTSIDE:
        return HOME
    above = (site.block_name(column.block), block_url(site, column.block))
    if above[1] == f"{column.id}/":
        return HOME
    if column.group is None:
        return (*HOME, above)
    names = {group.id: group.name for group in site.catalog.groups}
    return (*HOME, above, (names[column.group], f"{above[1]}#{column.group}"))
