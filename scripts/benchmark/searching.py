"""The search measured: what it finds against a plain scan, what a first query costs."""

from __future__ import annotations

import random
import shutil
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from gongkai.core.body import render_body
from gongkai.core.models.fields import Genre
from gongkai.core.search_form import search_form
from gongkai.publish.frames import Frames
from gongkai.publish.mkdocs_adapter import HAN_TABLE
from gongkai.publish.pages.render import make_environment, render
from gongkai.publish.pages.search import view_search
from gongkai.publish.preparation import default_options, prepare
from gongkai.publish.records import spell_pinyin
from gongkai.publish.search import SearchRecord, build_index, write_files
from gongkai.publish.theme_files import read_theme
from scripts.benchmark.conversion import convert_body, convert_line
from scripts.benchmark.measuring import RunFailedError
from scripts.benchmark.project import COLUMNS, OTHER_COLUMN, make_project
from scripts.benchmark.queries import ARGUMENTS
from scripts.benchmark.serving import serve_compressed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from playwright.sync_api import Browser

    from gongkai.publish.preparation import Preparation
    from scripts.benchmark.texts import RawText

QUESTIONS = Path(__file__).with_name("questions.txt")
DRAWN = 500
SHORTEST, LONGEST = 2, 12
FRESH = 60
"""Queries asked with an empty cache, drawn from those that find enough to fill the page."""
SHOWN = 10
_DONE = "[data-gk-search][data-gk-done]"
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
    """For building it."""


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
    """What one query cost a reader who came with an empty cache."""

    query: str
    received: int
    """Bytes over the wire from the key press to the results."""
    requests: int
    seconds: float
    """From the key press to the results."""


def build_search_site(texts: Iterable[RawText], folder: Path) -> Index:
    """Writes the search page of a site of these texts, with its index and nothing else.

    Nobody signs them: what the search holds of a document is the same with signatures.
    """
    preparation = prepare(default_options(make_project(folder / "project", ()).folder))
    if preparation.site is None:
        raise RunFailedError("\n".join(map(str, preparation.verdict.findings)))
    records = tuple(map(_read_record, texts))
    begin = time.perf_counter()
    files = build_index(records).files
    seconds = time.perf_counter() - begin
    _write_page(preparation, folder / "site")
    write_files(files, folder / "site")
    size = sum(map(len, files.values()))
    return Index(records, folder / "site", len(files), size, seconds)


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


def measure_search(index: Index, seed: int) -> tuple[list[Answer], list[Cost]]:
    """Asks the page all queries, and some of them with an empty cache each."""
    queries = [
        *draw_substrings(index.records, DRAWN, seed),
        *QUESTIONS.read_text("utf-8").splitlines(),
    ]
    wanted = list(scan(index.records, queries))
    with serve_compressed(index.folder) as address, sync_playwright() as playwright:
        program = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        answers = list(_ask_all(browser, address, queries, wanted))
        many = [answer.query for answer in answers if len(answer.wanted) >= SHOWN]
        fresh = random.Random(seed).sample(many, min(FRESH, len(many)))  # noqa: S311 - see above
        costs = [_ask_fresh(browser, address, query) for query in fresh]
        browser.close()
    return answers, costs


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


def _ask_fresh(browser: Browser, address: str, query: str) -> Cost:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}search/", wait_until="networkidle")
    received: list[int] = []
    wire = context.new_cdp_session(page)
    wire.on("Network.loadingFinished", lambda e: received.append(int(e["encodedDataLength"])))
    wire.send("Network.enable")
    page.fill(_BOX, query)
    begin = time.perf_counter()
    page.press(_BOX, "Enter")
    page.wait_for_selector(_DONE, state="attached")
    seconds = time.perf_counter() - begin
    page.wait_for_load_state("networkidle")
    context.close()
    return Cost(query, sum(received), len(received), seconds)


def format_search(index: Index, answers: Sequence[Answer], costs: Sequence[Cost]) -> str:
    """One row of the table of which `SEARCH_HEAD` is the head."""
    right = sum(len(answer.found & answer.wanted) for answer in answers)
    recall = right / max(1, sum(len(answer.wanted) for answer in answers))
    precision = right / max(1, sum(len(answer.found) for answer in answers))
    received = [cost.received / 1000 for cost in costs] or [0.0]
    first = [cost.seconds * 1000 for cost in costs] or [0.0]
    later = [answer.seconds * 1000 for answer in answers] or [0.0]
    cells = (
        f"{len(index.records):,}",
        f"{len(answers)}",
        f"{sum(answer.found == answer.wanted for answer in answers)}",
        f"{recall:.4f}",
        f"{precision:.4f}",
        f"{median(received):.0f} KB",
        f"{max(received):.0f} KB",
        f"{median(first):.0f} 毫秒",
        f"{max(first):.0f} 毫秒",
        f"{median(later):.0f} 毫秒",
        f"{index.size / 1e6:.1f} MB，{index.files} 个文件，{index.seconds:.1f} 秒",
    )
    return f"| {' | '.join(cells)} |"


def list_faults(answers: Sequence[Answer]) -> Iterator[str]:
    """A line for each query that did not find what the scan finds."""
    for answer in answers:
        if answer.found != answer.wanted:
            missed, more = answer.wanted - answer.found, answer.found - answer.wanted
            yield f"× “{answer.query}”：漏 {len(missed)} 件，多 {len(more)} 件"


SEARCH_HEAD = (
    "| 文件 | 查询 | 集合相同 | 召回率 | 准确率 | 首查 | 最多 | 首查用时 | 最长 | 再查 | 索引 |",
    "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
)
