"""Signatures in the SSHSIG format made by the letter, any field of them put out of order."""

from __future__ import annotations

import hashlib
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gongkai.core.keys import PublicKey, read_public_key
from gongkai.core.sshwire import format_base64, format_string

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAMESPACE = "l1.review@gov.example"
MESSAGE = "示例市公安局公开内容\n".encode()
PRINCIPAL = "r01"
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551

ED25519 = Ed25519PrivateKey.from_private_bytes(b"\1" * 32)
ECDSA = ec.derive_private_key(P256_ORDER // 3, ec.SECP256R1())
RSA = rsa.generate_private_key(65537, 3072)
APPLICATION = b"ssh:gongkai"


def pack(*strings: bytes) -> bytes:
    return b"".join(map(format_string, strings))


def mpint(value: int) -> bytes:
    return value.to_bytes(value.bit_length() // 8 + 1, "big")


@dataclass(frozen=True)
class Signer:
    """A software key that can sign as OpenSSH or as a security token would."""

    kind: bytes
    key_fields: tuple[bytes, ...]
    sign: Callable[[bytes], bytes]
    algorithm: bytes

    @property
    def key_blob(self) -> bytes:
        return pack(self.kind, *self.key_fields)

    @property
    def key(self) -> PublicKey:
        return read_public_key(self.key_blob)


def sign_ecdsa(data: bytes) -> bytes:
    return pack(*map(mpint, decode_dss_signature(ECDSA.sign(data, ec.ECDSA(hashes.SHA256())))))


def sign_rsa(data: bytes) -> bytes:
    return RSA.sign(data, padding.PKCS1v15(), hashes.SHA512())


def list_rsa_fields() -> tuple[bytes, bytes]:
    numbers = RSA.public_key().public_numbers()
    return mpint(numbers.e), mpint(numbers.n)


EC_FIELDS = (
    b"nistp256",
    ECDSA.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint),
)
POINT = ED25519.public_key().public_bytes_raw()
SK_ED25519 = b"sk-ssh-ed25519@openssh.com"
SK_ECDSA = b"sk-ecdsa-sha2-nistp256@openssh.com"
SIGNERS = {
    "ed25519": Signer(b"ssh-ed25519", (POINT,), ED25519.sign, b"ssh-ed25519"),
    "ecdsa": Signer(b"ecdsa-sha2-nistp256", EC_FIELDS, sign_ecdsa, b"ecdsa-sha2-nistp256"),
    "rsa": Signer(b"ssh-rsa", list_rsa_fields(), sign_rsa, b"rsa-sha2-512"),
    "sk-ed25519": Signer(SK_ED25519, (POINT, APPLICATION), ED25519.sign, SK_ED25519),
    "sk-ecdsa": Signer(SK_ECDSA, (*EC_FIELDS, APPLICATION), sign_ecdsa, SK_ECDSA),
}


def build_inner(signer: Signer, data: bytes, *, flags: int = 1, counter: int = 7) -> bytes:
    """The innermost field: for a token as PROTOCOL.u2f has it, else algorithm and signature."""
    if not signer.kind.startswith(b"sk-"):
        return pack(signer.algorithm, signer.sign(data))
    state = bytes((flags,)) + counter.to_bytes(4, "big")
    application = hashlib.sha256(signer.key_fields[-1]).digest()
    signed = application + state + hashlib.sha256(data).digest()
    return pack(signer.algorithm, signer.sign(signed)) + state


def build_blob(
    signer: Signer,
    *,
    hash_name: str = "sha512",
    inner: bytes | None = None,
    magic: bytes = b"SSHSIG",
    version: int = 1,
    namespace: bytes = NAMESPACE.encode(),
    reserved: bytes = b"",
    tail: bytes = b"",
    message: bytes = MESSAGE,
) -> bytes:
    """A signature made by the letter of PROTOCOL.sshsig, with any field put out of order."""
    digest = hashlib.new(hash_name, message).digest()
    data = b"SSHSIG" + pack(namespace, reserved, hash_name.encode(), digest)
    inner = build_inner(signer, data) if inner is None else inner
    fields = pack(signer.key_blob, namespace, reserved, hash_name.encode(), inner)
    return magic + version.to_bytes(4, "big") + fields + tail


def build_line(name: str) -> str:
    return format_base64(build_blob(SIGNERS[name]))


def armor_by_hand(line: str) -> str:
    rows = [line[start : start + 70] for start in range(0, len(line), 70)]
    return "\n".join(["-----BEGIN SSH SIGNATURE-----", *rows, "-----END SSH SIGNATURE-----", ""])


def ask_ssh_keygen(folder: Path, armored: bytes, key: PublicKey) -> bool:
    """Whether `ssh-keygen -Y verify` takes the file for the key's signature over `MESSAGE`."""
    signers, file = folder / "allowed_signers", folder / "message.sig"
    signers.write_text(f'{PRINCIPAL} namespaces="{NAMESPACE}" {key.line}\n')
    file.write_bytes(armored)
    command = ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", PRINCIPAL]
    answer = subprocess.run(
        [*command, "-n", NAMESPACE, "-s", str(file)],
        input=MESSAGE,
        capture_output=True,
        check=False,
    )
    return answer.returncode == 0
