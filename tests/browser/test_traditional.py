"""The traditional version in a real browser: page to page and back."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, Response

pytestmark = pytest.mark.needs("chromium")

DOCUMENT = "guifanxing/diandong-zixingche-dengji-banfa/"


@pytest.fixture(scope="module")
def base(sample: Path, serve: Callable[[Path], str]) -> str:
    return serve(sample / "site")


@pytest.fixture(params=[390, 1280])
def page(browser: Browser, base: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 900}, base_url=base)
    opened = context.new_page()
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("requestfailed", lambda request: troubles.append(request.url))
    opened.on("response", lambda response: troubles.extend(list_refused(response)))
    yield opened
    context.close()
    assert troubles == []


def list_refused(response: Response) -> list[str]:
    """The address of what was not served; what had not changed (304) was."""
    return [response.url] if response.status >= HTTPStatus.BAD_REQUEST else []


def read_path(page: Page, base: str) -> str:
    return page.url.removeprefix(base)


def follow(page: Page, link: Locator) -> None:
    """Goes where a link leads, and waits until all is there."""
    with page.expect_navigation(wait_until="networkidle"):
        link.click()


@pytest.mark.parametrize("url", ["", DOCUMENT, "guifanxing/", "mulu/", "search/"])
def test_every_page_leads_to_itself_in_the_other_version_and_back(
    page: Page, base: str, url: str
) -> None:
    page.goto(url or "./", wait_until="networkidle")
    follow(page, page.get_by_role("link", name="繁體版"))
    assert read_path(page, base) == f"zh-hant/{url}"
    assert page.locator("html").get_attribute("lang") == "zh-Hant"
    notice = page.get_by_role("complementary", name="繁體版說明")
    assert notice.inner_text() == "本頁由簡體版自動轉換，以經審查的簡體版為準。"
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0
    follow(page, page.get_by_role("link", name="简体版", exact=True))
    assert read_path(page, base) == url
    assert page.locator("html").get_attribute("lang") == "zh-CN"


def test_a_reader_stays_in_the_version_and_gets_the_one_file(page: Page, base: str) -> None:
    page.goto(f"zh-hant/{DOCUMENT}", wait_until="networkidle")
    follow(page, page.get_by_role("navigation", name="當前位置").get_by_role("link").last)
    assert read_path(page, base) == "zh-hant/guifanxing/"
    page.goto(f"zh-hant/{DOCUMENT}", wait_until="networkidle")
    files = [
        link.evaluate("link => link.href").removeprefix(base)
        for link in page.locator("main a[href$='.docx'], main a[href$='proof.json']").all()
    ]
    assert f"{DOCUMENT}proof.json" in files
    assert not [file for file in files if file.startswith("zh-hant/")]


def test_the_search_box_leads_to_the_search_of_the_version(page: Page, base: str) -> None:
    page.goto("zh-hant/guifanxing/", wait_until="networkidle")
    box = page.get_by_role("search").get_by_role("searchbox")
    box.fill("電動自行車登記")
    box.press("Enter")
    page.wait_for_load_state("networkidle")
    assert read_path(page, base).startswith("zh-hant/search/?q=")
    found = page.get_by_role("main").get_by_role("link", name="电动自行车登记管理办法")
    follow(page, found.or_(page.get_by_role("link", name="電動自行車登記管理辦法")).first)
    assert read_path(page, base).startswith("zh-hant/guifanxing/")
