"""Document pages and tombstones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import segno

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
from gongkai.core.relations import RELATION_NAMES, Validity
from gongkai.publish.pages.annual_tables import Table, build_tables, find_section
from gongkai.publish.pages.body_html import Body, set_body, split_sections, strip_markup
from gongkai.publish.pages.elements import list_elements
from gongkai.publish.pages.page import View, column_meta, column_path

if TYPE_CHECKING:
    from gongkai.core.drafts import Grave
    from gongkai.core.models.catalog import Column
    from gongkai.core.site import Item, SiteModel

FILE_TYPES = {
    "docx": "Word 文档",
    "xlsx": "Excel 表格",
    "pptx": "演示文稿",
    "pdf": "PDF 文件",
    "ofd": "OFD 版式文件",
    "csv": "CSV 数据",
    "txt": "文本文件",
    "png": "图片",
    "jpg": "图片",
}
_TEXT_FIRST = (OfficialDocument, Interpretation, Rule, News, Response, Statistics, AnnualReport)
"""Types whose text is what people come for; of the others, the elements."""
_PICTURES = frozenset({"png", "jpg"})
_CONTENTS_FROM = 3
_DESCRIPTION_LENGTH = 160
_NUMERALS = " 一二三四五六七八九十"
_ART20_TEN = 10


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """One attachment as a page lists it; its address is relative to the document's."""

    file: str
    title: str
    kind: str
    size: int
    is_picture: bool
    """A picture that the body does not show already."""


@dataclass(frozen=True, slots=True)
class RelationView:
    """The documents to which one relation leads."""

    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the body, and the official table that follows it."""

    html: str
    table: Table | None


def view_document(site: SiteModel, item: Item) -> View:
    """The page of one document."""
    record, column = item.record, item.column
    address = site.catalog.site.url + item.url
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
            "metadata": list_metadata(item),
            "notice": explain_validity(site, item),
            "attachments": list_attachments(item),
            "relations": group_relations(site, item),
            "citation": format_citation(item, address),
            "qr": draw_qr(address),
            "text_first": isinstance(record, _TEXT_FIRST),
            **body_context(item, item.url),
        },
    )


def body_context(item: Item, page_url: str) -> dict[str, object]:
    """What `_body.html` shows of a document: elements, body with official tables, contents."""
    rendered = item.cleared.rendered
    html = rendered.html if rendered else ""
    body = set_body(html, item.url, page_url, item.record.issuer)
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
        "parts": _join_tables(body, tables),
        "contents": tuple(top) if len(top) >= _CONTENTS_FROM else (),
    }


def _join_tables(body: Body, tables: tuple[Table, ...]) -> tuple[Part, ...]:
    """The body with each table at the end of the section that bears its number."""
    if not tables:
        return (Part(body.html, None),)
    waiting = {table.section: table for table in tables}
    parts = []
    for section in split_sections(body.html):
        heading = strip_markup(section.partition("</h2>")[0]) if section.startswith("<h2") else ""
        parts.append(Part(section, waiting.pop(find_section(heading), None)))
    return (*parts, *(Part("", table) for table in waiting.values()))


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


def list_metadata(item: Item) -> tuple[tuple[str, str], ...]:
    """The official metadata of a document: label and value, the eight of practice first."""
    record = item.record
    changed = record.revision > 1 and record.changed
    return tuple(
        (label, value)
        for label, value in (
            ("索引号", record.index_number),
            ("主题分类", record.subject),
            ("发布机构", record.issuer),
            ("发文字号", record.document_number or "无"),
            ("成文日期", str(record.made)),
            ("发布日期", format_moment(item.published)),
            ("体裁分类", record.genre.value if record.genre else "其他"),
            ("有效性", item.validity.value),
            ("公开方式", record.disclosure.value),
            ("责任部门", item.unit.name),
            ("施行日期", str(record.effective or "")),
            ("有效期至", str(record.expiry or "")),
            ("变更日期", str(changed or "")),
            ("名称", record.title),
            ("内容概述", record.summary),
            ("主题词", "　".join(record.keywords)),
            ("公开类别", describe_art20(item.art20)),
            ("转载来源", record.reprints or ""),
        )
        if value
    )


def describe_art20(number: int | None) -> str:
    """The item of the Regulation's article 20 in words, empty for none."""
    if number is None:
        return ""
    tens, ones = divmod(number, _ART20_TEN)
    text = ("十" if tens else "") + (_NUMERALS[ones] if ones else "")
    return f"《政府信息公开条例》第二十条第{text}项"


