from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.core.log import Event, EventKind, Log
from gongkai.core.tree import SourceFile
from gongkai.publish.snapshot import (
    list_published,
    read_snapshot,
    store_snapshot,
    sweep_snapshots,
)
from gongkai.publish.state_folder import StateError
from tests.helpers.tiny_site import make_tree
from tests.helpers.tree import CODE, NOW, judge, make_public, write_document

if TYPE_CHECKING:
    from pathlib import Path

EMPTY = Log("cs.shili.example")
FIRST = EMPTY.append([Event(EventKind.BUILD, "-", 1, "1" * 64)], NOW)
SECOND = FIRST.append([Event(EventKind.BUILD, "-", 1, "2" * 64)], NOW)
A, B = SourceFile("catalog/a.yml", b"a"), SourceFile("content/x/b c.md", b"b")


def names(state: Path) -> set[str]:
    return {path.name for path in (state / "tree").iterdir()}


def test_what_is_stored_is_read_again_and_the_rest_swept(tmp_path: Path) -> None:
    store_snapshot(tmp_path, None, FIRST, [A, B])
    assert read_snapshot(tmp_path, FIRST).files == {A.path: A, B.path: B}
    store_snapshot(tmp_path, FIRST, SECOND, [B])
    assert read_snapshot(tmp_path, FIRST).files == {A.path: A, B.path: B}
    sweep_snapshots(tmp_path, SECOND)
    assert names(tmp_path) == {f"{SECOND.head}.txt", B.sha256}
    assert read_snapshot(tmp_path, SECOND).files == {B.path: B}


def test_a_file_that_stays_is_not_written_again(tmp_path: Path) -> None:
    store_snapshot(tmp_path, None, FIRST, [A, B])
    before = (tmp_path / "tree" / A.sha256).stat().st_mtime_ns
    store_snapshot(tmp_path, FIRST, SECOND, [A, B])
    assert (tmp_path / "tree" / A.sha256).stat().st_mtime_ns == before


def test_a_file_that_a_crash_cut_short_is_written_again(tmp_path: Path) -> None:
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / A.sha256).write_bytes(b"")
    store_snapshot(tmp_path, None, FIRST, [A])
    assert read_snapshot(tmp_path, FIRST).files == {A.path: A}


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda folder: (folder / A.sha256).write_bytes(b"x"), "已损坏：catalog/a.yml"),
        (lambda folder: (folder / A.sha256).unlink(), "不完整：缺少 catalog/a.yml"),
        (lambda folder: (folder / f"{FIRST.head}.txt").unlink(), "没有线上网站的底稿"),
        (lambda folder: (folder / f"{FIRST.head}.txt").write_bytes(b"x\n"), "没有线上网站的底稿"),
    ],
)
def test_an_altered_snapshot_is_refused(tmp_path: Path, spoil: object, message: str) -> None:
    store_snapshot(tmp_path, None, FIRST, [A])
    spoil(tmp_path / "tree")  # type: ignore[operator]
    with pytest.raises(StateError, match=message):
        read_snapshot(tmp_path, FIRST)


def test_only_what_is_cleared_is_kept() -> None:
    held = "content/tonggao/daishen.md"
    text = write_document(index_number=f"{CODE}/2026-00002").encode()
    files = make_public() | {held: text, "content/tonggao/daishen.files/a.txt": b"x"}
    kept = {f.path for f in list_published(make_tree(files), judge(files))}
    assert files.keys() - kept == {held, "content/tonggao/daishen.files/a.txt"}
