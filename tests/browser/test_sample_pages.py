"""The sample's pages in a real browser, at a phone's and a desk's width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.needs("chromium")

PAGES = {
    "home": "",
    "guide": "zhinan/",
    "statutory": "fdzdgk/",
    "column": "guifanxing/",
    "document": "guifanxing/diandong-zixingche-dengji-banfa/",
    "withdrawn": "chufa-jueding/dongling-huagong-chufa/",
    "service": "huji/chusheng-dengji/",
    "annual": "nianbao/nianbao-2025/",
    "request": "yishenqing/",
    "catalogue": "mulu/",
    "basic catalogue": "mulu/jiben-mulu/",
    "issues": "mulu/qi/",
    "issue": "mulu/qi/2026-10/",
    "feeds": "gongkai/dingyue/",
    "interface": "gongkai/jiekou/",
    "register": "gongkai/bugongkai/",
    "about": "gongkai/guanyu/",
    "sitemap": "sitemap/",
    "search": "search/",
    "missing": "404.html",
}
WIDTHS = (390, 1280)


@pytest.fixture(scope="module")
def base(sample: Path, serve: Callable[[Path], str]) -> str:
    return serve(sample / "site")


@pytest.fixture
def page(browser: Browser, base: str) -> Page:
    """A page that notes what it fetches from elsewhere and what it complains about."""
    opened = browser.new_page()
    opened.troubles = []  # type: ignore[attr-defined]
    opened.on(
        "request",
        lambda request: (
            None if request.url.startswith(base) else opened.troubles.append(request.url)  # type: ignore[attr-defined]
        ),
    )
    opened.on("pageerror", lambda error: opened.troubles.append(str(error)))  # type: ignore[attr-defined]
    opened.on(
        "console",
        lambda message: (
            opened.troubles.append(message.text) if message.type == "error" else None  # type: ignore[attr-defined]
        ),
    )
    return opened


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_fits_complains_of_nothing_and_asks_nobody_else(
    page: Page, base: str, path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(base + path, wait_until="networkidle")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    assert page.troubles == []  # type: ignore[attr-defined]
    page.close()


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("电动自行车登记管理办法", "guifanxing/diandong-zixingche-dengji-banfa/"),
        ("電動自行車登記管理辦法", "guifanxing/diandong-zixingche-dengji-banfa/"),
        ("示公规〔2025〕3号", "guifanxing/diandong-zixingche-dengji-banfa/"),
        ("非本市户籍新生儿 出生医学证明", None),
        ("示例湖大桥", "huiying/yueshang-yaoyan/"),
    ],
)
def test_the_box_on_the_home_page_finds(
    page: Page, base: str, query: str, address: str | None
) -> None:
    page.goto(base)
    page.locator("input[name=q]").first.fill(query)
    page.locator("input[name=q]").first.press("Enter")
    if address:
        page.locator(f'main ol li a[href*="{address}"]').first.wait_for()
    else:
        page.get_by_text("没有找到相符的内容。").wait_for()

    assert page.troubles == []  # type: ignore[attr-defined]
    page.close()


def test_nothing_held_is_found_or_listed(sample: Path) -> None:
    titles = ("年底前重点工作调度会", "2026年第二次公开招聘警务辅助人员")
    pages = [p.read_text("utf-8") for p in (sample / "site").rglob("*.html")]

    assert not [t for t in titles if any(t in text for text in pages)]
