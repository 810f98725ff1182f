from __future__ import annotations

import os
import socket
import sys
from typing import TYPE_CHECKING

import pytest

from gongkai.publish.lock import BuildLock, BusyError, FolderLock

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有 flock")


def test_a_second_build_is_told_to_wait(tmp_path: Path) -> None:
    first = BuildLock(tmp_path / "state")

    with pytest.raises(BusyError, match="另一个构建正在进行"):
        BuildLock(tmp_path / "state")

    first.release()


def test_the_next_build_may_begin_when_the_first_has_ended(tmp_path: Path) -> None:
    BuildLock(tmp_path / "state").release()

    BuildLock(tmp_path / "state").release()


def test_builds_with_other_states_do_not_wait_for_each_other(tmp_path: Path) -> None:
    locks = [BuildLock(tmp_path / name) for name in ("one", "two")]

    for lock in locks:
        lock.release()


def test_a_folder_is_locked_without_a_trace(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    with pytest.raises(BusyError):
        FolderLock(tmp_path)
    lock.release()
    FolderLock(tmp_path).release()
    assert not [*tmp_path.iterdir()]


def test_a_child_that_lives_on_does_not_hold_up_the_next_build(tmp_path: Path) -> None:
    lock = BuildLock(tmp_path)
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        theirs.send(b"1")
        theirs.recv(1)
        os._exit(0)
    ours.recv(1)
    lock.release()

    BuildLock(tmp_path).release()

    ours.send(b"1")
    os.waitpid(child, 0)
