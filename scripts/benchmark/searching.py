"""The search measured: what it finds against a plain scan, what a first query costs."""

from __future__ import annotations

import random
import shutil
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from playwright.sync_api import sync_playwright

from gongkai.core.body import render_body
from gongkai.core.models.fields import Genre
from gongkai.core.search_form import search_form
from gongkai.publish.frames import Frames
from gongkai.publish.mkdocs_adapter import HAN_TABLE
from gongkai.publish.pages.render import make_environment, render
from gongkai.publish.pages.search import view_search
from gongkai.publish.preparation import default_options, prepare
from gongkai.publish.records import build_records, spell_pinyin
from gongkai.publish.search_record import SearchRecord
from gongkai.publish.theme_files import read_theme
from scripts.benchmark.bare_index import build_index, write_files
from scripts.benchmark.conversion import convert_body, convert_line
from scripts.benchmark.measuring import RunFailedError
from scripts.benchmark.project import COLUMNS, OTHER_COLUMN, make_project
from scripts.benchmark.serving import serve_compressed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from playwright.sync_api import Browser, Page

    from gongkai.publish.preparation import Preparation
    from scripts.benchmark.texts import RawText

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
QUESTIONS = Path(__file__).with_name("questions.txt")
DRAWN = 500
SHORTEST, LONGEST = 2, 12
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
class Index:
    """What was built to be searched."""

    records: Sequence[SearchRecord]
    folder: Path
    files: int
    size: int
    """Bytes of the index."""
    seconds: float
    """Of the processors, for building it."""


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


def build_search_site(texts: Iterable[RawText], folder: Path) -> Index:
    """Writes the search page of a site of these texts, with its index and nothing else.

    Nobody signs them: what the search holds of a document is the same with signatures.
    """
    preparation = prepare(default_options(make_project(folder / "project", ()).folder))
    if preparation.site is None:
        raise RunFailedError("\n".join(map(str, preparation.verdict.findings)))
    records = tuple(map(_read_record, texts))
    begin = time.process_time()
    files = build_index(records).files
    seconds = time.process_time() - begin
    _write_page(preparation, folder / "site")
    write_files(files, folder / "site")
    size = sum(map(len, files.values()))
    return Index(records, folder / "site", len(files), size, seconds)


def open_site(folder: Path) -> Index:
    """The built site of a project, with what is to be found in it.

    Raises:
        RunFailedError: when the project could not be built as it stands.
    """
    preparation = prepare(default_options(folder))
    if preparation.site is None:
        raise RunFailedError("\n".join(map(str, preparation.verdict.findings)))
    data = folder / "site" / "search" / "data"
    sizes = [path.stat().st_size for path in data.rglob("*") if path.is_file()]
    records = tuple(build_records(preparation.site))
    return Index(records, folder / "site", len(sizes), sum(sizes), 0.0)


def _read_record(text: RawText) -> SearchRecord:
    """As `gongkai.publish.records` makes it of a document."""
    fields = {name: value or "" for name, value in text.fields.items()}
    changes: Counter[str] = Counter()
    title = convert_line(fields["title"], changes, "")
    number, issuer = fields.get("doc_number", ""), fields.get("issuer", "国家机关")
    further = (text.body[:120], number, fields.get("index_number", ""), issuer)
    return SearchRecord(
        url=text.name.removesuffix(".md").lower() + "/",
        title=title,
        blocks=(
            *render_body(convert_body(text.body, changes)).blocks,
            *(" ".join(block.split()) for block in further if block.strip()),
        ),
        column=COLUMNS.get(text.kind, OTHER_COLUMN),
        column_name=text.kind,
        published=fields.get("date") or "2020-01-02",
        pinyin=spell_pinyin(title),
        document_number=number,
        issuer=issuer,
        subject=fields["category"],
        genre=next((genre.value for genre in Genre if title.endswith(genre.value)), "其他"),
        validity=fields.get("validity") or "现行有效",
        disclosure="主动公开",
        unit=text.kind,
        unit_name=text.kind,
    )


def _write_page(preparation: Preparation, folder: Path) -> None:
    site, theme = preparation.site, read_theme(preparation.tree)
    assert site is not None  # noqa: S101 - the caller has seen to it
    page = render(view_search(site), make_environment(theme.fragments))
    files = {
        **theme.assets,
        "assets/js/han-simplified.json": HAN_TABLE.read_bytes(),
        f"{page.url}index.html": Frames(theme.templates, site).render(page),
    }
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def draw_substrings(records: Sequence[SearchRecord], count: int, seed: int) -> Iterator[str]:
    """Substrings of 2 to 12 characters, every place of all texts as likely as any other."""
    draw = random.Random(seed)  # noqa: S311 - a choice of texts, no secret
    texts = [text for record in records for text in (record.title, *record.blocks)]
    texts = [text for text in texts if len(text) >= SHORTEST]
    for text in draw.choices(texts, weights=list(map(len, texts)), k=count):
        length = min(draw.randint(SHORTEST, LONGEST), len(text))
        start = draw.randint(0, len(text) - length)
        yield text[start : start + length]


def scan(records: Sequence[SearchRecord], queries: Sequence[str]) -> Iterator[frozenset[str]]:
    """What each query is to find: each of its parts in some one block (DESIGN §7)."""
    forms = [
        (record.url, "\n".join(map(search_form, (record.title, *record.blocks))))
        for record in records
    ]
    known: dict[str, frozenset[str]] = {}
    for query in queries:
        parts = [part for part in map(search_form, query.split()) if part]
        for part in parts:
            if part not in known:
                known[part] = frozenset(url for url, text in forms if part in text)
        yield frozenset.intersection(*(known[part] for part in parts)) if parts else frozenset()


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
        fresh = random.Random(seed).sample(many, min(FRESH, len(many)))  # noqa: S311 - see above
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
