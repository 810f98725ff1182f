"""The preview in a browser: what is saved stands on the page that is open, by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.helpers.running import Running
from tests.helpers.tiny_site import write_files
from tests.helpers.tree import make_public, write_document

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.needs("chromium")
HELD = "content/tonggao/daishen.md"


def test_an_open_page_shows_each_save_by_itself(browser: Browser, tmp_path: Path) -> None:
    held = write_document(index_number="11990000MB9900013U/2026-00002", title="示例市测试局的通告")
    write_files(tmp_path, make_public() | {HELD: held.encode()})
    running = Running(tmp_path, "serve", "--port", "18473")
    faults: list[str] = []
    try:
        told = running.wait_for("预览已更新")
        address = re.search(r"http://127[^_ ]+/", "".join(told))
        assert address
        page = browser.new_page()
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{address[0]}tonggao/daishen/")
        for number in range(3):
            text = f"{held}\n改动之{number}。\n"
            write_files(tmp_path, {HELD: text.encode()})
            page.wait_for_selector(f"text=改动之{number}。")
        assert page.locator(".gk-pv-banner").count() == 1
        page.close()
    finally:
        running.end()
    assert faults == []
