from __future__ import annotations

import re

import feedparser
import lxml.etree
import pytest

from gongkai.publish.exports.feed_files import list_feed_files
from gongkai.publish.exports.feeds import MOST, list_feeds
from tests.helpers import tree as helper
from tests.helpers.site_models import build_documents, build_related, build_tiny

ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00"
RFC822 = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT"
URL = "https://cs.shili.example/"
TINY = [
    "feeds/",
    "feeds/feizhi-shixiao/",
    "feeds/chehui/",
    "feeds/lanmu/tonggao/",
    "feeds/bumen/bangongshi/",
    "feeds/lingyu/zd-tonggao/",
]


def test_every_feed_comes_in_both_formats() -> None:
    files = dict(list_feed_files(build_tiny()))
    assert list(files) == [f"{path}{form}.xml" for path in TINY for form in ("atom", "rss")]
    assert dict(list_feed_files(build_tiny())) == files


ATOM_EXPECTED = f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<id>{URL}feeds/chehui/atom.xml</id>
<title>示例市测试局：撤回的信息</title>
<updated>2026-11-18T10:00:00+08:00</updated>
<author><name>示例市测试局</name></author>
<link rel="self" type="application/atom+xml" href="{URL}feeds/chehui/atom.xml"/>
<link rel="alternate" type="text/html" href="{URL}"/>
<entry><id>{URL}tonggao/linshi-guanzhi/#withdrawn</id>\
<title>信息已撤回（索引号 11990000MB9900013U/2026-00003）</title>\
<link rel="alternate" type="text/html" href="{URL}tonggao/linshi-guanzhi/"/>\
<updated>2026-11-18T10:00:00+08:00</updated><published>2026-11-18T10:00:00+08:00</published>\
<author><name>示例市测试局</name></author><category term="公示期满"/>\
<summary type="text">公示期满，按规定撤下。</summary></entry>
</feed>
"""
RSS_EXPECTED = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>示例市测试局：撤回的信息</title>
<link>{URL}</link>
<description>示例市测试局依法公开的政府信息：撤回的信息。</description>
<language>zh-cn</language>
<lastBuildDate>Wed, 18 Nov 2026 02:00:00 GMT</lastBuildDate>
<atom:link rel="self" type="application/rss+xml" href="{URL}feeds/chehui/rss.xml"/>
<item><title>信息已撤回（索引号 11990000MB9900013U/2026-00003）</title>\
<link>{URL}tonggao/linshi-guanzhi/</link><description>公示期满，按规定撤下。</description>\
<category>公示期满</category>\
<guid isPermaLink="false">{URL}tonggao/linshi-guanzhi/#withdrawn</guid>\
<pubDate>Wed, 18 Nov 2026 02:00:00 GMT</pubDate></item>
</channel>
</rss>
"""


@pytest.mark.parametrize(("form", "expected"), [("atom", ATOM_EXPECTED), ("rss", RSS_EXPECTED)])
def test_a_feed_is_these_bytes(form: str, expected: str) -> None:
    assert dict(list_feed_files(build_tiny()))[f"feeds/chehui/{form}.xml"].decode() == expected


def test_atom_has_what_rfc_4287_requires() -> None:
    for path, data in list_feed_files(build_related()):
        if not path.endswith("atom.xml"):
            continue
        root = lxml.etree.fromstring(data)
        for element in (root, *root.findall(f"{ATOM}entry")):
            for name in ("id", "title", "updated", "author"):
                assert len(element.findall(f"{ATOM}{name}")) == 1, (path, name)
            assert re.fullmatch(RFC3339, element.findtext(f"{ATOM}updated") or "")
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
        assert links["self"] == f"{URL}{path}"
        ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
        assert len(set(ids)) == len(ids) <= MOST


def test_rss_has_what_its_specification_requires() -> None:
    for path, data in list_feed_files(build_related()):
        if not path.endswith("rss.xml"):
            continue
        root = lxml.etree.fromstring(data)
        assert root.get("version") == "2.0"
        (channel,) = root
        assert all(channel.findtext(name) for name in ("title", "link", "description"))
        for item in channel.findall("item"):
            assert all(item.findtext(name) for name in ("title", "description", "guid"))
            assert re.fullmatch(RFC822, item.findtext("pubDate") or "")


def test_readers_understand_them() -> None:
    for path, data in list_feed_files(build_related()):
        feed = feedparser.parse(data)
        assert not feed.bozo, path
        assert feed.version == ("atom10" if path.endswith("atom.xml") else "rss20")
        assert all(entry.link.startswith(URL) and entry.title for entry in feed.entries)


def test_ends_of_validity_are_told_with_their_day_and_reason() -> None:
    feeds = {feed.name: feed for feed in list_feeds(build_related())}
    told = [(e.id, e.title, e.summary, f"{e.updated}") for e in feeds["feizhi-shixiao"].entries]
    assert told == [
        (
            f"{URL}tonggao/b/#expired",
            "失效：第二号通告",
            "第二号通告自2026年11月10日起有效期届满，仅供查阅。",
            "2026-11-10 00:00:00+08:00",
        ),
        (
            f"{URL}tonggao/a/#repealed",
            "废止：第一号通告",
            "第一号通告自2026年11月3日起被《第三号通告》废止或者替代，仅供查阅。",
            "2026-11-03 00:00:00+08:00",
        ),
    ]


def test_a_feed_holds_the_newest_and_no_more() -> None:
    documents = {
        f"content/tonggao/d{n}.md": helper.write_document(
            title=f"第{n}号通告",
            document_number=f"示测通〔2026〕{n}号",
            index_number=f"{helper.CODE}/2026-{n:05}",
        )
        for n in range(1, MOST + 3)
    }
    feeds = {feed.name: feed for feed in list_feeds(build_documents(documents))}
    assert len(feeds[""].entries) == MOST
