"""The demo keys: derived alike everywhere, known to the gate, usable with ssh-keygen."""

from __future__ import annotations

import hashlib
import subprocess
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gongkai.core.demo_keys import (
    DEMO_PERSONS,
    demo_private_key,
    demo_public_key,
    is_demo_key,
    openssh_private_pem,
)
from gongkai.core.keys import KeyKind, PublicKey, read_public_key
from gongkai.core.sshsig import encode_ed25519, from_armor, verify
from gongkai.core.sshwire import format_string

if TYPE_CHECKING:
    from pathlib import Path


def wrap_point(point: bytes) -> PublicKey:
    return read_public_key(format_string(b"ssh-ed25519") + format_string(point))


def test_persons_are_forty_reviewers_three_roots_and_the_builder() -> None:
    assert len(DEMO_PERSONS) == len(set(DEMO_PERSONS)) == 44
    assert DEMO_PERSONS[0] == "r01"
    assert DEMO_PERSONS[39:] == ("r40", "root1", "root2", "root3", "builder")


def test_the_seed_is_the_digest_of_constant_and_person() -> None:
    seed = hashlib.sha256(b"gongkai demo key v1:r01").digest()
    assert demo_private_key("r01").private_bytes_raw() == seed


def test_the_derivation_never_changes() -> None:
    expected = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJopHY6IIAgJo5r/n10IeWFjqKfRYgJEzk3oReX87GxO"
    assert demo_public_key("r01").line == expected


def test_every_person_has_a_key_of_their_own_that_the_gate_knows() -> None:
    keys = {demo_public_key(person) for person in DEMO_PERSONS}
    assert len(keys) == len(DEMO_PERSONS)
    assert all(map(is_demo_key, keys))


def test_a_demo_key_dressed_as_a_token_key_is_known() -> None:
    kind = KeyKind.SK_ED25519
    fields = (kind.encode(), demo_public_key("r07").material, b"ssh:")
    assert is_demo_key(PublicKey(kind, b"".join(map(format_string, fields))))


def test_another_key_is_no_demo_key() -> None:
    key = Ed25519PrivateKey.from_private_bytes(b"\1" * 32)
    assert not is_demo_key(wrap_point(key.public_key().public_bytes_raw()))


@pytest.mark.parametrize("person", ["", "r00", "r41", "r1", "root4", "R01", "张三", "r01\n"])
def test_an_id_outside_the_list_has_no_key(person: str) -> None:
    with pytest.raises(ValueError, match="没有这个编号的演练密钥"):
        demo_private_key(person)


@pytest.mark.needs("ssh-keygen")
def test_ssh_keygen_signs_with_the_written_file_as_the_core_does(tmp_path: Path) -> None:
    path = tmp_path / "r01"
    path.write_bytes(openssh_private_pem("r01"))
    path.chmod(0o600)
    made = subprocess.run(
        ["ssh-keygen", "-Y", "sign", "-f", path, "-n", "l1.review@gov.example"],
        input="公开".encode(),
        capture_output=True,
        check=True,
    )
    line = from_armor(made.stdout.decode())
    message, namespace = "公开".encode(), "l1.review@gov.example"
    assert line == encode_ed25519(demo_private_key("r01"), message, namespace)
    verify(line, message, demo_public_key("r01"), namespace)
