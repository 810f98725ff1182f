"""The forms and weaknesses of public keys, held against ssh-keygen."""

from __future__ import annotations

import base64
import subprocess
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core import edwards25519
from gongkai.core.keys import KeyKind, KeyRefusedError, PublicKey, parse_public_key, read_public_key
from gongkai.core.sshwire import format_base64, format_string

if TYPE_CHECKING:
    from pathlib import Path

P = edwards25519.FIELD_PRIME
SIGN = 1 << 255
ORDER_8_Y = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
POINT = Ed25519PrivateKey.from_private_bytes(b"\1" * 32).public_key().public_bytes_raw()
EC_KEY = ec.derive_private_key(7, ec.SECP256R1()).public_key()
EC_POINT = EC_KEY.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
MODULUS = (1 << 3071) + 12345


def pack(*strings: bytes) -> bytes:
    return b"".join(map(format_string, strings))


def mpint(value: int) -> bytes:
    return value.to_bytes(value.bit_length() // 8 + 1, "big")


def write_line(kind: str, *fields: bytes, tail: bytes = b"") -> str:
    return f"{kind} {format_base64(pack(kind.encode(), *fields) + tail)}"


ED25519 = write_line("ssh-ed25519", POINT)
SK_ED25519 = write_line("sk-ssh-ed25519@openssh.com", POINT, b"ssh:")
ECDSA = write_line("ecdsa-sha2-nistp256", b"nistp256", EC_POINT)
SK_ECDSA = write_line("sk-ecdsa-sha2-nistp256@openssh.com", b"nistp256", EC_POINT, b"ssh:gongkai")
RSA = write_line("ssh-rsa", mpint(65537), mpint(MODULUS))


@pytest.mark.parametrize("line", [ED25519, SK_ED25519, ECDSA, SK_ECDSA, RSA])
def test_accepted_line_is_its_own_round_trip(line: str) -> None:
    key = parse_public_key(line)
    assert key.line == line
    assert key == read_public_key(key.blob)


@pytest.mark.needs("ssh-keygen")
@pytest.mark.parametrize(
    ("kind", "options"),
    [
        (KeyKind.ED25519, ("-t", "ed25519")),
        (KeyKind.ECDSA_P256, ("-t", "ecdsa", "-b", "256")),
        (KeyKind.RSA, ("-t", "rsa", "-b", "3072")),
    ],
)
def test_key_and_fingerprint_are_those_of_ssh_keygen(
    tmp_path: Path, kind: KeyKind, options: tuple[str, ...]
) -> None:
    path = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", *options, "-N", "", "-C", "", "-f", path], check=True)
    public = path.with_suffix(".pub")
    key = parse_public_key(public.read_text().rstrip())
    listed = subprocess.run(
        ["ssh-keygen", "-l", "-f", public], check=True, capture_output=True, text=True
    )
    assert (key.kind, key.fingerprint) == (kind, listed.stdout.split()[1])


@pytest.mark.needs("ssh-keygen")
@pytest.mark.parametrize("line", [SK_ED25519, SK_ECDSA])
def test_fingerprint_of_a_token_key_is_that_of_ssh_keygen(tmp_path: Path, line: str) -> None:
    public = tmp_path / "key.pub"
    public.write_text(f"{line}\n")
    listed = subprocess.run(
        ["ssh-keygen", "-l", "-f", public], check=True, capture_output=True, text=True
    )
    assert parse_public_key(line).fingerprint == listed.stdout.split()[1]


def test_token_key_and_plain_key_of_one_point_share_their_material() -> None:
    assert parse_public_key(SK_ED25519).material == parse_public_key(ED25519).material == POINT


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("", "公钥须写成“类型 Base64”两段，中间一个空格，不带注释"),
        ("ssh-ed25519", "公钥须写成“类型 Base64”两段，中间一个空格，不带注释"),
        (f"{ED25519} 张三", "不是标准的 Base64 编码"),
        (f"{ED25519} a@b", "不是标准的 Base64 编码"),
        (f"{ED25519}\n", "不是标准的 Base64 编码"),
        (f" {ED25519}", "不是标准的 Base64 编码"),
        (ED25519.replace(" ", "  "), "不是标准的 Base64 编码"),
        (f"no-pty {ED25519}", "不是标准的 Base64 编码"),
        (ED25519.replace("ssh-ed25519", "ssh-dss"), "公钥类型不受支持"),
        (ED25519.replace("ssh-ed25519", "ssh-rsa"), "公钥前的类型名与公钥内容不一致"),
        (write_line("ecdsa-sha2-nistp384", b"nistp384", EC_POINT), "公钥类型不受支持"),
        (write_line("ssh-ed25519", POINT, tail=b"\0"), "末尾有多余的数据"),
        (write_line("ssh-ed25519"), "数据不完整"),
        (write_line("ssh-ed25519", POINT[1:]), "Ed25519 公钥长度不是 32 字节"),
        (write_line("ssh-ed25519", (2).to_bytes(32, "little")), "Ed25519 公钥不是曲线上的点"),
        (write_line("ssh-ed25519", (P + 3).to_bytes(32, "little")), "Ed25519 公钥编码不规范"),
        (write_line("sk-ssh-ed25519@openssh.com", POINT, b"web:"), "应用标识须以 ssh: 开头"),
        (write_line("sk-ssh-ed25519@openssh.com", POINT, b"ssh:\n"), "应用标识须以 ssh: 开头"),
        (write_line("sk-ssh-ed25519@openssh.com", POINT, b"ssh:\xff"), "应用标识须以 ssh: 开头"),
        (write_line("sk-ssh-ed25519@openssh.com", POINT), "数据不完整"),
        (write_line("ecdsa-sha2-nistp256", b"nistp384", EC_POINT), "只接受 nistp256 曲线"),
        (write_line("ecdsa-sha2-nistp256", b"nistp256", b"\0"), "ECDSA 公钥不是未压缩格式的点"),
        (
            write_line("ecdsa-sha2-nistp256", b"nistp256", b"\2" + EC_POINT[1:33]),
            "ECDSA 公钥不是未压缩格式的点",
        ),
        (
            write_line("ecdsa-sha2-nistp256", b"nistp256", EC_POINT[:-1] + b"\0"),
            "ECDSA 公钥不是曲线上的点",
        ),
        (write_line("ssh-rsa", mpint(3), mpint(MODULUS)), "RSA 公钥指数不是 65537"),
        (write_line("ssh-rsa", b"\0" + mpint(65537), mpint(MODULUS)), "多余的前导零"),
        (write_line("ssh-rsa", mpint(65537), mpint(MODULUS)[1:]), "整数不是正数"),
        (write_line("ssh-rsa", mpint(65537), b""), "整数不是正数"),
        (write_line("ssh-rsa", mpint(65537), b"\0"), "多余的前导零"),
        (write_line("ssh-rsa", mpint(65537), mpint(MODULUS >> 1)), "现为 3071 位"),
        (write_line("ssh-rsa", mpint(65537), mpint(1 << 16384)), "现为 16385 位"),
        (write_line("ssh-rsa", mpint(65537), mpint(MODULUS + 1)), "RSA 公钥模数是偶数"),
    ],
)
def test_refused_line_says_why(line: str, reason: str) -> None:
    with pytest.raises(KeyRefusedError) as refusal:
        parse_public_key(line)
    assert reason in str(refusal.value)


