"""The strict reader of SSHSIG, held against ssh-keygen and the sshsig package."""

from __future__ import annotations

import base64
import contextlib
import io
import subprocess
from typing import TYPE_CHECKING

import pytest
import sshsig as oracle
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core import edwards25519
from gongkai.core.sshsig import (
    HashName,
    SignatureRefusedError,
    decode,
    encode_ed25519,
    from_armor,
    signed_data,
    to_armor,
    verify,
    verify_any,
)
from gongkai.core.sshwire import format_base64
from tests.helpers.sshsig_builder import (
    ECDSA,
    ED25519,
    MESSAGE,
    NAMESPACE,
    P256_ORDER,
    POINT,
    RSA,
    SIGNERS,
    SK_ED25519,
    Signer,
    armor_by_hand,
    ask_ssh_keygen,
    build_blob,
    build_inner,
    build_line,
    mpint,
    pack,
    sign_rsa,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from gongkai.core.keys import PublicKey

LINES = {name: build_line(name) for name in SIGNERS}


def is_accepted(signature: str, key: PublicKey) -> bool:
    try:
        verify(signature, MESSAGE, key, NAMESPACE)
    except SignatureRefusedError:
        return False
    return True


def sign_with_ssh_keygen(folder: Path, private: bytes) -> str:
    path = folder / "key"
    path.write_bytes(private)
    path.chmod(0o600)
    made = subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-f", path, "-n", NAMESPACE],
        input=MESSAGE,
        capture_output=True,
        check=True,
    )
    return made.stdout.decode()


def write_private(key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())


@pytest.mark.needs("ssh-keygen")
@pytest.mark.parametrize(
    ("name", "private"), [("ed25519", ED25519), ("ecdsa", ECDSA), ("rsa", RSA)]
)
def test_what_ssh_keygen_signs_is_accepted(
    tmp_path: Path,
    name: str,
    private: Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey,
) -> None:
    armored = sign_with_ssh_keygen(tmp_path, write_private(private))
    line = from_armor(armored)
    verify(line, MESSAGE, SIGNERS[name].key, NAMESPACE)
    assert to_armor(line) == armored


@pytest.mark.needs("ssh-keygen")
def test_our_ed25519_line_is_the_one_ssh_keygen_makes(tmp_path: Path) -> None:
    made = encode_ed25519(ED25519, MESSAGE, NAMESPACE)
    assert to_armor(made) == sign_with_ssh_keygen(tmp_path, write_private(ED25519))
    assert made == LINES["ed25519"]


@pytest.mark.needs("ssh-keygen")
@pytest.mark.parametrize("hash_name", HashName)
@pytest.mark.parametrize("name", SIGNERS)
def test_what_is_built_by_the_letter_is_accepted_here_and_by_ssh_keygen(
    tmp_path: Path, name: str, hash_name: HashName
) -> None:
    signer = SIGNERS[name]
    line = format_base64(build_blob(signer, hash_name=hash_name))
    assert ask_ssh_keygen(tmp_path, armor_by_hand(line).encode(), signer.key)
    verify(line, MESSAGE, signer.key, NAMESPACE)
    assert decode(line).hash_name is hash_name


@pytest.mark.parametrize("name", ["ed25519", "rsa"])
def test_the_sshsig_package_accepts_what_is_accepted_here(name: str) -> None:
    armored = to_armor(LINES[name])
    found = oracle.check_signature(io.BytesIO(MESSAGE), armored.encode(), NAMESPACE)
    assert found == oracle.PublicKey.from_openssh_str(SIGNERS[name].key.line)
    verify(from_armor(armored), MESSAGE, SIGNERS[name].key, NAMESPACE)


def test_decoded_parts_are_those_signed() -> None:
    data = signed_data(MESSAGE, NAMESPACE, HashName.SHA512)
    decoded = decode(LINES["ed25519"])
    assert decoded.key == SIGNERS["ed25519"].key
    assert decoded.namespace == NAMESPACE
    assert decoded.hash_name is HashName.SHA512
    assert decoded.raw == ED25519.sign(data)
    assert (decoded.flags, decoded.counter, decoded.user_verified) == (0, 0, False)


