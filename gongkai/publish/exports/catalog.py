"""The catalogue (条例第十二条) as data: whole, by year, by column and by issue."""

from __future__ import annotations

from json.encoder import encode_basestring
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.core.catalog_issues import list_issues
from gongkai.core.models.fields import format_moment
from gongkai.publish.exports.part import Part, list_files
from gongkai.publish.exports.tables import fill_json, join_lines, spell_line
from gongkai.publish.exports.workbook import Layout, make_workbook, spell_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel

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
_HEAD = tuple(CATALOG_LABELS.values())
_HEAD_LINE = spell_line(_HEAD)
_FIELDS = sorted((name, place) for place, name in enumerate(CATALOG_LABELS))
_OBJECT = "  {\n" + ",\n".join(f'   "{name}": %s' for name, _ in _FIELDS) + "\n  }"
"""An object in a list of a file from `format_json`, with `%s` for its texts."""
_sort = itemgetter(*(place for _, place in _FIELDS))
_PUBLISHED, _URL = (list(CATALOG_LABELS).index(name) for name in ("published", "url"))
_WIDTHS = (32, 48, 48, 12, 18, 24, 24, 24, 10, 12, 10, 18, 48)
"""Of the workbook's columns, in characters of a Latin letter's width."""
_SHEET = "政府信息公开目录"
FORMS = ("csv", "xlsx", "json")
MOST_IN_A_FILE = 10_000
"""Entries beyond which the whole catalogue is one CSV alone. Office programs are slow with longer
workbooks, and each change of the site would write, verify and carry over tens of megabytes that
the files of the years have as well."""


class CatalogRow(NamedTuple):
    """One entry of the catalogue, in the order of `CATALOG_LABELS`."""

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
    """The whole catalogue; each year, column and issue in every form."""
    spelled = Spelling(site)
    yield _make_part(spelled, "mulu/catalog", {}, site.items, list_whole_forms(site))
    for year, items in site.years:
        yield _make_part(spelled, f"mulu/{year}/catalog", {"year": year}, items)
    for view in site.columns:
        about = {"column": view.column.id, "name": view.column.name}
        yield _make_part(spelled, f"mulu/lanmu/{view.column.id}", about, view.items)
    for issue in list_issues(site):
        if issue.items:
            told = {"issue": issue.number, "month": issue.id, "closed": issue.closed}
            yield _make_part(spelled, f"mulu/qi/{issue.id}/catalog", told, issue.items)


def list_whole_forms(site: SiteModel) -> tuple[str, ...]:
    """The forms in which all of the catalogue is one file."""
    return FORMS if len(site.items) <= MOST_IN_A_FILE else ("csv",)


def _make_part(
    spelled: Spelling,
    name: str,
    about: Mapping[str, object],
    items: Sequence[Item],
    forms: Sequence[str] = FORMS,
) -> Part:
    return Part(
        name,
        lambda digests: (about, digests.of_items(items)),
        lambda: ((f"{name}.{form}", spelled.format(form, about, items)) for form in forms),
    )


class Spelling:
    """The entries of a catalogue, each spelled once in each form however many files it is in."""

    def __init__(self, site: SiteModel) -> None:
        self._root = site.catalog.site.url
        self._layout = Layout(_SHEET, site.catalog.site.body, _HEAD, _WIDTHS)
        self._start = {
            "schema": CATALOG_SCHEMA,
            "site": site.catalog.site.id,
            "body": site.catalog.site.body,
            "date": str(site.today),
            "labels": CATALOG_LABELS,
        }
        self._texts: dict[str, tuple[str, ...]] = {}
        self._lines: dict[str, str] = {}
        self._objects: dict[str, str] = {}
        self._rows: dict[str, str] = {}

    def format(self, form: str, about: Mapping[str, object], items: Sequence[Item]) -> bytes:
        """Some entries as one of `csv`, `xlsx` and `json`."""
        if form == "csv":
            return join_lines((_HEAD_LINE, *self._spell(items, self._lines, spell_line)))
        if form == "xlsx":
            return make_workbook(self._layout, [*self._spell(items, self._rows, spell_row)])
        # The entries in the order of their addresses.
        ordered = sorted(items, key=lambda item: item.url)
        objects = self._spell(ordered, self._objects, _spell_object)
        return fill_json({**self._start, **about, "count": len(items)}, "items", objects)

    def _spell(
        self,
        items: Iterable[Item],
        known: dict[str, str],
        spell: Callable[[tuple[str, ...]], str],
    ) -> Iterator[str]:
        for item in items:
            text = known.get(item.id)
            if text is None:
                text = known[item.id] = spell(self._list_texts(item))
            yield text

    def _list_texts(self, item: Item) -> tuple[str, ...]:
        if item.id not in self._texts:
            self._texts[item.id] = _list_texts(item, self._root)
        return self._texts[item.id]


def _list_texts(item: Item, root: str) -> tuple[str, ...]:
    """An entry as downloads have it."""
    texts: list[Any] = [*build_row(item)]
    texts[_PUBLISHED] = format_moment(item.published)
    texts[_URL] = root + item.url
    return tuple(texts)


def _spell_object(texts: tuple[str, ...]) -> str:
    """An entry as an object in a list of a file from `format_json`."""
    spelled: tuple[str, ...] = _sort([*map(encode_basestring, texts)])
    return _OBJECT % spelled


def catalog_csv(site: SiteModel) -> bytes:
    """The whole catalogue as CSV."""
    return Spelling(site).format("csv", {}, site.items)
