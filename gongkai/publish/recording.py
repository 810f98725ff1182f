"""The record of a release: manifest, log and checkpoint in the site, and the state after it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.history import extend_log
from gongkai.core.seal import SEAL_PATH
from gongkai.core.state import State
from gongkai.publish import manifest
from gongkai.publish.production import write_new
from gongkai.publish.state_folder import BUILDER_KEY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gongkai.core.log import Log
    from gongkai.publish.preparation import Preparation


@dataclass(frozen=True, slots=True)
class Record:
    """What is recorded of a release once it is verified."""

    manifest: bytes
    digest: str
    """SHA-256 of the manifest."""
    log: Log
    state: State
    """As it is after the release."""


def make_record(preparation: Preparation, files: Iterable[manifest.Listed]) -> Record:
    """The record of a site that consists of these files.

    Raises:
        ValueError: when the verdict has no catalogue; nothing is built then.
    """
    verdict, state, catalog = preparation.verdict, preparation.state, preparation.verdict.catalog
    if catalog is None:
        raise ValueError("a blocked verdict has no record")
    data = manifest.format_manifest(catalog.site.id, files)
    digest = hashlib.sha256(data).hexdigest()
    log = extend_log(state, verdict, preparation.tree.files[SEAL_PATH].sha256, digest)
    # The repository's root keys are pinned: enough old and new ones have sealed them.
    confirmed = state.confirmed or preparation.options.roots_confirmed
    threshold = catalog.reviewers.threshold
    after = State(dict(verdict.roots), threshold, confirmed, log, log.checkpoint)
    return Record(data, digest, log, after)


def write_record(preparation: Preparation, record: Record, folder: Path) -> None:
    """Writes manifest, log and checkpoint into the site, with the builder's signatures.

    Raises:
        BuilderKeyError: when the builder's key cannot sign.
        OSError: when they cannot be written.
    """
    written = {
        manifest.MANIFEST: record.manifest,
        manifest.LOG: str(record.log).encode(),
        manifest.CHECKPOINT: str(record.log.checkpoint).encode(),
    }
    options, catalog = preparation.options, preparation.verdict.catalog
    usual = options.state / BUILDER_KEY
    key = options.builder_key or (usual if usual.exists() else None)
    sign = manifest.find_signer(catalog, key) if catalog is not None else None
    if sign is not None:
        for path in (manifest.MANIFEST, manifest.CHECKPOINT):
            written[path + manifest.SIGNATURE] = sign(written[path]).encode()
    for path, content in written.items():
        write_new(f"{folder}/{path}", content)