def list_small_order_encodings() -> list[bytes]:
    canonical = [0, 1, P - 1, ORDER_8_Y, P - ORDER_8_Y]
    # Only y = 0 and y = 1 leave room below 2²⁵⁵ for a second spelling.
    values = [*canonical, P, P + 1]
    return [(y | sign).to_bytes(32, "little") for y in values for sign in (0, SIGN)]


@pytest.mark.parametrize("point", list_small_order_encodings(), ids=bytes.hex)
@pytest.mark.parametrize("kind", ["ssh-ed25519", "sk-ssh-ed25519@openssh.com"])
def test_every_encoding_of_a_small_order_point_is_refused(kind: str, point: bytes) -> None:
    with pytest.raises(KeyRefusedError, match="小阶点"):
        parse_public_key(write_line(kind, point, *([b"ssh:"] if kind.startswith("sk") else [])))


def test_the_listed_points_are_on_the_curve_and_refused_for_their_order_alone() -> None:
    for y in (0, 1, P - 1, ORDER_8_Y, P - ORDER_8_Y):
        assert edwards25519.is_on_curve(y.to_bytes(32, "little"))


@pytest.mark.parametrize("y", range(P, 1 << 255))
@pytest.mark.parametrize("sign", [0, SIGN])
def test_every_y_at_or_above_the_prime_is_refused(y: int, sign: int) -> None:
    point = (y | sign).to_bytes(32, "little")
    assert not edwards25519.is_canonical(point)
    with pytest.raises(KeyRefusedError):
        parse_public_key(write_line("ssh-ed25519", point))


def list_shifted_points() -> list[bytes]:
    """Keys that share the private half of `POINT`, each with a point of small order added.

    Adding the point of order 2 negates x and y; the last one is a published example
    (Chalkias, Garillot, Nikolaenko: Taming the many EdDSAs, case 4).
    """
    encoded = int.from_bytes(POINT, "little")
    negated = (P - (encoded & ~SIGN)) | (~encoded & SIGN)
    example = "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d"
    return [negated.to_bytes(32, "little"), bytes.fromhex(example)]


@pytest.mark.parametrize("point", list_shifted_points(), ids=bytes.hex)
def test_a_key_with_a_part_of_small_order_is_refused(point: bytes) -> None:
    assert edwards25519.is_on_curve(point)
    assert edwards25519.is_canonical(point)
    assert not edwards25519.is_small_order(point)
    with pytest.raises(KeyRefusedError, match="混有小阶分量"):
        parse_public_key(write_line("ssh-ed25519", point))


@given(st.binary(min_size=32, max_size=32))
def test_a_derived_point_is_canonical_and_on_the_curve(seed: bytes) -> None:
    point = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    assert edwards25519.is_canonical(point)
    assert edwards25519.is_on_curve(point)
    assert not edwards25519.is_small_order(point)
    assert edwards25519.is_in_prime_subgroup(point)


def test_a_key_cannot_be_constructed_past_the_checks() -> None:
    identity = pack(b"ssh-ed25519", (1).to_bytes(32, "little"))
    with pytest.raises(KeyRefusedError, match="小阶点"):
        PublicKey(KeyKind.ED25519, identity)


@pytest.mark.parametrize("line", [ED25519, SK_ED25519, ECDSA, SK_ECDSA, RSA])
def test_every_cut_and_every_extension_is_refused(line: str) -> None:
    blob = base64.b64decode(line.split()[1])
    for damaged in (*(blob[:size] for size in range(len(blob))), blob + b"\0", blob + blob):
        with pytest.raises(KeyRefusedError):
            read_public_key(damaged)


@given(
    st.text()
    | st.builds(
        "{} {}".format, st.sampled_from(KeyKind), st.text() | st.binary().map(format_base64)
    )
    | st.builds(
        lambda kind, fields: write_line(kind, *fields),
        st.sampled_from(KeyKind),
        st.lists(st.binary(max_size=70), max_size=4),
    )
)
def test_any_text_gives_a_key_that_spells_it_or_is_refused(text: str) -> None:
    try:
        key = parse_public_key(text)
    except KeyRefusedError:
        return
    assert key.line == text
