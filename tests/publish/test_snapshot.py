from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

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
    from collections.abc import Iterable
    from pathlib import Path

EMPTY = Log("cs.shili.example")
FIRST = EMPTY.append([Event(EventKind.BUILD, "-", 1, "1" * 64)], NOW)
SECOND = FIRST.append([Event(EventKind.BUILD, "-", 1, "2" * 64)], NOW)
A, B = SourceFile("catalog/a.yml", b"a"), SourceFile("content/x/b c.md", b"b")


THIRD = SECOND.append([Event(EventKind.BUILD, "-", 1, "3" * 64)], NOW)
LARGE = SourceFile("content/x/large.files/a.pdf", bytes(range(256)) * 4096)


def names(state: Path) -> set[str]:
    return {path.name for path in (state / "tree").iterdir()}


def bytes_of(state: Path) -> bytes:
    return b"".join(path.read_bytes() for path in (state / "tree").glob("*.pack"))


def store(state: Path, old: Log | None, new: Log, files: Iterable[SourceFile]) -> None:
    """As a build does that nobody stops."""
    store_snapshot(state, old, new, files)
    sweep_snapshots(state, new)


def test_what_is_stored_is_read_again_and_the_rest_swept(tmp_path: Path) -> None:
    store_snapshot(tmp_path, None, FIRST, [A, B])
    assert read_snapshot(tmp_path, FIRST).files == {A.path: A, B.path: B}
    store_snapshot(tmp_path, FIRST, SECOND, [B])
    assert read_snapshot(tmp_path, FIRST).files == {A.path: A, B.path: B}
    sweep_snapshots(tmp_path, SECOND)
    assert names(tmp_path) == {f"{SECOND.head}.txt", "1.pack"}
    assert read_snapshot(tmp_path, SECOND).files == {B.path: B}


def test_the_index_is_written_as_it_is_described(tmp_path: Path) -> None:
    store_snapshot(tmp_path, None, FIRST, [A, LARGE, B])
    assert (tmp_path / "tree" / f"{FIRST.head}.txt").read_text("utf-8") == (
        "gongkai-snapshot/v2 cs.shili.example\n"
        f"{A.sha256} 1 0 1 catalog/a.yml\n"
        f"{LARGE.sha256} 2 0 1048576 content/x/large.files/a.pdf\n"
        f"{B.sha256} 1 1 1 content/x/b c.md\n"
    )
    assert (tmp_path / "tree" / "1.pack").read_bytes() == b"ab"
    assert (tmp_path / "tree" / "2.pack").read_bytes() == LARGE.data


def test_a_part_is_read_alone(tmp_path: Path) -> None:
    store_snapshot(tmp_path, None, FIRST, [A, LARGE, B])
    assert [*read_snapshot(tmp_path, FIRST, "content/x/b").files] == [B.path]
    (tmp_path / "tree" / "2.pack").unlink()
    assert [*read_snapshot(tmp_path, FIRST, "content/x/b").files] == [B.path]
    with pytest.raises(StateError, match=LARGE.path):
        read_snapshot(tmp_path, FIRST)


def test_of_a_large_site_only_what_changed_is_written(tmp_path: Path) -> None:
    many = [SourceFile(f"content/x/{n}.md", b"%04d" % n * 50) for n in range(100)]
    store(tmp_path, None, FIRST, [*many, LARGE])
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "tree").glob("*.pack")}
    store(tmp_path, FIRST, SECOND, [*many[:-1], LARGE, A])
    assert {path: path.stat().st_mtime_ns for path in before if path.name != "1.pack"} == {
        path: time for path, time in before.items() if path.name != "1.pack"
    }
    assert (tmp_path / "tree" / "3.pack").read_bytes() == A.data
    assert len(names(tmp_path)) == 4


def test_a_content_that_is_nowhere_any_more_is_wiped(tmp_path: Path) -> None:
    secret = SourceFile("content/x/secret.md", b"secret")
    store(tmp_path, None, FIRST, [A, secret, B, LARGE])
    store(tmp_path, FIRST, SECOND, [A, B, LARGE])
    assert read_snapshot(tmp_path, SECOND).files == {f.path: f for f in (A, B, LARGE)}
    assert b"secret" not in bytes_of(tmp_path)


def test_a_build_after_one_that_was_killed_before_it_swept_wipes_for_it(tmp_path: Path) -> None:
    secret = SourceFile("content/x/secret.md", b"secret")
    others = [SourceFile(f"content/x/{n}.md", b"%04d" % n) for n in range(9)]
    store(tmp_path, None, FIRST, [secret, *others])
    store_snapshot(tmp_path, FIRST, SECOND, others)
    assert b"secret" in bytes_of(tmp_path)
    store(tmp_path, SECOND, THIRD, others[1:])
    assert read_snapshot(tmp_path, THIRD).files == {f.path: f for f in others[1:]}
    assert b"secret" not in bytes_of(tmp_path)
    assert others[0].data not in bytes_of(tmp_path)


