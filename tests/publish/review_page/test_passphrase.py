"""A key with a passphrase: ssh-askpass asks for it, never this process and never the page."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.helpers.tree import PATH

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.helpers.review_desk import Served

    Serve = Callable[..., Served]

pytestmark = pytest.mark.needs("ssh-keygen")
SECRET = "shi-li-kou-ling"  # noqa: S105 - of a key that is made here


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets what the dialog for passphrases answers."""

    def answer(text: str) -> None:
        program = tmp_path / "askpass"
        program.write_text(f"#!/bin/sh\necho '{text}'\n", "utf-8")
        program.chmod(0o700)
        monkeypatch.setenv("SSH_ASKPASS", str(program))
        monkeypatch.setenv("SSH_ASKPASS_REQUIRE", "force")
        monkeypatch.setenv("DISPLAY", ":99")
        monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)

    return answer


def lock(key: Path) -> None:
    command = ["ssh-keygen", "-q", "-p", "-P", "", "-N", SECRET, "-f", str(key)]
    subprocess.run(command, check=True)


def test_the_right_passphrase_signs(serve: Serve, root: Path, ask: Callable[[str], None]) -> None:
    served = serve("r01")
    lock(served.desk.key)
    ask(SECRET)
    answer = served.sign(PATH)
    assert "签署完成" in answer.text
    assert SECRET not in answer.text + (root / PATH).read_text("utf-8")


def test_a_wrong_passphrase_does_not(serve: Serve, root: Path, ask: Callable[[str], None]) -> None:
    served = serve("r01")
    lock(served.desk.key)
    ask("bu-dui")
    answer = served.sign(PATH)
    assert "没有签名：私钥口令或令牌 PIN 不对" in answer.text
    assert "role: l1" not in (root / PATH).read_text("utf-8")
    ask(SECRET)
    assert "签署完成" in served.sign(PATH).text


def test_no_page_has_a_field_for_it(serve: Serve) -> None:
    served = serve("r01")
    pages = [served.get("/"), served.open_item(PATH), served.post("/prepare", served.fill(PATH))]
    for page in pages:
        assert not re.search(r'type="password"|passphrase', page.text)


def test_ssh_agent_signs_with_the_public_half(
    serve: Serve, root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if shutil.which("ssh-agent") is None:
        pytest.skip("本机没有 ssh-agent")
    socket = tmp_path / "agent"
    agent = subprocess.Popen(
        ["ssh-agent", "-D", "-a", str(socket)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert agent.stdout is not None
        agent.stdout.readline()
        monkeypatch.setenv("SSH_AUTH_SOCK", str(socket))
        served = serve("r01")
        subprocess.run(["ssh-add", "-q", str(served.desk.key)], check=True)
        public = served.desk.key.with_name("r01.pub")
        served.desk.key.unlink()
        served.desk.key = public
        assert "签署完成" in served.sign(PATH).text
    finally:
        agent.kill()
        agent.communicate()
    assert "role: l1" in (root / PATH).read_text("utf-8")
