"""Who is let in, over real HTTP."""

from __future__ import annotations

import errno
import socket
from typing import TYPE_CHECKING

import pytest

from tests.helpers.tree import PATH

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.helpers.review_desk import Served

    Serve = Callable[..., Served]


def test_the_link_works_once(serve: Serve) -> None:
    served = serve("r01", enter=False)
    first, second = served.enter(), served.enter()
    assert (first.status, second.status) == (200, 403)
    assert "HttpOnly; SameSite=Strict" in first.headers["Set-Cookie"]
    assert f"Path={served.base};" in first.headers["Set-Cookie"]
    assert "Set-Cookie" not in second.headers


def test_without_the_cookie_nothing_is_told(serve: Serve) -> None:
    served = serve("r01", enter=False)
    for path in ("/", f"/item?path={PATH}", f"/sheet?path={PATH}", "/page.css"):
        answer = served.get(path)
        assert answer.status == 403
        assert "测试局" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "localhost"},
        {"Host": ""},
        {"Cookie": "gongkai-review=wrong"},
        {"Cookie": "gongkai-review="},
        {"Cookie": None},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_pages_are_refused(serve: Serve, headers: dict[str, str | None]) -> None:
    served = serve("r01")
    assert served.get("/").status == 200
    assert served.ask("GET", served.base + "/", headers=headers).status in {403, 421}


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": None},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "none"},
        {"Cookie": None},
        {"Host": "gongkai.attacker.example"},
    ],
)
def test_forms_of_others_are_refused(serve: Serve, headers: dict[str, str | None]) -> None:
    served = serve("r01")
    form = served.fill(PATH)
    assert served.ask("POST", served.base + "/prepare", form, headers).status in {403, 421}
    assert served.ask("POST", served.base + "/prepare", form).status == 303


@pytest.mark.parametrize("token", ["", "0" * 64, None])
def test_a_form_without_the_token_is_refused(serve: Serve, token: str | None) -> None:
    served = serve("r01")
    form = {**served.fill(PATH), "token": token or ""}
    if token is None:
        del form["token"]
    assert served.ask("POST", served.base + "/prepare", form).status == 403


def test_forms_of_another_kind_are_refused(serve: Serve) -> None:
    served = serve("r01")
    for kind in ("text/plain", "application/json", "multipart/form-data; boundary=x"):
        headers: dict[str, str | None] = {"Content-Type": kind}
        assert served.ask("POST", served.base + "/prepare", {"a": "b"}, headers).status == 400


def test_a_long_form_is_refused(serve: Serve) -> None:
    served = serve("r01")
    assert served.ask("POST", served.base + "/prepare", {"a": "b" * 70_000}).status == 413


def test_outside_of_the_secret_path_nothing_stands(serve: Serve) -> None:
    served = serve("r01")
    for path in ("/", "/item", f"{served.base}x/"):
        assert served.ask("GET", path).status == 404
    elsewhere = served.ask("GET", f"http://evil.example{served.base}/")
    assert elsewhere.status == 421


def test_every_answer_forbids_scripts_frames_and_keeping(serve: Serve) -> None:
    served = serve("r01")
    for path in ("/", f"/item?path={PATH}", "/public", "/today", "/delegations", "/none"):
        headers = served.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
    sheet = served.get(f"/sheet?path={PATH}").headers["Content-Security-Policy"]
    assert sheet.endswith("frame-ancestors 'self'; sandbox")


def test_only_this_machine_is_served(serve: Serve) -> None:
    served = serve("r01")
    address = served.server._http.server_address
    assert address[0] == "127.0.0.1"
    with socket.socket() as other:
        assert other.connect_ex(("127.0.0.2", served.server.guard.port)) == errno.ECONNREFUSED


def test_it_ends_when_nobody_asks(serve: Serve) -> None:
    served = serve("r01", idle=0.2)
    served.thread.join(10)
    assert not served.thread.is_alive()


def test_two_servers_have_nothing_in_common(serve: Serve) -> None:
    one, other = serve("r01"), serve("r02")
    answer = other.ask("GET", other.base + "/", headers={"Cookie": one.cookie})
    assert answer.status == 403
    assert one.base != other.base
