"""Feeds as files: Atom 1.0 (RFC 4287) and RSS 2.0."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC
from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from gongkai.core.models.fields import BEIJING
from gongkai.publish.exports.feeds import list_feeds
from gongkai.publish.exports.part import Part, list_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gongkai.core.site import SiteModel
    from gongkai.publish.exports.feeds import Entry, Feed

ATOM_TYPE = "application/atom+xml"
RSS_TYPE = "application/rss+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def list_feed_files(site: SiteModel) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every feed in both formats."""
    return list_files(list_feed_parts(site))


def list_feed_parts(site: SiteModel) -> Iterator[Part]:
    """Each feed in both formats."""
    for feed in list_feeds(site):
        yield _plan(site, feed)


def _plan(site: SiteModel, feed: Feed) -> Part:
    return Part(
        feed.path.rstrip("/"),
        lambda digests: (
            str(feed.since),
            digests.of_items(feed.items),
            *map(_tell, feed.events),
        ),
        lambda: _make_files(site, feed),
    )


def _tell(entry: Entry) -> tuple[str, ...]:
    return tuple(str(getattr(entry, field.name)) for field in fields(entry))


def _make_files(site: SiteModel, feed: Feed) -> Iterator[tuple[str, bytes]]:
    yield f"{feed.path}atom.xml", format_atom(site, feed)
    yield f"{feed.path}rss.xml", format_rss(site, feed)


def format_atom(site: SiteModel, feed: Feed) -> bytes:
    """The feed as Atom."""
    identity = site.catalog.site
    own = f"{identity.url}{feed.path}atom.xml"
    lines = [
        _HEAD,
        f'<feed xmlns="{_ATOM}" xml:lang="zh-CN">',
        _tag("id", own),
        _tag("title", feed.title),
        _tag("updated", _spell(feed.since)),
        f"<author>{_tag('name', identity.body)}</author>",
        _link(own, rel="self", type=ATOM_TYPE),
        _link(identity.url + feed.page, rel="alternate", type="text/html"),
        *(_format_atom_entry(entry) for entry in feed.entries),
        "</feed>\n",
    ]
    return "\n".join(lines).encode()


def _format_atom_entry(entry: Entry) -> str:
    published = _tag("published", _spell(entry.published)) if entry.published else ""
    return "".join(
        (
            "<entry>",
            _tag("id", entry.id),
            _tag("title", entry.title),
            _link(entry.url, rel="alternate", type="text/html"),
            _tag("updated", _spell(entry.updated)),
            published,
            f"<author>{_tag('name', entry.author)}</author>",
            f"<category term={quoteattr(entry.category)}/>",
            f'<summary type="text">{escape(entry.summary)}</summary>',
            "</entry>",
        )
    )


def format_rss(site: SiteModel, feed: Feed) -> bytes:
    """The feed as RSS."""
    identity = site.catalog.site
    own = f"{identity.url}{feed.path}rss.xml"
    lines = [
        _HEAD,
        f'<rss version="2.0" xmlns:atom="{_ATOM}">',
        "<channel>",
        _tag("title", feed.title),
        _tag("link", identity.url + feed.page),
        _tag("description", f"{identity.body}依法公开的政府信息：{feed.label}。"),
        _tag("language", "zh-cn"),
        _tag("lastBuildDate", _spell_rfc822(feed.since)),
        _link(own, rel="self", type=RSS_TYPE, name="atom:link"),
        *(_format_rss_item(entry) for entry in feed.entries),
        "</channel>",
        "</rss>\n",
    ]
    return "\n".join(lines).encode()


def _format_rss_item(entry: Entry) -> str:
    permanent = "true" if entry.id == entry.url else "false"
    return "".join(
        (
            "<item>",
            _tag("title", entry.title),
            _tag("link", entry.url),
            _tag("description", entry.summary),
            _tag("category", entry.category),
            f'<guid isPermaLink="{permanent}">{escape(entry.id)}</guid>',
            _tag("pubDate", _spell_rfc822(entry.updated)),
            "</item>",
        )
    )


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def _link(href: str, *, rel: str, type: str, name: str = "link") -> str:  # noqa: A002 - as the attribute
    return f'<{name} rel="{rel}" type="{type}" href={quoteattr(href)}/>'


def _spell(moment: datetime) -> str:
    """The Beijing time as RFC 3339 has it."""
    return moment.astimezone(BEIJING).isoformat(timespec="seconds")


def _spell_rfc822(moment: datetime) -> str:
    """The time as RFC 822 has it, in universal time."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)
