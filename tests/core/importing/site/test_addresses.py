"""Addresses of an older site, as mirrors spell them in the names of files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.importing.site.addresses import (
    AddressBook,
    LinkKind,
    Target,
    find_host,
    spell_address,
)

HOST = "old.shili.example"


@pytest.mark.parametrize(
    ("paths", "host"),
    [
        ([f"{HOST}/a.html", f"{HOST}/b/c.html"], HOST),
        ([f"{HOST}/a.html", "other.example/b.html"], ""),
        (["art/a.html"], ""),
        (["index.html"], ""),
        (["a.html/b"], ""),
        (["127.0.0.1+8080/a.html"], "127.0.0.1+8080"),
    ],
)
def test_the_folder_that_is_the_site(paths: list[str], host: str) -> None:
    assert find_host(paths) == host


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("art/2019/7/15/art_12_3456.html", "/art/2019/7/15/art_12_3456.html"),
        ("art/a.jhtml", "/art/a.jhtml"),
        ("show.jsp?id=5", "/show.jsp?id=5"),
        ("show.jsp?id=5.html", "/show.jsp?id=5"),
        ("show.jsp@id=5&m=1.html", "/show.jsp?id=5&m=1"),
        ("col/index.html", "/col/index.html"),
        ("通知/甲.html", "/%E9%80%9A%E7%9F%A5/%E7%94%B2.html"),
        ("a b<c>.html", "/a%20b%3Cc%3E.html"),
        ("down.jsp?name=表 一.doc", "/down.jsp?name=%E8%A1%A8%20%E4%B8%80.doc"),
        ("a@b.html", "/a?b"),
    ],
)
def test_the_address_of_a_file(path: str, address: str) -> None:
    assert spell_address(f"{HOST}/{path}", HOST) == address
    assert spell_address(path, "") == address


PATHS = (
    "index.html",
    "art/1.html",
    "col/index.html",
    "show.jsp?id=5.html",
    "通知/甲.html",
    "down.jsp@file=a.doc",
)
BOOK = AddressBook([f"{HOST}/{path}" for path in PATHS], HOST, "http://www.old.example/a")


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("2.html", Target(LinkKind.BROKEN, address="/art/2.html")),
        ("1.html#top", Target(LinkKind.INTERNAL, f"{HOST}/art/1.html", "/art/1.html")),
        (
            "1.html?from=list",
            Target(LinkKind.INTERNAL, f"{HOST}/art/1.html", "/art/1.html?from=list"),
        ),
        ("../col/", Target(LinkKind.INTERNAL, f"{HOST}/col/index.html", "/col/")),
        ("/col", Target(LinkKind.INTERNAL, f"{HOST}/col/index.html", "/col")),
        ("/", Target(LinkKind.INTERNAL, f"{HOST}/index.html", "/")),
        (
            f"http://{HOST}/show.jsp?id=5",
            Target(LinkKind.INTERNAL, f"{HOST}/show.jsp?id=5.html", "/show.jsp?id=5"),
        ),
        (
            "//www.old.example/art/1.html",
            Target(LinkKind.INTERNAL, f"{HOST}/art/1.html", "/art/1.html"),
        ),
        ("/show.jsp?id=6", Target(LinkKind.BROKEN, address="/show.jsp?id=6")),
        (
            "/%E9%80%9A%E7%9F%A5/甲.html",
            Target(LinkKind.INTERNAL, f"{HOST}/通知/甲.html", "/%E9%80%9A%E7%9F%A5/甲.html"),
        ),
        (
            "/down.jsp?file=a.doc",
            Target(LinkKind.INTERNAL, f"{HOST}/down.jsp@file=a.doc", "/down.jsp?file=a.doc"),
        ),
        (
            "https://www.shili.example/x",
            Target(LinkKind.EXTERNAL, address="https://www.shili.example/x"),
        ),
        ("mailto:a@b.example", Target(LinkKind.OTHER, address="mailto:a@b.example")),
        ("javascript:void(0)", Target(LinkKind.OTHER, address="javascript:void(0)")),
        ("#top", Target(LinkKind.OTHER)),
        ("", Target(LinkKind.OTHER)),
        ("http://[", Target(LinkKind.BROKEN, address="http://[")),
    ],
)
def test_where_links_lead(link: str, expected: Target) -> None:
    assert BOOK.find(f"{HOST}/art/1.html", link) == expected


@given(st.text(max_size=60))
def test_any_link_leads_somewhere_known_or_nowhere(link: str) -> None:
    target = BOOK.find(f"{HOST}/art/1.html", link)
    assert (target.path in BOOK.addresses) is (target.kind is LinkKind.INTERNAL)


@given(st.text(min_size=1, max_size=40))
def test_addresses_are_visible_ascii_as_the_list_of_stock_wants_them(path: str) -> None:
    address = spell_address(path.encode("utf-8", "replace").decode(), "")
    assert address.isascii()
    assert address.isprintable()
    assert not set(" <>") & set(address)
