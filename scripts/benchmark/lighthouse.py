"""Lighthouse's four marks, on a phone with a slow line, for the kinds of pages that matter most."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from scripts.benchmark.measuring import RunFailedError
from scripts.benchmark.serving import serve_compressed

if TYPE_CHECKING:
    from collections.abc import Iterator

TOOL = Path(__file__).with_name("lighthouse_tool")
PROGRAM = TOOL / "node_modules" / ".bin" / "lighthouse"
MARKS = {
    "performance": "速度",
    "accessibility": "无障碍",
    "best-practices": "良好做法",
    "seo": "便于搜索引擎收录",
}
WANTED = 95
KIBI = 1024
_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
)


@dataclass(frozen=True, slots=True)
class Marks:
    """What Lighthouse said of one page."""

    name: str
    address: str
    marks: tuple[int, ...]
    """0 to 100, in the order of `MARKS`."""
    weight: int
    """Bytes over the wire."""


def mark_site(site: Path) -> Iterator[Marks]:
    """The marks of home, column, document, catalogue and search, one after the other.

    Raises:
        RunFailedError: npm, Chromium or Lighthouse cannot do its work.
    """
    _install()
    with serve_compressed(site) as base:
        for name, address in _list_pages(site):
            yield _mark(name, address, base)


def _list_pages(site: Path) -> Iterator[tuple[str, str]]:
    """The largest document and the column that it stands in, besides those of every site."""
    years = [json.loads(path.read_bytes()) for path in site.glob("mulu/[0-9]*/catalog.json")]
    documents = [item["url"].split("/", 3)[3] for year in years for item in year["items"]]
    largest = max(documents, key=lambda url: (site / url / "index.html").stat().st_size)
    yield "首页", ""
    yield "栏目页", largest.partition("/")[0] + "/"
    yield "文件页", largest
    yield "目录页", "mulu/"
    yield "检索页", "search/"
    yield "检索结果", f"search/?q={quote('公安')}"


def _install() -> None:
    if PROGRAM.exists():
        return
    command = ["npm", "ci", "--silent", "--prefix", str(TOOL)]
    environment = {**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RunFailedError(done.stderr)


def _mark(name: str, address: str, base: str) -> Marks:
    command = [
        *(str(PROGRAM), base + address, "--quiet", "--output=json", "--output-path=stdout"),
        *(f"--only-categories={','.join(MARKS)}", f"--chrome-flags={_FLAGS}"),
    ]
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RunFailedError(done.stderr)
    said = json.loads(done.stdout)
    marks = tuple(round(100 * (said["categories"][mark]["score"] or 0)) for mark in MARKS)
    return Marks(name, address, marks, said["audits"]["total-byte-weight"]["numericValue"])


def format_marks(found: list[Marks]) -> Iterator[str]:
    """The table."""
    yield f"| 网页 | {' | '.join(MARKS.values())} | 传输 |"
    yield f"| --- |{' ---: |' * (len(MARKS) + 1)}"
    for page in found:
        cells = " | ".join(map(str, page.marks))
        yield f"| {page.name} `/{page.address}` | {cells} | {page.weight / KIBI:.0f} KB |"
