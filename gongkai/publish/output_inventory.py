"""The files of an output folder against those that must be in it."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

_UNUSUAL = 0o7111
"""Mode bits that no file of a site has: execution, set-id, sticky."""
_OPEN = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
"""Neither follows a link nor waits for the other end of a pipe."""


class UnusualFileError(Exception):
    """What is no plain file with a name of its own; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """What is in a folder."""

    files: tuple[str, ...]
    """Paths of what looks like a file, in order."""
    others: tuple[str, ...]
    """Paths of links, pipes and the like, in order."""
    empty: tuple[str, ...]
    """Folders in which there is nothing at all."""


def take_inventory(folder: Path) -> Inventory:
    """Every name below the folder, by its kind; no link is followed.

    Raises:
        OSError: when a folder cannot be listed.
    """
    files: list[str] = []
    others: list[str] = []
    empty: list[str] = []
    waiting = [""]
    while waiting:
        top = waiting.pop()
        present = False
        with os.scandir(folder / top) as entries:
            for entry in entries:
                present = True
                name = f"{top}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{name}/")
                else:
                    (files if entry.is_file(follow_symlinks=False) else others).append(name)
        if top and not present:
            empty.append(top[:-1])
    return Inventory(*(tuple(sorted(found)) for found in (files, others, empty)))


def check_inventory(
    inventory: Inventory, expected: Collection[str], awaited: frozenset[str] = frozenset()
) -> Iterator[tuple[str, str]]:
    """Path and fault of what should not be there and of what is missing.

    `awaited` are those of the expected ones that are still to be put there.
    """
    wanted = frozenset(expected)
    present = {*inventory.files, *inventory.others}
    yield from ((path, "多出了不应有的文件") for path in sorted(present - wanted))
    yield from ((path, "缺少应有的文件") for path in sorted(wanted - present - awaited))
    yield from ((path, "不是普通文件") for path in inventory.others)
    if inventory.empty:
        folders = _list_folders(expected)
        yield from (
            (name, "多出了不应有的文件夹") for name in inventory.empty if name not in folders
        )


def _list_folders(paths: Iterable[str]) -> set[str]:
    """Every folder above a path."""
    folders = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


def read_plain(path: str, former: str | None = None) -> bytes:
    """The bytes of a plain file that nothing can change later under another name.

    `former` is the one further name that it may have: that in the live site, from which it was
    taken over.

    Raises:
        UnusualFileError: when it is another kind of file, or has another name, or unusual rights.
        OSError: when it cannot be read.
    """
    handle = os.open(path, _OPEN)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise UnusualFileError("不是普通文件")
        if status.st_nlink != 1 and not _is_only_further_name(status, former):
            raise UnusualFileError("文件另有名称（硬链接）")
        if status.st_mode & _UNUSUAL:
            raise UnusualFileError("文件权限异常")
        return _read_all(handle, status.st_size)
    finally:
        os.close(handle)


def _read_all(handle: int, size: int) -> bytes:
    """All bytes from where the handle stands; mostly, of a file of this size, at once."""
    data = os.read(handle, size + 1)
    while len(data) != size:
        more = os.read(handle, max(size, 1 << 16))
        if not more:
            break
        data += more
    return data


def _is_only_further_name(status: os.stat_result, former: str | None) -> bool:
    if former is None or status.st_nlink != 2:  # noqa: PLR2004 - this name and the former
        return False
    try:
        other = os.lstat(former)
    except OSError:
        return False
    return (other.st_dev, other.st_ino) == (status.st_dev, status.st_ino)
