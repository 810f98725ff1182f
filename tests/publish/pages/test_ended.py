from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import lxml.html
import pytest

from gongkai.publish.digests import Digests
from gongkai.publish.exports.discovery import list_addresses
from gongkai.publish.pages import build_pages, plan_pages
from tests.helpers import tiny_site
from tests.helpers.site_models import build_tiny

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from gongkai.core.drafts import Draft
    from gongkai.core.site import SiteModel
    from gongkai.publish.pages import Page

LIST = "gongkai/chexia/tonggao/"
FIRST = date(2020, 1, 1)


@pytest.fixture(scope="module")
def tiny() -> SiteModel:
    return replace(build_tiny(), withdrawn=())


def expire(draft: Draft, number: int) -> Draft:
    """The draft as another that was shown until the given day."""
    fields = {
        "index_number": f"第{number}号",
        "show_until": FIRST + timedelta(days=number),
    }
    path = f"content/tonggao/w{number}.md"
    record = draft.record.model_copy(update=fields)
    return replace(draft, source=replace(draft.source, path=path), record=record)


def take_down(site: SiteModel, number: int) -> SiteModel:
    """The site in which so many of a column have expired, one a day; the last one has the highest
    number."""
    draft = next(item for item in site.items if item.column.id == "tonggao").cleared.draft
    return replace(site, expired=tuple(expire(draft, at) for at in range(number)))


def read(page: Page) -> HtmlElement:
    return lxml.html.fragment_fromstring(page.html, create_parent="main")


def list_numbers(page: Page) -> list[str]:
    """The index numbers that the page lists as taken down."""
    links = read(page).xpath(".//li[span[contains(@class, 'gk-tag--off')]]/a/text()")
    return [text.removeprefix("索引号 ") for text in links]


def build_lists(site: SiteModel) -> dict[str, Page]:
    """The column's page and the lists of what was taken down."""
    return {p.url: p for p in build_pages(site) if p.url == "tonggao/" or p.url.startswith(LIST)}


def name(numbers: range) -> list[str]:
    return [f"第{number}号" for number in numbers]


def test_a_few_stand_on_the_page_of_the_column_alone(tiny: SiteModel) -> None:
    pages = build_lists(take_down(tiny, 20))
    assert list(pages) == ["tonggao/"]
    assert list_numbers(pages["tonggao/"]) == name(range(19, -1, -1))
    assert not read(pages["tonggao/"]).xpath(".//a[contains(@href, 'chexia')]")


def test_many_have_a_list_of_several_pages_that_are_light(tiny: SiteModel) -> None:
    site = take_down(tiny, 1000)
    pages = build_lists(site)
    column = pages.pop("tonggao/")
    assert list_numbers(column) == name(range(999, 979, -1))
    assert "已撤下的信息 1000 条，以下是最近的 20 条" in read(column).text_content()
    link = read(column).xpath(".//a[@href='../gongkai/chexia/tonggao/']")[0]
    assert link.text == "查阅已撤下的全部 1000 条"
    assert list(pages) == [LIST, *(f"{LIST}{number}/" for number in range(16, 0, -1))]
    listed = [number for page in pages.values() for number in list_numbers(page)]
    assert listed == name(range(999, -1, -1))
    assert "共 1000 条，本页是第 1 页，共 17 页。" in read(pages[LIST]).text_content()
    assert "1000" not in pages[f"{LIST}16/"].html
    assert pages[f"{LIST}1/"].title == "通告：已撤下的信息（第17页）"
    assert read(pages[f"{LIST}1/"]).xpath("string(.//nav[@class='gk-pager']/p)") == (
        "第 17 页，共 17 页"
    )
    assert max(len(page.html.encode()) for page in (column, *pages.values())) < 20_480


def test_what_is_looked_into_leads(tiny: SiteModel) -> None:
    site = take_down(tiny, 30)
    again = replace(site, expired=site.expired[1:], suspended=site.expired[:1])
    assert list_numbers(build_lists(again)["tonggao/"])[:2] == ["第0号", "第29号"]


def test_one_more_changes_the_newest_page_alone(tiny: SiteModel) -> None:
    before, after = (build_keys(take_down(tiny, number)) for number in (100, 101))
    assert list(before) == list(after) == [LIST, f"{LIST}1/"]
    assert [url for url in before if before[url] != after[url]] == [LIST]


def build_keys(site: SiteModel) -> dict[str, tuple[str, str]]:
    """The key and the HTML of each list of what was taken down."""
    digests = Digests(site, tiny_site.make_tree(tiny_site.make_files()))
    planned = plan_pages(site, digests, {})
    return {p.url: (p.key, p.make().html) for p in planned if p.url.startswith(LIST)}


@pytest.mark.parametrize(
    "fields",
    [{"index_number": "另一号"}, {"show_until": date(2020, 1, 1)}, {"revision": 7}],
)
def test_another_text_has_another_key(tiny: SiteModel, fields: dict[str, object]) -> None:
    site = take_down(tiny, 100)
    first, *rest = site.expired
    edited = replace(first, record=first.record.model_copy(update=fields))
    before, after = build_keys(site), build_keys(replace(site, expired=(edited, *rest)))
    for url, (key, html) in after.items():
        assert (key == before[url][0]) == (html == before[url][1]), url


def test_the_sitemap_dates_the_lists_by_their_newest_entry(tiny: SiteModel) -> None:
    site = take_down(tiny, 100)
    addresses = dict(list_addresses(site, build_lists(site)))
    assert addresses[LIST] == addresses[f"{LIST}1/"] == "2020-04-09"
