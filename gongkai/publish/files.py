"""Files that are whole whenever the machine stops: the new content or the old, on the disk."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_REASONS = {
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "超出磁盘配额",
    errno.EFBIG: "文件大小超出系统限制",
    errno.EROFS: "所在文件系统只读",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "打开的文件过多",
    errno.ENFILE: "打开的文件过多",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.EBUSY: "正被占用",
    errno.EXDEV: "不在同一个文件系统",
    errno.ENAMETOOLONG: "文件名过长",
    errno.ENOMEM: "内存不足",
}


def describe_failure(error: OSError) -> str:
    """Why reading or writing failed and where, as a Chinese phrase."""
    reason = _REASONS.get(error.errno or 0, f"系统错误 {error.errno}")
    place = os.fsdecode(error.filename) if error.filename else ""
    return f"{reason}：{place}" if place else reason


def replace_file(path: Path, data: bytes, *, temporary: Path | None = None) -> None:
    """Puts a file with this content at the path in one step, and on the disk.

    A process that is killed leaves the old content or the new. `temporary`, on the same file
    system, is where the new content is gathered; by default it is `.NAME.new` beside the path.

    Raises:
        OSError: when it cannot be written; the old content is still there.
    """
    gathered = temporary or path.with_name(f".{path.name}.new")
    try:
        with gathered.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        gathered.replace(path)
    finally:
        gathered.unlink(missing_ok=True)
    sync_folder(path.parent)


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Puts files at their paths below a folder, each in one step, and all on the disk.

    None is touched before the new content of every one is on the disk.

    Raises:
        OSError: when one cannot be written; each has its old content or the new.
    """
    places = {folder / name: data for name, data in files.items()}
    gathered = {path: path.with_name(f".{path.name}.new") for path in places}
    folders = {path.parent for path in places}
    try:
        for parent in folders:
            parent.mkdir(parents=True, exist_ok=True)
        for path, data in places.items():
            gathered[path].write_bytes(data)
        for temporary in gathered.values():
            _sync_file(temporary)
        for path, temporary in gathered.items():
            temporary.replace(path)
    finally:
        for temporary in gathered.values():
            temporary.unlink(missing_ok=True)
    for parent in folders:
        sync_folder(parent)


def _sync_file(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Puts the names in a folder on the disk, where the system can do that."""
    if sys.platform == "win32":  # a folder cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a file system that keeps no names in want of it
            raise
    finally:
        os.close(handle)


def sync_file_system(folder: Path) -> None:
    """Puts everything that was written to the folder's file system on the disk, in one call.

    Raises:
        OSError: when the disk could not take it.
    """
    if sys.platform != "linux":
        os.sync()
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if ctypes.CDLL(None, use_errno=True).syncfs(handle) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(handle)
