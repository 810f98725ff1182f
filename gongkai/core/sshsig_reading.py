"""Reading a signature in OpenSSH's SSHSIG format, every part of it in its one spelling."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from gongkai.core import edwards25519
from gongkai.core.keys import KeyKind, KeyRefusedError, read_public_key
from gongkai.core.sshwire import WireError, WireReader, format_string, parse_base64

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.core.keys import PublicKey

USER_VERIFIED: Final = 0x04
"""Flag of a security token: it asked for a PIN or a fingerprint first."""
MAGIC: Final = b"SSHSIG"
VERSION: Final = 1
_RSA_ALGORITHM: Final = b"rsa-sha2-512"
_ED25519_SIZE: Final = 64
_P256_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class SignatureRefusedError(ValueError):
    """A signature is malformed or not right; the message is the Chinese reason."""


class HashName(StrEnum):
    """The digests OpenSSH accepts under a signature."""

    SHA256 = "sha256"
    SHA512 = "sha512"


@dataclass(frozen=True, slots=True)
class SshSignature:
    """The parts of one well-formed signature, not yet held against a message."""

    key: PublicKey
    namespace: str
    hash_name: HashName
    raw: bytes
    """64 bytes for Ed25519, DER for ECDSA, the length of the modulus for RSA."""
    flags: int = 0
    """What a security token said about its user; 0 for keys outside a token."""
    counter: int = 0
    """How many signatures a security token says it has made; 0 for keys outside a token."""

    @property
    def user_verified(self) -> bool:
        """Whether a security token asked for a PIN or a fingerprint."""
        return bool(self.flags & USER_VERIFIED)


def decode(signature: str) -> SshSignature:
    """Give the parts of one line; raises `SignatureRefusedError` unless it is well-formed."""
    return read_signature(signature, read_public_key)


def read_signature(signature: str, find_key: Callable[[bytes], PublicKey | None]) -> SshSignature:
    """Give the parts of one line by a key that `find_key` finds for the blob that it names.

    Raises:
        SignatureRefusedError: unless it is well-formed and the key is found.
    """
    try:
        reader = WireReader(parse_base64(signature))
        decoded = _read_parts(reader, find_key)
        reader.check_end()
    except WireError as error:
        raise SignatureRefusedError(f"签名格式有误：{error}") from error
    except KeyRefusedError as error:
        raise SignatureRefusedError(f"签名所带的公钥不被接受：{error}") from error
    return decoded


def read_known(signature: str, key: PublicKey, namespace: str) -> SshSignature | None:
    """Give the parts where they are as `ssh-keygen` writes them for an Ed25519 key; else None.

    Most signatures are: then all but the last 64 bytes is known before it is read.
    """
    if key.kind is not KeyKind.ED25519:
        return None
    frame = _frame_ed25519(key.blob, namespace)
    try:
        data = parse_base64(signature)
        if not data.startswith(frame) or len(data) != len(frame) + _ED25519_SIZE:
            return None
        return SshSignature(key, namespace, HashName.SHA512, _check_ed25519(data[len(frame) :]))
    except WireError:
        return None


@lru_cache(maxsize=1024)
def _frame_ed25519(blob: bytes, namespace: str) -> bytes:
    kind, room = KeyKind.ED25519.encode("ascii"), bytes(_ED25519_SIZE)
    inner = format_string(kind) + format_string(room)
    strings = (blob, namespace.encode(), b"", HashName.SHA512.encode("ascii"), inner)
    frame = MAGIC + VERSION.to_bytes(4, "big") + b"".join(map(format_string, strings))
    return frame.removesuffix(room)


def _read_parts(reader: WireReader, find_key: Callable[[bytes], PublicKey | None]) -> SshSignature:
    if reader.read_bytes(len(MAGIC)) != MAGIC:
        raise WireError("不是 SSHSIG 签名")
    if reader.read_uint32() != VERSION:
        raise WireError(f"SSHSIG 版本不是 {VERSION}")
    key = find_key(reader.read_string())
    if key is None:
        raise SignatureRefusedError("签名所用的密钥不是登记的密钥")
    namespace = reader.read_string().decode("ascii", "replace")
    check_namespace(namespace)
    if reader.read_string():
        raise WireError("保留字段不为空")
    hash_name = _parse_hash_name(reader.read_string())
    inner = WireReader(reader.read_string())
    raw, flags, counter = _read_inner(inner, key)
    inner.check_end()
    return SshSignature(key, namespace, hash_name, raw, flags, counter)


def check_namespace(namespace: str) -> None:
    """Raise `SignatureRefusedError` unless it is visible ASCII without blanks."""
    printable = namespace.isascii() and namespace.isprintable()
    if not namespace or " " in namespace or not printable:
        raise SignatureRefusedError("签名用途为空，或含有不可见字符、非 ASCII 字符")


def _parse_hash_name(name: bytes) -> HashName:
    try:
        return HashName(name.decode("ascii", "replace"))
    except ValueError as error:
        raise SignatureRefusedError(f"摘要算法不受支持，只接受 {'、'.join(HashName)}") from error


def _read_inner(reader: WireReader, key: PublicKey) -> tuple[bytes, int, int]:
    expected = _RSA_ALGORITHM if key.kind is KeyKind.RSA else key.kind.encode("ascii")
    if reader.read_string() != expected:
        raise WireError(f"签名算法与密钥不符，应为 {expected.decode('ascii')}")
    payload = reader.read_string()
    match key.kind:
        case KeyKind.ED25519:
            return _check_ed25519(payload), 0, 0
        case KeyKind.ECDSA_P256:
            return _parse_ecdsa(payload), 0, 0
        case KeyKind.RSA:
            return _check_rsa(payload, key), 0, 0
        case KeyKind.SK_ED25519:
            return _check_ed25519(payload), *_read_token_fields(reader)
        case KeyKind.SK_ECDSA_P256:
            return _parse_ecdsa(payload), *_read_token_fields(reader)


def _read_token_fields(reader: WireReader) -> tuple[int, int]:
    return reader.read_bytes(1)[0], reader.read_uint32()


def _check_ed25519(raw: bytes) -> bytes:
    point, scalar = raw[: edwards25519.POINT_SIZE], raw[edwards25519.POINT_SIZE :]
    if len(raw) != _ED25519_SIZE or not edwards25519.is_canonical(point):
        raise WireError("Ed25519 签名编码不规范")
    if int.from_bytes(scalar, "little") >= edwards25519.GROUP_ORDER:
        raise WireError("Ed25519 签名的 S 值超出范围")
    return raw


def _parse_ecdsa(payload: bytes) -> bytes:
    reader = WireReader(payload)
    r, s = reader.read_positive(), reader.read_positive()
    reader.check_end()
    if max(r, s) >= _P256_ORDER:
        raise WireError("ECDSA 签名的数值超出范围")
    return encode_dss_signature(r, s)


def _check_rsa(raw: bytes, key: PublicKey) -> bytes:
    # Equal length makes the comparison of bytes a comparison of numbers.
    if len(raw) != len(key.material) or raw >= key.material:
        raise WireError("RSA 签名长度或数值超出范围")
    return raw
