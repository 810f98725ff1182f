"""The sample's report in Chromium: judged by axe-core and the Nu checker, filtered and printed."""

from __future__ import annotations

import subprocess
import unicodedata
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from playwright.sync_api import expect

from gongkai.cli.main import run
from tests.browser.test_page_kinds import ASKED, AXE, CHECKER, RUN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

REPOSITORY = Path(__file__).parents[2]
COUNT_SHOWN = "rows => rows.filter((row) => row.checkVisibility()).length"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    assert run(["report", "-C", str(REPOSITORY), "--out", str(folder)]) == 0
    return folder / "report.html"


@pytest.fixture
def page(browser: Browser, path: Path) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(path.as_uri())
    yield page
    page.close()


@pytest.mark.needs("chromium", "npm")
@pytest.mark.parametrize(("width", "scheme"), list(product([390, 1280], ["light", "dark"])))
def test_axe_finds_nothing(browser: Browser, path: Path, width: int, scheme: str) -> None:
    # The page's own policy lets no foreign script in; the judge is one.
    context = browser.new_context(
        bypass_csp=True,
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
    )
    page = context.new_page()
    page.add_init_script(path=AXE)
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    assert page.evaluate(RUN, [{"type": "tag", "values": ASKED}, {}]) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


@pytest.mark.needs("java", "npm")
def test_the_html_checker_finds_nothing(path: Path) -> None:
    command = ["java", "-Xss4m", "-jar", str(CHECKER), "--errors-only", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.needs("chromium")
def test_nothing_is_asked_for(browser: Browser, path: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path.as_uri(), wait_until="networkidle")
    assert (asked, said) == ([path.as_uri()], [])
    page.close()


@pytest.mark.needs("chromium")
def test_every_row_is_there_without_the_script(browser: Browser, path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator("form.filter:visible").count() == 0
    assert page.locator("[data-row]:visible").count() == page.locator("[data-row]").count() > 0
    context.close()


@pytest.mark.needs("chromium")
def test_filters_by_keyboard(page: Page) -> None:
    rows = page.locator("#lan [data-row]")
    everything = rows.count()
    page.locator("#shai-lan [name=status]").focus()
    page.keyboard.press("ArrowDown")
    status = page.locator("#shai-lan [name=status]").input_value()
    same = page.locator(f"#lan [data-row][data-status='{status}']").count()
    assert 0 < same == rows.evaluate_all(COUNT_SHOWN) < everything
    told = page.locator("#shai-lan output")
    assert told.inner_text() == f"已筛选（{status}）：显示{same}条，共{everything}条"
    page.locator("#shai-lan [name=q]").focus()
    page.keyboard.type("没有这样的栏目")
    assert rows.evaluate_all(COUNT_SHOWN) == 0
    assert page.locator("#lan h3").evaluate_all(COUNT_SHOWN) == 0
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(told).to_have_text(f"共{everything}条")
    assert rows.evaluate_all(COUNT_SHOWN) == everything


@pytest.mark.needs("chromium")
def test_a_number_leads_to_its_gaps(page: Page) -> None:
    number = page.locator(".matrix tbody td:not(:nth-last-child(2)) > a").first
    number.press("Enter")
    shown = page.locator("#que [data-row]").evaluate_all(COUNT_SHOWN)
    assert shown == int(number.inner_text()) < page.locator("#que [data-row]").count()


@pytest.mark.needs("chromium")
def test_printed_whole(page: Page, tmp_path: Path) -> None:
    parts = page.locator("h2, h3").all_text_contents()
    closed = page.locator(".columns .more").all_text_contents()
    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    text = read_pdf(tmp_path / "report.pdf")
    assert [part for part in parts if squeeze(part) not in text] == []
    # A long line may go on after the foot and the head of a page: its beginning is enough.
    assert [line for line in closed if squeeze(line)[:12] not in text] == []
    assert page.locator(".columns details[open]").count() == 0


@pytest.mark.needs("chromium")
def test_a_filtered_print_says_so(page: Page, tmp_path: Path) -> None:
    page.locator("#shai-wen [name=q]").fill("没有这样的文件")
    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    assert "已筛选(含“没有这样的文件”):显示0条" in read_pdf(tmp_path / "report.pdf")


def read_pdf(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return squeeze("".join(page.get_textpage().get_text_range() for page in document))


def squeeze(text: str) -> str:
    """The text without spaces; fonts may stand for one letter by another that looks the same."""
    return "".join(unicodedata.normalize("NFKC", text).split())
