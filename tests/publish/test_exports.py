from __future__ import annotations

import csv
import io
import json

import lxml.etree
import pytest

from gongkai.core.site import SiteModel, build_site
from gongkai.publish.exports import (
    CATALOG_LABELS,
    catalog_csv,
    catalog_json,
    list_catalog,
    quote_cell,
    sitemap_xml,
)
from gongkai.publish.pages import build_not_found, build_pages
from tests.helpers import tiny_site, tree

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def build_tiny() -> SiteModel:
    files = tiny_site.make_files()
    tiny_site.withdraw(files, tiny_site.GONE)
    verdict = tree.judge(files)
    assert not verdict.blocked, [str(f) for f in verdict.findings]
    return build_site(verdict)


EXPECTED = [
    "11990000MB9900013U/2026-00002",
    "示例市测试局关于调整窗口办公时间的通告",
    "自2026年12月1日起，办事窗口周六上午照常办公。",
    "2026-11-02",
    "2026-11-06 09:30",
    "示例市测试局",
    "示测通〔2026〕2号",
    "综合政务/其他",
    "通告",
    "主动公开",
    "现行有效",
    "通告",
    "https://cs.shili.example/tonggao/chuangkou-shijian/",
]


def test_csv_is_the_catalogue_with_a_bom() -> None:
    data = catalog_csv(build_tiny())
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0] == list(CATALOG_LABELS.values())
    assert rows[1] == EXPECTED
    assert len(rows) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-3", "'-3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("通告", "通告"),
        ("2026-11-02", "2026-11-02"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(text: str, expected: str) -> None:
    assert quote_cell(text) == expected


def test_json_is_versioned_and_sorted() -> None:
    data = catalog_json(build_tiny())
    whole = json.loads(data)
    assert whole["schema"] == "gongkai-catalog/v1"
    assert whole["site"] == "cs.shili.example"
    assert whole["count"] == 2
    assert [item["url"] for item in whole["items"]] == [
        "https://cs.shili.example/tonggao/chuangkou-shijian/",
        "https://cs.shili.example/tonggao/zixun-dianhua/",
    ]
    assert [whole["items"][0][name] for name in CATALOG_LABELS] == EXPECTED
    assert list(whole) == sorted(whole)
    assert data == catalog_json(build_tiny())


def test_catalogue_lists_what_is_public_and_no_more() -> None:
    site = build_tiny()
    assert {row.url for row in list_catalog(site)} == {item.url for item in site.items}


def test_sitemap_lists_pages_for_search_engines() -> None:
    site = build_tiny()
    pages = [*build_pages(site), build_not_found(site)]
    root = lxml.etree.fromstring(sitemap_xml(pages, site))
    dates = {str(url.findtext(f"{SITEMAP}loc")): url.findtext(f"{SITEMAP}lastmod") for url in root}
    listed = {p.url for p in pages if p.kind not in {"withdrawn", "search", "not-found"}}
    assert set(dates) == {f"https://cs.shili.example/{url}" for url in listed}
    assert dates["https://cs.shili.example/tonggao/zixun-dianhua/"] == "2026-11-06"
    assert dates["https://cs.shili.example/"] is None
    assert "https://cs.shili.example/tonggao/linshi-guanzhi/" not in dates
