"""Pictures of the handbook, taken of the real pages in Chromium."""

from __future__ import annotations

import shutil
import tempfile
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

from scripts.manual.pages import Console, Step
from scripts.manual.servers import files, preview, review_page
from scripts.manual.sessions import PRACTICE, Session, practice_home

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

_COLOURS = 64
"""Enough for pages of text; a picture then weighs a third."""
_WIDTH, _HEIGHT = 1280, 860
_DOCUMENT = "content/yanglao/dongji-zhucan"
_TITLE = "冬季老年助餐服务"
_STEPS = f"""
cd {PRACTICE}
gongkai demo word 助餐通知.docx
gongkai import 助餐通知.docx --column yanglao --drafter r08 --slug dongji-zhucan
rm 助餐通知.docx
sed -i 's|^subject: .*|subject: 民政、扶贫、救灾/其他|' {_DOCUMENT}.md
sed -i 's|^summary: .*|summary: 2026年12月至2027年2月社区食堂每日供应三餐。|' {_DOCUMENT}.md
sed -i '0,/^## /s|^## |送餐联系人手机：15495660681。\\n\\n## |' {_DOCUMENT}.md
git add content
git commit -qm "content: 冬季老年助餐通知"
gongkai build
"""
"""What an editor does before there is something to see: one finding is left in on purpose."""


def take_pictures(folder: Path) -> None:
    """Takes every picture, of a practice site, its review page, its preview and its report."""
    folder.mkdir(exist_ok=True)
    with practice_home() as home, sync_playwright() as play:
        lines = _STEPS.strip().split("\n")
        Session(home).run_block(Console(tuple(map(Step, lines)), shown=False))
        chromium = shutil.which("chromium")
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        root = home / PRACTICE
        with files(root) as origin:
            _take_built(browser, origin, folder)
        with preview(home, root) as origin:
            _take_preview(browser, origin, folder)
        with review_page(home, root, root / "demo-keys" / "r08") as link:
            _take_review(browser, link, folder)
        browser.close()


def _take_built(browser: Browser, origin: str, folder: Path) -> None:
    page = _open(browser, f"{origin}/site/guifanxing/linshi-jiuzhu-shishi-banfa/index.html")
    save_picture(page, folder / "wangye.png")
    page.goto(f"{origin}/build/report/report.html")
    save_picture(page, folder / "baogao.png")


def _take_preview(browser: Browser, origin: str, folder: Path) -> None:
    page = _open(browser, f"{origin}/{_DOCUMENT.removeprefix('content/')}/")
    save_picture(page, folder / "yulan.png")


def _take_review(browser: Browser, link: str, folder: Path) -> None:
    """The way of a reviewer as far as the last page before the signature."""
    page = _open(browser, link)
    page.get_by_role("heading", name="待办").wait_for()
    save_picture(page, folder / "shencha-daiban.png")
    page.get_by_role("link", name=_TITLE).click()
    page.frame_locator("iframe.sheet").get_by_role("heading", name="保密审查单").wait_for()
    save_picture(page, folder / "shencha-wenjian.png")
    sheet = page.get_by_role("link", name="在新标签页中打开审查单").get_attribute("href")
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="同意公开").click()
    page.get_by_role("heading", name="签名的确切内容").wait_for()
    save_picture(page, folder / "shencha-queren.png")
    page.goto(link.partition("/enter")[0].rpartition("/")[0] + (sheet or ""))
    save_picture(page, folder / "shenchadan.png", "#jieguo")


def _open(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": _WIDTH, "height": _HEIGHT}, color_scheme="light")
    page.goto(address)
    return page


def save_picture(page: Page, file: Path, scroll: str = "") -> None:
    """Takes the picture that a window shows and makes it small."""
    if scroll:
        page.locator(scroll).first.evaluate("node => node.scrollIntoView()")
    with tempfile.NamedTemporaryFile(suffix=".png") as raw:
        page.screenshot(path=raw.name, animations="disabled")
        with Image.open(raw.name) as image:
            image.convert("RGB").quantize(_COLOURS).save(file, optimize=True)
