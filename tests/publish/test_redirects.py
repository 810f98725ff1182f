from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import lxml.html
import pytest

from gongkai.core.site import SiteModel, build_site
from gongkai.core.stock import Stock, StockItem
from gongkai.publish.built_site import read_built_site
from gongkai.publish.redirects import LIST, find_page_path, format_redirect, list_redirects
from gongkai.publish.verify_places import find_unlogged
from tests.helpers.tiny_site import SITE
from tests.helpers.tree import judge, make_public

if TYPE_CHECKING:
    from pathlib import Path

URL = f"https://{SITE}/tonggao/ceshi/"


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/", "index.html"),
        ("/old/2019/a.html", "old/2019/a.html"),
        ("/old/2019/", "old/2019/index.html"),
        ("/xxgk/Art_12.htm", "xxgk/Art_12.htm"),
        ("/old/a.shtml", None),
        ("/old/a", None),
        ("/old/show.jsp?id=3", None),
        ("/old/%E5%85%AC.html", None),
        ("/old/../a.html", None),
        ("/old//a.html", None),
        ("/.git/a.html", None),
        ("/old/con/a.html", None),
        ("/old/NUL.html", None),
        ("/old./a.html", None),
        ("/old/a..html", None),
    ],
)
def test_only_plain_addresses_become_pages(address: str, path: str | None) -> None:
    assert find_page_path(address) == path


def make_site(*addresses: str) -> SiteModel:
    items = tuple(
        StockItem("0" * 64, "-", "2019-05-01T09:30", name, address, "公开审〔2019〕1号")
        for name, address in (pair.split(" ") for pair in addresses)
    )
    stock = Stock(SITE, date(2026, 11, 20), (("tonggao", date(2027, 12, 31)),), items)
    site = build_site(judge(make_public()))
    return replace(site, catalog=replace(site.catalog, stock=stock))


def test_each_old_address_leads_on_or_is_listed() -> None:
    site = make_site(
        "tonggao/ceshi /old/a.html",
        "tonggao/bu-zai /old/b.html",
        "tonggao/ceshi /old/A.html",
        "tonggao/ceshi /tonggao/x.html",
        "tonggao/ceshi /Assets/y.html",
        "tonggao/ceshi /old/a.html/z.html",
        "tonggao/ceshi /show.jsp?id=3",
    )
    found = dict(list_redirects(site, ["index.html", "assets/css/gongkai.css"]))
    assert found == {
        "old/A.html": format_redirect(URL),
        LIST: "".join(
            f"{old} {URL}\n"
            for old in (
                *("/Assets/y.html", "/old/a.html", "/old/a.html/z.html"),
                *("/show.jsp?id=3", "/tonggao/x.html"),
            )
        ).encode(),
    }


def test_without_stock_there_is_nothing() -> None:
    assert list(list_redirects(build_site(judge(make_public())), ["index.html"])) == []


def test_a_page_leads_on_in_every_way() -> None:
    page = lxml.html.fromstring(format_redirect(URL))
    assert page.xpath("//link[@rel='canonical']/@href") == [URL]
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={URL}"]
    assert page.xpath("//main//a/@href") == [URL]
    assert page.xpath("//script") == []


def test_the_verifier_lets_nothing_else_stand_at_an_old_address(tmp_path: Path) -> None:
    catalog = make_site("tonggao/ceshi /old/a.html").catalog
    page = tmp_path / "old" / "a.html"
    page.parent.mkdir()
    page.write_bytes(format_redirect(URL))
    assert list(find_unlogged(read_built_site(tmp_path, print), catalog, ())) == []
    page.write_bytes(format_redirect(URL) + b"<p>x</p>")
    found = list(find_unlogged(read_built_site(tmp_path, print), catalog, ()))
    assert [(f.rule, f.path) for f in found] == [("verify-unlogged", "site/old/a.html")]
