"""The files of a folder, each with its digest; nothing outside of it is followed."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.importing.blocks import ImportRefusedError
from gongkai.core.importing.site.balance import OldFile
from gongkai.core.importing.site.kinds import find_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_CHUNK = 1 << 20
_START = 512
MOST_FILES = 300_000


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that is read and never written to."""

    root: Path
    files: tuple[OldFile, ...]
    """In the order of their paths."""
    odd: tuple[str, ...]
    """Links and devices, which are not followed."""
    _places: Mapping[str, bytes]

    def read(self, path: str) -> bytes:
        """The bytes of a file."""
        with open(self._places[path], "rb") as file:  # noqa: PTH123 - names may be no text
            return file.read()


def read_folder(root: Path) -> Folder:
    """What stands in a folder.

    Raises:
        ImportRefusedError: when there is no file in it, or too many.
    """
    files: list[OldFile] = []
    odd: list[str] = []
    places: dict[str, bytes] = {}
    for place, regular in _walk(os.fsencode(root)):
        path = _spell(os.path.relpath(place, os.fsencode(root)))
        if not regular or path in places:
            odd.append(path)
            continue
        places[path] = place
        files.append(_describe(path, place))
        if len(files) > MOST_FILES:
            raise ImportRefusedError(f"文件夹里超过 {MOST_FILES} 个文件，请按栏目分开导入")
    if not files:
        raise ImportRefusedError(f"文件夹里没有文件：{root}")
    ordered = sorted(files, key=_by_path)
    return Folder(root, tuple(ordered), tuple(sorted(odd)), places)


def _by_path(file: OldFile) -> str:
    return file.path


def _walk(root: bytes) -> Iterator[tuple[bytes, bool]]:
    """Every file below a folder, and whether it is a regular one."""
    waiting = [root]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                mode = entry.stat(follow_symlinks=False).st_mode
                if stat.S_ISDIR(mode):
                    waiting.append(entry.path)
                else:
                    yield entry.path, stat.S_ISREG(mode)


def _spell(path: bytes) -> str:
    """A path as text; names that old archives bring are often GB 18030."""
    try:
        text = path.decode("utf-8")
    except UnicodeDecodeError:
        text = path.decode("gb18030", "replace")
    return text.replace(os.sep, "/")


def _describe(path: str, place: bytes) -> OldFile:
    digest, size, start = hashlib.sha256(), 0, b""
    with open(place, "rb") as file:  # noqa: PTH123 - names may be no text
        while chunk := file.read(_CHUNK):
            start = start or chunk[:_START]
            digest.update(chunk)
            size += len(chunk)
    return OldFile(path, size, digest.hexdigest(), find_kind(path, start))
