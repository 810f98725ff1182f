from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from gongkai.publish.pages import build_pages
from gongkai.publish.pages.linked_data import dump_data
from gongkai.publish.pages.page import Link
from tests.helpers.site_models import build_related, build_tiny

URL = "https://cs.shili.example/"
BODY = {"@type": "GovernmentOrganization", "@id": f"{URL}#body", "name": "示例市测试局"}


def read_heads() -> dict[str, Any]:
    pages = build_pages(build_tiny())
    return {p.url: json.loads(p.head.data) if p.head.data else None for p in pages}


def test_a_document_is_described_for_search_engines() -> None:
    document, path = read_heads()["tonggao/chuangkou-shijian/"]["@graph"]
    assert document == {
        "@type": "DigitalDocument",
        "@id": f"{URL}tonggao/chuangkou-shijian/",
        "name": "示例市测试局关于调整窗口办公时间的通告",
        "identifier": "11990000MB9900013U/2026-00002",
        "dateCreated": "2026-11-02",
        "datePublished": "2026-11-06T09:30+08:00",
        "publisher": BODY,
        "author": {"@id": f"{URL}#body"},
        "about": "综合政务/其他",
        "keywords": "通告",
        "isPartOf": {"@id": f"{URL}#site"},
    }
    assert path == {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": 1,
                "name": "法定主动公开内容",
                "item": f"{URL}fdzdgk/",
            },
            {"@type": "ListItem", "position": 2, "name": "通告", "item": f"{URL}tonggao/"},
        ],
    }


def test_attachments_are_encodings() -> None:
    (encoding,) = read_heads()["tonggao/zixun-dianhua/"]["@graph"][0]["encoding"]
    assert encoding.pop("sha256")
    assert encoding == {
        "@type": "MediaObject",
        "name": "咨询电话一览表.txt",
        "contentUrl": f"{URL}tonggao/zixun-dianhua/dianhua-biao.txt",
        "encodingFormat": "text/plain",
        "contentSize": "46",
    }


def test_home_is_site_search_and_body() -> None:
    site, body = read_heads()[""]["@graph"]
    assert site["potentialAction"] == {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": f"{URL}search/?q={{search_term_string}}",
        },
        "query-input": "required name=search_term_string",
    }
    assert body["@type"] == "GovernmentOrganization"
    assert body["@id"] == BODY["@id"]


def test_what_is_not_to_be_listed_is_not_described() -> None:
    heads = read_heads()
    assert heads["tonggao/linshi-guanzhi/"] is None
    assert heads["mulu/"]["@graph"][0]["@type"] == "CollectionPage"


def test_no_parser_of_html_sees_anything_in_it() -> None:
    value = {"name": "</script><!-- & 甲"}
    text = dump_data(value)
    assert not set("<>&") & set(text)
    assert json.loads(text) == value
    for page in build_pages(build_related()):
        assert not set("<>&") & set(page.head.data), page.url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("gongkai/guanyu/", []),
        (
            "tonggao/",
            [
                "feeds/lanmu/tonggao/atom.xml",
                "feeds/lanmu/tonggao/rss.xml",
                "mulu/lanmu/tonggao.json",
            ],
        ),
        ("", ["feeds/atom.xml", "feeds/rss.xml", "catalog.jsonld", "catalog.ttl"]),
        (
            "zhongdian-lingyu/zd-tonggao/",
            ["feeds/lingyu/zd-tonggao/atom.xml", "feeds/lingyu/zd-tonggao/rss.xml"],
        ),
        ("mulu/", ["mulu/catalog.json"]),
    ],
)
def test_heads_lead_to_the_search_and_to_the_same_as_data(url: str, expected: list[str]) -> None:
    pages = {page.url: page for page in build_pages(build_tiny())}
    search, *others = pages[url].head.links
    assert replace(search, title="") == Link(
        "search", "opensearch.xml", "application/opensearchdescription+xml"
    )
    assert [(link.rel, link.href) for link in others] == [("alternate", e) for e in expected]
    assert all(link.title and link.type for link in others)


def test_a_document_leads_to_its_data() -> None:
    pages = {page.url: page for page in build_pages(build_tiny())}
    assert pages["tonggao/zixun-dianhua/"].head.links == (
        Link("alternate", "api/v1/documents/tonggao/zixun-dianhua.json", "application/json"),
    )
