"""Whole sites as visitors without a mouse, without scripts or with a slow line meet them."""

from __future__ import annotations

import gzip
import os
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from posixpath import join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest

from gongkai.cli.main import run
from scripts.benchmark.project import make_project
from scripts.benchmark.texts import generate, read_corpus
from tests.browser.test_page_kinds import list_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.needs("chromium")

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
DOCUMENTS = int(os.environ.get("GONGKAI_TEST_DOCUMENTS", "150"))
"""5,000 takes minutes: set it by hand for a release."""
WEIGHTS = {"document": 250_000, "home": 350_000}
"""Bytes over the wire of a page with all that it loads."""
TABS = 8
"""Pages that load beside each other: most of the time goes by in waiting for silence."""
PACKED = (".html", ".css", ".js", ".json", ".svg")
FOCUS = """() => {
  const at = document.activeElement, style = getComputedStyle(at);
  const box = at.getBoundingClientRect();
  return [at.tagName, at.getAttribute("href") ?? at.id, box.width * box.height > 0,
          style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2];
}"""


@pytest.fixture(scope="module", params=["sample", "corpus"])
def root(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if request.param == "sample":
        found: Path = request.getfixturevalue("sample")
        return found
    folder = tmp_path_factory.mktemp("corpus") / "site"
    texts = read_corpus(CORPUS, DOCUMENTS) if CORPUS.exists() else generate(DOCUMENTS, 1)
    make_project(folder, texts)
    assert run(["build", "-C", str(folder)]) == 0
    return folder


def test_visitors_of_every_kind(root: Path, browser: Browser, serve: Callable[[Path], str]) -> None:
    """One test, so that the large site is built once."""
    base = serve(root / "site")
    check_links(root / "site")
    for pages in batched(list_pages(root), TABS):
        check_loading(browser, base, root / "site", pages)
    check_keyboard(browser, base)


def check_links(site: Path) -> None:
    """Without scripts every page, list, download and figure is reached from the home page."""
    reached = {"index.html"}
    waiting = ["index.html"]
    while waiting:
        path = waiting.pop()
        if not path.endswith(".html"):
            continue
        for target in list_targets(site, path):
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    pages = {p.relative_to(site).as_posix() for p in site.rglob("*.html")} - {"404.html"}
    offered = {
        p.relative_to(site).as_posix()
        for folder in ("mulu", "feeds", "api")
        for p in (site / folder).rglob("*.*")
        if p.is_file()
    }
    assert sorted(pages - reached) == []
    # Of data in many files, the documentation leads to the first.
    whole = {path for path in offered if path.startswith("mulu/") and path.count("/") == 1}
    assert sorted(whole - reached) == []


def list_targets(site: Path, path: str) -> set[str]:
    root = lxml.html.document_fromstring((site / path).read_bytes())
    found = set()
    for address in root.xpath("//a/@href"):
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path:
            continue
        target = normpath(join("/", path, "..", unquote(parts.path))).lstrip("/")
        if parts.path.endswith("/") or not target or target == ".":
            target = f"{target}/index.html".lstrip("/")
        assert (site / target).is_file(), (path, address)
        found.add(target)
    return found


def check_loading(browser: Browser, base: str, site: Path, pages: list[tuple[str, str]]) -> None:
    """Nothing from elsewhere, no complaint, and no more bytes than a slow line bears."""
    tabs = [open_tab(browser, base + address) for address, _ in pages]
    for tab, (address, kind) in zip(tabs, pages, strict=True):
        tab.page.wait_for_load_state("networkidle")
        tab.page.close()
        assert [url for url in tab.loaded if not url.startswith(base)] == [], address
        assert tab.troubles == [], address
        weight = sum(weigh(site, url.removeprefix(base)) for url in tab.loaded)
        assert weight <= WEIGHTS.get(kind, max(WEIGHTS.values())), address


@dataclass
class Tab:
    """A page with all that it asked for and complained of."""

    page: Page
    loaded: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


def open_tab(browser: Browser, address: str) -> Tab:
    tab = Tab(browser.new_page())
    tab.page.on("request", lambda request: tab.loaded.append(request.url))
    tab.page.on("pageerror", lambda error: tab.troubles.append(str(error)))
    tab.page.on(
        "console",
        lambda message: tab.troubles.append(message.text) if message.type == "error" else None,
    )
    tab.page.goto(address, wait_until="commit")
    return tab


def batched(pages: Iterable[tuple[str, str]], size: int) -> Iterator[list[tuple[str, str]]]:
    waiting = iter(pages)
    while batch := list(islice(waiting, size)):
        yield batch


def weigh(site: Path, path: str) -> int:
    """Bytes over the wire, as a server sends them that compresses."""
    file = site / unquote(urlsplit(path).path)
    file = file / "index.html" if file.is_dir() else file
    data = file.read_bytes()
    return len(gzip.compress(data, 6)) if file.name.endswith(PACKED) else len(data)


def check_keyboard(browser: Browser, base: str) -> None:
    """From the home page to a document by Tab and Enter, always seeing where one is."""
    page = browser.new_page()
    page.goto(base)
    stops = [press_tab(page) for _ in range(60)]
    assert stops[0][1] == "#gk-main", "先是跳到正文"
    assert all(visible and outlined for _, _, visible, outlined in stops), [
        stop for stop in stops if not (stop[2] and stop[3])
    ]
    page.goto(base)
    wanted = page.locator("main .gk-list a").first.get_attribute("href")
    for _ in range(60):
        if press_tab(page)[1] == wanted:
            break
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert page.locator("body").get_attribute("class") == "gk-page gk-page--document"
    page.close()


def press_tab(page: Page) -> tuple[str, str, bool, bool]:
    page.keyboard.press("Tab")
    tag, name, visible, outlined = page.evaluate(FOCUS)
    return tag, name, visible, outlined
