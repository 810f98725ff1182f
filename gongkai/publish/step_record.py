r"""What the last release was made of: its steps, their keys, and the files of each.

The file `memory/steps.txt` of the state folder:

    gongkai-steps/v1 <SHA-256 of the release's manifest> <SHA-256 of the lines that follow>
    <key>\t<name>\t<path>\t<path>…

It counts only for the release that the log names last, and only where the live site still has
that release's manifest, byte for byte.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from gongkai.core.log import EventKind
from gongkai.publish.files import replace_file
from gongkai.publish.manifest import MANIFEST, ManifestRefusedError, read_own_manifest
from gongkai.publish.state_folder import MEMORY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from gongkai.core.log import Log
    from gongkai.publish.manifest import Listed

RECORD = f"{MEMORY}/steps.txt"
TYPE = "gongkai-steps/v1"


@dataclass(frozen=True, slots=True)
class MadeStep:
    """One step as it was made or reused."""

    name: str
    key: str
    paths: tuple[str, ...]

    def __str__(self) -> str:
        return "\t".join((self.key, self.name, *self.paths)) + "\n"


@dataclass(frozen=True)
class LastRelease:
    """The live site, as far as its files may be used again; empty where nothing proves it."""

    steps: Mapping[str, MadeStep] = field(default_factory=dict)
    manifest: bytes = b""

    @cached_property
    def files(self) -> Mapping[str, Listed]:
        """The files of its manifest by path: read when first asked for, as it takes long."""
        try:
            return read_own_manifest(self.manifest) if self.manifest else {}
        except ManifestRefusedError:
            return {}


def read_last_release(state: Path, live: Path, log: Log | None) -> LastRelease:
    """The steps and files of the release that log, record and live manifest agree about."""
    digest = _find_build(log)
    try:
        manifest = (live / MANIFEST).read_bytes()
        head, _, lines = (state / RECORD).read_bytes().partition(b"\n")
        own = hashlib.sha256(lines).hexdigest()
        if hashlib.sha256(manifest).hexdigest() != digest:
            return LastRelease()
        if head.decode() != f"{TYPE} {digest} {own}":
            return LastRelease()
    except (OSError, UnicodeDecodeError):
        return LastRelease()
    steps = (_parse(line) for line in lines.decode().splitlines())
    return LastRelease({step.name: step for step in steps}, manifest)


def _find_build(log: Log | None) -> str | None:
    """The digest of the manifest that the log names last."""
    lines = reversed(log.lines if log else ())
    return next((x.event.digest for x in lines if x.event.kind is EventKind.BUILD), None)


def _parse(line: str) -> MadeStep:
    key, name, *paths = line.split("\t")
    return MadeStep(name, key, tuple(paths))


def write_steps(state: Path, manifest: str, steps: Iterable[MadeStep]) -> None:
    """Writes the record of the release whose manifest has this digest.

    Raises:
        OSError: when it cannot be written; then nothing is used again.
    """
    lines = "".join(map(str, steps)).encode()
    own = hashlib.sha256(lines).hexdigest()
    (state / MEMORY).mkdir(exist_ok=True)
    replace_file(state / RECORD, f"{TYPE} {manifest} {own}\n".encode() + lines)


def drop_steps(state: Path) -> None:
    """Nothing of the live site is used again by the next build."""
    (state / RECORD).unlink(missing_ok=True)
