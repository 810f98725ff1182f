"""The preview over HTTP: standard library, this machine alone, pages that load themselves anew."""

from __future__ import annotations

import mimetypes
import os
import threading
from socketserver import TCPServer, ThreadingMixIn
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from gongkai.publish.preview.pages import TEMPLATES
from gongkai.publish.preview.serving import guard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.publish.preview.running import LivePreview

HOST = "127.0.0.1"
SCRIPT, WAIT = "_preview/live.js", "_preview/wait"
_WAIT_SECONDS = 25.0
_END = b"</body>"


class PreviewServer(ThreadingMixIn, WSGIServer):
    """Answers several requests at a time: one of them waits for the next save."""

    daemon_threads = True
    # On Windows this would let another program take the port over.
    allow_reuse_address = os.name != "nt"

    def __init__(self, port: int) -> None:
        super().__init__((HOST, port), _Handler)

    def server_bind(self) -> None:
        """Binds without asking any name server what this machine is called."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]
        self.setup_environ()

    @property
    def address(self) -> str:
        """What to open in the browser."""
        return f"http://{HOST}:{self.server_port}/"

    def serve(self, preview: LivePreview) -> None:
        """Answers requests until it is interrupted."""
        self.set_app(guard(_Application(preview)))
        threading.Thread(target=preview.follow, name="follow", daemon=True).start()
        self.serve_forever()


class _Handler(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing: the terminal is for findings."""


class _Application:
    """The preview as a WSGI application (PEP 3333)."""

    def __init__(self, preview: LivePreview) -> None:
        self._preview = preview

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401
        method = environ["REQUEST_METHOD"]
        if method not in {"GET", "HEAD"}:
            start_response("405 Method Not Allowed", [("Allow", "GET, HEAD")])
            return []
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace").lstrip("/")
        status, kind, body = self._answer(path, environ["QUERY_STRING"])
        headers = [("Content-Type", kind), ("Content-Length", str(len(body)))]
        if status.startswith("302"):
            headers.append(("Location", quote(f"/{path}/")))
        start_response(status, headers)
        return [body] if method == "GET" else []

    def _answer(self, path: str, query: str) -> tuple[str, str, bytes]:
        if path == WAIT:
            asked = parse_qs(query).get("version", [""])[0]
            version = self._preview.wait(int(asked) if asked.isdecimal() else -1, _WAIT_SECONDS)
            return "200 OK", "text/plain", str(version).encode()
        if path == SCRIPT:
            return "200 OK", "text/javascript", (TEMPLATES / "live.js").read_bytes()
        found = self._preview.find(path)
        if found.status == 404 and self._preview.leads_on(path):  # noqa: PLR2004 - HTTP
            return "302 Found", "text/plain", b""
        kind = _find_type(found.path)
        body = self._follow(found.body) if kind.startswith("text/html") else found.body
        return f"{found.status} {_REASONS[found.status]}", kind, body

    def _follow(self, page: bytes) -> bytes:
        """The page with the script that loads it anew after a save."""
        before, end, after = page.rpartition(_END)
        script = f'<script src="/{SCRIPT}?version={self._preview.version}" defer></script>'
        return before + script.encode() + end + after if end else page


_REASONS = {200: "OK", 404: "Not Found", 500: "Internal Server Error"}


def _find_type(path: str) -> str:
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind in {"application/javascript", "application/json"}
    return f"{kind}; charset=utf-8" if text else kind