@pytest.mark.parametrize("name", ["sk-ed25519", "sk-ecdsa"])
@pytest.mark.parametrize(
    ("flags", "accepted", "verified"),
    [(0, False, False), (1, True, False), (4, False, True), (5, True, True), (0xFE, False, True)],
)
def test_a_token_must_have_been_touched(
    name: str, flags: int, *, accepted: bool, verified: bool
) -> None:
    signer = SIGNERS[name]
    data = signed_data(MESSAGE, NAMESPACE, HashName.SHA512)
    inner = build_inner(signer, data, flags=flags, counter=2**32 - 1)
    line = format_base64(build_blob(signer, inner=inner))
    assert is_accepted(line, signer.key) is accepted
    decoded = decode(line)
    assert (decoded.counter, decoded.user_verified) == (2**32 - 1, verified)


@pytest.mark.parametrize("name", SIGNERS)
def test_a_signature_counts_for_its_message_its_key_and_its_namespace_only(name: str) -> None:
    line, key = LINES[name], SIGNERS[name].key
    other = next(signer.key for other, signer in SIGNERS.items() if other != name)
    cases = [
        (MESSAGE + b" ", key, NAMESPACE, "签名与内容不符"),
        (MESSAGE, other, NAMESPACE, "签名所用的密钥不是登记的密钥"),
        (MESSAGE, key, "l2.review@gov.example", "签名的用途与应有的用途不符"),
        (MESSAGE, key, "", "签名的用途与应有的用途不符"),
    ]
    for message, expected_key, namespace, reason in cases:
        with pytest.raises(SignatureRefusedError, match=reason):
            verify(line, message, expected_key, namespace)


@pytest.mark.parametrize("name", SIGNERS)
def test_a_signature_names_its_own_among_several_keys(name: str) -> None:
    line, key = LINES[name], SIGNERS[name].key
    everybody = tuple(signer.key for signer in SIGNERS.values())
    assert verify_any(line, MESSAGE, everybody, NAMESPACE) == decode(line)
    for keys in ((), tuple(other for other in everybody if other != key)):
        with pytest.raises(SignatureRefusedError, match="签名所用的密钥不是登记的密钥"):
            verify_any(line, MESSAGE, keys, NAMESPACE)


@pytest.mark.parametrize("name", SIGNERS)
def test_every_changed_byte_of_the_blob_is_refused(name: str) -> None:
    blob, key = base64.b64decode(LINES[name]), SIGNERS[name].key
    accepted = [
        (position, change)
        for position in range(len(blob))
        for change in (0x01, 0x80, 0xFF, blob[position] or 0x20)
        if is_accepted(
            format_base64(
                blob[:position] + bytes((blob[position] ^ change,)) + blob[position + 1 :]
            ),
            key,
        )
    ]
    assert accepted == []


@pytest.mark.parametrize("name", SIGNERS)
def test_every_changed_character_of_the_line_is_refused(name: str) -> None:
    line, key = LINES[name], SIGNERS[name].key
    accepted = [
        (position, character)
        for position in range(len(line))
        for character in ("A", "B", "/", "=", "-", "\n", " ", "\0", "Ａ")
        if character != line[position]
        and is_accepted(line[:position] + character + line[position + 1 :], key)
    ]
    assert accepted == []


@pytest.mark.parametrize("name", SIGNERS)
def test_every_cut_insertion_and_extension_is_refused(name: str) -> None:
    line, key = LINES[name], SIGNERS[name].key
    blob = base64.b64decode(line)
    cuts = [format_base64(blob[:size]) for size in range(len(blob))]
    gaps = [line[:at] + "\n" + line[at:] for at in range(len(line) + 1)]
    longer = [format_base64(blob + b"\0"), line + "=", line + "====", line + line, f"{line} "]
    assert [text for text in (*cuts, *gaps, *longer) if is_accepted(text, key)] == []


@pytest.mark.parametrize("padded", [NAMESPACE, f"{NAMESPACE}x", f"{NAMESPACE}xy"])
def test_spare_bits_of_the_last_character_are_refused(padded: str) -> None:
    line = encode_ed25519(ED25519, MESSAGE, padded)
    verify(line, MESSAGE, SIGNERS["ed25519"].key, padded)
    body = line.rstrip("=")
    same = [
        body[:-1] + character + line[len(body) :]
        for character in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        if base64.b64decode(body[:-1] + character + line[len(body) :]) == base64.b64decode(line)
    ]
    assert len(same) == 4 ** (len(line) - len(body))
    for spelling in same:
        if spelling != line:
            with pytest.raises(SignatureRefusedError, match="Base64 编码不规范"):
                decode(spelling)


