from __future__ import annotations

import os
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gongkai.core.keys import parse_public_key
from gongkai.core.models.catalog import Key
from gongkai.core.sshsig import verify
from gongkai.publish.desk.people import find_self
from gongkai.publish.desk.ssh_keys import choose_key, find_person, is_token, sign_message
from gongkai.publish.workspace_error import WorkspaceError
from tests.helpers.tiny_site import load
from tests.helpers.tree import make_public

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.catalog import Catalog

pytestmark = pytest.mark.needs("ssh-keygen", "ssh-agent", "ssh-add")
TOKEN_LIBRARY = Path("/usr/lib/openssh/regress/misc/sk-dummy/sk-dummy.so")
"""OpenSSH's own token in software, of Debian's package openssh-tests."""
NAMESPACE = "l1.review@cs.shili.example"


def make_key(folder: Path, name: str, *options: str, phrase: str = "") -> Path:
    """A new key pair."""
    path = folder / name
    command = ["ssh-keygen", "-q", "-f", str(path), "-N", phrase, *(options or ("-t", "ed25519"))]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True)
    return path


def register(**keys: Path) -> Catalog:
    """The catalogue in which these people have these keys and nobody else has any."""
    catalog = load(make_public())
    people = []
    for person in catalog.reviewers.reviewers:
        mine: tuple[Key, ...] = ()
        if person.id in keys:
            line = " ".join(keys[person.id].with_suffix(".pub").read_text("utf-8").split()[:2])
            mine = (Key.model_validate({"key": line, "start": "2024-01-01"}),)
        people.append(person.model_copy(update={"keys": mine}))
    register = catalog.reviewers.model_copy(update={"reviewers": tuple(people)})
    return replace(catalog, reviewers=register)


