"""The files of a repository as the gate sees them: paths, bytes, and what is not a plain file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True)
class SourceFile:
    """One plain file with its bytes."""

    path: str
    data: bytes

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something in the tree that is not a plain file."""

    path: str
    kind: str
    """What it is, in Chinese, as 符号链接."""


@dataclass(frozen=True)
class Tree:
    """What stands under `content/`, `catalog/`, `hooks/` and in `mkdocs.yml` at one moment."""

    files: Mapping[str, SourceFile]
    oddities: tuple[Oddity, ...] = field(default=())
    commit: str | None = None
    """The commit the bytes come from, or None for the work tree."""

    def under(self, folder: str) -> Iterator[SourceFile]:
        """The files below a folder, in the order of their paths."""
        prefix = folder.rstrip("/") + "/"
        for path in sorted(self.files):
            if path.startswith(prefix):
                yield self.files[path]
