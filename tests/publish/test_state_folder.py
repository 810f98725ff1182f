from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gongkai.core.demo_keys import demo_public_key
from gongkai.core.log import Event, EventKind, Log
from gongkai.core.state import State
from gongkai.publish.state_folder import StateError, read_state, write_state
from tests.helpers.tree import NOW

if TYPE_CHECKING:
    from pathlib import Path

ROOTS = {name: demo_public_key(name).line for name in ("root1", "root2")}
EVENT = Event(EventKind.PUBLISH, "tonggao/ceshi", 1, "a" * 64)
LOG = Log("cs.shili.example").append([EVENT], NOW)
STATE = State(ROOTS, threshold=2, confirmed=False, log=LOG, checkpoint=LOG.checkpoint)
LONGER = LOG.append([EVENT._replace(revision=2)], NOW)
NEXT = replace(STATE, confirmed=True, log=LONGER, checkpoint=LONGER.checkpoint)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "state"
    for state in (STATE, NEXT):
        write_state(folder, state)
        assert read_state(folder) == state
    assert sorted(path.name for path in folder.iterdir()) == [
        "checkpoint.txt",
        "log.txt",
        "roots-confirmed",
        "roots.txt",
    ]
    assert (folder / "log.txt").read_text("utf-8") == str(LONGER)


@pytest.mark.parametrize(
    ("line", "threshold"),
    [
        ("", 1),
        ("threshold 1\n", 1),
        ("threshold 0\n", None),
        ("threshold 3\n", None),
        ("threshold x\n", None),
    ],
)
def test_the_number_of_root_keys_is_pinned(
    tmp_path: Path, line: str, threshold: int | None
) -> None:
    write_state(tmp_path, STATE)
    roots = (tmp_path / "roots.txt").read_text("utf-8")
    assert roots.endswith("threshold 2\n")
    (tmp_path / "roots.txt").write_text(roots.replace("threshold 2\n", line), "utf-8")
    if threshold is None:
        with pytest.raises(StateError):
            read_state(tmp_path)
    else:
        assert read_state(tmp_path).threshold == threshold


def test_no_folder_is_an_empty_state(tmp_path: Path) -> None:
    assert read_state(tmp_path / "none") == State()
    assert read_state(tmp_path) == State()


class CrashError(Exception):
    """The machine stops."""


def _crash_after(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Lets only so many files reach the disk; the one after that is cut short."""
    left = [count]

    def sync(_: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise CrashError

    monkeypatch.setattr(os, "fsync", sync)


@pytest.mark.parametrize("count", range(11))
@pytest.mark.parametrize("before", [None, STATE])
def test_a_crash_between_files_leaves_a_state_that_is_the_old_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: State | None, count: int
) -> None:
    if before is not None:
        write_state(tmp_path, before)
    with monkeypatch.context() as patch:
        _crash_after(patch, count)
        try:
            write_state(tmp_path, NEXT)
        except CrashError:
            pass
        else:
            assert read_state(tmp_path) == NEXT
    found = read_state(tmp_path)
    assert found.log in (before.log if before else None, NEXT.log)
    assert found.roots in ((before or State()).roots, NEXT.roots)
    if found.log is not None and found.checkpoint is not None:
        assert found.log.contains(found.checkpoint)
    write_state(tmp_path, NEXT)
    assert read_state(tmp_path) == NEXT


def test_an_unfinished_first_write_confirms_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for count in range(10):
        folder = tmp_path / str(count)
        with monkeypatch.context() as patch:
            _crash_after(patch, count)
            with contextlib.suppress(CrashError):
                write_state(folder, NEXT)
        if read_state(folder).log is None:
            write_state(folder, STATE)
            assert not read_state(folder).confirmed


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("log.txt", None),
        ("roots.txt", None),
        ("checkpoint.txt", None),
        ("log.txt", b""),
        ("log.txt", b"\xff"),
        ("log.txt", str(LOG).encode()[:-1]),
        ("log.txt", str(LOG).replace("ceshi", "lingyi").encode().replace(b"\n", b"\r\n")),
        ("checkpoint.txt", b""),
        ("checkpoint.txt", b"x\n"),
        ("roots.txt", b"root1\n"),
        ("roots.txt", b"root1 ssh-rsa x\n"),
        ("roots.txt", b"\xff"),
    ],
)
def test_an_altered_or_incomplete_folder_is_not_trusted(
    tmp_path: Path, name: str, data: bytes | None
) -> None:
    write_state(tmp_path, STATE)
    if data is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(StateError, match="状态目录"):
        read_state(tmp_path)


def test_a_copy_of_the_folder_serves_as_well(tmp_path: Path) -> None:
    write_state(tmp_path / "a", STATE)
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    assert read_state(tmp_path / "b") == STATE


def test_a_state_without_log_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="has a log and roots"):
        write_state(tmp_path, State())
