"""The catalogue's filter in a real browser: on one page, and over the years' data."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from gongkai.cli.main import run
from gongkai.publish.pages import catalog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Route

pytestmark = pytest.mark.needs("chromium")

SEARCHED = ("index_number", "title", "summary", "document_number")
CASES = [
    {"q": "电动自行车"},
    {"q": "电动自行车 办法"},
    {"column": "政策解读"},
    {"validity": "废止"},
    {"genre": "通告", "year": "2026"},
    {"q": "示公规〔2026〕"},
    {"disclosure": "主动公开", "column": "人事任免"},
    {"q": "没有这样的文件"},
]


@pytest.fixture(scope="module")
def paged(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as it would be with many times more documents than fit on a page."""
    numbers = {"CATALOG_ON_ONE_PAGE": 20, "ROWS_PER_PAGE": 8, "ISSUES_PER_PAGE": 4}
    return build_again(sample, tmp_path_factory, numbers)


@pytest.fixture(scope="module")
def whole(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as it would be if all of it fitted on a page."""
    return build_again(sample, tmp_path_factory, {"CATALOG_ON_ONE_PAGE": 1000})


def build_again(
    sample: Path, tmp_path_factory: pytest.TempPathFactory, numbers: dict[str, int]
) -> Path:
    root = tmp_path_factory.mktemp("again") / "site"
    for name in ("content", "catalog", "hooks"):
        shutil.copytree(sample / name, root / name)
    shutil.copy(sample / "mkdocs.yml", root)
    with pytest.MonkeyPatch.context() as patch:
        for name, number in numbers.items():
            patch.setattr(catalog, name, number)
        assert run(["build", "-C", str(root)]) == 0
    return root


def find(site: Path, asked: dict[str, str]) -> list[str]:
    """The titles that the data themselves say are asked for, newest first."""
    items = json.loads((site / "mulu/catalog.json").read_bytes())["items"]
    found = [
        item
        for item in items
        if item["published"].startswith(asked.get("year", ""))
        and all(
            item[name] == asked.get(name, item[name])
            for name in ("column", "genre", "disclosure", "validity")
        )
        and all(
            word
            in " ".join(item[n] for n in ("index_number", "title", "summary", "document_number"))
            for word in asked.get("q", "").split()
        )
    ]
    return sorted(item["title"] for item in found)


@pytest.mark.parametrize("asked", CASES, ids=str)
@pytest.mark.parametrize("form", ["whole", "paged"])
def test_the_filter_shows_what_the_data_say(
    request: pytest.FixtureRequest,
    browser: Browser,
    serve: Callable[[Path], str],
    form: str,
    asked: dict[str, str],
) -> None:
    site = request.getfixturevalue(form) / "site"
    page = browser.new_page()
    page.goto(serve(site) + "mulu/", wait_until="networkidle")
    for name, value in asked.items():
        field = page.locator(f"[name={name}]").locator("visible=true").last
        field.fill(value) if name == "q" else field.select_option(value)
    expected = find(site, asked)
    page.wait_for_function(
        "text => document.querySelector('[data-gk-state]').textContent.includes(text)",
        arg=f"符合条件的有 {len(expected)} 条",
    )
    shown = page.locator(".gk-mulu tbody tr:visible a")
    assert sorted(shown.all_text_contents()) == expected
    assert all(f"{name}=" in page.url for name in asked)
    told = page.locator("[data-gk-state]").inner_text()
    assert all((f"{value}年" if name == "year" else value) in told for name, value in asked.items())
    if expected:
        shown.first.click()
        assert page.locator("h1").text_content() in expected
        page.go_back(wait_until="networkidle")
        assert sorted(page.locator(".gk-mulu tbody tr:visible a").all_text_contents()) == expected
        page.locator("button[type=reset]").click()
        page.wait_for_function("() => location.search === ''")
        assert page.locator(".gk-mulu tbody tr:visible").count() > 1
    page.close()


@pytest.mark.parametrize("form", ["whole", "paged"])
def test_everything_is_reached_without_a_script(
    request: pytest.FixtureRequest, browser: Browser, serve: Callable[[Path], str], form: str
) -> None:
    site = request.getfixturevalue(form) / "site"
    base = serve(site)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    waiting, seen, found = [f"{base}mulu/"], set(), set()
    while waiting:
        address = waiting.pop()
        seen.add(address)
        page.goto(address)
        assert page.locator("[data-gk-catalog]:visible").count() == 0
        found |= set(page.locator(".gk-mulu a").evaluate_all("links => links.map(a => a.href)"))
        further = page.locator(".gk-qi th a, .gk-pager a").evaluate_all(
            "links => links.map(a => a.href)"
        )
        waiting += [url for url in further if "/mulu/" in url and url not in {*seen, *waiting}]
    context.close()
    items = json.loads((site / "mulu/catalog.json").read_bytes())["items"]
    root = json.loads((site / "api/v1/index.json").read_bytes())["addresses"]["latest"]
    origin = root.removesuffix("api/v1/latest.json")
    assert found == {base + item["url"].removeprefix(origin) for item in items}


def test_nonsense_in_the_address_is_passed_over(
    whole: Path, browser: Browser, serve: Callable[[Path], str]
) -> None:
    page = browser.new_page()
    address = serve(whole / "site") + "mulu/?year=1999&column=x&other=1&length=1"
    page.goto(address, wait_until="networkidle")
    assert page.locator(".gk-mulu tbody tr:visible").count() > 1
    assert page.locator("[name=column]").input_value() == ""
    assert page.locator("[name=year]").evaluate("field => field.selectedIndex") == 0
    page.goto(serve(whole / "site") + "mulu/?q=zzzz", wait_until="networkidle")
    told = page.locator("[data-gk-state]")
    number = len(find(whole / "site", {}))
    assert told.inner_text() == (
        f"按“zzzz”筛选：{number} 条中，符合条件的有 0 条，请减少条件或者改用其他词语。"
    )
    page.close()


@pytest.mark.parametrize("form", ["whole", "paged"])
@pytest.mark.parametrize("script", [True, False])
def test_what_is_shown_first_agrees_with_what_is_said_and_chosen(
    request: pytest.FixtureRequest,
    browser: Browser,
    serve: Callable[[Path], str],
    form: str,
    *,
    script: bool,
) -> None:
    site = request.getfixturevalue(form) / "site"
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(serve(site) + "mulu/", wait_until="networkidle")
    number = len(find(site, {}))
    rest = "全部列在下表。" if form == "whole" else "下表是最近公开的 8 条，其余请按年份查阅。"
    assert page.locator("[data-gk-state]").inner_text() == f"目录共 {number} 条，{rest}"
    assert page.locator(".gk-mulu tbody tr").count() == (number if form == "whole" else 8)
    assert page.locator("[name=year] option").first.text_content() == "全部"
    assert page.locator("[name=year]").evaluate("field => field.selectedIndex") == 0
    context.close()


def test_a_long_catalogue_is_looked_through_by_and_by(
    paged: Path, browser: Browser, serve: Callable[[Path], str]
) -> None:
    """Of years that take long to fetch, the reader asks for the older ones."""
    items = json.loads((paged / "site/mulu/catalog.json").read_bytes())["items"]
    years = sorted({item["published"][:4] for item in items}, reverse=True)
    newest = sum(item["published"].startswith(years[0]) for item in items)
    page = browser.new_page()

    def shorten(route: Route) -> None:
        script = route.fetch().text()
        route.fulfill(
            body=script.replace("ENOUGH = 5000", "ENOUGH = 1"), content_type="text/javascript"
        )

    page.route("**/catalog.js", shorten)
    fetched: list[str] = []
    page.on("request", lambda asked: fetched.append(asked.url))
    page.goto(serve(paged / "site") + "mulu/?disclosure=主动公开", wait_until="networkidle")
    told = page.locator("[data-gk-state]")
    assert f"{years[0]}年以来的 {newest} 条（共 {len(items)} 条）中" in told.inner_text()
    assert sum("catalog.json" in url for url in fetched) == 1
    further = page.locator("[data-gk-further]")
    while further.is_visible():
        further.press("Enter")
        page.wait_for_function("() => !document.querySelector('[aria-busy]')")
        assert page.evaluate("document.activeElement.className") == "gk-scroll"
    assert f"：{len(items)} 条中，" in told.inner_text()
    expected = find(paged / "site", {"disclosure": "主动公开"})
    assert sorted(page.locator(".gk-mulu tbody a").all_text_contents()) == expected
    page.close()


def test_data_that_do_not_come_leave_the_page_as_it_was(
    paged: Path, browser: Browser, serve: Callable[[Path], str]
) -> None:
    page = browser.new_page()
    page.route("**/catalog.json", lambda route: route.abort())
    page.goto(serve(paged / "site") + "mulu/?q=办法", wait_until="networkidle")
    told = page.locator("[data-gk-state]").inner_text()
    assert told.startswith("目录数据没有取到，没有筛选，请稍后再试。目录共 ")
    assert page.locator(".gk-mulu tbody tr:visible").count() == 8
    page.close()


@pytest.mark.parametrize("form", ["whole", "paged"])
@pytest.mark.parametrize("version", ["", "zh-hant/"])
@pytest.mark.parametrize("word", ["电动自行车 办法", "電動自行車 辦法"])
def test_words_are_found_in_either_script(
    request: pytest.FixtureRequest,
    browser: Browser,
    serve: Callable[[Path], str],
    *,
    form: str,
    version: str,
    word: str,
) -> None:
    site = request.getfixturevalue(form) / "site"
    page = browser.new_page()
    page.goto(f"{serve(site)}{version}mulu/", wait_until="networkidle")
    page.locator("#gk-mulu-q").fill(word)
    expected = find(site, {"q": "电动自行车 办法"})
    assert expected
    page.wait_for_function(
        "text => document.querySelector('[data-gk-state]').textContent.includes(text)",
        arg=f" {len(expected)} {'條' if version else '条'}",
    )
    told = page.locator("[data-gk-state]").inner_text()
    assert f"“{word}”" in told
    assert told.endswith("表中文字為簡體。") == (form == "paged" and version != "")
    links = page.locator(".gk-mulu tbody tr:visible a")
    if form == "paged":
        assert sorted(links.all_text_contents()) == expected
        assert links.first.evaluate("link => link.closest('[lang]').lang") == "zh-CN"
    assert links.count() == len(expected)
    links.first.click()
    assert f"/{version}" in page.url
    assert page.locator("html").get_attribute("lang") == ("zh-Hant" if version else "zh-CN")
    page.close()


def test_the_table_of_characters_is_fetched_when_needed_and_missed_when_lacking(
    paged: Path, browser: Browser, serve: Callable[[Path], str]
) -> None:
    page = browser.new_page()
    fetched: list[str] = []
    page.on("request", lambda asked: fetched.append(asked.url))
    page.route("**/han-simplified.json", lambda route: route.abort())
    base = serve(paged / "site")
    page.goto(f"{base}mulu/?q=办法", wait_until="networkidle")
    told = page.locator("[data-gk-state]")
    assert told.inner_text().startswith("按“办法”筛选：")
    assert not [url for url in fetched if "han-simplified" in url]
    page.goto(f"{base}mulu/?q=辦法", wait_until="networkidle")
    assert told.inner_text().startswith("目录数据没有取到，没有筛选，请稍后再试。目录共 ")
    assert page.locator(".gk-mulu tbody tr:visible").count() == 8
    page.close()


def test_what_is_printed_names_the_conditions_without_the_controls(
    paged: Path, browser: Browser, serve: Callable[[Path], str]
) -> None:
    page = browser.new_page(viewport={"width": 1000, "height": 700})
    page.goto(serve(paged / "site") + "mulu/?q=办法", wait_until="networkidle")
    page.emulate_media(media="print")
    assert page.locator("[data-gk-state]").inner_text().startswith("按“办法”筛选：")
    for control in ("[data-gk-catalog]", ".gk-mulu__ways", ".gk-downloads", ".gk-nav"):
        assert not page.locator(control).first.is_visible(), control
    table = page.locator(".gk-mulu").bounding_box()
    assert table
    assert table["x"] + table["width"] <= 1000
    page.close()