def explain_validity(site: SiteModel, item: Item) -> tuple[str, tuple[Item, ...]] | None:
    """What a reader must know before relying on the document, and the documents that did it."""
    record = item.record
    kinds: dict[Validity, tuple[str, ...]] = {
        Validity.REPEALED: ("repeals", "replaces"),
        Validity.AMENDED: ("amends",),
    }
    labels = {RELATION_NAMES[kind][1] for kind in kinds.get(item.validity, ())}
    others = tuple(site.by_id[r.target] for r in item.relations if r.label in labels)
    texts = {
        Validity.REPEALED: "本文件已经废止，仅供查阅。",
        Validity.AMENDED: "本文件已经修改，请与修改后的规定一并阅读。",
        Validity.EXPIRED: f"本文件有效期至{record.expiry}，现已失效，仅供查阅。",
        Validity.NOT_YET: f"本文件自{record.effective}起施行，目前尚未施行。",
    }
    text = texts.get(item.validity)
    return (text, others) if text else None


def list_attachments(item: Item) -> tuple[AttachmentView, ...]:
    """The attachments of a document in the order in which it names them."""
    sizes = {f.path.rpartition("/")[2]: len(f.data) for f in item.cleared.attachments}
    rendered = item.cleared.rendered
    shown = {source for source, _ in rendered.images} if rendered else set()
    return tuple(
        AttachmentView(
            file=attachment.file,
            title=attachment.title,
            kind=FILE_TYPES[attachment.file.rpartition(".")[2]],
            size=sizes[attachment.file],
            is_picture=attachment.file.rpartition(".")[2] in _PICTURES
            and attachment.file not in shown,
        )
        for attachment in item.record.attachments
    )


def group_relations(site: SiteModel, item: Item) -> tuple[RelationView, ...]:
    """The relations of a document by label, in the order of a document's life."""
    found: dict[str, list[Item]] = {}
    for relation in item.relations:
        found.setdefault(relation.label, []).append(site.by_id[relation.target])
    return tuple(RelationView(label, tuple(items)) for label, items in found.items())


def format_citation(item: Item, address: str) -> str:
    """How to cite the document; titles named within its title take single marks (〈〉)."""
    record = item.record
    number = f"（{record.document_number}）" if record.document_number else ""
    inner = record.title.replace("《", "〈").replace("》", "〉")
    day = item.published.date()
    return (
        f"{record.issuer}：《{inner}》{number}，{day}发布，索引号{record.index_number}，{address}"
    )


def draw_qr(address: str) -> str:
    """The QR code of an address as inline SVG."""
    # Readers take any of the eight masks; weighing them would take most of a build.
    code = segno.make(address, error="m", micro=False, mask=2)
    svg: str = code.svg_inline(border=2, omitsize=True, svgclass="gk-qr", lineclass=None)
    return svg.replace("<svg ", '<svg role="img" aria-label="本页网址二维码" ', 1)


def view_grave(site: SiteModel, column: Column, grave: Grave) -> View:
    """The page that stands where a withdrawn document stood."""
    stone = grave.tombstone
    title = f"信息已撤回（索引号 {stone.index_number}）"
    return View(
        url=f"{grave.id}/",
        kind="withdrawn",
        title=title,
        description=f"本条信息已于{format_moment(stone.withdrawn)}撤回。",
        meta=(
            *column_meta(site, column),
            ("ArticleTitle", title),
            ("PubDate", format_moment(stone.withdrawn)),
            ("ContentSource", site.catalog.site.body),
            ("robots", "noindex"),
        ),
        breadcrumb=(*column_path(site, column), (column.name, f"{column.id}/")),
        template="withdrawn.html",
        context={
            "site": site,
            "stone": stone,
            "column": column,
            "address": f"{site.catalog.site.url}{grave.id}/",
            "unit": site.catalog.unit_by_id.get(stone.unit),
        },
    )
