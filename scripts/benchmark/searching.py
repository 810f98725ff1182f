"""The search measured: what it finds against a plain scan, what a first query costs."""

from __future__ import annotations

import random
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from playwright.sync_api import sync_playwright

from scripts.benchmark.search_queries import draw_substrings, scan
from scripts.benchmark.serving import serve_compressed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from playwright.sync_api import Browser, Page

    from scripts.benchmark.search_sites import Index

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
QUESTIONS = Path(__file__).with_name("questions.txt")
DRAWN = 500
FRESH = 50
"""Queries asked with an empty cache, drawn from those that find enough to fill the page."""
SHOWN = 10
_DONE = "[data-gk-search][data-gk-done]"
_WATCH = f"""
addEventListener("keydown", (event) => {{
  if (event.key === "Enter") globalThis.asked = performance.now();
}}, true);
new MutationObserver(() => {{
  if (document.querySelector("{_DONE}")) globalThis.shown ??= performance.now();
}}).observe(document, {{ subtree: true, childList: true, attributes: true }});
"""
_SPENT = "shown - (globalThis.asked ?? 0)"
"""Milliseconds from the key press, or from the call for the page."""
_LATE = 100
"""Milliseconds in which the browser tells of what it has received."""
_BOX = "main input[name=q]"
_FIND = """async (queries) => {
  const { find } = await import(new URL("../assets/js/search-index.js", location.href));
  const answers = [];
  globalThis.hits ??= new Map();
  for (const query of queries) {
    const begin = performance.now();
    const answer = await find(query);
    const spent = performance.now() - begin;
    const exact = answer.hits.filter((hit) => hit.kind === "exact");
    for (const hit of exact) globalThis.hits.set(hit.id, hit);
    answers.push({ ids: exact.map((hit) => hit.id), spent });
  }
  return answers;
}"""
_LOAD = """async () => {
  const urls = [];
  const hits = [...globalThis.hits];
  for (let i = 0; i < hits.length; i += 50) {
    const read = async ([id, hit]) => [id, (await hit.load()).url];
    urls.push(...(await Promise.all(hits.slice(i, i + 50).map(read))));
  }
  return urls;
}"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site answered to one query, and what a scan finds."""

    query: str
    found: frozenset[str]
    wanted: frozenset[str]
    seconds: float
    """With whatever earlier queries had loaded."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What it cost a reader who came with an empty cache until ten results were shown."""

    received: int
    """Bytes over the wire."""
    requests: int
    seconds: float


@dataclass(frozen=True, slots=True)
class First:
    """What one query cost as the first."""

    query: str
    typed: Cost
    """On the page that waited for it: from the first letter; the time from the key press."""
    opened: Cost
    """By an address: with the page itself, its style sheets and scripts."""


def measure_search(index: Index, seed: int, drawn: int = DRAWN) -> tuple[list[Answer], list[First]]:
    """Asks the page all queries, and some of them with an empty cache each."""
    queries = [
        *draw_substrings(index.records, drawn, seed),
        *QUESTIONS.read_text("utf-8").splitlines(),
    ]
    wanted = list(scan(index.records, queries))
    with serve_compressed(index.folder) as address, sync_playwright() as playwright:
        program = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        answers = list(_ask_all(browser, address, queries, wanted))
        many = [answer.query for answer in answers if len(answer.wanted) >= SHOWN]
        fresh = random.Random(seed).sample(many, min(FRESH, len(many)))  # noqa: S311 - a choice of queries, no secret
        firsts = [
            First(query, _type(browser, address, query), _open(browser, address, query))
            for query in fresh
        ]
        browser.close()
    return answers, firsts


def _ask_all(
    browser: Browser, address: str, queries: Sequence[str], wanted: Sequence[frozenset[str]]
) -> Iterator[Answer]:
    page = browser.new_page()
    page.goto(f"{address}search/")
    given: list[dict[str, Any]] = page.evaluate(_FIND, list(queries))
    urls: Mapping[Any, str] = dict(map(tuple, page.evaluate(_LOAD)))
    page.close()
    for query, answer, expected in zip(queries, given, wanted, strict=True):
        found = frozenset(urls[number].removeprefix("/") for number in answer["ids"])
        yield Answer(query, found, expected, answer["spent"] / 1000)


def _type(browser: Browser, address: str, query: str) -> Cost:
    with _open_page(browser) as page:
        page.goto(f"{address}search/", wait_until="networkidle")
        received = _watch(page)
        page.fill(_BOX, query)
        page.press(_BOX, "Enter")
        return _wait(page, received)


def _open(browser: Browser, address: str, query: str) -> Cost:
    with _open_page(browser) as page:
        received = _watch(page)
        page.goto(f"{address}search/?q={quote(query)}", wait_until="commit")
        return _wait(page, received)


def _wait(page: Page, received: Sequence[int]) -> Cost:
    page.wait_for_selector(_DONE, state="attached")
    spent: float = page.evaluate(_SPENT)
    page.wait_for_timeout(_LATE)
    return Cost(sum(received), len(received), spent / 1000)


@contextmanager
def _open_page(browser: Browser) -> Iterator[Page]:
    """A page with an empty cache."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(_WATCH)
    yield page
    context.close()


def _watch(page: Page) -> list[int]:
    """The bytes of each answer over the wire from now on."""
    received: list[int] = []
    wire = page.context.new_cdp_session(page)
    wire.on("Network.loadingFinished", lambda e: received.append(int(e["encodedDataLength"])))
    wire.send("Network.enable")
    return received
