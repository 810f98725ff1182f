"""Public keys of reviewers and of the root, in OpenSSH's one-line form, weak ones refused."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final, TypeAlias

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from gongkai.core import edwards25519
from gongkai.core.sshwire import WireError, WireReader, format_base64, parse_base64

VerifyingKey: TypeAlias = Ed25519PublicKey | ec.EllipticCurvePublicKey | rsa.RSAPublicKey

MIN_RSA_BITS: Final = 3072
MAX_RSA_BITS: Final = 16384
"""OpenSSH's own limit; a larger modulus only costs time."""
RSA_EXPONENT: Final = 65537
APPLICATION_PREFIX: Final = "ssh:"
"""What OpenSSH puts before the application of a key that lives in a security token."""

_CURVE_NAME: Final = b"nistp256"
_UNCOMPRESSED_POINT_SIZE: Final = 65
_UNCOMPRESSED_POINT_MARK: Final = 4


class KeyRefusedError(ValueError):
    """A public key is malformed, weak or of an unknown type; the message is the Chinese reason."""


class KeyKind(StrEnum):
    """The type name OpenSSH writes in front of a key."""

    ED25519 = "ssh-ed25519"
    SK_ED25519 = "sk-ssh-ed25519@openssh.com"
    ECDSA_P256 = "ecdsa-sha2-nistp256"
    SK_ECDSA_P256 = "sk-ecdsa-sha2-nistp256@openssh.com"
    RSA = "ssh-rsa"


TOKEN_KINDS: Final = frozenset({KeyKind.SK_ED25519, KeyKind.SK_ECDSA_P256})


@dataclass(frozen=True, slots=True)
class KeyParts:
    """What a key blob holds."""

    kind: KeyKind
    verifier: VerifyingKey
    material: bytes
    """The bare point or modulus, equal for two blobs that one private key serves."""
    application: bytes | None
    """The application a security token signs for, for `sk-` kinds only."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """One public key that passed every check; its construction raises `KeyRefusedError`."""

    kind: KeyKind
    blob: bytes
    """The key in SSH wire encoding (RFC 4253 section 6.6, RFC 5656, RFC 8709, PROTOCOL.u2f)."""

    def __post_init__(self) -> None:
        """Refuse a blob that is weak, malformed or of another kind."""
        if read_key_parts(self.blob).kind is not self.kind:
            raise KeyRefusedError("公钥前的类型名与公钥内容不一致")

    @property
    def line(self) -> str:
        """The type and the base64 of the blob, without comment."""
        return f"{self.kind} {format_base64(self.blob)}"

    @property
    def fingerprint(self) -> str:
        """The SHA-256 fingerprint as `ssh-keygen -l` prints it."""
        digest = hashlib.sha256(self.blob).digest()
        return "SHA256:" + format_base64(digest).rstrip("=")

    @property
    def material(self) -> bytes:
        """The bare point or modulus: two keys with equal material are one person's key."""
        return read_key_parts(self.blob).material


def parse_public_key(line: str) -> PublicKey:
    """Give the key of a line that is exactly "type base64".

    Raises:
        KeyRefusedError: unknown type, second spelling, RSA below 3072 bits or with an exponent
            other than 65537, point off the curve or of small order.

    """
    kind, separator, encoded = line.partition(" ")
    if not separator:
        raise KeyRefusedError("公钥须写成“类型 Base64”两段，中间一个空格，不带注释")
    try:
        blob = parse_base64(encoded)
    except WireError as error:
        raise KeyRefusedError(
            f"公钥编码有误：{error}；公钥须写成“类型 Base64”两段，不带注释和选项"
        ) from error
    return PublicKey(_parse_kind(kind), blob)


def read_public_key(blob: bytes) -> PublicKey:
    """Give the key of a blob in SSH wire encoding; raises `KeyRefusedError`."""
    return PublicKey(read_key_parts(blob).kind, blob)


