"""Signatures in OpenSSH's SSHSIG format, read without tolerance (PROTOCOL.sshsig, PROTOCOL.u2f).

A signature is one line of base64: the armored text of `ssh-keygen -Y sign` without its first and
last line and without line ends. The parts of a line have one spelling each. ECDSA itself allows
two values of s for one message, so a line is no identifier of what was signed.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from gongkai.core import edwards25519
from gongkai.core.keys import (
    KeyKind,
    KeyParts,
    KeyRefusedError,
    PublicKey,
    read_key_parts,
    read_public_key,
)
from gongkai.core.sshwire import (
    WireError,
    WireReader,
    format_base64,
    format_string,
    parse_base64,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

USER_PRESENT: Final = 0x01
"""Flag of a security token: somebody touched it for this signature."""
USER_VERIFIED: Final = 0x04
"""Flag of a security token: it asked for a PIN or a fingerprint first."""

_MAGIC: Final = b"SSHSIG"
_VERSION: Final = 1
_RSA_ALGORITHM: Final = b"rsa-sha2-512"
_ED25519_SIZE: Final = 64
_P256_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_BEGIN: Final = "-----BEGIN SSH SIGNATURE-----\n"
_END: Final = "-----END SSH SIGNATURE-----\n"
_ARMOR_WIDTH: Final = 70
_KIND_READ: Final = 88
"""Characters of base64 that hold everything up to the name of the key's kind, 34 bytes at most."""


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
    return _decode(signature, read_public_key)


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
    at = len(_MAGIC) + 8  # after the version and the length of the key
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
    # A key nobody registered is not even parsed.
    known = {key.blob: key for key in keys}
    decoded = _decode(signature, known.get)
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
    _check_namespace(namespace)
    digest = hashlib.new(hash_name, message).digest()
    strings = (namespace.encode("ascii"), b"", hash_name.encode("ascii"), digest)
    return _MAGIC + b"".join(map(format_string, strings))


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
    version = _VERSION.to_bytes(4, "big")
    return format_base64(_MAGIC + version + b"".join(map(format_string, strings)))


def to_armor(line: str) -> str:
    """Give the file `ssh-keygen -Y verify` reads; raises `SignatureRefusedError`."""
    decode(line)
    rows = (line[start : start + _ARMOR_WIDTH] for start in range(0, len(line), _ARMOR_WIDTH))
    return _BEGIN + "".join(f"{row}\n" for row in rows) + _END


def from_armor(text: str) -> str:
    """Give the line of a file exactly as `ssh-keygen -Y sign` writes it.

    Raises:
        SignatureRefusedError: other first or last line, other line length, CRLF, text around it.

    """
    if not (text.startswith(_BEGIN) and text.endswith(_END)):
        raise SignatureRefusedError("签名文件首尾行不是 SSH SIGNATURE 标记，或换行不是 LF")
    line = text.removeprefix(_BEGIN).removesuffix(_END).replace("\n", "")
    if to_armor(line) != text:
        raise SignatureRefusedError(f"签名文件不是每行 {_ARMOR_WIDTH} 个字符的标准排列")
    return line


def _decode(signature: str, find_key: Callable[[bytes], PublicKey | None]) -> SshSignature:
    try:
        reader = WireReader(parse_base64(signature))
        decoded = _read_signature(reader, find_key)
        reader.check_end()
    except WireError as error:
        raise SignatureRefusedError(f"签名格式有误：{error}") from error
    except KeyRefusedError as error:
        raise SignatureRefusedError(f"签名所带的公钥不被接受：{error}") from error
    return decoded


def _read_signature(
    reader: WireReader, find_key: Callable[[bytes], PublicKey | None]
) -> SshSignature:
    if reader.read_bytes(len(_MAGIC)) != _MAGIC:
        raise WireError("不是 SSHSIG 签名")
    if reader.read_uint32() != _VERSION:
        raise WireError(f"SSHSIG 版本不是 {_VERSION}")
    key = find_key(reader.read_string())
    if key is None:
        raise SignatureRefusedError("签名所用的密钥不是登记的密钥")
    namespace = reader.read_string().decode("ascii", "replace")
    _check_namespace(namespace)
    if reader.read_string():
        raise WireError("保留字段不为空")
    hash_name = _parse_hash_name(reader.read_string())
    inner = WireReader(reader.read_string())
    raw, flags, counter = _read_inner(inner, key)
    inner.check_end()
    return SshSignature(key, namespace, hash_name, raw, flags, counter)


def _check_namespace(namespace: str) -> None:
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
