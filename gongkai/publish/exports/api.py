"""The static interface: `/api/v1/`, plain files that are complete without any server.

Pages of items count from the oldest, so that a new item changes the last page alone.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from gongkai.publish.exports.api_headings import list_headings
from gongkai.publish.exports.api_items import (
    describe_briefly,
    describe_item,
    format_document,
    locate,
    spell,
)
from gongkai.publish.exports.api_models import (
    ANSWER,
    Ended,
    EndedAnswer,
    HeadingsAnswer,
    IndexAnswer,
    ItemsAnswer,
    ListAnswer,
)
from gongkai.publish.exports.part import Part, list_files
from gongkai.publish.exports.tables import format_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gongkai.core import ended as core_ended
    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel
    from gongkai.publish.exports.api_models import Answer, Heading

FOLDER = "api/v1/"
PER_PAGE = 100
LATEST = 50
_NO_ITEMS = b"[]}\n"


def list_api_files(site: SiteModel) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every file of the interface."""
    yield from list_files(list_api_parts(site))
    for item in site.items:
        yield locate(item.id), format_document(site, item)


def list_api_parts(site: SiteModel) -> Iterator[Part]:
    """Every file of the interface but those of single documents."""
    total, years = len(site.items), site.years
    numbers = [(year, len(items)) for year, items in years]
    spelled = _Spelling(site.catalog.site.url)
    yield _plan("schema", (), lambda: format_schema(site))
    yield _plan("index", (total, numbers), lambda: format_answer(describe_site(site)))
    yield from _list_pages(site, spelled)
    for kind, members in list_headings(site):
        headings = [heading for heading, _ in members]
        told = [(heading.count, heading.last) for heading in headings]
        yield _plan(kind, told, partial(_format_headings, kind, headings))
        for heading, items in members:
            path, one = f"{kind}/{heading.id}", kind.removesuffix("s")
            yield _plan_list(path, (one, heading.id, heading.name), items, spelled)
    for year, items in years:
        yield _plan_list(f"years/{year}", ("year", str(year), f"{year}年"), items, spelled)
    yield _plan("ended", list(map(_tell_end, site.ended)), lambda: format_answer(_list_ended(site)))


class _Spelling:
    """The items of a site, each spelled once however many answers have it."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._items: dict[str, bytes] = {}
        self._briefs: dict[str, bytes] = {}

    def fill(self, answer: ItemsAnswer, items: Iterable[Item]) -> bytes:
        """An answer whose list of items is still empty, with these."""
        return _fill(answer, (self._spell(item) for item in items))

    def fill_briefly(self, answer: ListAnswer, items: Iterable[Item]) -> bytes:
        """As `fill`, with what is told of items in brief."""
        return _fill(answer, (self._spell_briefly(item) for item in items))

    def _spell(self, item: Item) -> bytes:
        if item.id not in self._items:
            self._items[item.id] = spell(describe_item(self._root, item))
        return self._items[item.id]

    def _spell_briefly(self, item: Item) -> bytes:
        if item.id not in self._briefs:
            self._briefs[item.id] = spell(describe_briefly(self._root, item))
        return self._briefs[item.id]


def _fill(answer: ItemsAnswer | ListAnswer, items: Iterable[bytes]) -> bytes:
    """The list is the last field of either."""
    return format_answer(answer).removesuffix(_NO_ITEMS) + b"[" + b",".join(items) + b"]}\n"


def _plan(name: str, reads: Iterable[object], make: Callable[[], bytes]) -> Part:
    path = f"{FOLDER}{name}.json"
    return Part(path, lambda _: reads, lambda: ((path, make()),))


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
        years=tuple(year for year, _ in site.years),
        addresses={name: f"{root}{name}.json" for name in names}
        | {name: root + pattern for name, pattern in patterns.items()},
    )


def _count_pages(total: int) -> int:
    return -(-total // PER_PAGE)


def _list_pages(site: SiteModel, spelled: _Spelling) -> Iterator[Part]:
    oldest_first = tuple(reversed(site.items))
    for page in range(1, _count_pages(len(oldest_first)) + 1):
        items = oldest_first[(page - 1) * PER_PAGE : page * PER_PAGE]
        yield _plan_items(site, spelled, f"{FOLDER}items/{page}.json", items, page)
    yield _plan_items(site, spelled, f"{FOLDER}latest.json", site.items[:LATEST], None)


def _plan_items(
    site: SiteModel, spelled: _Spelling, path: str, items: Sequence[Item], page: int | None
) -> Part:
    return Part(
        path,
        lambda digests: (len(site.items), digests.of_items(items)),
        lambda: ((path, spelled.fill(_number_page(site, page), items)),),
    )


def _number_page(site: SiteModel, page: int | None) -> ItemsAnswer:
    total = len(site.items)
    pages, folder = _count_pages(total), f"{site.catalog.site.url}{FOLDER}items/"
    before = pages if page is None else page - 1
    after = page + 1 if page is not None and page < pages else None
    return ItemsAnswer(
        total=total,
        pages=pages,
        page=page,
        previous=f"{folder}{before}.json" if before else None,
        next=f"{folder}{after}.json" if after else None,
        items=(),
    )


def _format_headings(kind: str, headings: Sequence[Heading]) -> bytes:
    told = {"kind": kind, "total": len(headings), "headings": headings}
    return format_answer(HeadingsAnswer.model_validate(told))


def _plan_list(
    name: str, about: tuple[str, str, str], items: Sequence[Item], spelled: _Spelling
) -> Part:
    path = f"{FOLDER}{name}.json"
    return Part(
        path,
        lambda digests: (about, digests.of_items(items)),
        lambda: ((path, spelled.fill_briefly(_name_list(about, len(items)), items)),),
    )


def _name_list(about: tuple[str, str, str], total: int) -> ListAnswer:
    kind, name, label = about
    told = {"kind": kind, "id": name, "name": label, "total": total, "items": ()}
    return ListAnswer.model_validate(told)


def _tell_end(ended: core_ended.Ended) -> tuple[str | None, ...]:
    return (ended.id, ended.name, ended.index_number, ended.since, ended.about, ended.notice)


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
