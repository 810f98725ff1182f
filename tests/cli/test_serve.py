"""The preview as it runs: what is wrong is shown and ends nothing."""

from __future__ import annotations

import contextlib
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.helpers.running import LONGEST, PROGRAM, Running
from tests.helpers.tiny_site import write_files
from tests.helpers.tree import make_public, seal, write_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Run

HOOK = Path(__file__).parents[2] / "hooks" / "gongkai_gate.py"
PUBLIC = "content/tonggao/ceshi.md"
HELD, UNREADABLE = "content/tonggao/daishen.md", "content/tonggao/huai.md"
NUMBER = "11990000MB9900013U/2026-0000"
UNREVIEWED = "未经审查，仅供本机预览"


class Preview(Running):
    """A running `gongkai serve`."""

    def __init__(self, root: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        super().__init__(root, "serve", "--port", str(self.port))
        self.wait_for("预览已更新")
        for _ in range(LONGEST * 10):
            with contextlib.suppress(urllib.error.URLError):
                self.get("")
                return
            time.sleep(0.1)

    def get(self, address: str, host: str | None = None) -> tuple[int, str, dict[str, str]]:
        """Status, text and headers of an answer."""
        url = f"http://127.0.0.1:{self.port}/{address}"
        request = urllib.request.Request(url, headers={"Host": host} if host else {})
        try:
            with urllib.request.urlopen(request, timeout=LONGEST) as answer:  # noqa: S310 - http
                return answer.status, answer.read().decode(), dict(answer.headers)
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(), dict(error.headers)


@pytest.fixture
def preview(root: Path) -> Iterator[Preview]:
    """A preview of one public, one held and one unreadable document."""
    held = write_document(index_number=f"{NUMBER}2", title="示例市测试局关于夏季办公时间的通告")
    files = make_public() | {
        "hooks/gongkai_gate.py": HOOK.read_bytes(),  # with all events, those of a preview too
        HELD: held.encode(),
        UNREADABLE: b"---\ntitle: a\ntitle: b\n---\n\n<b>x</b>\n",
    }
    seal(files)
    write_files(root, files)
    running = Preview(root)
    yield running
    running.end()


def test_each_document_is_shown_for_what_it_is(preview: Preview) -> None:
    status, page, headers = preview.get("tonggao/ceshi/")
    assert (status, UNREVIEWED in page) == (200, False)
    assert 'class="gk-pv"' in page
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"

    _, page, _ = preview.get("tonggao/daishen/")
    assert f'<p class="gk-pv-banner" role="alert">{UNREVIEWED}</p>' in page
    assert "示例市测试局关于夏季办公时间的通告" in page
    assert 'class="gk-pv-stamp"' in page

    status, page, _ = preview.get("tonggao/huai/")
    assert status == 200
    assert f"有拦截，不能公开；{UNREVIEWED}" in page
    assert "键重复：title" in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert "<b>x</b>" not in page
    assert 'class="gk-pv-faulty" id="h3"' in page


def test_all_findings_stand_on_one_page(preview: Preview, root: Path) -> None:
    _, page, _ = preview.get("_findings/")
    text = re.sub(r"<[^>]+>|\s", "", page)
    assert "有拦截content/tonggao/huai.md" in text
    assert "待审示例市测试局关于夏季办公时间的通告" in text
    assert f"vscode://file/{str(root).lstrip('/')}/{UNREADABLE}:3" in page
    _, marks, _ = preview.get("_preview/marks.css")
    assert 'a[href$="tonggao/daishen/"]::after { content: "〔待审〕"; }' in marks


def test_a_fault_that_is_saved_and_mended_ends_nothing(preview: Preview, root: Path) -> None:
    good = (root / "catalog/columns.yml").read_bytes()
    write_files(root, {"catalog/columns.yml": b"columns: [\n"})
    preview.wait_for("网站暂时无法生成，原因见预览页面")
    status, page, _ = preview.get("")
    assert status == 200
    assert "catalog/columns.yml:" in page
    assert 'http-equiv="refresh"' in page
    assert preview.get("tonggao/ceshi/")[0] == 404

    write_files(root, {"catalog/columns.yml": good})
    preview.wait_for("预览已更新，拦截")
    assert preview.get("tonggao/ceshi/")[0] == 200

    published = (root / PUBLIC).read_bytes()
    write_files(root, {PUBLIC: published + "又一行。\n".encode()})
    preview.wait_for("预览已更新，拦截")
    _, page, _ = preview.get("tonggao/ceshi/")
    assert f"有拦截，不能公开；{UNREVIEWED}" in page
    assert "又一行。" in page
    assert "review-signature" in page


def test_a_page_under_another_name_is_not_answered(preview: Preview) -> None:
    for host in ("attacker.example", "attacker.example:80", f"attacker.example:{preview.port}"):
        status, page, _ = preview.get("tonggao/daishen/", host=host)
        assert (status, "夏季" in page) == (403, False)
    assert preview.get("", host=f"localhost:{preview.port}")[0] == 200


def test_it_ends_with_a_sentence_and_leaves_nothing(preview: Preview, root: Path) -> None:
    before = sorted(path for path in root.rglob("*") if "__pycache__" not in path.parts)
    preview.process.send_signal(signal.SIGINT)
    assert preview.process.wait(LONGEST) == 0
    preview.wait_for("预览已结束")
    after = sorted(path for path in root.rglob("*") if "__pycache__" not in path.parts)
    assert after == before
    assert not (root / "site").exists()


def test_a_port_in_use_is_told(preview: Preview, root: Path) -> None:
    done = subprocess.run(
        [PROGRAM, "serve", "--port", str(preview.port)],
        check=False,
        capture_output=True,
        text=True,
        cwd=root,
        timeout=LONGEST,
    )
    assert done.returncode == 2
    assert f"× 端口 {preview.port} 已被占用，请用 --port 换一个" in done.stderr


def test_nothing_of_a_preview_is_in_a_build(root: Path, gongkai: Run) -> None:
    """Neither its words nor its marks, in any file of the built site."""
    held = write_document(index_number=f"{NUMBER}2", title="示例市测试局关于夏季办公时间的通告")
    write_files(root, {HELD: held.encode()})
    code, text = gongkai("build")
    assert code == 0, text
    files = [path for path in (root / "site").rglob("*") if path.is_file()]
    assert len(files) > 50
    for path in files:
        assert not {"_findings", "_preview"} & set(path.relative_to(root).parts)
        data = path.read_bytes()
        for word in ("gk-pv", "gk-preview", "仅供本机", "_findings", "vscode:", "夏季办公"):
            assert word.encode() not in data, (path, word)
