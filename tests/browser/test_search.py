from __future__ import annotations

import json
import os
import random
import re
import shutil
import sys
import tarfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jinja2 import Environment, FileSystemLoader

from gongkai.core.search_form import search_form
from gongkai.publish import search_pages, search_parting, search_ranges, search_shard
from gongkai.publish.pages.search import FACETS
from gongkai.publish.search_record import SearchRecord
from scripts.benchmark.bare_index import write_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.needs("chromium")

ROOT = Path(__file__).resolve().parents[2]
THEME = ROOT / "gongkai/publish/theme"
CORPUS = Path(os.environ.get("GONGKAI_CORPUS", ROOT.parent / "shared/corpus"))
SEED = int(os.environ.get("GONGKAI_SEED", "20261122"))
# The page works below any path.
BASE = "city/gk/"
POLICY = "default-src 'self'; script-src 'self'"

VECTORS = json.loads((ROOT / "tests/data/search_form_vectors.json").read_text("utf-8"))


@dataclass(frozen=True)
class Column:
    id: str
    name: str


COLUMNS = (
    Column("guifanxing", "规范性文件"),
    Column("tongzhi", "通知公告"),
    Column("huji-zhengjian", "户籍证件"),
)

WRITTEN = (
    ("关于公布《示例市居住登记办法》的通知", ("示公规〔2026〕3号", "各分局，机关各部门：")),
    ("示例市公安局２０２６年度部门预算", ("１２３４５６．７８万元", "本年收入", "其他")),
    (
        "戶籍窗口調整辦公時間的公告",
        ("因設備檢修，週六不辦公。", "乾隆路窗口照常，餘下事項乾脆改天。"),
    ),
    ("戒毒所开放日", ("Wi-Fi 名称：Gongkai-2026", "联系邮箱 kf@example.cn", "Café Été")),
    ("外国人停居留证件样式", ("日本語：がぎぐ", "한국어 안내", "姓名示例：𠮷某", "Cafe")),
    ("一", ("甲", "。", "", "乙丙")),
    ("公安", ("局长信箱", "派出", "所辖")),
    ("户口迁移常见问答", ("问：迁移需要多久？", "答：五个工作日。①②⑩", "½ ㎡")),
    ("<b>标签</b>与 & 符号", ("<script>alert(1)</script>", "a|b", '他说"可以"')),
)
BODIES = ("示例市公安局", "示例区分局", "示例镇派出所", "交通警察支队", "出入境管理大队")
ACTS = ("印发", "公布", "修改", "废止", "解读", "征求意见")
MATTERS = ("居住登记", "犬只管理", "烟花爆竹", "机动车登记", "出入境证件", "户口迁移", "预算执行")
CLAUSES = (
    "依照《示例市{matter}办法》第{n}条的规定，{body}负责{matter}工作。",
    "{body}应当自受理之日起{n}个工作日内办结，并书面告知申请人。",
    "联系电话：0000-{n}{n}{n}{n}，办公时间上午9:00—11:{n}。",
    "本{act}自2026年{n}月1日起施行。",
    "{matter}",
)


def make_records() -> tuple[SearchRecord, ...]:
    """Sixty documents about made-up bodies."""
    draw = random.Random(7)  # noqa: S311 - texts, not secrets
    texts = [(title, tuple(blocks)) for title, blocks in WRITTEN]
    while len(texts) < 60:
        words = {"body": draw.choice(BODIES), "act": draw.choice(ACTS)}
        matter = draw.choice(MATTERS)
        blocks = tuple(
            clause.format(matter=matter, n=draw.randint(1, 99), **words)
            for clause in draw.choices(CLAUSES, k=draw.randint(1, 9))
        )
        texts.append((f"{words['body']}关于{words['act']}{matter}规定的通知", blocks))
    return tuple(
        SearchRecord(
            url=f"{column.id}/d{number}/",
            title=title,
            blocks=blocks,
            column=column.id,
            column_name=column.name,
            published=f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}",
            pinyin="huji chuangkou hjck" if number == 2 else "",
        )
        for number, (title, blocks) in enumerate(texts)
        for column in (COLUMNS[number % 3],)
    )


