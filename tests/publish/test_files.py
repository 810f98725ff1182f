from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from gongkai.publish.files import (
    describe_failure,
    replace_file,
    replace_files,
    sync_file_system,
    sync_folder,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_made_and_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for data in (b"1", b"22"):
        replace_file(path, data)
        assert path.read_bytes() == data
    replace_file(path, b"333", temporary=tmp_path / "b.txt")
    assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == [("a.txt", b"333")]


def test_what_cannot_be_put_on_the_disk_leaves_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"1")

    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="28"):
        replace_file(path, b"2")
    assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == [("a.txt", b"1")]


def test_several_files_are_replaced_together(tmp_path: Path) -> None:
    for number in (b"1", b"2"):
        files = {"a.txt": number, "deep/er/a.txt": number * 2}
        replace_files(tmp_path / "new", files)
        left = {p.relative_to(tmp_path).as_posix(): p for p in tmp_path.rglob("*") if p.is_file()}
        assert {name: p.read_bytes() for name, p in left.items()} == {
            f"new/{name}": data for name, data in files.items()
        }


@pytest.mark.parametrize("call", ["fsync", "write"])
def test_of_several_files_none_is_touched_before_all_are_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    old = {"a.txt": b"1", "b/c.txt": b"1"}
    replace_files(tmp_path, old)
    if call == "write":
        (tmp_path / "b/.c.txt.new").mkdir()
    else:
        asked = iter(range(9))

        def refuse_second(_: int) -> None:
            if next(asked) == 1:
                raise OSError(errno.ENOSPC, "")

        monkeypatch.setattr(os, "fsync", refuse_second)
    with pytest.raises(OSError, match=r"2\d"):
        replace_files(tmp_path, dict.fromkeys(old, b"2"))
    left = {p.relative_to(tmp_path).as_posix(): p for p in tmp_path.rglob("*") if p.is_file()}
    assert {name: p.read_bytes() for name, p in left.items()} == old


def test_a_folder_and_its_file_system_can_be_put_on_the_disk(tmp_path: Path) -> None:
    sync_folder(tmp_path)
    sync_file_system(tmp_path)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/a"), "磁盘空间不足：/a"),
        (OSError(errno.EROFS, "Read-only file system"), "所在文件系统只读"),
        (PermissionError(errno.EACCES, "Permission denied", b"/\xe7\x94\xb2"), "没有权限：/甲"),
        (OSError(9999, "?", "/a"), "系统错误 9999：/a"),
    ],
)
def test_a_failure_is_told_in_chinese(error: OSError, said: str) -> None:
    assert describe_failure(error) == said
