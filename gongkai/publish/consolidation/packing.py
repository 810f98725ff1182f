"""Writing a package as a folder or as a ZIP file, and reading either."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING

from gongkai.publish.files import sync_file_system

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_MADE = (1980, 1, 1, 0, 0, 0)
"""Every member bears this time: the archive's bytes follow from its content alone."""
_MODE = 0o100644 << 16
_LARGEST = 2_000_000_000
"""Bytes of one file that are read at most."""


class PackageError(Exception):
    """A package that cannot be written or read; the message is Chinese."""


def write_package(target: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Writes a package, whole or not at all; a name that ends in `.zip` becomes a ZIP file.

    Gives the number of files.

    Raises:
        PackageError: when something is there already.
        OSError: when it cannot be written; nothing is left behind.
    """
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise PackageError(f"{target} 已经存在，请换一个名字，或者先移走")
    target.parent.mkdir(parents=True, exist_ok=True)
    gathered = target.with_name(f".{target.name}.new")
    _remove(gathered)
    try:
        write = _write_zip if target.suffix == ".zip" else _write_folder
        count = write(gathered, files)
        sync_file_system(target.parent)
        if target.is_dir():
            target.rmdir()
        gathered.rename(target)
    finally:
        _remove(gathered)
    return count


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _write_folder(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    count = 0
    for name, data in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        count += 1
    return count


def _write_zip(path: Path, files: Iterable[tuple[str, bytes]]) -> int:
    count = 0
    with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in files:
            member = zipfile.ZipInfo(name, _MADE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            member.external_attr = _MODE
            archive.writestr(member, data)
            count += 1
    return count


class FolderPackage:
    """A package in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> tuple[str, ...]:
        """The path of every plain file; links are listed too and found to be in no list."""
        found = (p for p in self.folder.rglob("*") if p.is_symlink() or not p.is_dir())
        return tuple(sorted(p.relative_to(self.folder).as_posix() for p in found))

    def read(self, name: str) -> bytes:
        """The bytes of a file; none of what is no plain file."""
        path = self.folder / name
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST:
            return b""
        return path.read_bytes()


class ZipPackage:
    """A package in a ZIP file, read without unpacking."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive

    def names(self) -> tuple[str, ...]:
        """The path of every member that is no folder; a name that stands twice is there twice."""
        return tuple(sorted(n for n in self.archive.namelist() if not n.endswith("/")))

    def read(self, name: str) -> bytes:
        """The bytes of a member."""
        if self.archive.getinfo(name).file_size > _LARGEST:
            return b""
        try:
            return self.archive.read(name)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
            return b""


def open_package(path: Path) -> FolderPackage | ZipPackage:
    """The package at a path.

    Raises:
        PackageError: when there is neither a folder nor a ZIP file.
    """
    if path.is_dir():
        return FolderPackage(path)
    if not path.is_file():
        raise PackageError(f"没有这个文件夹或者文件：{path}")
    try:
        return ZipPackage(zipfile.ZipFile(path))
    except zipfile.BadZipFile as error:
        raise PackageError(f"{path} 不是完好的 ZIP 文件") from error
