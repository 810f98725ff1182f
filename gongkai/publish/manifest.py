"""The manifest of a built site, the log and checkpoint beside it, and their signatures.

The format `gongkai-manifest/v1` is specified in `handbook/formats.md`.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.demo_keys import demo_private_key, demo_public_key
from gongkai.core.keys import PublicKey, parse_public_key
from gongkai.core.sshsig import (
    SignatureRefusedError,
    encode_ed25519,
    from_armor,
    to_armor,
    verify,
)

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


@dataclass(frozen=True, slots=True)
class Listed:
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
    lines = [
        json.dumps({"path": f.path, "size": f.size, "sha256": f.sha256, "source": f.source})
        for f in sorted(files, key=lambda f: f.path)
    ]
    head = f'{{"type": "{MANIFEST_TYPE}", "site": "{site_id}", "files": [\n'
    return (head + ",\n".join(lines) + "\n]}\n").encode()


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