def build_wrong_blobs() -> dict[str, tuple[bytes, str]]:
    """Name to a blob with one fault, which a key holder can make, and the reason it meets."""
    signer, token = SIGNERS["ed25519"], SIGNERS["sk-ed25519"]
    data = signed_data(MESSAGE, NAMESPACE, HashName.SHA512)
    raw = ED25519.sign(data)
    stretched = int.from_bytes(raw[32:], "little") + edwards25519.GROUP_ORDER
    identity = Signer(b"ssh-ed25519", ((1).to_bytes(32, "little"),), ED25519.sign, b"ssh-ed25519")
    web = Signer(SK_ED25519, (POINT, b"web:x"), ED25519.sign, SK_ED25519)

    def wrap(*fields: bytes, tail: bytes = b"") -> bytes:
        return build_blob(signer, inner=pack(*fields) + tail)

    return {
        "magic": (build_blob(signer, magic=b"SSHSIH"), "不是 SSHSIG 签名"),
        "version 0": (build_blob(signer, version=0), "SSHSIG 版本不是 1"),
        "version 2": (build_blob(signer, version=2), "SSHSIG 版本不是 1"),
        "reserved": (build_blob(signer, reserved=b"x"), "保留字段不为空"),
        "tail": (build_blob(signer, tail=b"\0"), "末尾有多余的数据"),
        "no namespace": (build_blob(signer, namespace=b""), "签名用途为空"),
        "namespace with NUL": (build_blob(signer, namespace=b"a\0b"), "签名用途为空"),
        "namespace with space": (build_blob(signer, namespace=b"a b"), "签名用途为空"),
        "namespace not ASCII": (build_blob(signer, namespace=b"\xe5"), "签名用途为空"),
        **{
            name: (build_blob(signer, hash_name=name), "摘要算法不受支持")
            for name in ("md5", "sha1", "sha224", "sha384", "sha3_256")
        },
        "identity key": (build_blob(identity), "小阶点"),
        "application": (build_blob(web), "应用标识须以 ssh: 开头"),
        "inner tail": (wrap(b"ssh-ed25519", raw, tail=b"\0"), "末尾有多余的数据"),
        "inner algorithm": (wrap(b"ssh-rsa", raw), "应为 ssh-ed25519"),
        "token fields on a plain key": (
            wrap(b"ssh-ed25519", raw, tail=b"\1\0\0\0\1"),
            "末尾有多余的数据",
        ),
        "no token fields": (
            build_blob(token, inner=pack(SK_ED25519, raw)),
            "数据不完整",
        ),
        "short": (wrap(b"ssh-ed25519", raw[:-1]), "Ed25519 签名编码不规范"),
        "S + L": (
            wrap(b"ssh-ed25519", raw[:32] + stretched.to_bytes(32, "little")),
            "Ed25519 签名的 S 值超出范围",
        ),
        "S = L": (
            wrap(b"ssh-ed25519", raw[:32] + edwards25519.GROUP_ORDER.to_bytes(32, "little")),
            "Ed25519 签名的 S 值超出范围",
        ),
        "R at the prime": (
            wrap(b"ssh-ed25519", edwards25519.FIELD_PRIME.to_bytes(32, "little") + raw[32:]),
            "Ed25519 签名编码不规范",
        ),
        "R is minus zero": (
            wrap(b"ssh-ed25519", (1 | 1 << 255).to_bytes(32, "little") + raw[32:]),
            "Ed25519 签名编码不规范",
        ),
        **build_wrong_ecdsa(data),
        **build_wrong_rsa(data),
    }


def build_wrong_ecdsa(data: bytes) -> dict[str, tuple[bytes, str]]:
    signer = SIGNERS["ecdsa"]
    r, s = decode_dss_signature(ECDSA.sign(data, ec.ECDSA(hashes.SHA256())))
    payloads = {
        "r = 0": (pack(b"", mpint(s)), "整数不是正数"),
        "s = 0": (pack(mpint(r), b""), "整数不是正数"),
        "negative": (pack(mpint(r), (-s).to_bytes(33, "big", signed=True)), "整数不是正数"),
        "leading zero": (pack(b"\0" + mpint(r), mpint(s)), "多余的前导零"),
        "s = n": (pack(mpint(r), mpint(P256_ORDER)), "ECDSA 签名的数值超出范围"),
        "r + n": (pack(mpint(r + P256_ORDER), mpint(s)), "ECDSA 签名的数值超出范围"),
        "payload tail": (pack(mpint(r), mpint(s)) + b"\0", "末尾有多余的数据"),
    }
    return {
        f"ecdsa {name}": (build_blob(signer, inner=pack(signer.kind, payload)), reason)
        for name, (payload, reason) in payloads.items()
    }


