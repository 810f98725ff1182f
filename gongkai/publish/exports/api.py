"""The static interface: `/api/v1/`, plain files that are complete without any server.

Pages of items count from the oldest, so that a new item changes the last page alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.publish.exports.api_headings import list_headings
from gongkai.publish.exports.api_items import describe_document, describe_item, locate
from gongkai.publish.exports.api_models import (
    ANSWER,
    Brief,
    Ended,
    EndedAnswer,
    IndexAnswer,
    ItemsAnswer,
    ListAnswer,
)
from gongkai.publish.exports.catalog import group_by_year
from gongkai.publish.exports.tables import format_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.core.site import SiteModel
    from gongkai.publish.exports.api_models import Answer, Item

FOLDER = "api/v1/"
PER_PAGE = 100
LATEST = 50


def list_api_files(site: SiteModel) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every file of the interface."""
    yield f"{FOLDER}schema.json", format_schema(site)
    for path, answer in _list_answers(site):
        yield path, format_answer(answer)


def format_answer(answer: Answer) -> bytes:
    """An answer as it is written."""
    return ANSWER.dump_json(answer, by_alias=True) + b"\n"


def format_schema(site: SiteModel) -> bytes:
    """The JSON Schema (2020-12) of every answer."""
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{site.catalog.site.url}{FOLDER}schema.json",
        "title": f"{site.catalog.site.name}政府信息公开数据接口",
    }
    return format_json(schema | ANSWER.json_schema(by_alias=True, mode="serialization"))


def _list_answers(site: SiteModel) -> Iterator[tuple[str, Answer]]:
    root = site.catalog.site.url
    yield f"{FOLDER}index.json", describe_site(site)
    items = [describe_item(root, item) for item in site.items]
    yield from _list_pages(root, items)
    briefs = {item.id: Brief(**{name: getattr(item, name) for name in _BRIEF}) for item in items}
    for path, answer, members in list_headings(site):
        yield path, answer
        for heading, shown in members:
            kind = answer.kind.removesuffix("s")
            told = _list(kind, heading.id, heading.name, [briefs[item.id] for item in shown])
            yield f"{FOLDER}{answer.kind}/{heading.id}.json", told
    for year, shown in group_by_year(site.items):
        told = _list("year", str(year), f"{year}年", [briefs[item.id] for item in shown])
        yield f"{FOLDER}years/{year}.json", told
    yield f"{FOLDER}ended.json", _list_ended(site)
    for item, described in zip(site.items, items, strict=True):
        yield locate(item.id), describe_document(site, item, described)


_BRIEF = tuple(Brief.model_fields)


def describe_site(site: SiteModel) -> IndexAnswer:
    """The entry to the interface."""
    identity = site.catalog.site
    root = f"{identity.url}{FOLDER}"
    names = ("latest", "columns", "units", "areas", "ended", "schema")
    patterns = {
        "items": "items/{page}.json",
        "document": "documents/{id}.json",
        "column": "columns/{id}.json",
        "unit": "units/{id}.json",
        "area": "areas/{id}.json",
        "year": "years/{year}.json",
    }
    return IndexAnswer(
        site=identity.id,
        name=identity.name,
        body=identity.body,
        today=str(site.today),
        total=len(site.items),
        pages=_count_pages(len(site.items)),
        years=tuple(year for year, _ in group_by_year(site.items)),
        addresses={name: f"{root}{name}.json" for name in names}
        | {name: root + pattern for name, pattern in patterns.items()},
    )


def _count_pages(total: int) -> int:
    return -(-total // PER_PAGE)


def _list_pages(root: str, newest_first: Sequence[Item]) -> Iterator[tuple[str, ItemsAnswer]]:
    items, folder = tuple(reversed(newest_first)), f"{root}{FOLDER}items/"
    pages = _count_pages(len(items))
    for page in range(1, pages + 1):
        yield (
            f"{FOLDER}items/{page}.json",
            ItemsAnswer(
                total=len(items),
                pages=pages,
                page=page,
                previous=f"{folder}{page - 1}.json" if page > 1 else None,
                next=f"{folder}{page + 1}.json" if page < pages else None,
                items=items[(page - 1) * PER_PAGE : page * PER_PAGE],
            ),
        )
    yield (
        f"{FOLDER}latest.json",
        ItemsAnswer(
            total=len(items),
            pages=pages,
            page=None,
            previous=f"{folder}{pages}.json" if pages else None,
            next=None,
            items=tuple(newest_first[:LATEST]),
        ),
    )


def _list(kind: Any, name: str, label: str, items: Sequence[Brief]) -> ListAnswer:  # noqa: ANN401 - one of the kinds
    return ListAnswer(kind=kind, id=name, name=label, total=len(items), items=tuple(items))


def _list_ended(site: SiteModel) -> EndedAnswer:
    found = tuple(
        Ended(
            id=ended.id,
            state=ended.name,
            index_number=ended.index_number,
            since=ended.since,
            reason=ended.about or None,
            notice=ended.notice,
            url=site.catalog.site.url + ended.url,
        )
        for ended in site.ended
    )
    return EndedAnswer(total=len(found), ended=found)
