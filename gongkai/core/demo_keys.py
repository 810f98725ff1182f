"""Keys to practise with, derived from a public constant.

They are public and protect nothing: whoever has this file can sign as any of these people. They
are accepted only where the site id ends in `.example`.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gongkai.core.keys import KeyKind, PublicKey
from gongkai.core.sshwire import format_string

DEMO_PERSONS: Final = (
    *(f"r{number:02}" for number in range(1, 41)),
    *(f"root{number}" for number in range(1, 4)),
    "builder",
)
"""Every id that has a demo key: forty reviewers, three root keys, the builder."""

_CONSTANT: Final = b"gongkai demo key v1:"


def demo_private_key(person: str) -> Ed25519PrivateKey:
    """Give the key anybody can derive for `person`; raises `ValueError` for an id without one."""
    # A key outside the list would be public and yet unknown to is_demo_key.
    if person not in DEMO_PERSONS:
        raise ValueError("没有这个编号的演练密钥，可用编号为 r01 至 r40、root1 至 root3、builder")
    seed = hashlib.sha256(_CONSTANT + person.encode("ascii")).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)


def demo_public_key(person: str) -> PublicKey:
    """Give the public half of `demo_private_key`; raises `ValueError` for an id without one."""
    point = demo_private_key(person).public_key().public_bytes_raw()
    kind = KeyKind.ED25519
    return PublicKey(kind, format_string(kind.encode("ascii")) + format_string(point))


def is_demo_key(key: PublicKey) -> bool:
    """Whether anybody can sign with `key`, be it dressed up as the key of a security token."""
    return key.material in _derive_materials()


def openssh_private_pem(person: str) -> bytes:
    """Give the private key file `ssh-keygen` reads, without passphrase."""
    # What a signature needs loads in a third of the time.
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    return demo_private_key(person).private_bytes(
        Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()
    )


@cache
def _derive_materials() -> frozenset[bytes]:
    # Not by way of `PublicKey`, which proves of each point that it is no weak key.
    keys = (demo_private_key(person).public_key() for person in DEMO_PERSONS)
    return frozenset(key.public_bytes_raw() for key in keys)
