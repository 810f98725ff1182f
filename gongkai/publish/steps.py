"""A step of a build: some files of the site, as a pure function of what its key is the digest of.

A step whose key is that of the last release is not made again: its files are taken from the live
site, where their digests are those of the last manifest (`gongkai.publish.production`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


GENERATED = "generated"
"""The source of a file that comes from more than one file below `content/`."""


class Output(NamedTuple):
    """One file of the site."""

    path: str
    data: bytes
    source: str
    """What the manifest says of where it comes from: a path below `content/`, or `GENERATED`."""


@dataclass(frozen=True, slots=True)
class Step:
    """Files that are made together, or not at all."""

    name: str
    """What no other step of the site is called, as `document/gonggao/tongzhi`."""
    key: str
    """SHA-256 of everything that the files depend on, the engine included."""
    make: Callable[[], Iterable[Output]]
    """The files; run in a forked process, so that nothing in it need be pickled."""
