"""The calculators of the request page, whose arithmetic is written twice: here both are one."""

from __future__ import annotations

import json
import random
from dataclasses import astuple
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from gongkai.core.models.catalog import Holidays
from gongkai.core.request_fees import (
    compute_item_fee,
    compute_page_fee,
    split_item_fee,
    split_page_fee,
)
from gongkai.core.request_limits import compute_request_limits
from gongkai.core.workdays import Deadline, WorkCalendar
from gongkai.publish.pages.panels.request import format_calendar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.needs("chromium")

FIRST = date(2025, 1, 1)
CALENDAR = WorkCalendar(Holidays())
DAYS = 800
"""From the first known day to well past the last."""
LIMITS = """async ([calendar, cases]) => {
  const twin = await import(new URL("../assets/js/calculator.js", location));
  const known = twin.readCalendar(calendar);
  return cases.map(([received, corrected, consulted]) =>
    twin.computeLimits(known, received, corrected, consulted));
}"""
FEES = """async (most) => {
  const twin = await import(new URL("../assets/js/calculator.js", location));
  const numbers = [...Array(most).keys()];
  const split = (work) => numbers.map((number) => [twin.sumFee(work(number)), work(number)]);
  return { items: split(twin.splitItemFee), pages: split(twin.splitPageFee) };
}"""


@pytest.fixture(scope="module")
def address(sample: Path, serve: Callable[[Path], str]) -> str:
    return serve(sample / "site") + "yishenqing/"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    yield page
    context.close()


def list_cases() -> list[tuple[str, str, int]]:
    """Every day alone, and a thousand with a correction and with others asked."""
    days = [FIRST + timedelta(days=offset) for offset in range(DAYS)]
    cases = [(str(day), "", 0) for day in days]
    pick = random.Random(20261120)  # noqa: S311 - test data, not a secret
    for _ in range(1000):
        day = pick.choice(days)
        corrected = day + timedelta(days=pick.randrange(60))
        cases.append((str(day), pick.choice((str(corrected), "")), pick.randrange(40)))
    return cases


def tell(end: Deadline) -> dict[str, Any]:
    return {"date": str(end.date), "certain": end.certain}


def test_limits_are_those_of_the_core(page: Page) -> None:
    cases = list_cases()
    expected = []
    for received, corrected, consulted in cases:
        second = date.fromisoformat(corrected) if corrected else None
        found = compute_request_limits(CALENDAR, date.fromisoformat(received), second, consulted)
        expected.append(
            {name: tell(getattr(found, name)) for name in ("correction", "answer", "extended")}
        )

    assert page.evaluate(LIMITS, [format_calendar(CALENDAR, FIRST), cases]) == expected


def test_fees_are_those_of_the_core(page: Page) -> None:
    numbers = range(501)

    def split(work: Callable[[int], Any], add: Callable[[int], int]) -> list[Any]:
        return [[add(n), [list(astuple(part)) for part in work(n)]] for n in numbers]

    assert page.evaluate(FEES, len(numbers)) == {
        "items": split(split_item_fee, compute_item_fee),
        "pages": split(split_page_fee, compute_page_fee),
    }


def test_page_computes_what_is_typed(page: Page) -> None:
    page.fill("#gk-received", "2026-11-20")
    page.fill("#gk-corrected", "2026-11-27")
    page.fill("#gk-consulted", "5")
    page.fill("#gk-asked", "2026-11-23")
    page.select_option("#gk-way", "pages")
    page.fill("#gk-number", "150")

    shown = page.eval_on_selector_all(
        "[data-gk-out]:not([hidden])",
        "places => places.map(place => [place.dataset.gkOut, place.textContent])",
    )

    assert dict(shown) == {
        "correction": "不迟于2026年12月1日（星期二）",
        "answer": "不迟于2027年1月1日（星期五，推算）",
        "extended": "不迟于2027年1月29日（星期五，推算）",
        "opinion": "不迟于2026年12月14日（星期一）",
        "doubt": shown[4][1],
        "fee": "1,700 元",
        "parts": "第 1 至 30 页：不收费"
        "第 31 至 100 页：70 页 × 10 元 = 700 元"
        "第 101 至 150 页：50 页 × 20 元 = 1,000 元",
    }


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("#gk-received", "", "请填写收到申请之日。"),
        ("#gk-received", "2024-12-31", "只能计算 2025-01-01 以后的期限。"),
        ("#gk-corrected", "2026-11-19", "收到补正之日不能早于收到申请之日。"),
        ("#gk-consulted", "-1", "征求意见用去的工作日应为 0 至 200 的整数。"),
    ],
)
def test_page_says_what_it_cannot_compute(page: Page, field: str, value: str, message: str) -> None:
    page.fill(field, value)

    assert page.text_content('[data-gk-out="wrong"]') == message
    assert page.text_content('[data-gk-out="answer"]') == ""


def test_page_is_whole_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)

    assert page.locator(".gk-calc:visible").count() == 0
    assert page.locator(".gk-coming tbody tr:visible").count() == 10
    assert page.locator(".gk-coming tbody tr").first.inner_text().split() == [
        "2026-11-20",
        "2026-12-01",
        "2026-12-18",
        "2027-01-15（推算）",
    ]
    assert page.get_by_text("100 元/件").first.is_visible()
    context.close()


def test_page_has_the_calendar_of_the_site(page: Page) -> None:
    calendar = page.get_attribute("[data-gk-calendar]", "data-gk-calendar")

    assert json.loads(calendar or "") == json.loads(format_calendar(CALENDAR, FIRST))
