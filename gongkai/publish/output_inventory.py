"""The files of an output folder against those that must be in it."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_UNUSUAL = 0o7111
"""Mode bits that no file of a site has: execution, set-id, sticky."""


def check_inventory(
    folder: Path, expected: Mapping[str, object]
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Path and fault of whatever should not be, or not be so; and the plain files, in order."""
    present = dict(_walk(folder))
    faults = [(path, "多出了不应有的文件") for path in sorted(present.keys() - expected.keys())]
    faults += [(path, "缺少应有的文件") for path in sorted(expected.keys() - present.keys())]
    faults += [(path, fault) for path, fault in sorted(present.items()) if fault]
    wanted = {path.rpartition("/")[0] for path in expected}
    for name in _list_empty(folder):
        if name not in wanted:
            faults.append((name, "多出了不应有的文件夹"))
    return tuple(faults), tuple(sorted(path for path, fault in present.items() if not fault))


def _walk(folder: Path) -> Iterator[tuple[str, str]]:
    """Every entry but folders, with what is wrong with its kind."""
    for top, folders, files in os.walk(folder):
        for name in folders:
            if (Path(top) / name).is_symlink():
                yield _name(top, name, folder), "不是普通文件"
        for name in files:
            status = os.lstat(os.path.join(top, name))  # noqa: PTH118 - once for every file
            yield _name(top, name, folder), _describe(status)


def _describe(status: os.stat_result) -> str:
    if not stat.S_ISREG(status.st_mode):
        return "不是普通文件"
    if status.st_nlink != 1:
        return "文件另有名称（硬链接）"
    return "文件权限异常" if status.st_mode & _UNUSUAL else ""


def _list_empty(folder: Path) -> Iterator[str]:
    """Folders in which there is nothing at all."""
    for top, folders, files in os.walk(folder):
        if not (folders or files) and Path(top) != folder:
            yield Path(top).relative_to(folder).as_posix()


def _name(top: str, name: str, folder: Path) -> str:
    return os.path.join(top, name)[len(str(folder)) + 1 :].replace(os.sep, "/")  # noqa: PTH118