def read_corpus(count: int) -> tuple[SearchRecord, ...]:
    wanted = (CORPUS / "first-1000.txt").read_text("utf-8").split()[:count]
    records = {}
    with tarfile.open(CORPUS / "documents-20000.tar.gz") as archive:
        for member in archive:
            name = member.name.removeprefix("./")
            file = archive.extractfile(member) if name in wanted else None
            if file is not None:
                records[name] = read_document(name, file.read().decode())
            if len(records) == len(wanted):
                break
    return tuple(records[name] for name in wanted)


def read_document(name: str, text: str) -> SearchRecord:
    _, head, body = text.split("---\n", 2)
    fields = dict(re.findall(r"^(title|date): (.*)$", head, re.MULTILINE))
    return SearchRecord(
        url=name.removesuffix(".md") + "/",
        title=fields["title"],
        blocks=tuple(block for block in body.split("\n") if block.strip()),
        column="fagui",
        column_name="法规",
        published=fields.get("date", "2000-01-01"),
    )


def collect_sites() -> list[str]:
    return ["written", "cut", "parted", *(["corpus"] if CORPUS.is_dir() else [])]


def write_site(folder: Path, records: tuple[SearchRecord, ...]) -> None:
    site = folder / BASE
    shutil.copytree(THEME / "assets", site / "assets")
    shutil.copy(ROOT / "gongkai/core/data/han_simplified.json", site / "assets/js")
    (site / "assets/js/han_simplified.json").rename(site / "assets/js/han-simplified.json")
    fragments = Environment(loader=FileSystemLoader(THEME / "fragments"), autoescape=True)
    body = fragments.get_template("search.html").render(
        base="../",
        facets=FACETS,
        open=("column",),
        names=(),
        catalog_url="mulu/",
        sitemap_url="sitemap/",
        request_url="yishenqing/",
    )
    (site / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    (site / "search").mkdir()
    (site / "search/index.html").write_text(
        "<!doctype html><html lang='zh-CN'><head><meta charset='utf-8'><title>检索</title>"
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        "<link rel='icon' href='../icon.svg'>"
        "<link rel='stylesheet' href='../assets/css/search.css'>"
        "<script type='module' src='../assets/js/search.js'></script>"
        f"</head><body><main>{body}</main></body></html>",
        encoding="utf-8",
    )
    write_index(records, site)


@dataclass(frozen=True)
class Site:
    records: tuple[SearchRecord, ...]
    folder: Path
    address: str

    def scan(self, query: str) -> set[str]:
        """The definition: every part of the query in some one block."""
        parts = [form for form in map(search_form, query.split()) if form]
        return {
            record.url
            for record in self.records
            if parts
            and all(
                any(part in search_form(block) for block in (record.title, *record.blocks))
                for part in parts
            )
        }

    def draw_query(self, draw: random.Random) -> str:
        record = draw.choice(self.records)
        block = draw.choice((record.title, *(b for b in record.blocks if len(b) > 1)))
        length = min(draw.randint(2, 12), len(block))
        start = draw.randint(0, len(block) - length)
        return block[start : start + length]


def cut_finely(patch: pytest.MonkeyPatch) -> None:
    """Lets sixty documents have what otherwise only thousands have: lists, and many pages."""
    patch.setattr(search_parting, "FEW", 16)
    patch.setattr(search_parting, "MANY", 16)
    patch.setattr(search_parting, "DEEPEST", 9)
    patch.setattr(search_pages, "SIZE", 60)
    patch.setattr(search_shard, "DIRECT", 5)
    patch.setattr(search_shard, "BLOCK", 4)


def cut_apart(patch: pytest.MonkeyPatch) -> None:
    """Lets sixty documents stand in many shards."""
    patch.setattr(search_ranges, "SMALLEST", 8)
    patch.setattr(search_ranges, "PIECES", 3)
    patch.setattr(search_ranges, "SHARES", 100)


def build_site(folder: Path, kind: str, serve: Callable[[Path], str]) -> Site:
    records = read_corpus(200) if kind == "corpus" else make_records()
    with pytest.MonkeyPatch.context() as patch:
        if kind == "cut":
            cut_finely(patch)
        if kind == "parted":
            cut_apart(patch)
        write_site(folder, records)
    return Site(records, folder / BASE, serve(folder) + BASE)


@pytest.fixture(scope="module", params=collect_sites())
def site(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    serve: Callable[[Path], str],
) -> Site:
    return build_site(tmp_path_factory.mktemp("site"), request.param, serve)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> Site:
    return build_site(tmp_path_factory.mktemp("written"), "written", serve)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def asking(browser: Browser, site: Site) -> Iterator[Page]:
    """One page for many queries, as of a reader who goes on asking."""
    context = browser.new_context()
    page = context.new_page()
    open_search(page, site)
    yield page
    context.close()


FIND = """async ([module, query]) => {
  const { find } = await import(module);
  const kinds = { exact: [], number: [], pinyin: [] };
  for (const hit of (await find(query)).hits) kinds[hit.kind].push((await hit.load()).url);
  return kinds;
}"""


def find(page: Page, site: Site, query: str) -> dict[str, list[str]]:
    """The addresses of what is found, by kind, in their order."""
    found: dict[str, list[str]] = page.evaluate(
        FIND, [site.address + "assets/js/search-index.js", query]
    )
    return found


def open_search(page: Page, site: Site, query: str = "") -> None:
    page.goto(site.address + "search/" + query)
    if "q=" in query:
        page.wait_for_selector("[data-gk-done], [data-gk-failed]:not([hidden])", state="attached")


def test_form_equals_the_python_form(page: Page, written: Site) -> None:
    open_search(page, written)
    module = written.address + "assets/js/search-form.js"
    texts = [vector["text"] for vector in VECTORS]
    forms = page.evaluate(
        """async ([module, texts]) => {
          const { searchForm } = await import(module);
          return Promise.all(texts.map(searchForm));
        }""",
        [module, texts],
    )
    assert dict(zip(texts, forms, strict=True)) == {v["text"]: v["form"] for v in VECTORS}


def test_every_mapped_character_calls_for_the_table(page: Page, written: Site) -> None:
    open_search(page, written)
    table = (written.folder / "assets/js/han-simplified.json").read_text("utf-8")
    pairs = json.loads(table)
    missed = page.evaluate(
        """async ([module, characters]) => {
          const { needsTable } = await import(module);
          return characters.filter((character) => !needsTable(character));
        }""",
        [written.address + "assets/js/search-form.js", list(pairs[::2])],
    )
    assert missed == []


def test_common_characters_do_not_call_for_the_table(page: Page, written: Site) -> None:
    open_search(page, written, "?q=示公规〔2026〕3号")
    fetched = page.evaluate("performance.getEntriesByType('resource').map((r) => r.name)")
    assert not [name for name in fetched if "han-simplified" in name]
    open_search(page, written, "?q=戶籍")
    fetched = page.evaluate("performance.getEntriesByType('resource').map((r) => r.name)")
    assert [name for name in fetched if "han-simplified" in name]


def test_random_substrings_find_what_a_scan_finds(asking: Page, site: Site) -> None:
    sys.stdout.write(f"GONGKAI_SEED={SEED}\n")
    draw = random.Random(SEED)  # noqa: S311 - queries, not secrets
    queries = [site.draw_query(draw) for _ in range(60)]
    assert {query: set(find(asking, site, query)["exact"]) for query in queries} == {
        query: site.scan(query) for query in queries
    }


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> Site:
    return build_site(tmp_path_factory.mktemp("cut"), "cut", serve)


def count_letters(site: Site) -> dict[str, int]:
    """By letter, the number of documents that it is in."""
    texts = [search_form("".join((r.title, *r.blocks))) for r in site.records]
    return Counter(letter for text in texts for letter in set(text))


def test_letters_load_few_pages(page: Page, cut: Site) -> None:
    all_pages = len(list((cut.folder / "search/data").glob("*/page/*/*.gk")))
    pages: list[str] = []
    page.on("request", lambda r: pages.append(r.url) if "/page/" in r.url else None)
    open_search(page, cut)
    loaded = {}
    for letter, documents in count_letters(cut).items():
        before = len(pages)
        assert len(find(page, cut, letter)["exact"]) == documents
        loaded[letter] = len(pages) - before
    assert all_pages > 100
    assert max(loaded.values()) <= 2


@pytest.mark.parametrize(
    "query",
    [
        "居住登记",
        "居住登記",
        "戶籍窗口",
        "户籍窗口",
        "週六",
        "周六",
        "乾",
        "干隆路",
        "２０２６",
        "2026",
        "示公规〔2026〕3号",
        "示公规[2026]3号",
        "示公规 2026 3号",
        "示公规２０２６　３号",
        "户口 五个工作日",
        "公安 局长",
        "公安局长",
        "派出所辖",
        "派出所",
        "wi-fi",
        "WiFi",
        "kf@example.cn",
        "café",
        "cafe",
        "CAFÉ ÉTÉ",
        "がぎ",
        "かぎ",
        "한국",
        "안",
        "𠮷",
        "𠮷某",
        "一",
        "甲",
        "乙丙",
        "丙乙",
        "局",
        "的 a",
        "a|b",
        "ab",
        '"可以"',
        "可以",
        "script",
        "标签b与符号",
        "1210",
        "⑩",
        "没有这句话",
        "龘",
        "。",
        "  ",
        "12345678万元",
        "第9条",
        "constructor",
        "001feo",
        "公安" * 40,
    ],
)
def test_query_finds_what_a_scan_finds(asking: Page, site: Site, query: str) -> None:
    assert set(find(asking, site, query)["exact"]) == site.scan(query)


def test_pinyin_of_titles_finds_further_documents(page: Page, written: Site) -> None:
    open_search(page, written)
    url = written.records[2].url
    for query in ("huji", "HuJi", "chuangkou", "hjc", "hjck 办公"):
        assert find(page, written, query) == {"exact": [], "number": [], "pinyin": [url]}
    for query in ("hj", "hujichuangkou", "hukou", "hjck 预算"):
        assert find(page, written, query) == {"exact": [], "number": [], "pinyin": []}


def test_results_are_ordered_by_title_and_by_time(page: Page, written: Site) -> None:
    open_search(page, written, "?q=户口迁移")
    by_url = {record.url: record for record in written.records}
    expected = sorted(written.scan("户口迁移"))
    expected.sort(key=lambda url: by_url[url].published, reverse=True)
    expected.sort(key=lambda url: "户口迁移" in by_url[url].title, reverse=True)
    assert find(page, written, "户口迁移")["exact"] == expected
    page.select_option("select[name=sort]", "time")
    page.wait_for_selector("[data-gk-done]")
    assert page.url.endswith("&sort=time")
    dates = page.locator("ol time").all_inner_texts()
    assert dates == sorted(dates, reverse=True)


def test_page_shows_results_with_marks(page: Page, written: Site) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    open_search(page, written, "?q=戶籍")
    item = page.locator("ol > li").first
    assert page.locator("output").inner_text() == f"找到 {len(written.scan('户籍'))} 条结果。"
    assert item.locator("a").get_attribute("href") == written.address + written.records[2].url
    assert item.locator("a mark").all_inner_texts() == ["戶籍"]
    assert item.locator("time").get_attribute("datetime") == "2026-03-03"
    assert item.locator(".gk-search__column").inner_text() == "户籍证件"
    assert item.locator(".gk-search__excerpt").inner_text() == "因設備檢修，週六不辦公。"
    assert problems == []


def test_markup_in_texts_is_text(page: Page, written: Site) -> None:
    open_search(page, written, "?q=script标签 alert")
    open_search(page, written, "?q=alert")
    assert page.locator("ol script, ol b").count() == 0
    assert page.locator("ol a").inner_text() == "<b>标签</b>与 & 符号"
    assert page.locator("ol p.gk-search__excerpt").inner_text() == "<script>alert(1)</script>"


def test_more_results_and_focus(page: Page, written: Site) -> None:
    total = len(written.scan("关于"))
    assert total > 20
    open_search(page, written, "?q=关于")
    more = page.locator("[data-gk-more]")
    assert page.locator("ol > li").count() == 10
    assert more.inner_text() == f"显示更多（还有 {total - 10} 条）"
    more.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("ol > li:nth-child(20)")
    focused = page.evaluate(
        "[...document.querySelectorAll('ol a')].indexOf(document.activeElement)"
    )
    assert focused == 10


def test_keyboard_alone_asks(page: Page, written: Site) -> None:
    open_search(page, written)
    page.keyboard.press("Tab")
    page.keyboard.type("五个工作日")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-gk-done]")
    assert page.locator("ol mark").first.inner_text() == "五个工作日"
    assert "?q=" in page.url