@lru_cache(maxsize=1024)
def read_key_parts(blob: bytes) -> KeyParts:
    """Give what a key blob holds; raises `KeyRefusedError` for weak and malformed ones."""
    reader = WireReader(blob)
    try:
        kind = _parse_kind(reader.read_string().decode("ascii", "replace"))
        verifier, material = _read_verifier(kind, reader)
        application = _read_application(reader) if kind in TOKEN_KINDS else None
        reader.check_end()
    except WireError as error:
        raise KeyRefusedError(f"公钥内容有误：{error}") from error
    return KeyParts(kind, verifier, material, application)


def _parse_kind(name: str) -> KeyKind:
    try:
        return KeyKind(name)
    except ValueError as error:
        raise KeyRefusedError(f"公钥类型不受支持，可用类型为：{'、'.join(KeyKind)}") from error


def _read_verifier(kind: KeyKind, reader: WireReader) -> tuple[VerifyingKey, bytes]:
    match kind:
        case KeyKind.ED25519 | KeyKind.SK_ED25519:
            return _read_ed25519(reader)
        case KeyKind.ECDSA_P256 | KeyKind.SK_ECDSA_P256:
            return _read_ecdsa(reader)
        case KeyKind.RSA:
            return _read_rsa(reader)


def _read_ed25519(reader: WireReader) -> tuple[VerifyingKey, bytes]:
    point = reader.read_string()
    if len(point) != edwards25519.POINT_SIZE:
        raise KeyRefusedError("Ed25519 公钥长度不是 32 字节")
    if edwards25519.is_small_order(point):
        raise KeyRefusedError("Ed25519 公钥是小阶点，任何人都能伪造其签名")
    if not edwards25519.is_canonical(point):
        raise KeyRefusedError("Ed25519 公钥编码不规范")
    if not edwards25519.is_on_curve(point):
        raise KeyRefusedError("Ed25519 公钥不是曲线上的点")
    if not edwards25519.is_in_prime_subgroup(point):
        raise KeyRefusedError("Ed25519 公钥混有小阶分量，不是正常生成的公钥")
    return Ed25519PublicKey.from_public_bytes(point), point


def _read_ecdsa(reader: WireReader) -> tuple[VerifyingKey, bytes]:
    curve, point = reader.read_string(), reader.read_string()
    if curve != _CURVE_NAME:
        raise KeyRefusedError("ECDSA 公钥只接受 nistp256 曲线")
    if len(point) != _UNCOMPRESSED_POINT_SIZE or point[0] != _UNCOMPRESSED_POINT_MARK:
        raise KeyRefusedError("ECDSA 公钥不是未压缩格式的点")
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point), point
    except ValueError as error:
        raise KeyRefusedError("ECDSA 公钥不是曲线上的点") from error


def _read_rsa(reader: WireReader) -> tuple[VerifyingKey, bytes]:
    exponent, modulus = reader.read_positive(), reader.read_positive()
    if exponent != RSA_EXPONENT:
        raise KeyRefusedError(f"RSA 公钥指数不是 {RSA_EXPONENT}")
    if not MIN_RSA_BITS <= modulus.bit_length() <= MAX_RSA_BITS:
        raise KeyRefusedError(
            f"RSA 公钥长度应为 {MIN_RSA_BITS} 至 {MAX_RSA_BITS} 位，现为 {modulus.bit_length()} 位"
        )
    if modulus % 2 == 0:
        raise KeyRefusedError("RSA 公钥模数是偶数")
    key = rsa.RSAPublicNumbers(exponent, modulus).public_key()
    return key, modulus.to_bytes((modulus.bit_length() + 7) // 8, "big")


def _read_application(reader: WireReader) -> bytes:
    application = reader.read_string()
    text = application.decode("ascii", "replace")
    if not text.startswith(APPLICATION_PREFIX) or not (text.isascii() and text.isprintable()):
        raise KeyRefusedError(f"安全密钥的应用标识须以 {APPLICATION_PREFIX} 开头，且只含可见字符")
    return application
