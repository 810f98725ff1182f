"""Who may talk to the review page: one browser on this machine, that was given the link.

Other people's pages, other users of the machine and other names for this address are kept out:
a secret path, a link that works once, a cookie, the Host and Origin of each request, a token in
each form.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.publish.review_page.exchange import Request

HOST = "127.0.0.1"
LINK_SECONDS = 600
"""How long the link is good that the browser is opened with."""
_COOKIE = "gongkai-review"
_LENGTH = 32


class RefusedError(Exception):
    """A request that is not answered; the message is Chinese and tells nothing of the inside."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass
class Guard:
    """The secrets of one run of the page."""

    port: int
    base: str = field(default_factory=lambda: f"/{secrets.token_urlsafe(12)}")
    """Path below which everything stands; the cookie is sent there alone."""
    _link: str = field(default_factory=lambda: secrets.token_urlsafe(_LENGTH))
    _session: str = field(default_factory=lambda: secrets.token_urlsafe(_LENGTH))
    _issued: float = field(default_factory=time.monotonic)
    _used: bool = False

    @property
    def origin(self) -> str:
        """What the browser calls this server."""
        return f"http://{HOST}:{self.port}"

    @property
    def link(self) -> str:
        """The address to open in the browser; it works once."""
        return f"{self.origin}{self.base}/enter?token={self._link}"

    @property
    def form_token(self) -> str:
        """What each form carries, so that no other page can send one."""
        return hmac.new(self._session.encode(), b"form", hashlib.sha256).hexdigest()

    def enter(self, token: str) -> str:
        """Lets the browser in that brings the link's token; gives the cookie to be set.

        Raises:
            RefusedError: when the token is wrong, was used before or is too old.
        """
        fits = hmac.compare_digest(token.encode(), self._link.encode())
        if not fits or self._used or time.monotonic() - self._issued > LINK_SECONDS:
            message = "进入的网址不对、已经用过或者过期。请在终端窗口按 Ctrl+C 结束，再运行一次"
            raise RefusedError(403, message)
        self._used = True
        return f"{_COOKIE}={self._session}; Path={self.base}; HttpOnly; SameSite=Strict"

    def check_host(self, request: Request) -> None:
        """Refuses a request under another name: a name that leads here is not to be trusted.

        Raises:
            RefusedError: when it is not the very address that was opened.
        """
        if request.header("Host") != f"{HOST}:{self.port}":
            raise RefusedError(421, "只能用终端窗口给出的网址进入")

    def check_session(self, request: Request) -> None:
        """Refuses whoever has not entered by the link.

        Raises:
            RefusedError: without the cookie.
        """
        cookies = SimpleCookie()
        try:
            cookies.load(request.header("Cookie") or "")
        except CookieError:
            cookies.clear()
        brought = cookies[_COOKIE].value if _COOKIE in cookies else ""
        if not hmac.compare_digest(brought.encode(), self._session.encode()):
            raise RefusedError(403, "请用终端窗口给出的网址进入；浏览器须允许 Cookie")

    def check_source(self, request: Request) -> None:
        """Refuses what another page sent; of what changes something, all but our own forms.

        Raises:
            RefusedError: by origin, by the browser's own word, or for want of the form's token.
        """
        site = request.header("Sec-Fetch-Site")
        if site not in {None, "same-origin", "none"}:
            raise RefusedError(403, "请求来自别的网页，已拒绝")
        if request.method != "POST":
            return
        if request.header("Origin") != self.origin or site == "none":
            raise RefusedError(403, "请求来自别的网页，已拒绝")
        token = request.field("token")
        if not hmac.compare_digest(token.encode(), self.form_token.encode()):
            raise RefusedError(403, "表单已失效，请返回上一页重新打开")
