"""The catalogue (条例第十二条) as data: whole, by year, by column and by issue."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from gongkai.core.catalog_issues import list_issues
from gongkai.core.models.fields import format_moment
from gongkai.publish.exports.part import Part, list_files
from gongkai.publish.exports.tables import Sheet, format_csv, format_json, format_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from gongkai.core.site import Item, SiteModel

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
_SHEET = "政府信息公开目录"
_FORMS = ("csv", "xlsx", "json")


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
    return tuple(build_row(item) for item in site.items)


def build_row(item: Item) -> CatalogRow:
    """The entry of one document."""
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


def list_catalog_files(site: SiteModel) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every download of the catalogue."""
    return list_files(list_catalog_parts(site))


def list_catalog_parts(site: SiteModel) -> Iterator[Part]:
    """The whole catalogue in each form; each year, column and issue in all of them."""
    for form in _FORMS:
        yield _make_part(site, "mulu/catalog", {}, site.items, (form,))
    for year, items in group_by_year(site.items):
        yield _make_part(site, f"mulu/{year}/catalog", {"year": year}, items)
    for view in site.columns:
        about = {"column": view.column.id, "name": view.column.name}
        yield _make_part(site, f"mulu/lanmu/{view.column.id}", about, view.items)
    for issue in list_issues(site):
        if issue.items:
            told = {"issue": issue.number, "month": issue.id, "closed": issue.closed}
            yield _make_part(site, f"mulu/qi/{issue.id}/catalog", told, issue.items)


def _make_part(
    site: SiteModel,
    name: str,
    about: Mapping[str, object],
    items: Sequence[Item],
    forms: Sequence[str] = _FORMS,
) -> Part:
    return Part(
        name if forms == _FORMS else f"{name}.{forms[0]}",
        lambda digests: (about, digests.of_items(items)),
        lambda: _list_forms(site, name, about, items, forms),
    )


def group_by_year(items: Iterable[Item]) -> tuple[tuple[int, tuple[Item, ...]], ...]:
    """The items by year of publication, newest year first."""
    years: dict[int, list[Item]] = {}
    for item in items:
        years.setdefault(item.published.year, []).append(item)
    return tuple((year, tuple(years[year])) for year in sorted(years, reverse=True))


def _list_forms(
    site: SiteModel,
    name: str,
    about: Mapping[str, object],
    items: Sequence[Item],
    forms: Sequence[str],
) -> Iterator[tuple[str, bytes]]:
    rows = [_format_row(build_row(item), site) for item in items]
    sheet = Sheet(_SHEET, site.catalog.site.body, tuple(CATALOG_LABELS.values()), rows)
    if "csv" in forms:
        yield f"{name}.csv", format_csv(sheet)
    if "xlsx" in forms:
        yield f"{name}.xlsx", format_workbook(sheet)
    if "json" in forms:
        yield f"{name}.json", format_json(_start(site) | dict(about) | _format_items(rows))


def catalog_csv(site: SiteModel) -> bytes:
    """The whole catalogue as CSV."""
    rows = [_format_row(row, site) for row in list_catalog(site)]
    return format_csv(Sheet(_SHEET, "", tuple(CATALOG_LABELS.values()), rows))


def _format_row(row: CatalogRow, site: SiteModel) -> tuple[str, ...]:
    values = {field.name: getattr(row, field.name) for field in fields(row)}
    values["published"] = format_moment(row.published)
    values["url"] = site.catalog.site.url + row.url
    return tuple(values[name] for name in CATALOG_LABELS)


def _start(site: SiteModel) -> dict[str, object]:
    return {
        "schema": CATALOG_SCHEMA,
        "site": site.catalog.site.id,
        "body": site.catalog.site.body,
        "date": str(site.today),
        "labels": CATALOG_LABELS,
    }


def _format_items(rows: list[tuple[str, ...]]) -> dict[str, object]:
    """The entries in the order of their addresses."""
    items = [dict(zip(CATALOG_LABELS, row, strict=True)) for row in rows]
    return {"count": len(items), "items": sorted(items, key=lambda item: item["url"])}