@pytest.fixture
def agent(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An agent of the test's own, empty."""
    printed = subprocess.run(["ssh-agent", "-s"], check=True, capture_output=True, text=True).stdout
    found = dict(re.findall(r"(SSH_\w+)=([^;]+);", printed))
    for name, value in found.items():
        monkeypatch.setenv(name, value)
    yield
    subprocess.run(["ssh-agent", "-k"], check=True, capture_output=True)


def add(key: Path) -> None:
    """Loads a key into the agent."""
    subprocess.run(["ssh-add", "-q", str(key)], check=True, capture_output=True)


def answer_with(folder: Path, monkeypatch: pytest.MonkeyPatch, passphrase: str) -> None:
    """What ssh-keygen is told when it asks."""
    program = folder / "askpass"
    program.write_text(f"#!/bin/sh\necho '{passphrase}'\n", "utf-8")
    program.chmod(0o700)
    monkeypatch.setenv("SSH_ASKPASS", str(program))
    monkeypatch.setenv("SSH_ASKPASS_REQUIRE", "force")


@pytest.mark.parametrize("kind", [("-t", "ed25519"), ("-t", "ecdsa"), ("-t", "rsa", "-b", "3072")])
def test_a_key_file(tmp_path: Path, kind: tuple[str, ...]) -> None:
    key = make_key(tmp_path, "key", *kind)
    assert find_person(register(r02=key), key, None) == "r02"
    public = parse_public_key(" ".join((tmp_path / "key.pub").read_text("utf-8").split()[:2]))
    verify(sign_message(key, b"x\n", NAMESPACE), b"x\n", public, NAMESPACE)
    assert not is_token(key)


@pytest.mark.parametrize("typed", ["geheim", "falsch", ""])
def test_a_passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    key = make_key(tmp_path, "key", phrase="geheim")
    answer_with(tmp_path, monkeypatch, typed)
    if typed == "geheim":
        assert sign_message(key, b"x", NAMESPACE)
        return
    with pytest.raises(WorkspaceError, match="没有签名：私钥口令或令牌 PIN 不对"):
        sign_message(key, b"x", NAMESPACE)


@pytest.mark.usefixtures("agent")
def test_the_registered_key_among_those_of_the_agent(tmp_path: Path) -> None:
    mine, other = make_key(tmp_path, "mine"), make_key(tmp_path, "other")
    catalog = register(r02=mine)
    with pytest.raises(WorkspaceError, match="ssh-agent 中没有密钥（或已锁定）"):
        choose_key(tmp_path, catalog, None, None)
    add(other)
    with pytest.raises(WorkspaceError, match="有 1 把密钥，没有一把是登记在"):
        choose_key(tmp_path, catalog, None, None)
    add(mine)
    mine.unlink()
    chosen = choose_key(tmp_path, catalog, None, None)
    assert (chosen, find_person(catalog, chosen, None)) == (
        tmp_path / ".gongkai/keys/r02.pub",
        "r02",
    )
    public = parse_public_key(chosen.read_text("utf-8").strip())
    verify(sign_message(chosen, b"x", NAMESPACE), b"x", public, NAMESPACE)
    assert choose_key(tmp_path, catalog, other, None) == other


@pytest.mark.usefixtures("agent")
def test_an_agent_with_two_people_in_it_is_asked_for_one(tmp_path: Path) -> None:
    first, second = make_key(tmp_path, "first"), make_key(tmp_path, "second")
    catalog = register(r01=first, r02=second)
    add(first)
    add(second)
    with pytest.raises(WorkspaceError, match="ssh-agent 中有 r01、r02 的密钥，请用 --as 指明"):
        choose_key(tmp_path, catalog, None, None)
    assert choose_key(tmp_path, catalog, None, "r01").name == "r01.pub"
    with pytest.raises(WorkspaceError, match="没有一把是登记在 r03 名下的"):
        choose_key(tmp_path, catalog, None, "r03")


def test_without_an_agent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    key = make_key(tmp_path, "key")
    with pytest.raises(WorkspaceError, match="没有指明密钥，ssh-agent 也没有运行"):
        choose_key(tmp_path, register(r01=key), None, None)
    key.unlink()
    with pytest.raises(WorkspaceError, match="没有这把公钥的私钥：ssh-agent 没有运行"):
        sign_message(tmp_path / "key.pub", b"x", NAMESPACE)


@pytest.mark.usefixtures("agent")
def test_a_locked_agent_signs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = make_key(tmp_path, "key")
    add(key)
    key.unlink()
    answer_with(tmp_path, monkeypatch, "zu")
    subprocess.run(["ssh-add", "-x"], check=True, capture_output=True)
    with pytest.raises(WorkspaceError, match="没有签名"):
        sign_message(tmp_path / "key.pub", b"x", NAMESPACE)


def test_a_public_file_of_another_key_beside_the_private_one(tmp_path: Path) -> None:
    key, other = make_key(tmp_path, "key"), make_key(tmp_path, "other")
    (tmp_path / "key.pub").write_bytes(other.with_suffix(".pub").read_bytes())
    with pytest.raises(WorkspaceError, match="没有签名"):
        sign_message(key, b"x", NAMESPACE)


@pytest.mark.skipif(os.name != "posix", reason="only there files have such a mode")
def test_a_key_that_others_could_read(tmp_path: Path) -> None:
    key = make_key(tmp_path, "key")
    key.chmod(0o644)
    with pytest.raises(WorkspaceError, match="没有签名：私钥文件的权限太宽"):
        sign_message(key, b"x", NAMESPACE)


def test_a_key_without_its_public_half(tmp_path: Path) -> None:
    key = make_key(tmp_path, "key")
    (tmp_path / "key.pub").unlink()
    with pytest.raises(WorkspaceError, match=r"没有可读的公钥文件：.*可运行 ssh-keygen -y -f"):
        sign_message(key, b"x", NAMESPACE)


@pytest.mark.skipif(not TOKEN_LIBRARY.exists(), reason="本机没有 openssh-tests")
def test_a_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_SK_PROVIDER", str(TOKEN_LIBRARY))
    monkeypatch.setenv("SSH_AUTH_SOCK", "")
    key = make_key(tmp_path, "key", "-t", "ed25519-sk")
    untouched = make_key(tmp_path, "untouched", "-t", "ed25519-sk", "-O", "no-touch-required")
    assert is_token(key)
    assert find_person(register(r03=key), key, None) == "r03"
    public = parse_public_key(" ".join((tmp_path / "key.pub").read_text("utf-8").split()[:2]))
    assert verify(sign_message(key, b"x", NAMESPACE), b"x", public, NAMESPACE).flags == 1
    with pytest.raises(WorkspaceError, match="安全密钥未经本人触按确认"):
        sign_message(untouched, b"x", NAMESPACE)
    monkeypatch.delenv("SSH_SK_PROVIDER")
    with pytest.raises(WorkspaceError, match="没有签名：没有找到硬件令牌"):
        sign_message(key, b"x", NAMESPACE)


@pytest.mark.needs("git")
def test_who_works_here(tmp_path: Path) -> None:
    key = make_key(tmp_path, "key")
    catalog = register(r02=key)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)

    def configure(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(tmp_path), "config", *arguments], check=True)

    assert find_self(tmp_path, catalog, None) is None
    configure("gongkai.person", "r07")
    assert find_self(tmp_path, catalog, None) == "r07"
    assert find_self(tmp_path, catalog, key) == "r02"
    configure("gongkai.key", str(key))
    assert find_self(tmp_path, catalog, None) == "r02"
    configure("gongkai.key", str(tmp_path / "none"))
    assert find_self(tmp_path, catalog, None) is None
