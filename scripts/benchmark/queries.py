"""Random phrases of the texts, asked of the built site in Chromium."""

from __future__ import annotations

import random
import shutil
import threading
import time
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from gongkai.core.search_form import search_form

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from scripts.benchmark.project import Made

SHORTEST, LONGEST = 4, 12
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
_BOX = "main form[role=search] input[name=q]"
_RESULT = "[data-gk-search] ol h3 > a"
_DONE = "[data-gk-done], [data-gk-failed]:not([hidden])"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site answered to one phrase."""

    phrase: str
    url: str
    """The document that the phrase was picked from."""
    found: bool
    results: int
    seconds: float
    """From the key press to the first results, the search page's own loading included."""
    received: int
    """Bytes over the wire in that time."""


def pick_phrases(documents: list[Made], count: int, seed: int) -> Iterator[tuple[str, Made]]:
    """Phrases of 4 to 12 characters from random places of random documents."""
    draw = random.Random(seed)  # noqa: S311 - a choice of texts, no secret
    while count:
        document = draw.choice(documents)
        line = draw.choice(document.lines or ("",))
        length = draw.randint(SHORTEST, LONGEST)
        start = draw.randint(0, max(0, len(line) - length))
        phrase = line[start : start + length]
        if len(search_form(phrase)) >= SHORTEST and not set(phrase) & set("|&<>"):
            yield phrase, document
            count -= 1


def ask_site(site: Path, phrases: list[tuple[str, Made]]) -> Iterator[Answer]:
    """Types each phrase into the home page's search box, with an empty cache each time."""
    handler = partial(_QuietHandler, directory=str(site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    with sync_playwright() as playwright:
        program = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        for phrase, document in phrases:
            yield _ask(browser, address, phrase, document)
        browser.close()
    server.shutdown()
    server.server_close()


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """The table shows what was fetched."""


def _ask(browser: Browser, address: str, phrase: str, document: Made) -> Answer:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    received: list[int] = []
    wire = context.new_cdp_session(page)
    wire.on("Network.loadingFinished", lambda e: received.append(int(e["encodedDataLength"])))
    wire.send("Network.enable")
    page.fill(_BOX, phrase)
    begin = time.perf_counter()
    page.press(_BOX, "Enter")
    page.wait_for_selector(_DONE, state="attached")
    seconds = time.perf_counter() - begin
    size = sum(received)
    urls = _list_results(page)
    context.close()
    found = any(url.endswith(f"/{document.url}") for url in urls)
    return Answer(phrase, document.url, found, len(urls), seconds, size)


def _list_results(page: Page) -> list[str]:
    """The addresses of all results, however often more have to be asked for."""
    more = page.locator("[data-gk-more]")
    while more.is_visible():
        shown = page.locator(_RESULT).count()
        more.click()
        page.wait_for_selector(f":nth-match({_RESULT}, {shown + 1})")
    urls: Any = page.eval_on_selector_all(_RESULT, "links => links.map(link => link.href)")
    return [str(url) for url in urls]
