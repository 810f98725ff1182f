"""The shipped configurations of nginx and Caddy, run, and asked as browsers and proxies ask."""

from __future__ import annotations

import http.client
import shutil
import threading
from typing import TYPE_CHECKING

import pytest

from gongkai.cli.main import run
from gongkai.publish.changeover import change_over
from gongkai.publish.web_addresses import Addresses, encode_path, format_addresses, read_addresses
from tests.browser.test_content_policy import WATCH, list_violations
from tests.helpers.web_servers import run_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

SAFE = {
    "content-security-policy": "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
}
GONE = "chufa-jueding/dongling-huagong-chufa/"
MOVED = (
    ("/Info.aspx?id=3", "/guifanxing/"),
    ("/info.aspx?id=3", "/zhinan/"),
    (encode_path('/a"b\\c.jsp?x={y}'), "/nianbao/"),
)
Answer = tuple[int, dict[str, str], bytes]


class Served:
    """A running server and the folder it serves."""

    def __init__(self, address: str, site: Path) -> None:
        self.address = address
        self.site = site

    def ask(self, target: str, method: str = "GET", **headers: str) -> Answer:
        """One request as it stands, byte for byte; header names are given with underscores."""
        connection = http.client.HTTPConnection(self.address.split("/")[2], timeout=20)
        connection.putrequest(method, target, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, found, answer.read()


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=pytest.mark.needs(name)) for name in ("nginx", "caddy")],
)
def served(
    request: pytest.FixtureRequest, sample: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The sample's site, with old addresses that only a web server can lead on."""
    if shutil.which(request.param) is None:
        pytest.skip(f"本机没有 {request.param}")
    top = tmp_path_factory.mktemp(request.param)
    shutil.copytree(sample / "site", top / "live" / "site")
    site = top / "live" / "site"
    assert run(["hosting", "addresses", str(site), "--to", str(top / "web")]) == 0
    addresses = Addresses(MOVED, read_addresses(site).gone)
    for name, text in format_addresses(addresses).items():
        (top / "web" / name).write_text(text, "utf-8")
    with run_server(request.param, top / "run", site, top / "web") as address:
        yield Served(address, site)


def find_file(site: Path, pattern: str) -> str:
    return next(iter(sorted(site.rglob(pattern)))).relative_to(site).as_posix()


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/", 200),
        ("/no-such-page", 404),
        ("/assets/", 404),
        (f"/{GONE}", 410),
        (f"/{GONE}index.html", 410),
        (f"/zh-hant/{GONE}", 410),
        ("/Info.aspx?id=3", 301),
        ("/../../../../etc/passwd", (400, 404)),
        ("/%2e%2e/%2e%2e/%2e%2e/etc/passwd", (400, 404)),
    ],
)
def test_every_answer_has_the_headers(
    served: Served, target: str, status: int | tuple[int, int]
) -> None:
    found, headers, _ = served.ask(target)

    assert found in (status if isinstance(status, tuple) else (status,))
    assert {name: headers.get(name) for name in SAFE} == SAFE
    assert "/" not in headers.get("server", "")


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("atom.xml", "application/atom+xml; charset=utf-8"),
        ("rss.xml", "application/rss+xml; charset=utf-8"),
        ("sitemap.xml", "text/xml; charset=utf-8"),
        ("*.jsonld", "application/ld+json; charset=utf-8"),
        ("*.ttl", "text/turtle; charset=utf-8"),
        ("*.csv", "text/csv; charset=utf-8"),
        ("*.css", "text/css; charset=utf-8"),
        ("*.js", ("application/javascript; charset=utf-8", "text/javascript; charset=utf-8")),
        ("*.svg", "image/svg+xml"),
        ("*.pdf", "application/pdf"),
        ("*.yml", "application/yaml"),
        ("*.gk", "application/octet-stream"),
        ("gkmlpt/api/all/zhidu", "application/json; charset=utf-8"),
        ("*.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("*.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_files_are_served_whole_by_their_types(
    served: Served, pattern: str, kind: str | tuple[str, ...]
) -> None:
    path = find_file(served.site, pattern)
    status, headers, data = served.ask(f"/{path}")

    assert status == 200
    assert headers["content-type"] in (kind if isinstance(kind, tuple) else (kind,))
    assert data == (served.site / path).read_bytes()


def test_only_addresses_with_a_digest_are_kept_for_good(served: Served) -> None:
    shard = find_file(served.site, "*.gk")
    lasting = "public, max-age=31536000, immutable"

    assert served.ask(f"/{shard}")[1]["cache-control"] == lasting
    assert served.ask("/search/data/0123456789abcdef/x.gk")[1].get("cache-control") != lasting
    for path in ("", "assets/css/gongkai.css", "feeds/atom.xml", "zhinan/"):
        headers = served.ask(f"/{path}")[1]
        assert headers["cache-control"] == "no-cache"
        status, _, data = served.ask(f"/{path}", If_None_Match=headers["etag"])
        assert (status, data) == (304, b"")


def test_parts_compression_and_methods(served: Served) -> None:
    pdf = find_file(served.site, "*.pdf")
    whole = (served.site / pdf).read_bytes()

    status, headers, data = served.ask(f"/{pdf}", Range="bytes=100-199")
    assert (status, data) == (206, whole[100:200])
    assert headers["content-range"] == f"bytes 100-199/{len(whole)}"
    assert served.ask("/catalog.jsonld", Accept_Encoding="gzip")[1]["content-encoding"] == "gzip"
    assert "content-encoding" not in served.ask(f"/{pdf}", Accept_Encoding="gzip")[1]
    assert served.ask("/", "POST")[0] == 405


def test_notices_stand_where_something_was(served: Served) -> None:
    _, _, page = served.ask(f"/{GONE}")
    assert page == (served.site / GONE / "index.html").read_bytes()
    assert "信息已撤回".encode() in page
    assert served.ask("/no-such-page")[2] == (served.site / "404.html").read_bytes()


def test_old_addresses_lead_on(served: Served) -> None:
    for old, new in MOVED:
        status, headers, _ = served.ask(old)
        assert (status, headers["location"]) == (301, new)
    assert served.ask("/info.aspx?id=4")[0] == 404


@pytest.mark.needs("chromium")
def test_a_browser_searches_under_the_policies(served: Served, browser: Browser) -> None:
    page = browser.new_page()
    page.add_init_script(WATCH)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("requestfailed", lambda request: troubles.append(request.url))

    page.goto(f"{served.address}search/?q=电动自行车登记", wait_until="networkidle")
    assert page.locator("main ol > li").count() > 0
    assert (list_violations(page), troubles) == ([], [])
    with page.expect_navigation():
        page.locator("main ol h3 a").first.click()
    assert page.locator("h1").count() == 1
    page.goto("about:blank")
    page.set_content(f"<iframe src='{served.address}'></iframe>")
    page.wait_for_timeout(300)
    assert "政府信息公开" not in page.frames[-1].content()
    page.close()


def test_no_request_meets_a_gap(served: Served) -> None:
    """Sites are changed over, by what `gongkai build` calls, while readers read."""
    other = served.site.parent / "other"
    shutil.copytree(served.site, other)
    wanted = {
        f"/{path}": (served.site / path).read_bytes()
        for path in ("index.html", "404.html", "assets/css/gongkai.css", "feeds/atom.xml")
    }
    faults: list[str] = []
    asked = [0]
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            for path, data in wanted.items():
                status, _, found = served.ask(path)
                asked[0] += 1
                if status != 200 or found != data:
                    faults.append(f"{path} {status} {len(found)}")

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    changes = 0
    while asked[0] < 2000:
        assert change_over(other, served.site) == other  # exchanged, not renamed twice
        changes += 1
    done.set()
    for reader in readers:
        reader.join()
    assert changes > 20
    assert faults == []
