"""What a consultation says of its days, by the visitor's clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.needs("chromium")

BUILT = "自2026年11月20日起还有 21 日"
CALL = "[data-gk-until='2026-12-11']"


@pytest.fixture(scope="module")
def address(sample: Path, serve: Callable[[Path], str]) -> str:
    return serve(sample / "site")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    # A visitor abroad, whose own date is another one.
    context = browser.new_context(timezone_id="America/Los_Angeles")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("clock", "state", "left"),
    [
        ("2020-01-01T00:00:00Z", "征集中", BUILT),
        ("2026-11-20T12:00:00Z", "征集中", BUILT),
        ("2026-11-20T16:00:00Z", "征集中", "还有 20 日"),
        ("2026-12-11T15:59:59Z", "征集中", "今日截止"),
        ("2026-12-11T16:00:00Z", "已截止", "征集期限已满"),
    ],
)
def test_days_are_counted_by_the_date_of_beijing(
    page: Page, address: str, clock: str, state: str, left: str
) -> None:
    page.clock.set_fixed_time(clock)
    page.goto(f"{address}zhengji/", wait_until="networkidle")
    call = page.locator(CALL)
    assert call.locator("[data-gk-state]").inner_text() == state
    assert call.locator("[data-gk-left]").inner_text() == left


def test_without_scripts_the_day_of_the_page_is_told(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}zhengji/")
    assert page.locator(f"{CALL} [data-gk-left]").inner_text() == BUILT
    context.close()


def test_the_address_of_a_question_opens_its_answer(page: Page, address: str) -> None:
    page.goto(f"{address}wenda/#wenda-huji-wenti-4", wait_until="networkidle")
    answer = page.locator("#wenda-huji-wenti-4")
    assert answer.is_visible()
    assert "父母双方协商一致" in answer.inner_text()
    assert page.locator(".gk-qa details[open]").count() == 1
