"""Editors and reviewers work on Windows and macOS, on consoles of every encoding."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.helpers import other_system
from tests.helpers.tiny_site import DOCUMENTS, RULE, make_files, write_files

if TYPE_CHECKING:
    from pathlib import Path

DRAFT = "content/tonggao/xin-tonggao.md"
RARE = "\N{CJK UNIFIED IDEOGRAPH-2CB4E}"
"""A character of the standard table of 2013 that GBK lacks."""


@pytest.fixture
def root(tmp_path: Path, keys: Path) -> Path:
    """A signed repository with a draft; its title holds a rare character."""
    write_files(tmp_path / "repo", make_files())
    text = DOCUMENTS[RULE].replace("2026-00002", "2026-00004").replace("〔2026〕2号", "〔2026〕4号")
    (tmp_path / "repo" / DRAFT).write_bytes(text.replace("调整窗口", f"调整{RARE}窗口").encode())
    assert keys.is_dir()
    return tmp_path / "repo"


@pytest.mark.needs("ssh-keygen")
@pytest.mark.parametrize("system", other_system.ABSENT)
def test_editors_and_reviewers_can_work(root: Path, keys: Path, system: str) -> None:
    commands = (
        (0, ["check"]),
        (0, ["new", "tonggao", "--title", "试验", "--drafter", "r01", "--slug", "shiyan"]),
        (0, ["review", "status"]),
        (0, ["review", "show", DRAFT]),
        (0, ["review", "sign", DRAFT, "--key", str(keys / "r01"), "--yes", "--no-git"]),
        (0, ["report"]),
        (2, ["build"]),
    )
    done = subprocess.run(
        [sys.executable, other_system.__file__, system],
        input="".join(f"{json.dumps(words)}\n" for _, words in commands).encode(),
        cwd=root,
        check=False,
        capture_output=True,
    )
    printed = (done.stdout + done.stderr).decode()
    assert json.loads(done.stdout.splitlines()[-1]) == [code for code, _ in commands], printed
    assert "构建和发布只在 Linux 上进行" in printed
    assert not (root / "site").exists()
    assert "r01" in (root / DRAFT).read_text("utf-8").split("review:")[1]


@pytest.mark.parametrize(
    ("variables", "encoding", "rare"),
    [
        ({"PYTHONIOENCODING": "gbk"}, "gbk", "\\U0002cb4e"),
        ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "utf-8", RARE),
        ({"LC_ALL": "C.UTF-8"}, "utf-8", RARE),
    ],
)
def test_no_character_ends_a_command(
    root: Path, variables: dict[str, str], encoding: str, rare: str
) -> None:
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHON"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "gongkai", "review", "status"],
        cwd=root,
        env=environment | variables,
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    assert rare in done.stdout.decode(encoding)
