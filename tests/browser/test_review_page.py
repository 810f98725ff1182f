"""The review page in Chromium: three reviewers sign a document, and the gate clears it."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from gongkai.cli.demo import write_demo_keys
from gongkai.publish.workspace import open_workspace
from tests.browser.test_page_kinds import ASKED, AXE, CHECKER, RUN
from tests.helpers.review_desk import git, make_repository, serve_desk
from tests.helpers.tiny_site import CATALOG
from tests.helpers.tree import PATH, make_files, write_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.helpers.review_desk import Served

pytestmark = pytest.mark.needs("chromium")
LINK = re.compile(r"http://127\.0\.0\.1:\d+/\S+")
TITLE = "示例市测试局关于冬季办公时间的通告"
POLICY = CATALOG["policy"] + "waiver_roles: [l2, l3]\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    body = "\n冬季办公时间为9时至17时，值班手机 13800138000。\n"
    files = make_files((PATH, write_document(body)), policy=POLICY)
    return make_repository(tmp_path / "repo", files)


@contextmanager
def run_command(root: Path, key: Path) -> Iterator[str]:
    """`gongkai review serve` as it is run; gives the link that it prints."""
    command = [sys.executable, "-m", "gongkai", "review", "serve", "--no-open"]
    arguments = ["--key", str(key), "-C", str(root)]
    with subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            links = map(LINK.search, process.stdout)
            yield next(found.group() for found in links if found)
            process.terminate()
            told, _ = process.communicate(timeout=20)
            assert "已结束" in told
            assert process.returncode == 0
        finally:
            process.kill()


def sign(page: Page) -> None:
    """From the worklist to the result, as a reviewer clicks."""
    page.get_by_role("link", name=TITLE).click()
    sheet = page.frame_locator("iframe.sheet")
    sheet.get_by_role("heading", name="保密审查单").wait_for()
    sheet.frame_locator("iframe.look").get_by_text("冬季办公时间为9时至17时").wait_for()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="同意公开").click()
    page.get_by_text("签名的确切内容").wait_for()
    page.get_by_role("button", name="签名").click()
    page.get_by_text("签署完成").wait_for()


def test_three_levels_through_the_page(browser: Browser, root: Path, tmp_path: Path) -> None:
    write_demo_keys(tmp_path / "keys")
    for person in ("r01", "r02", "r03"):
        with run_command(root, tmp_path / "keys" / person) as link:
            context = browser.new_context()
            page = context.new_page()
            asked: list[str] = []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.goto(link)
            page.get_by_role("heading", name="待办").wait_for()
            if person == "r02":
                waive(page)
            sign(page)
            page.get_by_role("link", name="今天签的").click()
            page.get_by_text("同意公开：").wait_for()
            here = link.partition("/enter")[0]
            assert [a for a in asked if not a.startswith((here, "data:", "about:"))] == []
            context.close()
    space = open_workspace(root)
    assert [d.id for d in space.verdict.cleared] == ["tonggao/ceshi"]
    assert not space.verdict.blocked
    assert git(root, "log", "--format=%s").splitlines()[:4] == [
        f"review: l3 同意公开 {PATH}",
        f"review: l2 同意公开 {PATH}",
        f"review: 保留说明 {PATH}",
        f"review: l1 同意公开 {PATH}",
    ]


def waive(page: Page) -> None:
    """Lets the finding of the telephone number stand."""
    page.get_by_role("link", name=TITLE).click()
    page.frame_locator("iframe.sheet").get_by_role("heading", name="保密审查单").wait_for()
    page.locator("summary", has_text="手机").click()
    page.get_by_label("保留的理由").fill("对外公布的值班电话")
    page.get_by_label("保留到").fill("2027-06-30")
    page.get_by_role("button", name="保留说明").click()
    page.get_by_role("button", name="签名").click()
    page.get_by_text("签署完成").wait_for()
    page.get_by_role("link", name="回到待办").click()


@pytest.fixture
def served(root: Path, tmp_path: Path) -> Iterator[Served]:
    served = serve_desk(root, "r01", tmp_path / "keys")
    yield served
    served.stop()


def test_by_keyboard_alone(browser: Browser, served: Served, root: Path) -> None:
    page = browser.new_page()
    page.goto(served.server.guard.link)
    page.get_by_role("heading", name="待办").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # 跳到正文
    reach(page, "a", TITLE)
    page.keyboard.press("Enter")
    page.frame_locator("iframe.sheet").get_by_role("heading", name="保密审查单").wait_for()
    ticked = 0
    while ticked < page.get_by_role("checkbox").count():
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type === 'checkbox'"):
            page.keyboard.press("Space")
            ticked += 1
    reach(page, "button", "同意公开")
    page.keyboard.press("Enter")
    page.get_by_text("签名的确切内容").wait_for()
    reach(page, "button", "签名")
    page.keyboard.press("Enter")
    page.get_by_text("签署完成").wait_for()
    assert "role: l1, reviewer: r01" in (root / PATH).read_text("utf-8")
    page.close()


def reach(page: Page, tag: str, text: str) -> None:
    """Presses Tab until the element has the focus."""
    here = (
        "([tag, text]) => document.activeElement.matches(tag)"
        " && document.activeElement.innerText.trim() === text"
    )
    for _ in range(200):
        if page.evaluate(here, [tag, text]):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{text} cannot be reached by keyboard")


def list_pages(served: Served) -> Iterator[str]:
    """Every kind of page, with its own state."""
    yield from ("/", f"/item?path={PATH}", "/public", "/today", "/delegations", "/none")
    confirm = served.post("/prepare", served.fill(PATH))
    name = confirm.list_fields("")["id"]
    yield f"/confirm?id={name}"
    served.post("/sign", {"token": served.server.guard.form_token, "id": name})
    yield f"/result?id={name}"
    yield "/today"
    yield f"/withdraw?path={PATH}"


@pytest.mark.needs("npm")
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (390, "light"), (1280, "light")])
def test_axe_finds_nothing(browser: Browser, served: Served, width: int, scheme: str) -> None:
    context = browser.new_context(
        bypass_csp=True,
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
    )
    page = context.new_page()
    page.add_init_script(path=AXE)
    enter(served, page)
    for path in list_pages(served):
        page.goto(served.server.guard.origin + served.base + path)
        found = page.evaluate(RUN, [{"type": "tag", "values": ASKED}, {}])
        assert (path, found) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


def enter(served: Served, page: Page) -> None:
    """Lets both the browser and the test's own requests in: one link, one cookie."""
    page.goto(served.server.guard.link)
    page.get_by_role("heading", name="待办").wait_for()
    [cookie] = page.context.cookies()
    served.cookie = f"{cookie['name']}={cookie['value']}"


