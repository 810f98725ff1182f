"""What search engines and browsers read: sitemap, robots.txt, OpenSearch description."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from gongkai.publish.exports.part import Part
from gongkai.publish.pages.page import ENDED_URL, NOT_FOUND_URL, OPENSEARCH, SEARCH_URL
from gongkai.publish.traditional import traditional_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from gongkai.core.site import SiteModel

SITEMAP = "sitemap.xml"
URLS_IN_A_SITEMAP = 40_000
"""The protocol allows 50,000; beyond this the sitemap becomes an index of several."""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_SHORT_NAME = 16
_DESCRIPTION = 1024


def list_discovery_parts(site: SiteModel, urls: Iterable[str]) -> Iterator[Part]:
    """The sitemap of these addresses of pages, and what depends on the frame alone."""
    addresses = list_addresses(site, urls)
    root = site.catalog.site.url
    yield Part(SITEMAP, lambda _: addresses, lambda: format_sitemaps(addresses, root))
    yield Part("robots.txt", lambda _: (), lambda: (("robots.txt", format_robots(site)),))
    yield Part(OPENSEARCH, lambda _: (), lambda: ((OPENSEARCH, format_opensearch(site)),))


def list_addresses(site: SiteModel, urls: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The pages that search engines should list, each with the day on which it last changed.

    A document's is that of its publication; a list's that of its newest item, on further pages
    too; every other page bears that of the newest item of all. Pages of the traditional version
    come last.
    """
    newest = _spell(site.items[0].published.date()) if site.items else ""
    days = _find_days(site)
    unlisted = {SEARCH_URL, NOT_FOUND_URL, *(ended.url for ended in site.ended)}
    found = tuple(
        (url, days.get(url, days.get(_go_up(url), newest)))
        for url in sorted(urls)
        if url not in unlisted
    )
    if not site.catalog.policy.traditional:
        return found
    return (*found, *((traditional_url(url), day) for url, day in found))


def _go_up(url: str) -> str:
    """The list that a page at this address would be a further page of."""
    return f"{url.rstrip('/').rpartition('/')[0]}/"


def _find_days(site: SiteModel) -> dict[str, str]:
    """The address of every document and list of them, and the day of its newest."""
    days: dict[str, str] = {}
    for item in reversed(site.items):
        day = item.published.date().isoformat()
        days[item.url] = days[f"mulu/qi/{day[:7]}/"] = days[f"mulu/{day[:4]}/"] = day
    for view in site.columns:
        days |= {f"{view.url}{year}/": days[items[0].url] for year, items in view.years}
        days[view.url] = _spell(view.last)
        taken_down = [entry.since[:10] for entry in site.ended_in(view.column.id) if entry.since]
        days[f"{ENDED_URL}{view.column.id}/"] = max(taken_down, default="")
    for area in site.key_areas:
        days[f"zhongdian-lingyu/{area.area.id}/"] = _spell(area.last)
    return days


def _spell(day: date | None) -> str:
    return day.isoformat() if day else ""


def format_sitemaps(
    addresses: Sequence[tuple[str, str]], url: str, most: int = URLS_IN_A_SITEMAP
) -> Iterator[tuple[str, bytes]]:
    """`sitemap.xml`, or the index of the numbered parts (sitemaps.org 0.9)."""
    if len(addresses) <= most:
        yield SITEMAP, _format_sitemap(addresses, url)
        return
    parts = [addresses[at : at + most] for at in range(0, len(addresses), most)]
    lines = [f"{_HEAD}<sitemapindex {_NAMESPACE}>"]
    for number, part in enumerate(parts, 1):
        name = f"sitemap-{number}.xml"
        yield name, _format_sitemap(part, url)
        changed = _format_day(max(day for _, day in part))
        lines.append(f"<sitemap><loc>{escape(url + name)}</loc>{changed}</sitemap>")
    lines.append("</sitemapindex>\n")
    yield SITEMAP, "\n".join(lines).encode()


def _format_sitemap(addresses: Sequence[tuple[str, str]], url: str) -> bytes:
    lines = [f"{_HEAD}<urlset {_NAMESPACE}>"]
    lines += [
        f"<url><loc>{escape(url + address)}</loc>{_format_day(day)}</url>"
        for address, day in addresses
    ]
    return "\n".join([*lines, "</urlset>\n"]).encode()


def _format_day(day: str) -> str:
    return f"<lastmod>{day}</lastmod>" if day else ""


def format_robots(site: SiteModel) -> bytes:
    """`robots.txt` (RFC 9309): everything may be read, and here is the list of it."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.catalog.site.url}{SITEMAP}\n".encode()


def format_opensearch(site: SiteModel) -> bytes:
    """The description by which browsers offer the site's own search (OpenSearch 1.1)."""
    identity = site.catalog.site
    about = f"检索{identity.name}主动公开的政府信息，可按标题、文号、正文和附件名称查找。"
    template = quoteattr(f"{identity.url}{SEARCH_URL}?q={{searchTerms}}")
    own = quoteattr(f"{identity.url}{OPENSEARCH}")
    lines = [
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        f"<ShortName>{escape(identity.name[:_SHORT_NAME])}</ShortName>",
        f"<Description>{escape(about[:_DESCRIPTION])}</Description>",
        f"<Contact>{escape(identity.contact.email)}</Contact>",
        f'<Url type="text/html" method="get" template={template}/>',
        f'<Url type="application/opensearchdescription+xml" rel="self" template={own}/>',
        "<Language>zh-CN</Language>",
        "<InputEncoding>UTF-8</InputEncoding>",
        "<OutputEncoding>UTF-8</OutputEncoding>",
        "</OpenSearchDescription>\n",
    ]
    return (_HEAD + "\n".join(lines)).encode()
