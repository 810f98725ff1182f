"""The lock file, cut down to what one target installs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


class BundleError(Exception):
    """A bundle that cannot be made; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class Locked:
    """One package at one version, with the hashes of its files."""

    name: str
    """The canonical name."""
    version: str
    hashes: frozenset[str]
    """SHA-256, hexadecimal."""


def read_lock(text: str, environment: Mapping[str, str]) -> Iterator[Locked]:
    """The packages of a lock file that the marked environment installs.

    Raises:
        BundleError: when a line names no exact version, or no hash.
    """
    for entry in _join_lines(text):
        head = entry.split(" --hash=", 1)[0].strip()
        requirement = Requirement(head)
        if requirement.marker and not requirement.marker.evaluate(dict(environment)):
            continue
        exact = re.fullmatch(r"==([^,*]+)", str(requirement.specifier))
        hashes = frozenset(_HASH.findall(entry))
        if exact is None or not hashes:
            message = f"requirements/runtime.txt 中 {head} 没有锁定版本和摘要，请运行 scripts/lock"
            raise BundleError(message)
        yield Locked(canonicalize_name(requirement.name), exact[1], hashes)


def _join_lines(text: str) -> Iterator[str]:
    """Each entry on one line; comments are left out."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    joined = "\n".join(lines).replace("\\\n", " ")
    yield from (line.strip() for line in joined.splitlines() if line.strip())


def format_requirements(packages: Iterable[Locked]) -> str:
    """A requirements file for `pip install --require-hashes`."""
    return "".join(
        f"{package.name}=={package.version}"
        + "".join(f" --hash=sha256:{digest}" for digest in sorted(package.hashes))
        + "\n"
        for package in sorted(packages, key=lambda p: p.name)
    )
