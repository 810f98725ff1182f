"""Signing by every kind of key, through the command, with OpenSSH's own programs."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gongkai.core.demo_keys import demo_public_key
from tests.helpers.terminal import type_in
from tests.helpers.tiny_site import write_files
from tests.helpers.tree import CODE, REVIEWERS, make_files, write_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Run

pytestmark = pytest.mark.needs("ssh-keygen", "ssh-agent", "ssh-add")
HELD = "content/tonggao/daishen.md"
TOKEN_LIBRARY = Path("/usr/lib/openssh/regress/misc/sk-dummy/sk-dummy.so")
"""OpenSSH's own token in software, of Debian's package openssh-tests."""


def register(root: Path, folder: Path, *options: str, phrase: str = "") -> Path:
    """A new key pair, registered as that of r01 in a sealed repository."""
    key = folder / "own"
    command = ["ssh-keygen", "-q", "-f", str(key), "-N", phrase, *(options or ("-t", "ed25519"))]
    subprocess.run(command, check=True, capture_output=True)
    line = " ".join((folder / "own.pub").read_text("utf-8").split()[:2])
    reviewers = REVIEWERS.replace(demo_public_key("r01").line, line)
    held = (HELD, write_document(index_number=f"{CODE}/2026-00002"))
    write_files(root, make_files(held, reviewers=reviewers))
    (root / "content/tonggao/ceshi.md").unlink()
    return key


def is_signed(root: Path, gongkai: Run) -> bool:
    """Whether the gate finds a good signature of the first level and asks for the second."""
    text = gongkai("review", "status", "--role", "l2")[1]
    return "\tl1 r01 11-20\t" in text and "reviewer: r01" in (root / HELD).read_text("utf-8")


@pytest.fixture
def agent(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An agent of the test's own, empty."""
    printed = subprocess.run(["ssh-agent", "-s"], check=True, capture_output=True, text=True).stdout
    for name, value in re.findall(r"(SSH_\w+)=([^;]+);", printed):
        monkeypatch.setenv(name, value)
    yield
    subprocess.run(["ssh-agent", "-k"], check=True, capture_output=True)


@pytest.mark.parametrize(
    "kind",
    [("-t", "ed25519"), ("-t", "ecdsa"), ("-t", "rsa", "-b", "3072"), ("-t", "rsa", "-b", "4096")],
)
def test_a_key_file_of_each_kind(
    root: Path, gongkai: Run, tmp_path: Path, kind: tuple[str, ...]
) -> None:
    key = register(root, tmp_path, *kind)
    assert gongkai("review", "sign", HELD, "-k", str(key), "-y", "--no-git")[0] == 0
    assert is_signed(root, gongkai)


@pytest.mark.usefixtures("agent")
def test_without_a_key_the_agent_is_asked(root: Path, gongkai: Run, tmp_path: Path) -> None:
    key = register(root, tmp_path)
    subprocess.run(["ssh-add", "-q", str(key)], check=True, capture_output=True)
    key.unlink()
    assert gongkai("review", "sign", HELD, "-y", "--no-git")[0] == 0
    assert is_signed(root, gongkai)


@pytest.mark.skipif(not TOKEN_LIBRARY.exists(), reason="本机没有 openssh-tests")
@pytest.mark.parametrize("kind", ["ed25519-sk", "ecdsa-sk"])
def test_a_token_is_touched_and_a_removed_one_changes_nothing(
    root: Path, gongkai: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setenv("SSH_SK_PROVIDER", str(TOKEN_LIBRARY))
    monkeypatch.setenv("SSH_AUTH_SOCK", "")
    key = register(root, tmp_path, "-t", kind)
    before = (root / HELD).read_bytes()
    sign = ("review", "sign", HELD, "-k", str(key), "-y", "--no-git")
    monkeypatch.delenv("SSH_SK_PROVIDER")
    code, text = gongkai(*sign)
    assert code == 2
    assert text.endswith("× 没有签名：没有找到硬件令牌：请插上，听提示触按后再试\n")
    assert (root / HELD).read_bytes() == before
    monkeypatch.setenv("SSH_SK_PROVIDER", str(TOKEN_LIBRARY))
    code, text = gongkai(*sign)
    assert (code, "请触按硬件令牌确认签名" in text) == (0, True)
    assert is_signed(root, gongkai)


@pytest.mark.parametrize("words", ["geheim", "falsch"])
def test_the_passphrase_is_typed_into_ssh_keygen(
    root: Path, gongkai: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setenv("SSH_AUTH_SOCK", "")
    key = register(root, tmp_path, phrase="geheim")
    before = (root / HELD).read_bytes()
    printed = type_in(
        root, {"passphrase:": words}, "review", "sign", HELD, "-k", str(key), "-y", "--no-git"
    )
    assert ("已签署" in printed) == (words == "geheim")
    if words == "geheim":
        assert is_signed(root, gongkai)
    else:
        assert "没有签名：私钥口令或令牌 PIN 不对，或者没有输入，请再签一次" in printed
        assert (root / HELD).read_bytes() == before
