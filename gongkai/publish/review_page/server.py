"""The server of the review page: standard library, loopback alone, no state but the desk's."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gongkai.publish.review_page.exchange import (
    LONGEST_FORM,
    FormError,
    Request,
    Response,
    parse_form,
    parse_query,
)
from gongkai.publish.review_page.guard import HOST, Guard, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    Answer = Callable[[Request], Response]

_SOCKET_SECONDS = 30
_TICK = 0.1


class ReviewServer:
    """Serves the review page to one browser until it is stopped or nobody has asked for long."""

    def __init__(self, port: int = 0, idle_seconds: float = 3600) -> None:
        self._http = _Http((HOST, port), _Handler)
        self.guard = Guard(self._http.server_address[1])
        self._http.guard = self.guard
        self._idle = idle_seconds

    def serve(self, answer: Answer) -> bool:
        """Answers requests; true when it ended because nobody asked for anything."""
        self._http.answer = answer
        self._http.touch()
        watch = threading.Thread(target=self._watch, daemon=True)
        watch.start()
        try:
            self._http.serve_forever(_TICK)
        finally:
            self._http.server_close()
        return self._http.rested > self._idle

    def stop(self) -> None:
        """Ends `serve` from another thread."""
        self._http.ended = True
        self._http.shutdown()

    def _watch(self) -> None:
        while not self._http.ended:
            time.sleep(_TICK)
            if self._http.rested > self._idle:
                self.stop()


class _Http(ThreadingHTTPServer):
    """What handlers share."""

    daemon_threads = True
    # On Windows this would let another program take the port over.
    allow_reuse_address = False
    guard: Guard
    answer: Answer
    ended = False
    _asked = 0.0

    def touch(self) -> None:
        self._asked = time.monotonic()

    @property
    def rested(self) -> float:
        """Seconds since the last request that was let in."""
        return time.monotonic() - self._asked

    def handle_error(self, *_: object) -> None:
        """A browser that goes away in the middle is no event."""


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    server: _Http
    timeout = _SOCKET_SECONDS
    server_version = "gongkai"
    sys_version = ""

    def do_GET(self) -> None:
        self._respond(self._answer(b""))

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit() or int(length) > LONGEST_FORM:
            self._respond(_refuse(413, "表单过长"))
            return
        self._respond(self._answer(self.rfile.read(int(length))))

    def _answer(self, body: bytes) -> Response:
        guard = self.server.guard
        try:
            request = self._read(body)
            guard.check_host(request)
            if not request.path:
                return _refuse(404, "没有这个网页")
            if request.path != "/enter":
                guard.check_session(request)
                guard.check_source(request)
            self.server.touch()
            return self.server.answer(request)
        except RefusedError as error:
            return _refuse(error.status, str(error))
        except FormError:
            return _refuse(400, "表单读不出来")

    def _read(self, body: bytes) -> Request:
        address = urlsplit(self.path)
        base = self.server.guard.base
        inside = address.path.startswith(f"{base}/") and not address.netloc
        headers: dict[str, list[str]] = {}
        for name, value in self.headers.items():
            headers.setdefault(name.lower(), []).append(value)
        form = {}
        if self.command == "POST":
            form = parse_form(self.headers.get("Content-Type", ""), body)
        return Request(
            self.command,
            address.path[len(base) :] if inside else "",
            headers,
            parse_query(address.query),
            form,
        )

    def _respond(self, response: Response) -> None:
        self.send_response(response.status)
        for name, value in response.list_headers():
            self.send_header(name, value)
        if isinstance(response.body, bytes):
            self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if isinstance(response.body, bytes):
            self.wfile.write(response.body)
            return
        for piece in response.body:
            self.wfile.write(piece.encode())
            self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Addresses hold a secret: they are not printed."""


def _refuse(status: int, message: str) -> Response:
    body = (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>不能进入</title>'
        f"</head><body><main><h1>不能进入</h1><p>{message}</p></main></body></html>"
    )
    return Response(body.encode(), status)
