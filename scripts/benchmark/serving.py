"""A folder served as a public server serves it: texts compressed, connections kept."""

from __future__ import annotations

import gzip
import threading
from contextlib import contextmanager
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMPRESSED = frozenset({".css", ".html", ".js", ".json", ".svg", ".txt", ".xml"})
"""As web servers come from their makers; other files travel as they are."""


@contextmanager
def serve_compressed(folder: Path) -> Iterator[str]:
    """Serves a folder on the loopback interface; the address has a slash at its end."""
    handler = partial(_Handler, directory=str(folder))
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    request_queue_size = 128


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    """As web servers do; else the body would wait 40 ms for the receipt of the head."""

    def do_GET(self) -> None:
        """Answers with the file, compressed where it is a text."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in _COMPRESSED or not path.is_file():
            super().do_GET()
            return
        data = _compress(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """The table shows what was fetched."""


@lru_cache(maxsize=4096)
def _compress(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), compresslevel=6)
