"""Dark, high contrast and the view for the elderly (长者版) in a real browser; print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.needs("chromium")

COLUMN = "guifanxing/"
DOCUMENT = "guifanxing/diandong-zixingche-dengji-banfa/"
WHITE, DARK, BLACK = "rgb(255, 255, 255)", "rgb(19, 24, 30)", "rgb(0, 0, 0)"
YELLOW = "rgb(255, 255, 0)"
GROUND = "getComputedStyle(document.body).backgroundColor"
LINK = "getComputedStyle(document.querySelector('.gk-list a')).color"
LETTERS = "parseFloat(getComputedStyle(document.body).fontSize)"
STATES = """() => Object.fromEntries(
  [...document.querySelectorAll("button[data-gk-tool]")]
    .map((button) => [button.dataset.gkTool, button.getAttribute("aria-pressed")]))"""
SMALL = """() => [...document.querySelectorAll("a, button, input, summary")]
  .filter((at) => at.checkVisibility())
  .filter((at) => !at.matches(".gk-skip, p a, dd a, td a, .gk-text a, .gk-notice a"))
  .filter((at) => at.getBoundingClientRect().height < 43.5)
  .map((at) => `${at.className} ${at.textContent.trim().slice(0, 20)}`)"""
COLUMNS = """() => new Set([...document.querySelectorAll("main .gk-cards > li, main section")]
  .filter((at) => at.checkVisibility())
  .map((at) => Math.round(at.getBoundingClientRect().left / 40))).size"""
NOTE_FIRST = """
new MutationObserver((_, observer) => {
  if (!document.body) return;
  sessionStorage.setItem("first", document.documentElement.dataset.gkScheme ?? "none");
  observer.disconnect();
}).observe(document, { childList: true, subtree: true });
"""


@pytest.fixture(scope="module")
def base(sample: Path, serve: Callable[[Path], str]) -> str:
    return serve(sample / "site")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


def press(page: Page, tool: str) -> None:
    page.locator(f"button[data-gk-tool={tool}]").click()


def test_buttons_tell_their_state_and_the_choice_stays(page: Page, base: str) -> None:
    page.goto(base + COLUMN)
    seen = [(page.evaluate(STATES), page.evaluate(GROUND))]
    for tool in ("dark", "contrast", "contrast", "elder"):
        press(page, tool)
        seen.append((page.evaluate(STATES), page.evaluate(GROUND)))
    page.goto(base + DOCUMENT)

    off = {"elder": "false", "contrast": "false", "dark": "false"}
    assert seen == [
        (off, WHITE),
        (off | {"dark": "true"}, DARK),
        (off | {"contrast": "true"}, BLACK),
        (off, WHITE),
        (off | {"elder": "true"}, WHITE),
    ]
    assert page.evaluate(STATES) == off | {"elder": "true"}
    page.locator("button[data-gk-standard]").click()
    assert page.evaluate(STATES) == off
    assert page.evaluate("document.activeElement.dataset.gkTool") == "elder"
    assert page.evaluate("localStorage.length") == 0


def test_the_system_decides_where_nobody_has_chosen(page: Page, base: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(base + COLUMN)
    assert page.evaluate(GROUND) == DARK
    assert page.evaluate(STATES)["dark"] == "true"
    press(page, "dark")
    assert page.evaluate(GROUND) == WHITE
    page.emulate_media(color_scheme="light")
    assert page.evaluate(GROUND) == WHITE
    page.emulate_media(color_scheme="dark")
    press(page, "dark")
    assert page.evaluate(GROUND) == DARK
    assert page.evaluate("localStorage.length") == 0


def test_the_choice_holds_before_anything_is_painted(page: Page, base: str) -> None:
    page.goto(base + COLUMN)
    press(page, "contrast")
    page.add_init_script(NOTE_FIRST)
    page.goto(base + DOCUMENT)

    assert page.evaluate("sessionStorage.getItem('first')") == "contrast"


def test_high_contrast_shows_underlined_yellow_links_on_black(page: Page, base: str) -> None:
    page.goto(base + COLUMN)
    press(page, "contrast")
    line = "getComputedStyle(document.querySelector('.gk-list a')).textDecorationLine"

    assert (page.evaluate(GROUND), page.evaluate(LINK)) == (BLACK, YELLOW)
    assert page.evaluate(line) == "underline"


def test_more_contrast_is_given_to_those_whose_system_asks(page: Page, base: str) -> None:
    muted = "getComputedStyle(document.querySelector('.gk-lead')).color"
    text = "getComputedStyle(document.body).color"
    page.goto(base + COLUMN)
    assert page.evaluate(muted) != page.evaluate(text)
    page.emulate_media(contrast="more")
    assert page.evaluate(muted) == page.evaluate(text)


def test_forced_colours_keep_the_current_entry_and_the_buttons_visible(
    page: Page, base: str
) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(base + COLUMN)
    style = "(name) => getComputedStyle(document.querySelector(name))"

    assert page.evaluate(f"({style})('.gk-side a[aria-current]').outlineStyle") == "solid"
    assert page.evaluate(f"({style})('.gk-find button').borderTopStyle") == "solid"
    assert page.evaluate(f"({style})('.gk-facts').borderTopStyle") == "solid"


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["", COLUMN, DOCUMENT, "fdzdgk/", "zhongdian-lingyu/"])
def test_the_view_for_the_elderly_is_large_simple_and_in_one_column(
    page: Page, base: str, path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(base + path)
    before = page.evaluate(LETTERS)
    press(page, "elder")

    assert page.evaluate(LETTERS) >= max(20, before * 1.3)
    assert page.evaluate(SMALL) == []
    assert page.evaluate(COLUMNS) <= 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (
        not page.locator(".gk-extra, .gk-blocks, .gk-figures, .gk-contents")
        .filter(visible=True)
        .all()
    )
    assert page.locator(".gk-elder-bar").is_visible()


def test_trees_are_open_at_a_desk_and_closed_on_a_phone(page: Page, base: str) -> None:
    page.goto(base + COLUMN)
    assert page.locator(".gk-side a[aria-current]").is_visible()
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(base + COLUMN)
    assert page.locator(".gk-side a[aria-current]").is_hidden()
    page.locator(".gk-side summary").press("Enter")
    assert page.locator(".gk-side a[aria-current]").is_visible()


def test_without_scripts_trees_are_open_and_no_button_is_idle(browser: Browser, base: str) -> None:
    page = browser.new_page(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page.goto(base + COLUMN)

    assert page.locator(".gk-side a[aria-current]").is_visible()
    assert page.locator("button.gk-tool").filter(visible=True).count() == 0
    page.close()


@pytest.mark.parametrize("tool", ["", "contrast", "dark", "elder"])
def test_paper_shows_the_document_and_not_the_site(page: Page, base: str, tool: str) -> None:
    page.goto(base + DOCUMENT)
    if tool:
        press(page, tool)
    page.emulate_media(media="print")

    for name in ("h1", ".gk-meta", ".gk-text", ".gk-files", "svg.gk-qr", ".gk-footer__print"):
        assert page.locator(name).first.is_visible(), name
    for name in (".gk-bar", ".gk-find", ".gk-nav", ".gk-path", ".gk-contents", ".gk-elder-bar"):
        assert page.locator(name).is_hidden(), name
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == BLACK
    assert page.evaluate(GROUND) == WHITE