@pytest.mark.needs("java", "npm")
def test_the_html_checker_finds_nothing(served: Served, tmp_path: Path) -> None:
    served.enter()
    for number, path in enumerate(list_pages(served)):
        (tmp_path / f"{number}.html").write_text(served.get(path).text, "utf-8")
    files = [str(path) for path in sorted(tmp_path.glob("*.html"))]
    command = ["java", "-Xss4m", "-jar", str(CHECKER), "--errors-only", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_another_page_cannot_send_our_forms(browser: Browser, served: Served, root: Path) -> None:
    """A page of another origin posts with the reviewer's browser: the browser itself tells."""
    page = browser.new_page()
    enter(served, page)
    confirm = served.post("/prepare", served.fill(PATH))
    name = confirm.list_fields("")["id"]
    token = served.server.guard.form_token
    target = f"{served.server.guard.origin}{served.base}/sign"
    form = f'<form method=post action="{target}"><input name=token value="{token}">'
    evil = f'{form}<input name=id value="{name}"><button>中奖</button></form>'
    page.goto("about:blank")
    page.set_content(evil)
    page.get_by_role("button", name="中奖").click()
    page.get_by_text("不能进入").wait_for()
    assert "role: l1" not in (root / PATH).read_text("utf-8")
    page.close()
