"""The review sheet in Chromium: a document written against its reviewer gets nowhere."""

from __future__ import annotations

import subprocess
import unicodedata
from itertools import product
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from gongkai.publish.desk.sheet.making import make_sheet
from gongkai.publish.desk.sheet.render import render_sheet
from gongkai.publish.workspace import open_workspace
from tests.browser.test_page_kinds import ASKED, AXE, CHECKER, RUN
from tests.helpers.review_desk import make_repository
from tests.helpers.tree import PATH, make_files, write_document

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

FOLDER = PATH.removesuffix(".md") + ".files/"
EVIL = (
    "</pre></iframe></template></style></textarea></title><script>document.title='x'</script>"
    '<img src=x onerror="document.title=1"><svg onload="document.title=2">'
    "<base href=//evil.example>"
    '<meta http-equiv=refresh content="0;url=http://evil.example/">"><link rel=stylesheet '
    'href=http://evil.example/x.css><iframe src="javascript:alert(1)">{{7*7}}{% raw %}&lt;'
)
BODY = """
冬季办公时间为9时至17时。

见[网站](https://evil.example/?a=' "onclick=alert(1) x")和[附件](biao.txt)。

![图片](zhao-pian.png)

1 < 2 " ' & 引号
"""
ATTACHMENTS = ("{file: biao.txt, title: 时间表.txt}", "{file: zhao-pian.png, title: 照片.png}")


@pytest.fixture(params=["rendered", "refused"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The sheet of a document that does its worst, with a page to be seen and without."""
    body = BODY if request.param == "rendered" else BODY + EVIL + "\n"
    summary = "'公布时间 \"><b onclick=x>'" if request.param == "refused" else "公布时间 &amp;"
    title = "示例市测试局关于 javascript:alert(1) 的通告"
    text = write_document(body, title=title, attachments=ATTACHMENTS, summary=summary)
    files = make_files((PATH, text))
    files[f"{FOLDER}biao.txt"] = f"{EVIL}\n".encode()
    files[f"{FOLDER}zhao-pian.png"] = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    folder = tmp_path / request.param
    space = open_workspace(make_repository(folder / "repo", files))
    target = folder / "sheet.html"
    target.write_text(render_sheet(make_sheet(space, space.find_draft(PATH))), "utf-8")
    return target


@pytest.mark.needs("chromium")
def test_nothing_runs_and_nothing_leaves(browser: Browser, path: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("page", lambda opened: said.append(f"page {opened.url}"))
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(path.as_uri(), wait_until="networkidle")
    frames = page.frames
    for link in page.locator("a").all():
        link.click()
    for frame in frames[1:]:
        for link in frame.locator("a, button, summary").all():
            if link.is_visible():
                link.click()
    page.wait_for_timeout(300)
    remote = [a for a in asked if not a.startswith(("data:", path.as_uri()))]
    assert (remote, said) == ([], [])
    assert len(frames) == (2 if path.parent.name == "rendered" else 1)
    assert page.title().startswith("审查单：示例市测试局")
    assert [f.url for f in page.frames[1:]] == ["about:srcdoc"] * (len(frames) - 1)
    assert page.locator("script, base, form, link, svg, [onclick], [onerror]").count() == 0
    context.close()


@pytest.mark.needs("chromium")
def test_the_frame_can_do_nothing(browser: Browser, path: Path) -> None:
    page = browser.new_page()
    page.goto(path.as_uri())
    frames = page.locator("iframe")
    for number in range(frames.count()):
        assert frames.nth(number).get_attribute("sandbox") == ""
    for frame in page.frames[1:]:
        assert frame.evaluate("self.origin") == "null"
        assert (
            frame.locator("[href]:not([href^='#']), script, base, meta[http-equiv=refresh]").count()
            == 0
        )
        # What a document could bring to run: the frame and its policy both forbid it.
        ran = frame.evaluate(
            "() => { const s = document.createElement('script'); s.textContent = 'self.ran = 1';"
            " document.body.append(s); return self.ran === 1; }"
        )
        assert ran is False
    page.close()


@pytest.mark.needs("chromium")
def test_the_frame_goes_nowhere(browser: Browser, path: Path) -> None:
    """Were a link left in it, the sheet's policy would still keep the frame where it is."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("requestfinished", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    for frame in page.frames[1:]:
        frame.evaluate("() => { location.href = 'http://127.0.0.1:9/'; }")
        page.wait_for_timeout(300)
        assert [a for a in asked if a.startswith("http")] == []
        assert page.title().startswith("审查单：")
    page.close()


@pytest.mark.needs("chromium")
def test_all_of_the_evil_is_to_be_read(browser: Browser, path: Path) -> None:
    page = browser.new_page()
    page.goto(path.as_uri())
    assert EVIL in page.locator("#fujian pre").first.inner_text()
    page.close()


@pytest.mark.needs("chromium", "npm")
@pytest.mark.parametrize(("width", "scheme"), list(product([390, 1280], ["light", "dark"])))
def test_axe_finds_nothing(browser: Browser, path: Path, width: int, scheme: str) -> None:
    context = browser.new_context(
        bypass_csp=True,
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
    )
    page = context.new_page()
    page.add_init_script(path=AXE)
    page.goto(path.as_uri())
    assert page.evaluate(RUN, [{"type": "tag", "values": ASKED}, {}]) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


@pytest.mark.needs("java", "npm")
def test_the_html_checker_finds_nothing(path: Path) -> None:
    command = ["java", "-Xss4m", "-jar", str(CHECKER), "--errors-only", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.needs("chromium")
def test_printed_whole(browser: Browser, path: Path, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(path.as_uri())
    heads = page.locator("h2").all_text_contents()
    page.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(tmp_path / "sheet.pdf")
    text = "".join(p.get_textpage().get_text_range() for p in document)
    text = "".join(unicodedata.normalize("NFKC", text).split())
    wanted = [*heads, "签名：", "冬季办公时间为9时至17时", "未经审查的内容，不得外传"]
    squeezed = ["".join(unicodedata.normalize("NFKC", w).split()) for w in wanted]
    assert [w for w in squeezed if w not in text] == []
    page.close()
