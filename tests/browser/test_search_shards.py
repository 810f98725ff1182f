"""Documents in several shards are found as in one."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.publish import search_parting
from gongkai.publish.records import spell_pinyin
from gongkai.publish.search import ENTRY
from gongkai.publish.search_record import SearchRecord
from tests.browser.test_search import BASE, cut_apart, write_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.needs("chromium")

MATTERS = ("居住登记", "犬只管理", "烟花爆竹", "机动车登记")
ISSUERS = ("示例市公安局", "示例区分局", "")
VALIDITY = ("现行有效", "失效", "尚未施行")
ASK = """async ([module, query, options]) => {
  const { find } = await import(module);
  const { forms, hits, counts, facets } = await find(query, options);
  const told = await Promise.all(hits.map(async (hit) => [
    hit.kind, hit.date, hit.inTitle, hit.numbered, hit.ended,
    ...Object.values(await hit.load()),
  ]));
  return { forms, told, counts, facets };
}"""
QUERIES = (
    *("登记", "登记 办法", "犬只管理办法", "公安局", "办", "2026", "没有这句话", "自受理之日起"),
    *("示公规〔2026〕7号", "示公规2026", "印发示公规〔2026〕7号", "第7号", "示公〔2026〕7号"),
    *("juzhu", "jzdj", "quanzhi 受理", "jzdj 犬只"),
)
OPTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"sort": "time"},
    {"filters": {"issuer": ["示例市公安局"], "year": ["2026", "2024"]}},
    {"filters": {"validity": ["失效"]}, "from": "2023-02-01", "to": "2026-05-31"},
)


def make_records() -> tuple[SearchRecord, ...]:
    draw = random.Random(11)  # noqa: S311 - texts, not secrets
    records = []
    for number in range(70):
        matter, issuer = draw.choice(MATTERS), draw.choice(ISSUERS)
        year, column = draw.randint(2021, 2026), draw.choice(("gui", "tong"))
        title = f"{issuer}关于{matter}办法的{draw.choice(('通知', '公告', '解读'))}"
        blocks = (
            f"{matter}由{draw.choice(ISSUERS)}负责，自受理之日起{number}日内办结。",
            *(f"{draw.choice(MATTERS)}参照办理。" for _ in range(draw.randint(0, 3))),
        )
        records.append(
            SearchRecord(
                url=f"{column}/d{number:02}/",
                title=title,
                blocks=blocks,
                column=column,
                column_name={"gui": "规范性文件", "tong": "通知公告"}[column],
                published=f"{year}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}",
                pinyin=spell_pinyin(title),
                document_number=draw.choice(
                    ("", f"示公规〔{year}〕{number % 9}号", f"示公〔{year}〕{number % 9}号")
                ),
                issuer=issuer,
                validity=draw.choice(VALIDITY),
                unit="fazhi",
                unit_name="法制支队",
            )
        )
    return tuple(records)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> list[str]:
    """The address of a site of one shard, and of one of many."""
    addresses = []
    for parted in (False, True):
        folder = tmp_path_factory.mktemp("site")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(search_parting, "FEW", 3)
            if parted:
                cut_apart(patch)
            write_site(folder, make_records())
        shards = json.loads((folder / BASE / ENTRY).read_bytes())["shards"]
        assert (len(shards) > 8) is parted
        addresses.append(serve(folder) + BASE)
    return addresses


@pytest.fixture(scope="module")
def pages(browser: Browser, sites: list[str]) -> list[Page]:
    opened = [browser.new_page() for _ in sites]
    for page, site in zip(opened, sites, strict=True):
        page.goto(f"{site}search/")
    return opened


@pytest.mark.parametrize("options", OPTIONS, ids=json.dumps)
@pytest.mark.parametrize("query", QUERIES)
def test_many_shards_answer_as_one(
    pages: list[Page], sites: list[str], query: str, options: dict[str, Any]
) -> None:
    one, many = (
        page.evaluate(ASK, [f"{site}assets/js/search-index.js", query, options])
        for page, site in zip(pages, sites, strict=True)
    )
    assert many == one
    assert one["forms"]


def test_the_questions_find_of_every_kind(pages: list[Page], sites: list[str]) -> None:
    module = f"{sites[1]}assets/js/search-index.js"
    counts = [pages[1].evaluate(ASK, [module, query, {}])["counts"] for query in QUERIES]
    assert all(any(count[kind] for count in counts) for kind in ("exact", "number", "pinyin"))
