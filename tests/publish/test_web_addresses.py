from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.cli.main import run
from gongkai.publish.redirects import LIST, format_redirect
from gongkai.publish.web_addresses import (
    Addresses,
    AddressesError,
    encode_path,
    format_addresses,
    read_addresses,
)
from tests.helpers.tiny_site import GONE, GUIDE, RULE, make_files, seal, withdraw, write_files

if TYPE_CHECKING:
    from pathlib import Path

ADDRESSES = Addresses((("/a.htm", "/x/"), ("/A.htm", "/y/"), ('/b"\\?c=1', "/z/")), ("/gone/",))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site with a withdrawn document."""
    root = tmp_path_factory.mktemp("site")
    files = make_files()
    withdraw(files, GONE)
    seal(files, 2)
    write_files(root, files)
    assert run(["build", "-C", str(root)]) == 0
    return root / "site"


def test_a_notice_of_withdrawal_is_gone_and_nothing_else(site: Path) -> None:
    address = GONE.removeprefix("content").removesuffix(".md") + "/"
    assert read_addresses(site) == Addresses((), (address,))


def test_old_addresses_come_from_pages_and_from_the_list(site: Path, tmp_path: Path) -> None:
    url = "https://cs.shili.example"
    new = [path.removeprefix("content").removesuffix(".md") + "/" for path in (GUIDE, RULE)]
    olds = ("/art/2019/1.html", "/show.jsp?id=1", "/{a}.jsp")
    items = "".join(
        f"item {'0' * 64} - 2019-05-01T09:30 tonggao/x{n} {old} 审〔2019〕{n}号\n"
        for n, old in enumerate(olds)
    )
    text = "gongkai-stock/v1\nsite cs.shili.example\ndate 2026-01-05\nexpires tonggao 2027-01-05\n"
    copy = tmp_path / "site"
    (copy / "gongkai" / "catalog").mkdir(parents=True)
    (copy / "gongkai" / "log.txt").write_bytes((site / "gongkai" / "log.txt").read_bytes())
    (copy / "gongkai" / "catalog" / "STOCK").write_text(text + items, "utf-8")
    (copy / LIST).write_text(f"{olds[1]} {url}{new[1]}\n{olds[2]} {url}{new[1]}\n", "utf-8")
    page = copy / olds[0].removeprefix("/")
    page.parent.mkdir(parents=True)
    page.write_bytes(format_redirect(f"{url}{new[0]}"))

    assert read_addresses(copy).moved == (
        ("/%7Ba%7D.jsp", new[1]),
        (olds[0], new[0]),
        (olds[1], new[1]),
        (olds[2], new[1]),
    )
    page.write_bytes(b"<title>a page of the new site</title>")
    assert olds[0] not in dict(read_addresses(copy).moved)


@pytest.mark.parametrize("log", [None, b"gongkai-log/v1 a\n1 broken\n", b"\xff"])
def test_what_is_no_site_is_refused(tmp_path: Path, log: bytes | None) -> None:
    (tmp_path / "gongkai").mkdir()
    if log is not None:
        (tmp_path / "gongkai" / "log.txt").write_bytes(log)
    with pytest.raises(AddressesError):
        read_addresses(tmp_path)
    assert run(["hosting", "addresses", str(tmp_path), "--to", str(tmp_path / "web")]) == 2
    assert not (tmp_path / "web").exists()


def test_both_programs_get_what_they_read() -> None:
    mark = "# 由 gongkai hosting addresses 写出，每次发布重写\n"
    assert format_addresses(ADDRESSES) == {
        "moved.map": mark
        + '"~^/a\\\\.htm$" "/x/";\n"~^/A\\\\.htm$" "/y/";\n"/b\\"\\\\?c=1" "/z/";\n',
        "gone.map": mark + '"/gone/" 1;\n"/gone/index.html" 1;\n',
        "addresses.caddy": mark
        + 'map {uri} {gongkai_moved} {\n\t"/a.htm" "/x/"\n\t"/A.htm" "/y/"\n'
        + '\t"/b\\"\\\\?c=1" "/z/"\n\tdefault ""\n}\n'
        + '@gongkai_moved expression `{gongkai_moved} != ""`\n'
        + "redir @gongkai_moved {gongkai_moved} 301\n"
        + "@gongkai_gone path /gone/ /gone/index.html\nerror @gongkai_gone 410\n",
    }
    empty = format_addresses(Addresses((), ()))
    assert set(empty.values()) == {mark}


@given(st.from_regex(r"/[!-;=?-~]{0,60}", fullmatch=True))
def test_no_old_address_breaks_a_line(old: str) -> None:
    spelled = encode_path(old)
    assert encode_path(spelled) == spelled
    for line in format_addresses(Addresses(((old, "/x/"),), ()))["moved.map"].splitlines()[1:]:
        assert re.fullmatch(r'"(?:[^"\\]|\\["\\])*" "/x/";', line)
