"""The programs that the handbook's pictures show, really running, and what they serve."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from scripts.manual.sessions import make_environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LINK = re.compile(r"http://127\.0\.0\.1:\d+/\S+")
_PATIENCE = 90
"""Seconds in which a server is to answer."""


class ServerError(RuntimeError):
    """A server that did not come up."""


@contextmanager
def review_page(home: Path, root: Path, key: Path) -> Iterator[str]:
    """`gongkai review serve` for the owner of a key; gives its link, which opens once.

    Raises:
        ServerError: when it prints no link.
    """
    arguments = ["review", "serve", "--no-open", "--key", str(key), "-C", str(root)]
    with _run(home, arguments, stdout=subprocess.PIPE) as process:
        links = map(_LINK.search, process.stdout or ())
        link = next((found.group() for found in links if found), None)
        if link is None:
            raise ServerError("gongkai review serve printed no link")
        yield link


@contextmanager
def preview(home: Path, root: Path) -> Iterator[str]:
    """`gongkai serve`; gives its address without a slash at the end.

    Raises:
        ServerError: when nothing answers in time.
    """
    port = _find_port()
    address = f"http://127.0.0.1:{port}"
    arguments = ["serve", "--port", str(port), "-C", str(root)]
    with _run(home, arguments, stdout=subprocess.DEVNULL):
        _wait(f"{address}/")
        yield address


@contextmanager
def files(folder: Path) -> Iterator[str]:
    """A plain server of a folder; gives its address without a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@contextmanager
def _run(home: Path, arguments: list[str], stdout: int) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "gongkai", *arguments]
    environment = make_environment(home)
    with subprocess.Popen(
        command, stdout=stdout, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def _find_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _wait(address: str) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            with urlopen(address):  # noqa: S310 - our own address on this machine
                return
        except (URLError, OSError):
            time.sleep(0.5)
    raise ServerError(f"nothing answers at {address}")


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Says nothing."""