def test_nothing_is_loaded_before_a_question(page: Page, written: Site) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    open_search(page, written)
    page.wait_for_load_state("networkidle")
    assert not [url for url in fetched if "/data/" in url]


def test_empty_result_helps(page: Page, written: Site) -> None:
    open_search(page, written, "?q=没有这句话")
    assert page.locator("output").inner_text() == "没有找到相符的内容。"
    assert page.locator("[data-gk-empty]").is_visible()
    links = page.locator("[data-gk-empty] > ul a")
    addresses = [link.get_attribute("href") for link in links.all()]
    assert addresses == ["../mulu/", "../sitemap/", "../yishenqing/"]


@pytest.mark.parametrize("lost", ["entry.json", "*/table.gk", "*/page", "*/text"])
def test_a_file_that_does_not_load_is_told(page: Page, written: Site, lost: str) -> None:
    (path,) = (written.folder / "search/data").glob(lost)
    path.rename(path.with_name("away"))
    open_search(page, written, "?q=户籍")
    assert page.locator("output").inner_text() == "检索暂时无法使用。"
    assert page.locator("[data-gk-failed]").is_visible()
    path.with_name("away").rename(path)
    page.locator(".gk-search__button").click()
    page.wait_for_selector("[data-gk-done]")
    assert page.locator("ol > li").count() == len(written.scan("户籍"))


def test_long_document_loads_only_parts_that_may_hold_the_hit(
    page: Page, tmp_path: Path, serve: Callable[[Path], str]
) -> None:
    blocks = tuple(f"第{number}段，{'说明文字。' * 60}" for number in range(100))
    record: dict[str, Any] = {"column": "a", "column_name": "甲", "published": "2026-01-01"}
    write_site(tmp_path, (SearchRecord(url="a/a/", title="长文", blocks=blocks, **record),))
    site = Site((), tmp_path / BASE, serve(tmp_path) + BASE)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    open_search(page, site, "?q=第77段")
    assert page.locator("ol mark").inner_text() == "第77段"
    parts = len(list((site.folder / "search/data").glob("*/text/*/*")))
    assert 0 < len([url for url in fetched if "/text/" in url]) < parts


def test_a_site_without_documents_answers(
    page: Page, tmp_path: Path, serve: Callable[[Path], str]
) -> None:
    write_site(tmp_path, ())
    site = Site((), tmp_path / BASE, serve(tmp_path) + BASE)
    open_search(page, site, "?q=通知")
    assert page.locator("output").inner_text() == "没有找到相符的内容。"
