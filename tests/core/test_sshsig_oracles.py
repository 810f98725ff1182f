"""What the strict reader accepts, `ssh-keygen` and the sshsig package accept too.

Security tokens are played by software keys that sign what PROTOCOL.u2f says a token signs;
`ssh-keygen -Y verify` judges these without a token.
"""

from __future__ import annotations

import io
import random
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import sshsig as package
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.keys import KeyKind, PublicKey, parse_public_key
from gongkai.core.sshsig import (
    HashName,
    SignatureRefusedError,
    decode,
    from_armor,
    signed_data,
    verify,
)
from gongkai.core.sshwire import (
    WireError,
    WireReader,
    format_base64,
    format_string,
    parse_base64,
)
from tests.helpers.sshsig_builder import (
    MESSAGE,
    NAMESPACE,
    P256_ORDER,
    SIGNERS,
    armor_by_hand,
    ask_ssh_keygen,
    build_blob,
    build_inner,
    mpint,
    pack,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MADE_BY_SSH_KEYGEN = {
    "ed25519": ("-t", "ed25519"),
    "ecdsa": ("-t", "ecdsa", "-b", "256"),
    "rsa-3072": ("-t", "rsa", "-b", "3072"),
    "rsa-4096": ("-t", "rsa", "-b", "4096"),
}
TOKENS = ("sk-ed25519", "sk-ecdsa")
NAMESPACES = (NAMESPACE, "withdraw@gov.example", "file", "x" * 200)
MESSAGES = (b"", b"\0", MESSAGE, b"\xff\n" * 50_000)
SAMPLE = 100
"""Mutants per key that ssh-keygen is asked about: it takes milliseconds, not microseconds."""


@dataclass(frozen=True)
class Signed:
    """A key and the blob of its signature over `MESSAGE`."""

    name: str
    key: PublicKey
    blob: bytes


def run_ssh_keygen(*arguments: str | Path, data: bytes = b"") -> bytes:
    command = ["ssh-keygen", "-q", *arguments]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("keys")
    for name, options in MADE_BY_SSH_KEYGEN.items():
        run_ssh_keygen(*options, "-N", "", "-C", "", "-f", folder / name)
    return {name: folder / name for name in MADE_BY_SSH_KEYGEN}


def read_key(path: Path) -> PublicKey:
    return parse_public_key(path.with_suffix(".pub").read_text().rstrip())


def sign(path: Path, message: bytes, namespace: str, hash_name: HashName) -> bytes:
    options = ("-Y", "sign", "-f", path, "-n", namespace, "-O", f"hashalg={hash_name}")
    return run_ssh_keygen(*options, data=message)


@pytest.fixture(scope="module")
def signed(keys: dict[str, Path]) -> dict[str, Signed]:
    """One signature by each key that ssh-keygen made, and by each token played in software."""
    found = {}
    for name, path in keys.items():
        line = from_armor(sign(path, MESSAGE, NAMESPACE, HashName.SHA512).decode())
        found[name] = Signed(name, read_key(path), parse_base64(line))
    for name in TOKENS:
        found[name] = Signed(name, SIGNERS[name].key, build_blob(SIGNERS[name]))
    return found


def is_accepted(armored: bytes, key: PublicKey) -> bool:
    try:
        verify(from_armor(armored.decode("ascii")), MESSAGE, key, NAMESPACE)
    except (SignatureRefusedError, UnicodeDecodeError):
        return False
    return True


def ask_package(armored: bytes, key: PublicKey) -> bool:
    expected = package.PublicKey.from_openssh_str(key.line)
    try:
        found = package.check_signature(io.BytesIO(MESSAGE), armored, NAMESPACE)
    except (package.InvalidSignature, ValueError, TypeError, NotImplementedError, AssertionError):
        return False
    return bool(found == expected)


def find_judges(folder: Path, armored: bytes, key: PublicKey) -> tuple[bool, bool, bool]:
    """Whether we, ssh-keygen and the package accept; the package is not asked what it lacks."""
    known = key.kind in {KeyKind.ED25519, KeyKind.RSA}
    package_accepts = ask_package(armored, key) if known else False
    return is_accepted(armored, key), ask_ssh_keygen(folder, armored, key), package_accepts


def armor(blob: bytes) -> bytes:
    return armor_by_hand(format_base64(blob)).encode()


@pytest.mark.needs("ssh-keygen")
@pytest.mark.parametrize("hash_name", HashName)
@pytest.mark.parametrize("name", MADE_BY_SSH_KEYGEN)
def test_whatever_ssh_keygen_signs_is_accepted(
    keys: dict[str, Path], name: str, hash_name: HashName
) -> None:
    key = read_key(keys[name])
    for message in MESSAGES:
        for namespace in NAMESPACES:
            line = from_armor(sign(keys[name], message, namespace, hash_name).decode())
            decoded = verify(line, message, key, namespace)
            assert (decoded.key, decoded.namespace) == (key, namespace)
            assert (decoded.hash_name, decoded.flags) == (hash_name, 0)


@pytest.mark.needs("ssh-keygen")
@pytest.mark.parametrize("name", [*MADE_BY_SSH_KEYGEN, *TOKENS])
def test_the_undamaged_signature_is_accepted_by_all_who_know_its_key(
    tmp_path: Path, signed: dict[str, Signed], name: str
) -> None:
    case = signed[name]
    known = case.key.kind in {KeyKind.ED25519, KeyKind.RSA}
    assert find_judges(tmp_path, armor(case.blob), case.key) == (True, True, known)


def list_fields(blob: bytes) -> list[bytes]:
    """The five strings of a signature after magic and version."""
    reader = WireReader(blob)
    reader.read_bytes(10)
    return [reader.read_string() for _ in range(5)]


def join_fields(*fields: bytes, head: bytes = b"SSHSIG\0\0\0\1", tail: bytes = b"") -> bytes:
    return head + b"".join(map(format_string, fields)) + tail


def mutate_bytes(blob: bytes) -> Iterator[bytes]:
    """Every byte changed in four ways, dropped, doubled; every cut."""
    for at, byte in enumerate(blob):
        before, after = blob[:at], blob[at + 1 :]
        for other in {byte ^ 0x01, byte ^ 0x80, byte ^ 0xFF, (byte + 1) % 256}:
            yield before + bytes((other,)) + after
        yield before + after
        yield before + bytes((byte, byte)) + after
        yield before


def mutate_fields(blob: bytes) -> Iterator[bytes]:
    """Fields swapped, emptied, doubled, lengthened, renamed; lengths that overrun."""
    fields = list_fields(blob)
    for i, value in enumerate(fields):
        for j in range(i):
            swapped = list(fields)
            swapped[i], swapped[j] = fields[j], value
            yield join_fields(*swapped)
        for other in (b"", value * 2, value + b"\0", b"\0" + value, value[:-1], value.upper()):
            if other != value:
                yield join_fields(*fields[:i], other, *fields[i + 1 :])
        yield join_fields(*fields[:i], *fields[i + 1 :])
        yield join_fields(*fields, value)
    key, namespace, reserved, hash_name, inner = fields
    for name in (b"md5", b"sha1", b"sha256", b"sha384", b"sha3_512", b"SHA512", b"sha512\0", b""):
        if name != hash_name:
            yield join_fields(key, namespace, reserved, name, inner)
    for name in (b"git", b"file", b"l2.review@gov.example", namespace + b"\0", namespace + b" "):
        yield join_fields(key, name, reserved, hash_name, inner)
    for version in (0, 2, 0x01000000):
        yield join_fields(*fields, head=b"SSHSIG" + version.to_bytes(4, "big"))
    yield join_fields(*fields, head=b"sshsig\0\0\0\1")
    yield from (join_fields(*fields, tail=tail) for tail in (b"\0", b"\0" * 4, blob))
    yield blob[:10] + b"\xff\xff\xff\xff" + blob[14:]


def mutate_inner(blob: bytes) -> Iterator[bytes]:
    """Other algorithms, payloads and token states around the same numbers."""
    *outer, inner = list_fields(blob)
    reader = WireReader(inner)
    algorithm, payload = reader.read_string(), reader.read_string()
    state = inner[len(pack(algorithm, payload)) :]
    names = {*(kind.encode() for kind in KeyKind), b"rsa-sha2-256", b"rsa-sha2-512", b"none"}
    names.add(b"webauthn-sk-ecdsa-sha2-nistp256@openssh.com")
    inners = [pack(name, payload) + state for name in sorted(names - {algorithm})]
    payloads = (b"", payload[:-1], payload + b"\0", b"\0" + payload, bytes(len(payload)))
    inners += [pack(algorithm, other) + state for other in payloads]
    states = {b"", b"\1\0\0\0\1", b"\0\0\0\0\7", state + b"\0", state[:-1]} - {state}
    inners += [pack(algorithm, payload) + other for other in sorted(states)]
    return (join_fields(*outer, other) for other in inners)


def list_borne_with(blob: bytes) -> set[bytes]:
    """Second spellings of a signature that ssh-keygen overlooks and we refuse.

    A version of 0, a NUL after the namespace or the digest's name, anything reserved.
    """
    key, namespace, reserved, hash_name, inner = list_fields(blob)
    return {
        join_fields(key, namespace, reserved, hash_name, inner, head=b"SSHSIG" + bytes(4)),
        join_fields(key, namespace + b"\0", reserved, hash_name, inner),
        join_fields(key, namespace, b"\0", hash_name, inner),
        join_fields(key, namespace, reserved, hash_name + b"\0", inner),
    }


@pytest.mark.needs("ssh-keygen")
@pytest.mark.parametrize("name", [*MADE_BY_SSH_KEYGEN, *TOKENS])
def test_no_mutant_is_accepted_and_by_ssh_keygen_only_what_it_bears_with(
    tmp_path: Path, signed: dict[str, Signed], name: str
) -> None:
    case = signed[name]
    structured = [*mutate_fields(case.blob), *mutate_inner(case.blob)]
    simple = [mutant for mutant in mutate_bytes(case.blob) if mutant != case.blob]
    assert [m for m in (*simple, *structured) if is_accepted(armor(m), case.key)] == []
    draw = random.Random(name)  # noqa: S311 - a sample, not a secret
    asked = {*structured, *draw.sample(simple, SAMPLE)}
    theirs = {m for m in asked if ask_ssh_keygen(tmp_path, armor(m), case.key)}
    assert theirs == list_borne_with(case.blob)


@pytest.mark.needs("ssh-keygen")
def test_the_other_half_of_an_ecdsa_signature_is_accepted_here_as_by_ssh_keygen(
    tmp_path: Path, signed: dict[str, Signed]
) -> None:
    """`ssh-keygen` makes large and small values of s alike, so neither may be refused."""
    case = signed["ecdsa"]
    r, s = decode_dss_signature(decode(format_base64(case.blob)).raw)
    *outer, _ = list_fields(case.blob)
    inner = pack(case.key.kind.encode(), pack(mpint(r), mpint(P256_ORDER - s)))
    other = armor(join_fields(*outer, inner))
    assert other != armor(case.blob)
    assert find_judges(tmp_path, other, case.key) == (True, True, False)


ARMORS = {
    "CRLF": lambda text: text.replace(b"\n", b"\r\n"),
    "no last line end": lambda text: text.rstrip(b"\n"),
    "text before": lambda text: b"x\n" + text,
    "text after": lambda text: text + b"x\n",
    "blank in the base64": lambda text: text[:60] + b" " + text[60:],
    "another width": lambda text: text[:110] + b"\n" + text[110:],
    "twice": lambda text: text + text,
    "not ASCII": lambda text: text + "签".encode(),
    "NUL": lambda text: text + b"\0",
}


@pytest.mark.needs("ssh-keygen")
@pytest.mark.parametrize(
    ("damage", "ssh_keygen", "sshsig"),
    [
        ("CRLF", False, True),
        ("no last line end", True, True),
        ("text before", False, True),
        ("text after", True, True),
        ("blank in the base64", True, True),
        ("another width", True, True),
        ("twice", True, True),
        ("not ASCII", True, False),
        ("NUL", True, True),
    ],
)
@pytest.mark.parametrize("name", ["ed25519", "rsa-3072"])
def test_armor_that_others_bear_with_is_refused_here(
    tmp_path: Path,
    signed: dict[str, Signed],
    name: str,
    damage: str,
    *,
    ssh_keygen: bool,
    sshsig: bool,
) -> None:
    case = signed[name]
    armored = ARMORS[damage](armor(case.blob))
    assert find_judges(tmp_path, armored, case.key) == (False, ssh_keygen, sshsig)


@pytest.mark.needs("ssh-keygen")
@pytest.mark.parametrize("hash_name", ["md5", "sha1", "sha384", "sha3_256"])
def test_digests_that_the_package_bears_with_are_refused_here(
    tmp_path: Path, hash_name: str
) -> None:
    signer = SIGNERS["ed25519"]
    armored = armor(build_blob(signer, hash_name=hash_name))
    assert find_judges(tmp_path, armored, signer.key) == (False, False, True)


@pytest.mark.needs("ssh-keygen")
@pytest.mark.parametrize("name", TOKENS)
@pytest.mark.parametrize("flags", [0x00, 0x01, 0x04, 0x05, 0x40, 0x81, 0xFF])
def test_a_token_counts_only_where_it_was_touched_unlike_with_ssh_keygen(
    tmp_path: Path, name: str, flags: int
) -> None:
    signer = SIGNERS[name]
    data = signed_data(MESSAGE, NAMESPACE, HashName.SHA512)
    for counter in (0, 1, 2**32 - 1):
        inner = build_inner(signer, data, flags=flags, counter=counter)
        armored = armor(build_blob(signer, inner=inner))
        touched = bool(flags & 1)
        assert find_judges(tmp_path, armored, signer.key) == (touched, True, False)


@given(st.binary(max_size=300), st.integers(0, 8))
def test_the_wire_reader_gives_back_all_bytes_or_refuses(data: bytes, count: int) -> None:
    reader = WireReader(data)
    try:
        strings = [reader.read_string() for _ in range(count)]
        reader.check_end()
    except WireError:
        return
    assert pack(*strings) == data


@given(st.binary(max_size=40).map(format_string) | st.binary(max_size=12))
def test_a_number_has_one_encoding(data: bytes) -> None:
    reader = WireReader(data)
    try:
        value = reader.read_positive()
        reader.check_end()
    except WireError:
        return
    assert value > 0
    assert pack(mpint(value)) == data


@given(st.text(alphabet="ABCDwxyz0189+/=-_ \n\0", max_size=24) | st.text(max_size=12))
def test_base64_has_one_spelling(text: str) -> None:
    try:
        data = parse_base64(text)
    except WireError:
        return
    assert format_base64(data) == text
