"""The pages of an older site, each looked through once: title, column, day, links."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import ImportRefusedError
from gongkai.core.importing.site.addresses import AddressBook, LinkKind, find_host
from gongkai.core.importing.site.kinds import Kind
from gongkai.core.importing.site.survey import OldLink, OldPage, Survey
from gongkai.core.models.fields import BEIJING
from gongkai.publish.importing.html_around import list_addresses
from gongkai.publish.importing.html_fields import read_properties
from gongkai.publish.importing.html_file import find_title
from gongkai.publish.importing.html_hidden import Veil
from gongkai.publish.importing.html_main import (
    find_known,
    find_main,
    list_texts,
    measure,
    measure_links,
)
from gongkai.publish.importing.html_source import parse_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.html import HtmlElement

    from gongkai.core.importing.site.listing import ListRow
    from gongkai.publish.importing.folders import Folder

_DAY = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:[\sT]*(?P<hour>\d{1,2}):(?P<minute>\d{2}))?"
)
_PATH_DAYS = (
    re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>\d{1,2})/(?P<day>\d{1,2})/"),
    re.compile(r"(?<!\d)t?(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?=[_/.])"),
)
_DATE_NAMES = ("PubDate", "publishdate", "发布时间", "发布日期", "公开日期", "公开时间", "公布日期")
_COLUMN_NAMES = ("ColumnName", "columnname")
_TRAIL = re.compile(r"(?:当前|您的|您所在的|所在|现在的|你的)\s*位置\s*(?:是|为)?\s*[:：]?")
_PARTS = re.compile(r"\s*(?:[>＞»›/|]|&gt;|—>|->)+\s*")
_NO_COLUMNS = frozenset({"首页", "网站首页", "正文", "内容", "详情", "详细内容", "信息内容", ""})
_LONGEST_TRAIL = 120
_LINKED = 0.5
_MOSTLY_LINKED = 0.8
_FEWEST_LINKS = 4
_LARGEST = 20_000_000


def survey(folder: Folder, rows: Iterable[ListRow] = ()) -> Survey:
    """Everything that stands in the folder; `rows` are those of a list that came with it."""
    paths = [file.path for file in folder.files]
    listed = [*rows]
    book = AddressBook(paths, find_host(paths), next((r.url for r in listed if r.url), ""))
    told = {_find_file(row, book): row for row in listed}
    pages = [
        look_at(file.path, folder.read(file.path) if file.size <= _LARGEST else b"", book, told)
        for file in folder.files
        if file.kind is Kind.PAGE
    ]
    unmatched = tuple(row for row in listed if _find_file(row, book) not in book.addresses)
    return Survey(folder.files, tuple(pages), book, folder.odd, unmatched)


def _find_file(row: ListRow, book: AddressBook) -> str:
    if row.file in book.addresses:
        return row.file
    return (book.look_up(row.url) if row.url else None) or ""


def look_at(path: str, data: bytes, book: AddressBook, told: Mapping[str, ListRow]) -> OldPage:
    """One page."""
    row = told.get(path)
    address = book.addresses[path]
    if not data.strip():
        return OldPage(path, address, fault="网页是空的，或者超过 20 MB")
    try:
        root = parse_page(data)
    except ImportRefusedError as error:
        return OldPage(path, address, fault=str(error))
    veil = Veil(root)
    main = find_main(root, veil)
    properties = read_properties(root, main)
    title = (row.title if row else "") or find_title(root, main, properties)
    day = find_moment(row.date) if row else None
    return OldPage(
        path=path,
        address=address,
        title=title or properties.get("title", ""),
        column=(row.column if row else "") or find_column(root, main, properties, path, title),
        published=day or _find_published(properties, address),
        paper=row.paper if row else "",
        is_list=row is None and _is_list(root, main, properties, veil),
        fault="" if _holds_anything(main) else "网页里没有找到正文（多为框架页、跳转页）",
        links=tuple(_list_links(root, main, path, book)),
    )


def find_moment(text: str) -> datetime | None:
    """The first day, with its time if told, that a text names; Beijing."""
    match = _DAY.search(text)
    return _make_moment(match) if match else None


def _make_moment(match: re.Match[str]) -> datetime | None:
    found = {name: int(value) for name, value in match.groupdict().items() if value}
    try:
        return datetime(
            found["year"],
            found["month"],
            found["day"],
            found.get("hour", 0),
            found.get("minute", 0),
            tzinfo=BEIJING,
        )
    except ValueError:
        return None


def _find_published(properties: Mapping[str, str], address: str) -> datetime | None:
    told = [find_moment(properties.get(name, "")) for name in _DATE_NAMES]
    matches = [pattern.search(address) for pattern in _PATH_DAYS]
    told += [_make_moment(match) for match in matches if match]
    return next((moment for moment in told if moment is not None), None)


def find_column(
    root: HtmlElement, main: HtmlElement, properties: Mapping[str, str], path: str, title: str
) -> str:
    """The column in which a page stands: by its meta tags, its trail, its folder."""
    told = next((properties[name] for name in _COLUMN_NAMES if properties.get(name)), "")
    if told:
        return _PARTS.split(told)[-1].strip()
    trail = _find_trail(root, main)
    parts = [p.strip() for p in _PARTS.split(trail)]
    kept = [part for part in parts if part not in _NO_COLUMNS and part != title]
    folder = path.rpartition("/")[0].rpartition("/")[2]
    return kept[-1] if kept else folder


def _find_trail(root: HtmlElement, main: HtmlElement) -> str:
    """What stands behind 当前位置."""
    for element in root.iter("div", "p", "td", "span", "li", "nav"):
        if element is main or main in element.iter():
            continue
        text = " ".join("".join(list_texts(element)).split())
        match = _TRAIL.search(text[:_LONGEST_TRAIL])
        if match and len(text) <= _LONGEST_TRAIL and text[match.end() :].strip():
            return text[match.end() :].strip()
    return ""


def _is_list(
    root: HtmlElement, main: HtmlElement, properties: Mapping[str, str], veil: Veil
) -> bool:
    """Whether a page only leads to others."""
    if properties.get("ArticleTitle"):
        return False
    number, linked = measure(main), measure_links(main)
    links = sum(1 for link in main.iter("a") if link.get("href"))
    share = _MOSTLY_LINKED if find_known(root, veil) is not None else _LINKED
    return links >= _FEWEST_LINKS and linked >= share * max(number, 1)


def _holds_anything(main: HtmlElement) -> bool:
    return measure(main) > 0 or next(main.iter("img", "iframe", "embed"), None) is not None


def _list_links(
    root: HtmlElement, main: HtmlElement, path: str, book: AddressBook
) -> Iterator[OldLink]:
    inside = set(list_addresses(main))
    seen: set[str] = set()
    for link in list_addresses(root):
        target = book.find(path, link)
        if link not in seen and target.kind is not LinkKind.OTHER:
            seen.add(link)
            yield OldLink(link, target, link in inside)
