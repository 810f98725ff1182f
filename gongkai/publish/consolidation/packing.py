"""Writing a package as a folder or as a ZIP file, and reading either."""

from __future__ import annotations

import shutil
import stat
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
        """The path of every file; what is no plain file gets a name that no list can hold."""
        found = (p for p in self.folder.rglob("*") if p.is_symlink() or not p.is_dir())
        return tuple(sorted(self._name(path) for path in found))

    def _name(self, path: Path) -> str:
        name = path.relative_to(self.folder).as_posix()
        return f"{name}（链接）" if path.is_symlink() else name

    def read(self, name: str) -> bytes:
        """The bytes of a file; none of what is no plain file."""
        path = self.folder / name
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST:
            return b""
        return path.read_bytes()


def _name_member(member: zipfile.ZipInfo) -> str:
    linked = stat.S_ISLNK(member.external_attr >> 16)
    return f"{member.filename}（链接）" if linked else member.filename


class ZipPackage:
    """A package in a ZIP file, read without unpacking."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive

    def names(self) -> tuple[str, ...]:
        """The path of every member; a name that stands twice is there twice.

        Folders are left out that hold a file; links, which unpacking would make, get a name that
        no list can hold.
        """
        files = [m for m in self.archive.infolist() if not m.filename.endswith("/")]
        folders = {m.filename for m in self.archive.infolist()} - {m.filename for m in files}
        empty = [f for f in folders if not any(m.filename.startswith(f) for m in files)]
        return tuple(sorted([*map(_name_member, files), *empty]))

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
