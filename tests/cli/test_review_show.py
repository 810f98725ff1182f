"""`gongkai review show` and what `gongkai review serve` refuses, as an official types it."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.helpers.tree import PATH, write_document

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

DRAFT = "content/tonggao/daishen.md"


@pytest.fixture
def draft(root: Path) -> Path:
    number = "11990000MB9900013U/2026-00002"
    text = write_document(
        "\n全角　空格。\n", index_number=number, document_number="示测通〔2026〕2号"
    )
    (root / DRAFT).write_text(text, "utf-8")
    return root / DRAFT


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize("arguments", [(), ("--text",)])
def test_a_pipe_gets_text(gongkai: Run, arguments: tuple[str, ...]) -> None:
    code, printed = gongkai("review", "show", DRAFT, *arguments)
    assert code == 0
    assert "审查单" in printed
    assert "全角□空格。" in printed
    assert "<html" not in printed


@pytest.mark.usefixtures("draft")
def test_a_file_for_its_reader_alone(gongkai: Run, tmp_path: Path) -> None:
    target = tmp_path / "deep" / "sheet.html"
    for _ in range(2):
        code, printed = gongkai("review", "show", DRAFT, "--out", str(target))
        assert (code, f"审查单已写入 {target}" in printed) == (0, True)
    page = target.read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "全角<span" in page
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_published_document_has_a_sheet_too(gongkai: Run, tmp_path: Path) -> None:
    target = tmp_path / "sheet.html"
    assert gongkai("review", "show", PATH, "-o", str(target))[0] == 0
    assert "各级审查已经完成" in target.read_text("utf-8")


def test_what_is_not_there_is_said(gongkai: Run, tmp_path: Path) -> None:
    target = tmp_path / "sheet.html"
    code, printed = gongkai("review", "show", "content/tonggao/meiyou.md", "-o", str(target))
    assert (code, "没有这个文件" in printed, target.exists()) == (2, True, False)


def test_a_terminal_without_a_desktop_is_told_where_it_is(draft: Path) -> None:
    """In a terminal the page is written and opened; here no browser can be."""
    pty = pytest.importorskip("pty")
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "gongkai", "review", "show", DRAFT]
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(draft.parents[2])}
    done = subprocess.run(
        command, cwd=draft.parents[2], stdout=slave, env=environment, check=False, timeout=60
    )
    printed = os.read(master, 10_000).decode()
    assert done.returncode == 0
    assert "没有找到浏览器" in printed
    [page] = (draft.parents[2] / ".gongkai/sheets").iterdir()
    assert (page.name, stat.S_IMODE(page.stat().st_mode)) == ("tonggao-daishen.html", 0o600)


def test_serving_needs_a_registered_key(gongkai: Run, keys: Path) -> None:
    code, printed = gongkai("review", "serve", "--no-open", "--key", str(keys / "root1"))
    assert (code, "没有登记" in printed) == (2, True)


def test_a_taken_port_is_said(gongkai: Run, keys: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        code, printed = gongkai(
            "review", "serve", "--no-open", "--key", str(keys / "r01"), "--port", port
        )
    assert (code, f"端口 {port} 已被占用" in printed) == (2, True)
