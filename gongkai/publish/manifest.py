"""The manifest of a built site, the log and checkpoint beside it, and their signatures.

The format `gongkai-manifest/v1` is specified in `handbook/formats.md`.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from json.encoder import encode_basestring_ascii
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from gongkai.core.demo_keys import demo_private_key, demo_public_key
from gongkai.core.keys import PublicKey, parse_public_key
from gongkai.core.sshsig import (
    SignatureRefusedError,
    encode_ed25519,
    from_armor,
    to_armor,
    verify,
)
from gongkai.publish.collector import pause_collector

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from gongkai.core.catalog import Catalog

MANIFEST_TYPE = "gongkai-manifest/v1"
FOLDER = "gongkai"
MANIFEST = f"{FOLDER}/manifest.json"
LOG = f"{FOLDER}/log.txt"
CHECKPOINT = f"{FOLDER}/checkpoint.txt"
SIGNATURE = ".sig"
UNLISTED = frozenset({MANIFEST, MANIFEST + SIGNATURE, LOG, CHECKPOINT, CHECKPOINT + SIGNATURE})
"""Files that cannot be in the manifest: it, what records it, and their signatures."""


_HEAD = re.compile(rf'{{"type": "{MANIFEST_TYPE}", "site": "([a-z0-9.-]+)", "files": \[\n')
_TEXT = r'"((?:[^"\\]++|\\.)*+)"'
_LINE = re.compile(
    rf'{{"path": {_TEXT}, "size": (0|[1-9][0-9]{{0,15}}), "sha256": "([0-9a-f]{{64}})", '
    rf'"source": {_TEXT}}}'
)


class ManifestRefusedError(ValueError):
    """Bytes that are no manifest, or not in its one spelling."""


class Listed(NamedTuple):
    """One file of the site."""

    path: str
    size: int
    sha256: str
    source: str
    """`content/…`, `theme`, `generated` or `index`."""


def list_file(path: str, data: bytes, source: str) -> Listed:
    """The manifest's line for a file."""
    return Listed(path, len(data), hashlib.sha256(data).hexdigest(), source)


def format_manifest(site_id: str, files: Iterable[Listed]) -> bytes:
    """The manifest of the files, in the order of their paths, one a line."""
    spell = encode_basestring_ascii
    lines = [
        f'{{"path": {spell(path)}, "size": {size}, "sha256": "{sha}", "source": {spell(source)}}}'
        for path, size, sha, source in sorted(files, key=itemgetter(0))
    ]
    head = f'{{"type": "{MANIFEST_TYPE}", "site": "{site_id}", "files": [\n'
    return (head + ",\n".join(lines) + "\n]}\n").encode()


def parse_manifest(data: bytes) -> tuple[str, dict[str, Listed]]:
    """Site and files, by path, of a manifest in its one spelling.

    Raises:
        ManifestRefusedError: for anything else.
    """
    site, files = _parse(data)
    # Whatever the pattern passed over, was doubled or stood in another order, is missed here.
    if format_manifest(site, files.values()) != data:
        raise ManifestRefusedError("清单不完整或被改动过")
    return site, files


def read_own_manifest(data: bytes) -> dict[str, Listed]:
    """The files, by path, of a manifest whose digest proves that `format_manifest` spelt it.

    Raises:
        ManifestRefusedError: when it is none of this format.
    """
    return _parse(data)[1]


def _parse(data: bytes) -> tuple[str, dict[str, Listed]]:
    try:
        text = data.decode("ascii")
        head = _HEAD.match(text)
        read = _read_escaped if "\\" in text else _read_line
        with pause_collector():
            files = {listed.path: listed for listed in map(read, _LINE.findall(text))}
    except ValueError as error:
        raise ManifestRefusedError("这不是网站的清单") from error
    if head is None:
        raise ManifestRefusedError("清单不完整或被改动过")
    return head[1], files


def _read_line(fields: tuple[str, str, str, str]) -> Listed:
    path, size, sha256, source = fields
    return Listed(path, int(size), sha256, sys.intern(source))


def _read_escaped(fields: tuple[str, str, str, str]) -> Listed:
    path, size, sha256, source = fields
    return _read_line((_unescape(path), size, sha256, _unescape(source)))


def _unescape(text: str) -> str:
    return str(json.loads(f'"{text}"')) if "\\" in text else text


def builder_namespace(site_id: str) -> str:
    """The SSHSIG namespace of manifest and checkpoint signatures."""
    return f"build@{site_id}"


class BuilderKeyError(Exception):
    """A builder key that cannot sign; the message is Chinese."""


def find_signer(catalog: Catalog, key: Path | None) -> Callable[[bytes], str] | None:
    """What signs a message for the builder in armored form; None where no key is to be had."""
    namespace = builder_namespace(catalog.site.id)
    if key is not None:
        builders = [parse_public_key(line) for line in catalog.reviewers.builders]
        return lambda message: _sign_with_file(key, message, namespace, builders)
    demo = demo_public_key("builder").line
    if catalog.is_demo and demo in catalog.reviewers.builders:
        private = demo_private_key("builder")
        return lambda message: to_armor(encode_ed25519(private, message, namespace))
    return None


def _sign_with_file(
    key: Path, message: bytes, namespace: str, builders: Sequence[PublicKey]
) -> str:
    command = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", namespace]
    try:
        done = subprocess.run(command, input=message, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        message_text = f"没有签名：发布机密钥 {key} 读不了、加了口令或者权限太宽；须能不输口令使用"
        raise BuilderKeyError(message_text) from error
    armored = done.stdout.decode()
    for builder in builders:
        try:
            verify(from_armor(armored), message, builder, namespace)
        except SignatureRefusedError:
            continue
        return armored
    raise BuilderKeyError(
        "发布机密钥没有登记：把它的公钥写进 catalog/reviewers.yml 的 builders 后重新封印"
    )