def test_an_index_of_a_killed_build_never_wipes_what_counts(tmp_path: Path) -> None:
    """Its pack is gone, and another one has its number."""
    store(tmp_path, None, FIRST, [LARGE])
    store_snapshot(tmp_path, FIRST, SECOND, [LARGE, A])
    (tmp_path / "tree" / "2.pack").unlink()
    store(tmp_path, FIRST, THIRD, [LARGE, B])
    assert names(tmp_path) == {f"{THIRD.head}.txt", "1.pack", "2.pack"}
    assert read_snapshot(tmp_path, THIRD).files == {LARGE.path: LARGE, B.path: B}


def test_a_pack_that_a_crash_cut_short_is_not_trusted(tmp_path: Path) -> None:
    store_snapshot(tmp_path, None, FIRST, [A, B])
    (tmp_path / "tree" / "1.pack").write_bytes(b"a")
    store(tmp_path, FIRST, SECOND, [A, B])
    assert read_snapshot(tmp_path, SECOND).files == {A.path: A, B.path: B}
    (tmp_path / "tree" / "7.pack").write_bytes(b"cut")
    store(tmp_path, SECOND, THIRD, [A])
    assert read_snapshot(tmp_path, THIRD).files == {A.path: A}


def test_what_an_older_engine_kept_is_read_and_packed_by_the_next_build(tmp_path: Path) -> None:
    folder = tmp_path / "tree"
    folder.mkdir()
    lines = [f"{f.sha256} {f.path}\n" for f in (A, B)]
    index = "".join(["gongkai-snapshot/v1 cs.shili.example\n", *lines])
    (folder / f"{FIRST.head}.txt").write_text(index, "utf-8")
    for file in (A, B):
        (folder / file.sha256).write_bytes(file.data)
    assert read_snapshot(tmp_path, FIRST).files == {A.path: A, B.path: B}
    store_snapshot(tmp_path, FIRST, SECOND, [A])
    assert read_snapshot(tmp_path, FIRST).files == {A.path: A, B.path: B}
    sweep_snapshots(tmp_path, SECOND)
    assert names(tmp_path) == {f"{SECOND.head}.txt", "1.pack"}
    assert read_snapshot(tmp_path, SECOND).files == {A.path: A}


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda folder: (folder / "1.pack").write_bytes(b"xb"), "已损坏：catalog/a.yml"),
        (lambda folder: (folder / "1.pack").write_bytes(b"a"), "已损坏：content/x/b c.md"),
        (lambda folder: (folder / "1.pack").unlink(), "不完整：缺少 catalog/a.yml"),
        (lambda folder: (folder / f"{FIRST.head}.txt").unlink(), "没有线上网站的底稿"),
        (lambda folder: (folder / f"{FIRST.head}.txt").write_bytes(b"x\n"), "没有线上网站的底稿"),
    ],
)
def test_an_altered_snapshot_is_refused(tmp_path: Path, spoil: object, message: str) -> None:
    store_snapshot(tmp_path, None, FIRST, [A, B])
    spoil(tmp_path / "tree")  # type: ignore[operator]
    with pytest.raises(StateError, match=message):
        read_snapshot(tmp_path, FIRST)


CONTENTS = st.binary(max_size=9)


@example([({"a": b"xxx", "b": b"y"}, "s"), ({"a": b"xxx"}, "d"), ({"a": b"xxx", "b": b"y"}, "s")])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.dictionaries(st.sampled_from("abcdefgh"), CONTENTS), st.sampled_from("sdk")),
        max_size=8,
    )
)
def test_whatever_was_published_in_whatever_order_is_read_again(
    tmp_path: Path, builds: list[tuple[dict[str, bytes], str]]
) -> None:
    """Each build sweeps, dies before it sweeps, or is killed before its log counts."""
    state, log, files = tmp_path / f"{time.monotonic_ns()}", EMPTY, {}
    for number, (contents, end) in enumerate(builds):
        wanted = {name: SourceFile(name, data) for name, data in contents.items()}
        new = log.append([Event(EventKind.BUILD, "-", number, "0" * 64)], NOW)
        store_snapshot(state, log, new, wanted.values())
        if files:
            assert read_snapshot(state, log).files == files
        if end != "k":
            log, files = new, wanted
        if end == "s":
            sweep_snapshots(state, log)
            live = {file.data for file in files.values() if file.data}
            assert len(bytes_of(state).replace(b"\0", b"")) <= sum(map(len, live))
        if files:
            assert read_snapshot(state, log).files == files
    assert len([*state.glob("tree/*.pack")]) <= 2 * len(builds)


def test_only_what_is_cleared_is_kept() -> None:
    held = "content/tonggao/daishen.md"
    text = write_document(index_number=f"{CODE}/2026-00002").encode()
    files = make_public() | {held: text, "content/tonggao/daishen.files/a.txt": b"x"}
    kept = {f.path for f in list_published(make_tree(files), judge(files))}
    assert files.keys() - kept == {held, "content/tonggao/daishen.files/a.txt"}
