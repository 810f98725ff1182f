"""The list interface in the shape of common portal software, for harvesters that know that one.

`/gkmlpt/api/all/<category>?page=&sid=` of the software that many Guangdong bodies run answers with
`total` and at most a hundred `articles`, newest first. A static host ignores the query: the address
holds the first page, and each further one stands beside it as `<category>.<page>.json`, to which
one rule of the web server leads. `0` is everything, every other category a column's id.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from gongkai.core.models.fields import format_moment
from gongkai.core.relations import Validity
from gongkai.publish.exports.part import Part, list_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel

FOLDER = "gkmlpt/api/all/"
ALL = "0"
PER_PAGE = 100
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
_ID_DIGITS = 12
"""Hexadecimal digits of an article's number: 48 bits, exact in every language."""


def list_gkmlpt_files(site: SiteModel) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every page of every category."""
    return list_files(list_gkmlpt_parts(site))


def list_gkmlpt_parts(site: SiteModel) -> Iterator[Part]:
    """Every page of every category."""
    spelled = _Spelling(site)
    yield from _list_pages(spelled, ALL, site.items)
    for view in site.columns:
        yield from _list_pages(spelled, view.column.id, view.items)


def _list_pages(spelled: _Spelling, category: str, items: Sequence[Item]) -> Iterator[Part]:
    for start in range(0, max(len(items), 1), PER_PAGE):
        page = start // PER_PAGE + 1
        name = category if page == 1 else f"{category}.{page}.json"
        yield _make_page(spelled, FOLDER + name, items[start : start + PER_PAGE], len(items))


def _make_page(spelled: _Spelling, path: str, items: Sequence[Item], total: int) -> Part:
    return Part(
        path,
        lambda digests: (total, digests.of_items(items)),
        lambda: ((path, spelled.format(items, total)),),
    )


class _Spelling:
    """The articles of a site, each spelled once however many pages have it."""

    def __init__(self, site: SiteModel) -> None:
        self._site = site
        self._articles: dict[str, str] = {}

    def format(self, items: Iterable[Item], total: int) -> bytes:
        """A page of some of so many articles."""
        articles = ", ".join(map(self._spell, items))
        return f'{{"articles": [{articles}], "total": {total}}}\n'.encode()

    def _spell(self, item: Item) -> str:
        if item.id not in self._articles:
            self._articles[item.id] = _encode(describe_article(self._site, item))
        return self._articles[item.id]


def describe_article(site: SiteModel, item: Item) -> dict[str, Any]:
    """One article under the names that the software uses."""
    record, address = item.record, site.catalog.site.url + item.url
    moment = int(item.published.timestamp())
    return {
        "id": number(item.id),
        "title": record.title,
        "publisher": record.issuer,
        "source": record.reprints or record.issuer,
        "document_number": record.document_number or "",
        "identifier": record.index_number,
        "abstract": record.summary,
        "keywords": " ".join(record.keywords),
        "date": moment,
        "created_at": format_moment(item.published),
        "create_time": moment,
        "first_publish_time": moment,
        "display_publish_time": moment,
        "classify_main_name": item.column.name,
        "classify_genre_name": record.genre.value if record.genre else "其他",
        "classify_theme_name": record.subject,
        "url": address,
        "post_url": address,
        "is_expired": int(item.validity is Validity.EXPIRED),
        "is_abolished": int(item.validity is Validity.REPEALED),
        "relation": [
            {
                "name": relation.label,
                "id": number(relation.target),
                "url": f"{site.catalog.site.url}{relation.target}/",
            }
            for relation in item.relations
        ],
    }


def number(name: str) -> int:
    """The number by which harvesters tell articles apart, always the same for one document."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:_ID_DIGITS], 16)
