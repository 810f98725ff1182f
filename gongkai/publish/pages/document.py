"""Document pages and tombstones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.core.ended import EndKind
from gongkai.core.models import (
    AnnualReport,
    Interpretation,
    News,
    OfficialDocument,
    Response,
    Rule,
    Statistics,
)
from gongkai.core.models.fields import format_moment
from gongkai.publish.annual_export.downloads import list_downloads
from gongkai.publish.pages.annual_tables import build_tables
from gongkai.publish.pages.body_html import set_body
from gongkai.publish.pages.contents import list_contents
from gongkai.publish.pages.details import (
    arrange_metadata,
    format_citation,
    format_reference,
    group_relations,
    list_attachments,
    list_metadata,
)
from gongkai.publish.pages.elements import list_elements
from gongkai.publish.pages.life import (
    explain_validity,
    list_changes,
    list_stages,
    list_versions,
)
from gongkai.publish.pages.page import Head, View, column_meta, column_path
from gongkai.publish.pages.panels.consultations import describe_state
from gongkai.publish.pages.parts import Part, join_tables
from gongkai.publish.pages.previews import make_previews
from gongkai.publish.pages.qr_code import draw_qr
from gongkai.publish.pages.row_tables import build_row_tables

if TYPE_CHECKING:
    from gongkai.core.ended import Ended
    from gongkai.core.items import Item
    from gongkai.core.models.catalog import Column
    from gongkai.core.site import SiteModel

_TEXT_FIRST = (OfficialDocument, Interpretation, Rule, News, Response, Statistics, AnnualReport)
"""Types whose text is what people come for; of the others, the elements."""
_CONTENTS_FROM = 3
_DESCRIPTION_LENGTH = 160


def view_document(site: SiteModel, item: Item) -> View:
    """The page of one document."""
    record, column = item.record, item.column
    address = site.catalog.site.url + item.url
    body = body_context(site, item, item.url)
    stages = list_stages(site, item)
    shown: dict[str, Any] = {
        **body,
        "attachments": list_attachments(item, make_previews(item, site.inspections)),
        "downloads": list_downloads(item),
        "stages": stages,
        "changes": list_changes(item, body["articles"]),
        "versions": list_versions(site, item),
        "relations": group_relations(site, item, {stage.item.id for stage in stages}),
    }
    text_first = isinstance(record, _TEXT_FIRST)
    return View(
        url=item.url,
        kind="document",
        title=record.title,
        description=record.summary[:_DESCRIPTION_LENGTH],
        meta=(*column_meta(site, column), *_article_meta(item, address)),
        breadcrumb=(*column_path(site, column), (column.name, f"{column.id}/")),
        template="document.html",
        context={
            "site": site,
            "item": item,
            "record": record,
            "address": address,
            "metadata": arrange_metadata((*list_metadata(item), *describe_state(site, item))),
            "notice": explain_validity(site, item),
            "citation": format_citation(item, address),
            "reference": format_reference(item, address),
            "qr": draw_qr(address),
            "reviewed": item.cleared.reviewed,
            "levels": _name_levels(site, item),
            "text_first": text_first,
            **shown,
            "contents": list_contents(record.type_name, shown, text_first=text_first),
        },
        head=Head(styles=("assets/css/document.css",), scripts=("assets/js/document.js",)),
    )


def _name_levels(site: SiteModel, item: Item) -> tuple[str, ...]:
    """The levels that signed this very document, from the lowest up."""
    names = {level.role: level.name for level in site.catalog.policy.levels}
    return tuple(names[entry.role] for entry in item.cleared.draft.source.tail.entries)


def body_context(site: SiteModel, item: Item, page_url: str) -> dict[str, Any]:
    """What `_body.html` shows of a document: elements, body with official tables, contents."""
    rendered = item.cleared.rendered
    html = rendered.html if rendered else ""
    home = site.catalog.site.url
    body = set_body(html, item.url, page_url, item.record.issuer, home)
    top = [heading for heading in body.headings if heading.level == 2]  # noqa: PLR2004
    if len(top) < _CONTENTS_FROM:
        top = [heading for heading in body.headings if heading.level <= 3]  # noqa: PLR2004
    tables = build_tables(item.record)
    names = {a.file: a.title for a in item.record.attachments}
    return {
        "elements": list_elements(item.record),
        "file_names": names,
        "document_url": item.url,
        "document_id": item.id,
        "articles": body.articles,
        "centred": body.centred,
        "parts": (
            *(Part("", table) for table in build_row_tables(item.record, site.today)),
            *join_tables(body.html, tables),
        ),
        "headings": tuple(top),
        "contents": tuple(top) if len(top) >= _CONTENTS_FROM else (),
    }


def _article_meta(item: Item, address: str) -> tuple[tuple[str, str], ...]:
    record = item.record
    keywords = record.keywords or item.column.keywords
    return (
        ("ArticleTitle", record.title),
        ("PubDate", format_moment(item.published)),
        ("ContentSource", record.reprints or record.issuer),
        ("Keywords", ",".join(keywords)),
        ("Author", item.unit.name),
        ("Description", record.summary),
        ("Url", address),
    )


def view_ended(site: SiteModel, column: Column, ended: Ended) -> View:
    """The notice that stands where a document stood that is not public any more."""
    return View(
        url=ended.url,
        kind=ended.kind,
        title=ended.title,
        description=ended.notice[:_DESCRIPTION_LENGTH],
        meta=(
            *column_meta(site, column),
            ("ArticleTitle", ended.title),
            *((("PubDate", ended.since),) if ended.since else ()),
            ("ContentSource", site.catalog.site.body),
            ("robots", "noindex"),
        ),
        breadcrumb=(*column_path(site, column), (column.name, f"{column.id}/")),
        template="ended.html",
        context={
            "site": site,
            "ended": ended,
            "column": column,
            "address": f"{site.catalog.site.url}{ended.url}",
            "unit": site.catalog.unit_by_id.get(ended.unit),
            "labels": _END_LABELS[ended.kind],
        },
    )


_END_LABELS = {
    EndKind.WITHDRAWN: ("撤回时间", "撤回原因", "撤回版本", "撤回凭据"),
    EndKind.SUSPENDED: ("", "", "所涉版本", "原公开凭据"),
    EndKind.EXPIRED: ("公示截止日", "", "公示版本", "原公开凭据"),
}
"""What the notice calls the time, the reason, the revision and the proof."""
