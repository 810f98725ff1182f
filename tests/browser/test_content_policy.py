"""Pages in a real browser under their content-security policy: they live, and it bites."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.test_sample_pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.needs("chromium")

WATCH = """
globalThis.violations = [];
addEventListener("securitypolicyviolation", (event) => {
  globalThis.violations.push(`${event.effectiveDirective} ${event.blockedURI}`);
});
"""
DOCUMENT = PAGES["document"]


@pytest.fixture(scope="module")
def base(sample: Path, serve: Callable[[Path], str]) -> str:
    return serve(sample / "site")


@pytest.fixture
def page(browser: Browser) -> Page:
    opened = browser.new_page()
    opened.add_init_script(WATCH)
    return opened


def list_violations(page: Page) -> list[str]:
    found: list[str] = page.evaluate("globalThis.violations")
    return found


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_no_page_offends_against_its_policy(page: Page, base: str, path: str) -> None:
    page.goto(base + path, wait_until="networkidle")

    assert page.locator("meta[http-equiv]").count() == 1
    assert page.evaluate("getComputedStyle(document.body).fontFamily") != ""
    assert page.locator("link[rel=stylesheet]").evaluate_all(
        "links => links.every((link) => link.sheet.cssRules.length > 0)"
    )
    assert list_violations(page) == []
    page.close()


def test_the_search_finds_under_the_policy(page: Page, base: str) -> None:
    page.goto(f"{base}search/?q=电动自行车登记", wait_until="networkidle")
    page.locator(f'main ol li a[href*="{DOCUMENT}"]').first.wait_for()

    assert list_violations(page) == []
    page.close()


def test_ways_of_reading_change_under_the_policy(page: Page, base: str) -> None:
    page.goto(base + DOCUMENT)
    background = "getComputedStyle(document.body).backgroundColor"
    size = "getComputedStyle(document.body).fontSize"
    light = (page.evaluate(background), page.evaluate(size))
    page.locator("button[data-gk-tool=dark]").click()
    page.locator("button[data-gk-tool=elder]").click()
    dark = (page.evaluate(background), page.evaluate(size))

    assert light[0] != dark[0]
    assert light[1] != dark[1]
    assert list_violations(page) == []
    page.close()


def test_a_document_prints_under_the_policy(page: Page, base: str) -> None:
    page.goto(base + DOCUMENT, wait_until="networkidle")
    page.emulate_media(media="print")

    assert page.locator(".gk-nav").is_hidden()
    assert page.locator("h1").is_visible()
    assert page.locator("svg.gk-qr").is_visible()
    assert page.pdf().startswith(b"%PDF")
    assert list_violations(page) == []
    page.close()


@pytest.fixture(scope="module")
def copy(
    sample: Path, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """A served copy of the home page, `whole.html`, to be put into `index.html` with a flaw."""
    folder = tmp_path_factory.mktemp("copy") / "site"
    shutil.copytree(sample / "site" / "assets", folder / "assets")
    shutil.copy(sample / "site" / "index.html", folder / "whole.html")
    return folder, serve(folder)


@pytest.mark.parametrize(
    ("piece", "directive"),
    [
        ("<script>globalThis.bitten = true</script>", "script-src-elem"),
        ('<script src="data:text/javascript,globalThis.bitten=true"></script>', "script-src-elem"),
        ('<img src="x" alt="" onerror="globalThis.bitten = true">', "script-src-attr"),
        ("<style>body{display:none}</style>", "style-src-elem"),
        ('<p style="color:red">甲</p>', "style-src-attr"),
        ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">', "img-src"),
        ('<img src="https://evil.example/a.png" alt="">', "img-src"),
        ('<iframe src="/"></iframe>', "frame-src"),
        ('<object data="/"></object>', "object-src"),
        ('<base href="https://evil.example/">', "base-uri"),
    ],
)
def test_the_policy_bites(page: Page, copy: tuple[Path, str], piece: str, directive: str) -> None:
    folder, address = copy
    text = (folder / "whole.html").read_text("utf-8")
    (folder / "index.html").write_text(text.replace("</main>", f"{piece}</main>"), "utf-8")

    page.goto(address, wait_until="networkidle")

    state: dict[str, Any] = page.evaluate(
        "({bitten: globalThis.bitten ?? false, shown: getComputedStyle(document.body).display})"
    )
    assert not state["bitten"]
    assert state["shown"] != "none"
    assert directive in {text.split()[0] for text in list_violations(page)}
    page.close()
