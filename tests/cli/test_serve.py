"""The preview as it runs: what is wrong is shown and ends nothing."""

from __future__ import annotations

import contextlib
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

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


def test_a_save_is_seen_by_the_request_after_it(preview: Preview, root: Path) -> None:
    text = (root / HELD).read_text("utf-8")
    for number in range(3):
        write_files(root, {HELD: f"{text}\n改动之{number}。\n".encode()})
        assert f"改动之{number}。" in preview.get("tonggao/daishen/")[1]


def test_a_page_is_told_when_it_is_to_be_loaded_anew(preview: Preview, root: Path) -> None:
    _, page, _ = preview.get("tonggao/daishen/")
    found = re.search(r'<script src="/(_preview/live\.js\?version=(\d+))" defer></script>', page)
    assert found
    status, script, headers = preview.get(found[1])
    assert (status, headers["Content-Type"]) == (200, "text/javascript")
    assert "/_preview/wait?version=" in script

    answers: list[str] = []
    asked = threading.Thread(
        target=lambda: answers.append(preview.get(f"_preview/wait?version={found[2]}")[1])
    )
    asked.start()
    asked.join(0.5)
    assert asked.is_alive()
    write_files(root, {HELD: (root / HELD).read_bytes() + "又一行。\n".encode()})
    asked.join(LONGEST)
    assert answers == [str(int(found[2]) + 1)]
    assert preview.get("_preview/wait?version=x")[1] == answers[0]


def test_addresses_are_answered_as_a_web_server_does(preview: Preview) -> None:
    status, page, headers = preview.get("tonggao/ceshi")  # followed to the page
    assert (status, "<title>" in page) == (200, True)
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert preview.get("tonggao/ceshi/index.html")[1] == page
    status, page, _ = preview.get("tonggao/meiyou/")
    assert (status, "没有找到您要访问的网页" in page) == (404, True)
    assert preview.get("tonggao/../../mkdocs.yml")[0] == 404
    assert preview.get("%2e%2e/%2e%2e/mkdocs.yml")[0] == 404
    for path, kind in (
        ("assets/css/gongkai.css", "text/css; charset=utf-8"),
        ("tonggao/ceshi/proof.json", "application/json; charset=utf-8"),
        ("search/data/entry.json", "application/json; charset=utf-8"),
        ("sitemap.xml", "application/xml"),
        ("robots.txt", "text/plain; charset=utf-8"),
    ):
        status, _, headers = preview.get(path)
        assert (status, headers["Content-Type"]) == (200, kind), path
    request = urllib.request.Request(f"http://127.0.0.1:{preview.port}/", data=b"x")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=LONGEST)  # noqa: S310 - http
    assert refused.value.code == 405


def test_pages_and_files_are_those_of_a_preview_by_mkdocs(preview: Preview, root: Path) -> None:
    """Byte for byte, but for the script that loads a page anew."""
    (root / "hooks" / "empty").mkdir(exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--no-livereload", "-a"]
    other = subprocess.Popen([*command, f"127.0.0.1:{port}"], cwd=root, stderr=subprocess.DEVNULL)
    try:
        for _ in range(LONGEST * 10):
            with contextlib.suppress(urllib.error.URLError):
                _read(port, "")
                break
            time.sleep(0.1)
        waiting, seen = [""], {""}
        while waiting:
            address = waiting.pop()
            ours, theirs = (_read(p, address) for p in (preview.port, port))
            assert ours == theirs, address
            html = ours[1].decode("utf-8", "replace") if b"<html" in ours[1] else ""
            for link in re.findall(r'(?:href|src)="([^"#?]+)', html):
                target = urljoin(f"http://x/{address}", link)
                path = target.removeprefix("http://x/")
                if path != target and path not in seen:
                    seen.add(path)
                    waiting.append(path)
        assert len(seen) > 60
        assert {"tonggao/ceshi/", "tonggao/daishen/", "tonggao/huai/", "_findings/"} < seen
    finally:
        other.kill()
        other.wait()


def _read(port: int, address: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{address}", timeout=LONGEST) as found:
            status, body = found.status, found.read()
    except urllib.error.HTTPError as error:
        status, body = error.code, error.read()
    return status, re.sub(rb'<script src="/_preview/live[^>]*></script>', b"", body)


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
