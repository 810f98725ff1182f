"""Signatures in OpenSSH's SSHSIG format, read without tolerance (PROTOCOL.sshsig, PROTOCOL.u2f).

A signature is one line of base64: the armored text of `ssh-keygen -Y sign` without its first and
last line and without line ends. The parts of a line have one spelling each. ECDSA itself allows
two values of s for one message, so a line is no identifier of what was signed.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from gongkai.core.keys import KeyKind, KeyParts, PublicKey, read_key_parts
from gongkai.core.sshsig_armor import from_armor, to_armor
from gongkai.core.sshsig_reading import (
    MAGIC,
    VERSION,
    HashName,
    SignatureRefusedError,
    SshSignature,
    check_namespace,
    decode,
    read_known,
    read_signature,
)
from gongkai.core.sshwire import format_base64, format_string

if TYPE_CHECKING:
    from collections.abc import Collection

USER_PRESENT: Final = 0x01
"""Flag of a security token: somebody touched it for this signature."""

_HASHES: Final = {HashName.SHA256: hashlib.sha256, HashName.SHA512: hashlib.sha512}
_KIND_READ: Final = 88
"""Characters of base64 that hold everything up to the name of the key's kind, 34 bytes at most."""


def read_key_kind(signature: str) -> KeyKind:
    """The kind of key that made a signature which has been verified; reads its first bytes alone.

    Raises:
        ValueError: when it is no signature.
    """
    return _read_kind(signature[:_KIND_READ])


@lru_cache(maxsize=1024)
def _read_kind(start: str) -> KeyKind:
    """The kind in the start of a signature, which is the same for all that one key makes."""
    data = base64.b64decode(start)
    at = len(MAGIC) + 8  # after the version and the length of the key
    size = int.from_bytes(data[at : at + 4], "big")
    return KeyKind(data[at + 4 : at + 4 + size].decode("ascii", "replace"))


def verify(signature: str, message: bytes, key: PublicKey, namespace: str) -> SshSignature:
    """Give the parts of `signature` where it is by `key`, for `namespace`, over `message`.

    Raises:
        SignatureRefusedError: in every other case.

    """
    return verify_any(signature, message, (key,), namespace)


def verify_any(
    signature: str, message: bytes, keys: Collection[PublicKey], namespace: str
) -> SshSignature:
    """Give the parts of `signature` where it is by one of `keys`, which it names itself.

    Raises:
        SignatureRefusedError: in every other case, as `verify` does.

    """
    usual = (read_known(signature, key, namespace) for key in keys)
    decoded = next((parts for parts in usual if parts), None)
    if decoded is None:
        # A key nobody registered is not even parsed.
        known = {key.blob: key for key in keys}
        decoded = read_signature(signature, known.get)
    if decoded.namespace != namespace:
        raise SignatureRefusedError(f"签名的用途与应有的用途不符，应为 {namespace}")
    parts = read_key_parts(decoded.key.blob)
    data = signed_data(message, namespace, decoded.hash_name)
    if parts.application is not None:
        data = _wrap_token_data(decoded, parts.application, data)
    try:
        _check_raw(parts, decoded.raw, data)
    except InvalidSignature as error:
        raise SignatureRefusedError(
            "签名与内容不符：内容在签名后有改动，或签名不是对这份内容作出的"
        ) from error
    return decoded


def signed_data(message: bytes, namespace: str, hash_name: HashName) -> bytes:
    """Give the bytes under a signature: preamble, namespace, digest name, digest of `message`."""
    return _start_data(namespace, hash_name) + _HASHES[hash_name](message).digest()


@lru_cache(maxsize=1024)
def _start_data(namespace: str, hash_name: HashName) -> bytes:
    """What stands before the digest, which is the same for all signatures of one purpose."""
    check_namespace(namespace)
    room = bytes(_HASHES[hash_name]().digest_size)
    strings = (namespace.encode("ascii"), b"", hash_name.encode("ascii"), room)
    return (MAGIC + b"".join(map(format_string, strings))).removesuffix(room)


def encode_ed25519(private: Ed25519PrivateKey, message: bytes, namespace: str) -> str:
    """Give the line `ssh-keygen -Y sign` makes with the same key, for keys held in process."""
    kind = KeyKind.ED25519.encode("ascii")
    key = format_string(kind) + format_string(private.public_key().public_bytes_raw())
    raw = private.sign(signed_data(message, namespace, HashName.SHA512))
    strings = (
        key,
        namespace.encode("ascii"),
        b"",
        HashName.SHA512.encode("ascii"),
        format_string(kind) + format_string(raw),
    )
    version = VERSION.to_bytes(4, "big")
    return format_base64(MAGIC + version + b"".join(map(format_string, strings)))


def _wrap_token_data(decoded: SshSignature, application: bytes, data: bytes) -> bytes:
    if not decoded.flags & USER_PRESENT:
        raise SignatureRefusedError("安全密钥未经本人触按确认")
    state = bytes((decoded.flags,)) + decoded.counter.to_bytes(4, "big")
    return hashlib.sha256(application).digest() + state + hashlib.sha256(data).digest()


def _check_raw(parts: KeyParts, raw: bytes, data: bytes) -> None:
    if isinstance(parts.verifier, Ed25519PublicKey):
        parts.verifier.verify(raw, data)
    elif isinstance(parts.verifier, ec.EllipticCurvePublicKey):
        parts.verifier.verify(raw, data, ec.ECDSA(hashes.SHA256()))
    else:
        parts.verifier.verify(raw, data, padding.PKCS1v15(), hashes.SHA512())


__all__ = [
    "HashName",
    "SignatureRefusedError",
    "SshSignature",
    "decode",
    "encode_ed25519",
    "from_armor",
    "read_key_kind",
    "signed_data",
    "to_armor",
    "verify",
    "verify_any",
]