def build_wrong_rsa(data: bytes) -> dict[str, tuple[bytes, str]]:
    signer = SIGNERS["rsa"]
    weaker = {b"ssh-rsa": hashes.SHA1(), b"rsa-sha2-256": hashes.SHA256()}  # noqa: S303
    modulus = RSA.public_key().public_numbers().n
    raw = sign_rsa(data)
    payloads = {
        "zero in front": (b"\0" + raw, "RSA 签名长度或数值超出范围"),
        "short": (raw[1:], "RSA 签名长度或数值超出范围"),
        "modulus": (modulus.to_bytes(384, "big"), "RSA 签名长度或数值超出范围"),
    }
    return {
        **{
            f"rsa under {name.decode()}": (
                build_blob(signer, inner=pack(name, RSA.sign(data, padding.PKCS1v15(), digest))),
                "应为 rsa-sha2-512",
            )
            for name, digest in weaker.items()
        },
        **{
            f"rsa {name}": (build_blob(signer, inner=pack(b"rsa-sha2-512", payload)), reason)
            for name, (payload, reason) in payloads.items()
        },
    }


WRONG = build_wrong_blobs()


@pytest.mark.parametrize(("blob", "reason"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_field_is_refused_with_its_reason(blob: bytes, reason: str) -> None:
    with pytest.raises(SignatureRefusedError) as refusal:
        decode(format_base64(blob))
    assert reason in str(refusal.value)


def test_a_signature_anybody_can_forge_for_the_identity_key_is_refused() -> None:
    """R = identity and S = 0 satisfy the bare equation for every message."""
    point = (1).to_bytes(32, "little")
    inner = pack(b"ssh-ed25519", point + bytes(32))
    forger = Signer(b"ssh-ed25519", (point,), ED25519.sign, b"ssh-ed25519")
    with pytest.raises(SignatureRefusedError, match="小阶点"):
        decode(format_base64(build_blob(forger, inner=inner)))


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.rstrip("\n"),
        lambda text: text + "\n",
        lambda text: "\n" + text,
        lambda text: "说明\n" + text,
        lambda text: text + text,
        lambda text: text.replace("SSH SIGNATURE", "PGP SIGNATURE"),
        lambda text: text.replace("BEGIN SSH", "BEGIN  SSH"),
        lambda text: text.replace("-----\n", "-----\n\n", 1),
        lambda text: text[:98] + text[99:110] + "\n" + text[110:],
        lambda text: "\n".join([*text.split("\n")[:2], "", *text.split("\n")[2:]]),
        lambda text: text.split("\n")[1],
        lambda _: "",
        lambda _: "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n",
        lambda _: "-----BEGIN SSH SIGNATURE-----\n",
    ],
)
def test_armor_in_any_other_shape_is_refused(damage: Callable[[str], str]) -> None:
    armored = to_armor(LINES["ed25519"])
    assert from_armor(armored) == LINES["ed25519"]
    with pytest.raises(SignatureRefusedError):
        from_armor(damage(armored))


def test_a_line_that_is_no_signature_gets_no_armor() -> None:
    with pytest.raises(SignatureRefusedError):
        to_armor("QUJD")


@given(st.text(max_size=40), st.binary(max_size=200))
def test_a_line_fits_the_namespace_and_message_it_was_made_for(text: str, message: bytes) -> None:
    namespace = f"{text}@gov.example"
    try:
        line = encode_ed25519(ED25519, message, namespace)
    except SignatureRefusedError:
        assert not namespace.isascii() or not namespace.isprintable() or " " in namespace
        return
    verify(line, message, SIGNERS["ed25519"].key, namespace)


@st.composite
def list_damaged_lines(draw: st.DrawFn) -> str:
    """A signature with a stretch of its blob replaced by other bytes."""
    blob = base64.b64decode(draw(st.sampled_from(list(LINES.values()))))
    start = draw(st.integers(0, len(blob)))
    end = draw(st.integers(start, min(len(blob), start + 12)))
    return format_base64(blob[:start] + draw(st.binary(max_size=12)) + blob[end:])


@given(
    st.text()
    | st.binary().map(format_base64)
    | st.binary().map(lambda tail: format_base64(b"SSHSIG\0\0\0\1" + tail))
    | list_damaged_lines()
)
def test_decode_refuses_or_gives_parts_and_nothing_else_happens(text: str) -> None:
    for read in (decode, from_armor, to_armor):
        with contextlib.suppress(SignatureRefusedError):
            read(text)


@given(list_damaged_lines())
def test_a_damaged_line_is_accepted_only_where_nothing_was_changed(line: str) -> None:
    for name, signer in SIGNERS.items():
        assert is_accepted(line, signer.key) is (line == LINES[name])
