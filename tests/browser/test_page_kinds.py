"""Every kind of page before axe-core (WCAG 2.2 AA, best practices) and the Nu HTML checker."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from playwright.sync_api import Browser, Page

JUDGES = Path(__file__).parents[1] / "web" / "node_modules"
AXE = JUDGES / "axe-core" / "axe.min.js"
CHECKER = JUDGES / "vnu-jar" / "build" / "dist" / "vnu.jar"
ASKED = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VISIBLE = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
"""The rules whose outcome the colours and the size of letters decide."""
VARIANTS = {
    "dark": {"gkScheme": "dark"},
    "contrast": {"gkScheme": "contrast"},
    "elder": {"gkView": "elder"},
    "elder in contrast": {"gkScheme": "contrast", "gkView": "elder"},
}
KIND = re.compile(rb'<body [^>]*class="gk-page gk-page--([a-z-]+)"')
CLASSES = re.compile(rb' class="([^"]*)"')
RUN = """async ([asked, data]) => {
  Object.assign(document.documentElement.dataset, data);
  const outcome = await axe.run(document, { runOnly: asked, resultTypes: ["violations"] });
  for (const name of Object.keys(data)) delete document.documentElement.dataset[name];
  return outcome.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}`));
}"""


def list_pages(root: Path) -> Iterator[tuple[str, str]]:
    """Addresses with their kinds: few pages on which every kind has every one of its components.

    The first of a kind has the most of them. Pages in the other script are as their originals but
    for words: one of each kind will do.
    """
    found = []
    for path in (root / "site").rglob("*.html"):
        page = path.read_bytes()
        kind = KIND.search(page)
        if kind:
            address = path.relative_to(root / "site").as_posix().removesuffix("index.html")
            parts = {part for value in CLASSES.findall(page) for part in value.split()}
            name = kind[1].decode()
            if address.startswith("zh-hant/"):
                name, parts = f"{name} in traditional characters", {b""}
            found.append((-len(parts), address, name, {(name, part) for part in parts}))
    seen: set[tuple[str, bytes]] = set()
    for _, address, name, components in sorted(found, key=lambda page: page[:2]):
        if not components <= seen:
            seen |= components
            yield address, name


@pytest.fixture(scope="module")
def judge(browser: Browser) -> Iterator[Page]:
    # Our pages' policy lets no foreign script in; the judge is one.
    page = browser.new_page(bypass_csp=True)
    page.add_init_script(path=AXE)
    yield page
    page.close()


def find_faults(page: Page, variants: Iterable[str]) -> Iterator[str]:
    """What axe says of the open page as it is, and of its looks in the other ways of reading."""
    found = page.evaluate(RUN, [{"type": "tag", "values": ASKED}, {}])
    yield from (f"light {fault}" for fault in found)
    for name in variants:
        found = page.evaluate(RUN, [{"type": "rule", "values": VISIBLE}, VARIANTS[name]])
        yield from (f"{name} {fault}" for fault in found)


def find_all(page: Page, base: str, pages: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The faults of pages; the other ways of reading are tried on the first of each kind."""
    known: set[str] = set()
    for address, kind in pages:
        variants = () if kind in known or "traditional" in kind else tuple(VARIANTS)
        known.add(kind)
        page.goto(base + address)
        yield from (f"{kind} /{address}: {fault}" for fault in find_faults(page, variants))


@pytest.mark.needs("chromium", "npm")
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(
    sample: Path, serve: Callable[[Path], str], judge: Page, width: int
) -> None:
    base, pages = serve(sample / "site"), list(list_pages(sample))
    assert {"home", "column", "document", "catalog", "search"} <= {kind for _, kind in pages}
    judge.set_viewport_size({"width": width, "height": 900})
    assert sorted(find_all(judge, base, pages)) == []


@pytest.mark.needs("java", "npm")
def test_the_html_checker_finds_nothing(sample: Path) -> None:
    command = ["java", "-Xss4m", "-jar", str(CHECKER), "--errors-only", "--skip-non-html"]
    done = subprocess.run(
        [*command, str(sample / "site")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
