from __future__ import annotations

import hashlib
import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from gongkai.core.demo_keys import demo_public_key, openssh_private_pem
from gongkai.core.sshsig import SignatureRefusedError, from_armor, verify
from gongkai.publish.manifest import (
    BuilderKeyError,
    ManifestRefusedError,
    builder_namespace,
    find_signer,
    format_manifest,
    list_file,
    parse_manifest,
    read_own_manifest,
)
from tests.helpers.tiny_site import load
from tests.helpers.tree import REVIEWERS, make_structure

if TYPE_CHECKING:
    from pathlib import Path

BUILDER = demo_public_key("builder")


def test_the_whole_manifest_one_file_a_line_in_the_order_of_paths() -> None:
    files = [
        list_file("b/index.html", b"xy", "generated"),
        list_file("a.txt", b"", "content/a.txt"),
    ]
    empty, two = (hashlib.sha256(data).hexdigest() for data in (b"", b"xy"))
    text = format_manifest("a.example", files).decode()
    assert text == (
        '{"type": "gongkai-manifest/v1", "site": "a.example", "files": [\n'
        f'{{"path": "a.txt", "size": 0, "sha256": "{empty}", "source": "content/a.txt"}},\n'
        f'{{"path": "b/index.html", "size": 2, "sha256": "{two}", "source": "generated"}}\n'
        "]}\n"
    )
    assert len(json.loads(text)["files"]) == 2


def test_a_practice_site_is_signed_with_the_demo_key_that_it_registered() -> None:
    sign = find_signer(load(make_structure()), None)
    assert sign is not None
    signature = from_armor(sign(b"manifest"))
    verify(signature, b"manifest", BUILDER, builder_namespace("cs.shili.example"))
    with pytest.raises(SignatureRefusedError):
        verify(signature, b"manifest", BUILDER, builder_namespace("b.example"))


def test_without_a_registered_key_nothing_signs() -> None:
    roster = REVIEWERS.replace(f"builders:\n- {BUILDER.line}\n", "")
    assert find_signer(load(make_structure(reviewers=roster)), None) is None


@pytest.mark.needs("ssh-keygen")
def test_a_key_file_signs_through_ssh_keygen(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_bytes(openssh_private_pem("builder"))
    key.chmod(0o600)
    sign = find_signer(load(make_structure()), key)
    assert sign is not None
    (tmp_path / "message").write_bytes(b"manifest")
    (tmp_path / "message.sig").write_text(sign(b"manifest"), "utf-8")
    namespace = builder_namespace("cs.shili.example")
    (tmp_path / "allowed").write_text(f'builder namespaces="{namespace}" {BUILDER.line}\n', "utf-8")
    command = ["ssh-keygen", "-Y", "verify", "-f", str(tmp_path / "allowed"), "-I", "builder"]
    command += ["-n", namespace, "-s", str(tmp_path / "message.sig")]
    subprocess.run(command, input=b"manifest", check=True, capture_output=True)


@pytest.mark.needs("ssh-keygen")
def test_a_file_that_is_no_key_is_named(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_bytes(b"x")
    sign = find_signer(load(make_structure()), key)
    assert sign is not None
    with pytest.raises(BuilderKeyError, match="没有签名：发布机密钥"):
        sign(b"manifest")


@pytest.mark.needs("ssh-keygen")
def test_a_key_file_that_is_not_registered_signs_nothing(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_bytes(openssh_private_pem("r01"))
    key.chmod(0o600)
    sign = find_signer(load(make_structure()), key)
    assert sign is not None
    with pytest.raises(BuilderKeyError, match="没有登记"):
        sign(b"manifest")


FILES = [
    list_file("a.txt", b"", "content/a.txt"),
    list_file("b/index.html", b"xy", "generated"),
    list_file('b/附"件\\.txt', b"xyz", "content/文件.md"),
]
WHOLE = format_manifest("a.example", FILES)


def test_a_manifest_is_read_back_whatever_its_names_are() -> None:
    assert parse_manifest(WHOLE) == ("a.example", {listed.path: listed for listed in FILES})
    assert read_own_manifest(WHOLE) == {listed.path: listed for listed in FILES}
    assert read_own_manifest(format_manifest("a.example", [])) == {}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"", b" "),
        (b"gongkai-manifest/v1", b"gongkai-manifest/v2"),
        (b'"site": "a.example"', b'"site": "a.example", "x": 1'),
        (b'"size": 2', b'"size": 02'),
        (b'"size": 2', b'"size": 2.0'),
        (b'"size": 2', b'"size": -2'),
        (b'"size": 2', b'"size":  2'),
        (b'"a.txt"', b'"c.txt"'),
        (b'"a.txt"', b'"b/index.html"'),
        (b'"a.txt"', b'"\\u0061.txt"'),
        (b'"a.txt"', b'"\\x.txt"'),
        (b'"a.txt"', b'"a\n.txt"'),
        (b"]}\n", b"]}"),
        (b"]}\n", b"]}\n\n"),
        (b"},\n", b"}\n"),
        (b"e3b0c44", b"E3B0C44"),
        (b"a.txt", "甲.txt".encode()),
        (b"a.txt", b"\xff.txt"),
        (WHOLE, b""),
    ],
)
def test_a_manifest_in_another_spelling_is_refused(old: bytes, new: bytes) -> None:
    altered = WHOLE.replace(old, new, 1)
    assert altered != WHOLE
    with pytest.raises(ManifestRefusedError):
        parse_manifest(altered)
