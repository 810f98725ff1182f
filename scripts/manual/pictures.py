"""Pictures of the handbook, taken of the real pages in Chromium."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

from scripts.manual.sessions import PRACTICE, practice_home

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

_COLOURS = 128
"""Enough for pages of text; a picture then weighs a third."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of one page."""

    name: str
    address: str
    """From the root of the built site, or of the folder of reports."""
    width: int = 1280
    height: int = 860
    scroll: str = ""
    """Selector of what is to stand at the top."""


PICTURES = (
    Picture("wangzhan-shouye", "site/index.html"),
    Picture("wangzhan-wenjian", "site/guifanxing/linshi-jiuzhu-shishi-banfa/index.html"),
    Picture("baogao", "report/report.html"),
)


def take_pictures(folder: Path) -> None:
    """Builds a practice site and takes every picture of it."""
    folder.mkdir(exist_ok=True)
    with practice_home() as home, _build(home / PRACTICE) as root, _serve(root) as origin:
        chromium = shutil.which("chromium")
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for picture in PICTURES:
                page = browser.new_page(viewport={"width": picture.width, "height": picture.height})
                page.goto(f"{origin}/{picture.address}")
                save_picture(page, folder / f"{picture.name}.png", picture.scroll)
                page.close()
            browser.close()


def save_picture(page: Page, file: Path, scroll: str = "") -> None:
    """Takes the picture that a window shows and makes it small."""
    if scroll:
        page.locator(scroll).first.evaluate("node => node.scrollIntoView()")
    with tempfile.NamedTemporaryFile(suffix=".png") as raw:
        page.screenshot(path=raw.name, animations="disabled")
        with Image.open(raw.name) as image:
            image.convert("RGB").quantize(_COLOURS).save(file, optimize=True)


@contextmanager
def _build(root: Path) -> Iterator[Path]:
    """A folder with the built site and its report, named as the pictures name them."""
    command = [sys.executable, "-m", "gongkai", "build", "-C", str(root)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    served = root / "build" / "pictures"
    served.mkdir()
    (served / "site").symlink_to(root / "site")
    (served / "report").symlink_to(root / "build" / "report")
    yield served


@contextmanager
def _serve(folder: Path) -> Iterator[str]:
    handler = partial(_Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Says nothing."""
