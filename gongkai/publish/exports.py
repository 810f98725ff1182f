"""The catalogue as data, and the list of pages for search engines."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from gongkai.core.ended import EndKind
from gongkai.core.models.fields import format_moment

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from gongkai.core.site import Item, SiteModel
    from gongkai.publish.pages.page import Page

CATALOG_SCHEMA = "gongkai-catalog/v1"
CATALOG_LABELS = {
    "index_number": "索引号",
    "title": "名称",
    "summary": "内容概述",
    "made": "生成日期",
    "published": "发布日期",
    "issuer": "发布机构",
    "document_number": "文号",
    "subject": "主题分类",
    "genre": "体裁",
    "disclosure": "公开方式",
    "validity": "有效性",
    "column": "栏目",
    "url": "网址",
}
"""The columns of the catalogue (条例第十二条 and practice) in their order."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_UNLISTED = frozenset({*EndKind, "search", "not-found"})


@dataclass(frozen=True, slots=True)
class CatalogRow:
    """One entry of the catalogue."""

    index_number: str
    title: str
    summary: str
    made: str
    published: datetime
    issuer: str
    document_number: str
    subject: str
    genre: str
    disclosure: str
    validity: str
    column: str
    url: str
    """From the site's root."""


def list_catalog(site: SiteModel) -> tuple[CatalogRow, ...]:
    """The catalogue, newest first."""
    return tuple(_build_row(item) for item in site.items)


def _build_row(item: Item) -> CatalogRow:
    record = item.record
    return CatalogRow(
        index_number=record.index_number,
        title=record.title,
        summary=record.summary,
        made=str(record.made),
        published=item.published,
        issuer=record.issuer,
        document_number=record.document_number or "",
        subject=record.subject,
        genre=record.genre.value if record.genre else "其他",
        disclosure=record.disclosure.value,
        validity=item.validity.value,
        column=item.column.name,
        url=item.url,
    )


def catalog_csv(site: SiteModel) -> bytes:
    """The catalogue as CSV that spreadsheets open as it is: UTF-8 with BOM, no cell a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(CATALOG_LABELS.values())
    for row in list_catalog(site):
        writer.writerow([quote_cell(text) for text in _format_row(row, site)])
    return out.getvalue().encode("utf-8-sig")


def quote_cell(text: str) -> str:
    """The text as a spreadsheet shows it and never computes it."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _format_row(row: CatalogRow, site: SiteModel) -> list[str]:
    values = {field.name: getattr(row, field.name) for field in fields(row)}
    values["published"] = format_moment(row.published)
    values["url"] = site.catalog.site.url + row.url
    return [values[name] for name in CATALOG_LABELS]


def catalog_json(site: SiteModel) -> bytes:
    """The catalogue as JSON, entries in the order of their addresses, keys sorted."""
    rows = sorted(list_catalog(site), key=lambda row: row.url)
    items = [
        asdict(row)
        | {
            "published": format_moment(row.published),
            "url": site.catalog.site.url + row.url,
        }
        for row in rows
    ]
    whole = {
        "schema": CATALOG_SCHEMA,
        "site": site.catalog.site.id,
        "body": site.catalog.site.body,
        "date": str(site.today),
        "labels": CATALOG_LABELS,
        "count": len(items),
        "items": items,
    }
    return (json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def sitemap_xml(pages: Iterable[Page], site: SiteModel) -> bytes:
    """`sitemap.xml`: the pages that search engines should list, documents with their dates."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    for page in sorted(pages, key=lambda page: page.url):
        if page.kind in _UNLISTED:
            continue
        address = escape(site.catalog.site.url + page.url)
        day = dict(page.meta).get("PubDate", "")[:10]
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        lines.append(f"<url><loc>{address}</loc>{changed}</url>")
    lines.append("</urlset>\n")
    return "\n".join(lines).encode()
