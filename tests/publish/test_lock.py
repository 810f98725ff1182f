from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from gongkai.publish.lock import BuildLock, BusyError

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
