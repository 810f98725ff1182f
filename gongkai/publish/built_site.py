"""A built site as files on disk: their sizes and digests, and what is not a plain file."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Measured:
    """Size in bytes and SHA-256 of one file."""

    size: int
    sha256: str


@dataclass(frozen=True)
class BuiltSite:
    """The files of a site, by their paths with `/`."""

    folder: Path
    files: Mapping[str, Measured]
    odd: tuple[str, ...]
    """Links and other entries that are not plain files."""

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """The names of the plain files right inside each folder, in their order."""
        found: dict[str, list[str]] = {}
        for path in self.files:
            folder, _, name = path.rpartition("/")
            found.setdefault(folder, []).append(name)
        return {folder: tuple(sorted(inside)) for folder, inside in found.items()}

    def read(self, path: str) -> bytes | None:
        """The bytes of a plain file, or None where there is none."""
        return self._read_plain(path) if path in self.files else None

    def _read_plain(self, path: str) -> bytes:
        with open(f"{self.folder}/{path}", "rb") as file:  # noqa: PTH123 - once for every file
            return file.read()


def read_built_site(folder: Path, progress: Callable[[str], None]) -> BuiltSite:
    """Measures every file below a folder; links are listed, never followed."""
    paths: list[str] = []
    odd: list[str] = []
    for path in _walk(folder):
        plain = stat.S_ISREG(path.lstat().st_mode)
        (paths if plain else odd).append(path.relative_to(folder).as_posix())
    files = {}
    for number, name in enumerate(sorted(paths), 1):
        progress(f"核对文件 {number}/{len(paths)}")
        data = (folder / name).read_bytes()
        files[name] = Measured(len(data), hashlib.sha256(data).hexdigest())
    return BuiltSite(folder, files, tuple(sorted(odd)))


def _walk(folder: Path) -> Iterator[Path]:
    for top, folders, files in os.walk(folder):
        yield from (Path(top) / name for name in files)
        yield from (Path(top) / name for name in folders if (Path(top) / name).is_symlink())
