"""What 《政府网站发展指引》 (国办发〔2017〕47号) and its annex on pages ask, on the built pages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import lxml.html
import pytest

from gongkai.publish.tree_reader import read_work_tree

if TYPE_CHECKING:
    from lxml.html import HtmlElement

ROOT = Path(__file__).parents[2]
MARKS = {
    "主办单位": "示例市公安局",
    "承办单位": "示例市公安局办公室",
    "联系电话": "0999-5550110",
    "地址": "示例市望湖区人民路1号　邮编 099000",
    "网站标识码": "9900000017",
    "ICP备案": "示ICP备09900001号",
    "公安备案": "示公网安备 99000002000017号",
    "网络": "本网站支持 IPv6 访问",
}
LINKS = {
    "关于我们": "gongkai/guanyu/",
    "网站地图": "sitemap/",
    "无障碍声明": "gongkai/wuzhangai/",
    "隐私声明": "gongkai/yinsi/",
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d)?|同日|\d{4}年\d{1,2}月\d{1,2}日")
OWN = "https://gaj.shili.example/"


@pytest.fixture(scope="module")
def pages(sample: Path) -> dict[str, HtmlElement]:
    """The pages in the original script, by their addresses."""
    site = sample / "site"
    found = {p.relative_to(site).as_posix().removesuffix("index.html"): p for p in _list(site)}
    return {address: lxml.html.fromstring(p.read_bytes()) for address, p in found.items()}


def _list(site: Path) -> list[Path]:
    return [
        path
        for path in sorted(site.rglob("*.html"))
        if b'class="gk-page ' in path.read_bytes() and not path.is_relative_to(site / "zh-hant")
    ]


def test_there_is_a_page_of_every_kind(pages: dict[str, HtmlElement]) -> None:
    kinds = {root.xpath("string(//body/@class)").rpartition("--")[2] for root in pages.values()}
    assert {
        "home",
        "block",
        "column",
        "document",
        "key-areas",
        "key-area",
        "catalog",
        "register",
        "sitemap",
        "search",
        "about",
        "verification",
        "statement",
        "withdrawn",
        "not-found",
    } <= kinds


def test_every_page_names_the_site_in_three_tags(pages: dict[str, HtmlElement]) -> None:
    for address, root in pages.items():
        tags = {m.get("name"): m.get("content") for m in root.xpath("//meta[@name]")}
        assert tags["SiteName"] == "示例市公安局", address
        assert tags["SiteDomain"] == "gaj.shili.example", address
        assert tags["SiteIDCode"] == "9900000017", address


def test_every_page_ends_with_the_marks(pages: dict[str, HtmlElement]) -> None:
    for address, root in pages.items():
        (footer,) = root.xpath("//body/footer")
        rows = footer.xpath(".//dl/div")
        shown = {_tell(row.find("dt")): _tell(row.find("dd")) for row in rows}
        assert shown == MARKS, address
        assert "党政机关网站" in footer.text_content(), address
        fault = footer.xpath(".//a[contains(., '我为政府网站找错')]/@href")
        assert fault == ["https://www.shili.example/zhaocuo/?site=9900000017"], address
        links = {_tell(a): a.get("href") for a in footer.xpath(".//ul//a")}
        for label, target in LINKS.items():
            assert links[label].endswith(target) or address == target, (address, label)


def _tell(element: HtmlElement) -> str:
    return element.text_content().strip()


def test_every_page_but_the_first_says_where_one_is(pages: dict[str, HtmlElement]) -> None:
    for address, root in pages.items():
        steps = [_tell(li) for li in root.xpath("//nav[@aria-label='当前位置']//li")]
        if address == "":
            assert steps == []
            continue
        assert steps[0] == "首页", address
        assert len(steps) >= 2, address
        assert len(address.rstrip("/").split("/")) <= 4, address


def test_times_are_shown_as_prescribed(pages: dict[str, HtmlElement]) -> None:
    times = [(address, _tell(t)) for address, root in pages.items() for t in root.iter("time")]
    assert len(times) > 500
    assert [pair for pair in times if not MOMENT.fullmatch(pair[1])] == []


def test_every_row_of_a_list_bears_its_time(pages: dict[str, HtmlElement]) -> None:
    for address, root in pages.items():
        for row in root.xpath("//ul[@class='gk-list']/li"):
            # A window ends with a day, not with a minute.
            minute = "" if "公示期满" in row.text_content() else r" \d\d:\d\d"
            assert re.search(rf"\d{{4}}-\d\d-\d\d{minute}", row.text_content()), address


def test_links_that_leave_the_site_say_so(pages: dict[str, HtmlElement]) -> None:
    for address, root in pages.items():
        for link in root.xpath("//a[starts-with(@href, 'http')]"):
            if link.get("href").startswith(OWN):
                continue
            assert "gk-out" in link.get("class", ""), (address, link.get("href"))
            assert link.get("title"), (address, link.get("href"))


def test_the_statements_claim_what_the_site_does(
    sample: Path, pages: dict[str, HtmlElement]
) -> None:
    privacy = pages["gongkai/yinsi/"].text_content()
    scripts = [p.read_text("utf-8") for p in (sample / "site" / "assets").rglob("*.js")]
    kept = {
        name
        for text in scripts
        for name in re.findall(r"(?:keep|recall|setItem|getItem)\(\s*\"([^\"]+)\"", text)
    }
    assert kept == {"gk-scheme", "gk-view"}
    assert all(name in privacy for name in kept)
    assert not [text for text in scripts if "document.cookie" in text or "sendBeacon" in text]
    accessible = pages["gongkai/wuzhangai/"].text_content()
    for tool in ("长者版", "高对比度", "深色"):
        assert tool in accessible
        assert f">{tool}</button>" in (sample / "site" / "index.html").read_text("utf-8")


def test_statements_and_map_are_in_the_map(pages: dict[str, HtmlElement]) -> None:
    links = {a.get("href").removeprefix("../") for a in pages["sitemap/"].xpath("//main//a")}
    assert {*LINKS.values()} - {"sitemap/"} <= links


def test_the_catalogue_gives_what_is_asserted_here() -> None:
    site = read_work_tree(ROOT).files["catalog/site.yml"].data.decode()
    assert all(mark.split("　")[0] in site for mark in MARKS.values() if "IPv6" not in mark)
