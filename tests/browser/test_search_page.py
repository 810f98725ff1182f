"""The search page of the sample site in a real browser: what it finds, and how it is used."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from gongkai.core.search_form import search_form
from gongkai.publish.pages.search import FACETS
from gongkai.publish.preparation import default_options, prepare
from gongkai.publish.records import build_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, Request

    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel

pytestmark = pytest.mark.needs("chromium")

QUERY = "电动自行车"
TITLE = "示例市公安局关于印发《示例市电动自行车登记管理办法》的通知"
MEASURES = "guifanxing/diandong-zixingche-dengji-banfa/"
GUIDE = "zhinan/gongkai-zhinan/"
DONE = "[data-gk-search][data-gk-done]"
NAMES = dict(FACETS)


@pytest.fixture(scope="module")
def base(sample: Path, serve: Callable[[Path], str]) -> str:
    return serve(sample / "site")


@pytest.fixture(scope="module")
def site(sample: Path) -> SiteModel:
    model = prepare(default_options(sample)).site
    assert model is not None
    return model


@pytest.fixture(scope="module")
def scan(site: SiteModel) -> Callable[[str], list[Item]]:
    """The definition (DESIGN §7): each part of the query in some one block."""
    blocks = {
        record.url: [search_form(text) for text in (record.title, *record.blocks)]
        for record in build_records(site)
    }

    def find(query: str) -> list[Item]:
        parts = [search_form(part) for part in query.split()]
        return [
            item
            for item in site.items
            if all(any(part in block for block in blocks[item.url]) for part in parts)
        ]

    return find


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.fixture
def page(shared: Page, base: str) -> Iterator[Page]:
    """The one page of this file; whatever it fetches elsewhere or complains of fails the test."""
    troubles: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(base):
            troubles.append(request.url)

    def complain(error: object) -> None:
        troubles.append(str(error))

    shared.on("request", note)
    shared.on("pageerror", complain)
    shared.set_viewport_size({"width": 1280, "height": 900})
    yield shared
    shared.remove_listener("request", note)
    shared.remove_listener("pageerror", complain)
    assert troubles == []


@pytest.fixture
def ask(page: Page, base: str) -> Callable[[str], Page]:
    def open_search(query: str) -> Page:
        page.goto(f"{base}search/{query}")
        page.wait_for_selector(DONE, state="attached")
        return page

    return open_search


def settle(page: Page) -> None:
    page.wait_for_selector(DONE, state="attached")


def status(page: Page) -> str:
    return page.locator("main output").inner_text()


def list_urls(page: Page, base: str) -> list[str]:
    """The addresses of all results, however often more have to be asked for."""
    more = page.locator("[data-gk-more]")
    while more.is_visible():
        shown = page.locator("main ol > li").count()
        more.click()
        page.wait_for_function(
            "n => document.querySelectorAll('main ol > li').length > n", arg=shown
        )
    links = page.locator("main ol h3 a").evaluate_all("links => links.map((link) => link.href)")
    return [link.removeprefix(base) for link in links]


def read_facet(page: Page, name: str) -> dict[str, int]:
    """Labels and counts of a group, folded ones included."""
    items = page.locator(f"[data-gk-facet={name}] li label").evaluate_all(
        "labels => labels.map((label) => [...label.children].slice(1).map((e) => e.textContent))"
    )
    return {label: int(count) for label, count in items}


def box(page: Page, facet: str, label: str) -> Locator:
    group = page.locator(f"[data-gk-facet={facet}]")
    return group.locator("li").filter(has_text=re.compile(rf"^\s*{label}\s+\d+\s*$"))


def tick(page: Page, facet: str, label: str) -> None:
    group = page.locator(f"[data-gk-facet={facet}]")
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    box(page, facet, label).locator("input").click()
    settle(page)


def label(item: Item, facet: str) -> str:
    record = item.record
    labels: dict[str, str] = {
        "column": item.column.name,
        "year": f"{item.published.year}年",
        "validity": item.validity.value,
        "genre": record.genre.value if record.genre else "",
        "subject": record.subject,
        "issuer": record.issuer,
        "unit": item.unit.name,
        "disclosure": record.disclosure.value,
    }
    return labels[facet]


@pytest.mark.parametrize("facet", NAMES)
def test_facets_count_what_a_scan_counts(
    ask: Callable[[str], Page], scan: Callable[[str], list[Item]], facet: str
) -> None:
    page = ask(f"?q={QUERY}")
    found = scan(QUERY)
    assert status(page) == f"找到 {len(found)} 条结果。"
    labels = (label(item, facet) for item in found)
    assert read_facet(page, facet) == Counter(name for name in labels if name)
    group = page.locator(f"[data-gk-facet={facet}]")
    assert group.locator("summary").inner_text() == NAMES[facet]
    years = list(read_facet(page, "year"))
    assert years == sorted(years, reverse=True)


def test_within_a_facet_either_between_facets_both(
    ask: Callable[[str], Page], scan: Callable[[str], list[Item]], base: str
) -> None:
    page = ask(f"?q={QUERY}")
    found = scan(QUERY)
    first, second = list(read_facet(page, "column"))[:2]
    tick(page, "column", first)
    tick(page, "column", second)
    wanted = [item for item in found if item.column.name in (first, second)]
    assert status(page) == f"找到 {len(wanted)} 条结果。"
    assert read_facet(page, "column") == Counter(item.column.name for item in found)
    assert read_facet(page, "unit") == Counter(item.unit.name for item in wanted)

    unit = wanted[0].unit.name
    tick(page, "unit", unit)
    wanted = [item for item in wanted if item.unit.name == unit]
    assert set(list_urls(page, base)) == {item.url for item in wanted}
    chips = page.locator("[data-gk-chips] li").all_inner_texts()
    assert chips == [f"栏目：{first} ×", f"栏目：{second} ×", f"责任部门：{unit} ×"]


def test_long_groups_unfold(ask: Callable[[str], Page]) -> None:
    page = ask("?q=公安")
    group = page.locator("[data-gk-facet=column]")
    total = group.locator("li").count()
    assert group.locator("li:visible").count() == 8
    more = group.locator(".gk-facet__more")
    assert more.inner_text() == f"更多（还有 {total - 8} 项）"
    more.click()
    assert group.locator("li:visible").count() == total
    assert more.get_attribute("aria-expanded") == "true"
    assert group.locator("input").nth(8).evaluate("e => e === document.activeElement")
    more.click()
    assert group.locator("li:visible").count() == 8


def test_dates_narrow_whichever_comes_first(
    ask: Callable[[str], Page], scan: Callable[[str], list[Item]], base: str
) -> None:
    page = ask(f"?q={QUERY}")
    page.fill("input[name=from]", "2026-09-30")
    page.fill("input[name=to]", "2026-01-01")
    page.locator("[data-gk-dates] button").click()
    settle(page)
    wanted = [
        item for item in scan(QUERY) if "2026-01-01" <= f"{item.published:%Y-%m-%d}" <= "2026-09-30"
    ]
    assert 0 < len(wanted) < len(scan(QUERY))
    assert set(list_urls(page, base)) == {item.url for item in wanted}
    chips = page.locator("[data-gk-chips] li").all_inner_texts()
    assert chips == ["自 2026-01-01 起 ×", "至 2026-09-30 止 ×"]
    assert parse_qs(urlsplit(page.url).query) == {
        "q": [QUERY],
        "from": ["2026-01-01"],
        "to": ["2026-09-30"],
    }
    page = ask(f"?q={QUERY}&from=2026-09-30&to=2026-01-01")
    assert page.locator("[data-gk-chips] li").all_inner_texts() == chips


def test_order_by_relevance_and_by_time(ask: Callable[[str], Page], base: str) -> None:
    page = ask(f"?q={QUERY}")
    list_urls(page, base)
    titles = page.locator("main ol h3 a").all_inner_texts()
    marks = [QUERY in title for title in titles]
    assert marks == sorted(marks, reverse=True)
    assert True in marks
    assert False in marks
    page.select_option("select[name=sort]", "time")
    settle(page)
    list_urls(page, base)
    dates = page.locator("main ol time").all_inner_texts()
    assert dates == sorted(dates, reverse=True)
    assert page.url.endswith("&sort=time")


def test_the_address_holds_everything(ask: Callable[[str], Page], base: str) -> None:
    page = ask(f"?q={QUERY}")
    everything = status(page)
    tick(page, "year", "2026年")
    tick(page, "column", next(iter(read_facet(page, "column"))))
    narrowed, address = status(page), page.url
    found = list_urls(page, base)
    assert narrowed != everything

    page.go_back()
    settle(page)
    page.go_back()
    settle(page)
    assert (status(page), page.locator("[data-gk-chips]").is_visible()) == (everything, False)
    page.go_forward()
    page.go_forward()
    settle(page)
    page.get_by_role("status").get_by_text(narrowed, exact=True).wait_for()
    page.goto("about:blank")
    page.goto(address)
    settle(page)
    assert (status(page), list_urls(page, base)) == (narrowed, found)
    assert box(page, "year", "2026年").locator("input").is_checked()
    assert page.title().startswith(f"{QUERY}_")


def test_nonsense_in_the_address_is_passed_over(ask: Callable[[str], Page]) -> None:
    page = ask(f"?q={QUERY}&from=gestern&sort=luck&year=&column=%3Cb%3E&other=1")
    assert status(page) == "没有找到相符的内容。"
    assert page.locator("[data-gk-chips] li").all_inner_texts() == ["栏目：<b> ×"]
    assert page.locator("select[name=sort]").input_value() == "relevance"


def test_chips_go_one_by_one_and_all_at_once(ask: Callable[[str], Page]) -> None:
    page = ask(f"?q={QUERY}&year=2026&from=2026-01-01&sort=time")
    page.locator("[data-gk-chips] li button").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"\?q=[^&]+&from=2026-01-01&sort=time$"))
    settle(page)
    page.wait_for_function("() => document.activeElement.textContent.includes('2026-01-01')")
    page.locator("[data-gk-clear]").click()
    page.wait_for_url(re.compile(r"\?q=[^&]+&sort=time$"))
    settle(page)
    assert page.locator("[data-gk-chips]").is_hidden()
    assert page.evaluate("document.activeElement.tagName") == "OUTPUT"


def test_keyboard_alone_reaches_a_document_from_home(page: Page, base: str) -> None:
    page.goto(base)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    page.keyboard.type("电动自行车登记管理办法")
    page.keyboard.press("Enter")
    page.wait_for_selector(DONE, state="attached")
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    focused = "document.activeElement.textContent"
    first, second = page.locator("main ol h3 a").all_inner_texts()[:2]
    assert page.evaluate(focused) == first
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == second
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}guifanxing/*/")
    assert first in page.title()


def test_slash_and_escape(ask: Callable[[str], Page]) -> None:
    page = ask(f"?q={QUERY}")
    focused = "document.activeElement.name"
    page.keyboard.press("/")
    assert page.evaluate(focused) == "q"
    page.keyboard.press("End")
    page.keyboard.type("/1")
    page.keyboard.press("Escape")
    assert page.locator("main input[name=q]").input_value() == f"{QUERY}/1"
    page.locator("[data-gk-help] summary").click()
    page.get_by_label("使用“/”键").uncheck()
    page.keyboard.press("/")
    assert page.evaluate(focused) != "q"
    page.reload()
    settle(page)
    page.keyboard.press("/")
    assert page.evaluate(focused) != "q"
    page.locator("[data-gk-help] summary").click()
    page.get_by_label("使用“/”键").check()


def test_keyboard_alone_narrows(ask: Callable[[str], Page]) -> None:
    page = ask(f"?q={QUERY}")
    page.keyboard.press("/")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "checkbox":
            break
    value = page.evaluate("document.activeElement.value")
    page.keyboard.press("Space")
    page.wait_for_url(re.compile(r"&column="))
    settle(page)
    state = page.evaluate("[document.activeElement.value, document.activeElement.checked]")
    assert state == [value, True]
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_more_moves_on_to_the_first_new_one(ask: Callable[[str], Page]) -> None:
    page = ask("?q=公安")
    assert page.locator("main ol > li").count() == 10
    page.locator("[data-gk-more]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("main ol > li:nth-child(20)")
    at = "[...document.querySelectorAll('main ol a')].indexOf(document.activeElement)"
    assert page.evaluate(at) == 10


def test_an_empty_result_offers_what_finds_something(
    ask: Callable[[str], Page], scan: Callable[[str], list[Item]]
) -> None:
    page = ask(f"?q={QUERY}&year=1999&from=1999-01-01")
    assert status(page) == "没有找到相符的内容。"
    found = len(scan(QUERY))
    offers = page.locator("[data-gk-proposals] a")
    assert offers.all_inner_texts() == [
        f"去掉条件“公开年份：1999”，找到 {found} 条",
        f"去掉全部条件，找到 {found} 条",
    ]
    offers.last.click()
    settle(page)
    assert status(page) == f"找到 {found} 条结果。"

    page = ask("?q=登记管理电动自行车")
    page.wait_for_selector("[data-gk-proposals]:not([hidden])")
    offer = "登记管理 电动自行车"
    text = f"改查“{offer}”，找到 {len(scan(offer))} 条"
    page.get_by_role("link", name=text).click()
    settle(page)
    assert page.locator("main input[name=q]").input_value() == offer

    page = ask(f"?q={QUERY} 没有这一句话")
    assert page.locator("[data-gk-proposals] a").all_inner_texts() == [
        f"改查“{QUERY}”，找到 {found} 条"
    ]
    for place in ("mulu/", "sitemap/", "yishenqing/"):
        assert page.locator(f'[data-gk-empty] a[href="../{place}"]').is_visible()


def test_signs_alone_are_no_question(page: Page, base: str) -> None:
    page.goto(f"{base}search/?q=。！")
    page.get_by_text("请输入文字、字母或者数字，标点符号不参与查找。").wait_for()
    page.goto(f"{base}search/?q=")
    page.get_by_text("请输入要查找的内容。").wait_for()


def test_without_scripts_the_catalogue_takes_over(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base)
    page.fill("main input[name=q]", QUERY)
    page.press("main input[name=q]", "Enter")
    page.wait_for_url(re.compile(r"/search/\?q="))
    notice = page.locator("main noscript div")
    assert notice.is_visible()
    assert notice.inner_text().startswith("检索需要浏览器启用脚本。")
    for name in ("[data-gk-panel]", "[data-gk-sort]", "[data-gk-chips]", "[data-gk-shortcut]"):
        assert page.locator(name).is_hidden()
    notice.get_by_role("link", name="政府信息公开目录").click()
    page.wait_for_url(f"{base}mulu/")
    assert page.locator('main td a[href^="../"]').count() > 20
    assert page.locator('main a[href="qi/"]').is_visible()
    context.close()


@pytest.mark.parametrize("query", ["diandongzixingchedengji", "DDZXCDJ", "ddzxcdj 示例市公安局"])
def test_pinyin_of_titles(ask: Callable[[str], Page], base: str, query: str) -> None:
    page = ask(f"?q={query}")
    assert re.fullmatch(r"没有逐字相符的内容，另有 \d+ 条标题读音相符。", status(page))
    assert MEASURES in list_urls(page, base)
    kinds = page.locator("main ol .gk-search__kind").all_inner_texts()
    assert set(kinds) == {"标题读音相符"}


SPELLINGS = """
示公规〔2025〕3号
示公规[2025]3号
示公规【2025】3号
示公规（2025）3号
示公规(2025)3号
示公规{2025}3号
示公规［2025］3号
示公规〔２０２５〕３号
示公规2025年3号
示公规2025第3号
示公规〔2025〕第3号
示公规〔2025〕003号
示公规〔2025年〕3号
示公规〔二〇二五〕3号
示公规 〔2025〕 3 号
示公规 〔2025 〕3号
示公规〔2025〕3
示公规 2025 3
示公规　２０２５　３
示公規〔2025〕3號
\u200b示公规〔2025〕3号
发文字号：示公规〔2025〕3号
"""
"""As in the corpus of numbers that government sites print, of one number of the sample."""


def test_document_numbers_in_every_spelling(page: Page, base: str) -> None:
    page.goto(f"{base}search/")
    first = page.evaluate(
        """async ([module, queries]) => {
          const { find } = await import(module);
          const titles = {};
          for (const query of queries) {
            const [hit] = (await find(query)).hits;
            titles[query] = (await hit?.load())?.title;
          }
          return titles;
        }""",
        [f"{base}assets/js/search-index.js", SPELLINGS.split("\n")[1:-1]],
    )
    assert first == dict.fromkeys(SPELLINGS.split("\n")[1:-1], TITLE)


@pytest.mark.parametrize("query", ["信息公开指南", "信息公開指南", "示公规 2025 3"])
def test_the_right_page_comes_first(ask: Callable[[str], Page], base: str, query: str) -> None:
    """TV-26."""
    page = ask(f"?q={query}")
    first = page.locator("main ol h3 a").first.get_attribute("href")
    assert first == base + (MEASURES if "示公规" in query else GUIDE)


def test_results_tell_what_they_are(ask: Callable[[str], Page]) -> None:
    page = ask("?q=示公规〔2025〕3号")
    item = page.locator("main ol > li").first
    assert item.locator("h3 a").inner_text() == TITLE
    assert item.locator(".gk-tag").inner_text() == "已修改"
    assert item.locator(".gk-search__column").inner_text() == "行政规范性文件"
    assert item.locator(".gk-search__issuer").inner_text() == "示例市公安局"
    assert item.locator(".gk-search__number mark").first.inner_text() == "示公规〔2025〕3号"
    page = ask(f"?q={QUERY}")
    for excerpt in page.locator("main ol > li").all():
        assert excerpt.locator("mark").first.inner_text() == QUERY


@pytest.mark.parametrize("path", ["", "mulu/", MEASURES, "search/"])
def test_a_page_without_a_search_costs_nothing(page: Page, base: str, path: str) -> None:
    fetched: list[str] = []

    def note(request: Request) -> None:
        fetched.append(request.url.removeprefix(base))

    page.on("request", note)
    page.goto(base + path, wait_until="networkidle")
    page.remove_listener("request", note)
    others = [url for url in fetched if not url.startswith("assets/") and url != path]
    assert others == []
    if path != "search/":
        assert not [url for url in fetched if "search" in url]


def test_on_a_phone_the_conditions_fold_away(ask: Callable[[str], Page]) -> None:
    page = ask(f"?q={QUERY}")
    panel = page.locator("[data-gk-panel]")
    assert panel.locator(":scope > summary").is_hidden()
    assert panel.locator("input[name=column]").first.is_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    page.wait_for_selector("[data-gk-panel]:not([open])")
    assert panel.locator("input[name=column]").first.is_hidden()
    panel.locator(":scope > summary").click()
    assert panel.locator("input[name=column]").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_traditional_page_speaks_and_leads_its_own_way(page: Page, base: str) -> None:
    page.goto(f"{base}zh-hant/search/?q=示公規［2025］第003號&column=guifanxing")
    settle(page)
    assert status(page).startswith("沒有逐字相符的內容，另有 1 條文號相符")
    item = page.locator("main ol > li").first
    assert item.locator("a").get_attribute("href") == f"{base}zh-hant/{MEASURES}"
    assert item.locator(".gk-search__column").inner_text() == "行政規範性文件"
    assert page.locator("[data-gk-chips] li").inner_text() == "欄目：行政規範性文件 ×"
    assert item.locator(".gk-tag--note").inner_text() == "已修改"
