from __future__ import annotations

import lxml.etree
import pytest

from gongkai.publish.exports.discovery import format_sitemaps, list_discovery_parts
from gongkai.publish.exports.part import list_files
from gongkai.publish.pages import build_not_found, build_pages
from tests.helpers.site_models import build_tiny

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
URL = "https://cs.shili.example/"


def make_files() -> dict[str, bytes]:
    site = build_tiny()
    pages = (*build_pages(site), build_not_found(site))
    return dict(list_files(list_discovery_parts(site, [page.url for page in pages])))


def test_sitemap_lists_pages_for_search_engines_each_with_its_day() -> None:
    site = build_tiny()
    root = lxml.etree.fromstring(make_files()["sitemap.xml"])
    dates = {str(url.findtext(f"{SITEMAP}loc")): url.findtext(f"{SITEMAP}lastmod") for url in root}
    listed = {page.url for page in build_pages(site) if page.kind not in {"withdrawn", "search"}}
    assert set(dates) == {f"{URL}{url}" for url in listed}
    assert set(dates.values()) == {"2026-11-06"}
    assert f"{URL}tonggao/linshi-guanzhi/" not in dates
    assert f"{URL}404.html" not in dates


@pytest.mark.parametrize(
    ("number", "files"),
    [
        (2, ["sitemap.xml"]),
        (3, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]),
        (5, ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]),
    ],
)
def test_a_long_sitemap_becomes_an_index(number: int, files: list[str]) -> None:
    addresses = [(f"a/{n}/", f"2026-01-0{n + 1}") for n in range(number)]
    made = dict(format_sitemaps(addresses, URL, most=2))
    assert list(made) == files
    roots = {name: lxml.etree.fromstring(data) for name, data in made.items()}
    parts = [root for name, root in roots.items() if name != "sitemap.xml" or len(files) == 1]
    told = [url.findtext(f"{SITEMAP}loc") for root in parts for url in root]
    assert told == [f"{URL}a/{n}/" for n in range(number)]
    if len(files) > 1:
        index = [
            (part.findtext(f"{SITEMAP}loc"), part.findtext(f"{SITEMAP}lastmod"))
            for part in roots["sitemap.xml"]
        ]
        assert index == [
            (f"{URL}{name}", f"2026-01-0{min(number, 2 * n)}")
            for n, name in enumerate(files[:-1], 1)
        ]


def test_robots_may_read_everything() -> None:
    assert make_files()["robots.txt"].decode() == (
        f"User-agent: *\nAllow: /\n\nSitemap: {URL}sitemap.xml\n"
    )


def test_browsers_can_offer_the_search() -> None:
    root = lxml.etree.fromstring(make_files()["opensearch.xml"])
    told = {str(child.tag).removeprefix(OPENSEARCH): child.text for child in root if child.text}
    assert told == {
        "ShortName": "示例市测试局",
        "Description": "检索示例市测试局主动公开的政府信息，可按标题、文号、正文和附件名称查找。",
        "Contact": "gongkai@cs.shili.example",
        "Language": "zh-CN",
        "InputEncoding": "UTF-8",
        "OutputEncoding": "UTF-8",
    }
    assert [dict(url.attrib) for url in root.iter(f"{OPENSEARCH}Url")] == [
        {"type": "text/html", "method": "get", "template": f"{URL}search/?q={{searchTerms}}"},
        {
            "type": "application/opensearchdescription+xml",
            "rel": "self",
            "template": f"{URL}opensearch.xml",
        },
    ]
