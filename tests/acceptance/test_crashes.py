"""Builds that are killed, run out of space or may not write: what is live stays whole."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from gongkai.publish.snapshot import read_snapshot
from gongkai.publish.state_folder import read_state
from tests.helpers.killed_site import KilledSite, take_digest
from tests.helpers.killing import Killer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gongkai.core.tree import Tree
    from tests.helpers.killed_site import Running

SEED = 20261122


@pytest.fixture(scope="module")
def killer(tmp_path_factory: pytest.TempPathFactory) -> Killer:
    return Killer(tmp_path_factory.mktemp("killed") / "repository", SEED)


@pytest.mark.parametrize("close", [False] * 4 + [True] * 2)
def test_a_killed_build_leaves_a_whole_site_and_the_next_one_succeeds(
    killer: Killer,
    close: bool,  # noqa: FBT001 - a row of the table
) -> None:
    assert killer.kill(close=close) == []


def _give_up_power() -> None:
    """Makes the system ask this process for permissions even where it runs as root."""
    if os.geteuid() == 0:
        header = (ctypes.c_uint32 * 2)(0x20080522, 0)
        none = (ctypes.c_uint32 * 6)()
        assert ctypes.CDLL(None).capset(header, none) == 0


def _limit_files(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.fixture
def site(tmp_path: Path) -> KilledSite:
    """Built once, with a change that waits."""
    site = KilledSite(tmp_path / "repository")
    assert site.build().code == 0
    site.change()
    return site


def _expect_refusal(site: KilledSite, said: str, prepare: Callable[[], None]) -> None:
    """The build ends with a sentence; site and state are as they were; the next one succeeds."""
    live, state = take_digest(site.site), _read_memory(site)
    build = site.build(prepare=prepare)
    assert build.code in {1, 2}, build.output
    assert said in build.output
    assert "Traceback" not in build.output
    assert (take_digest(site.site), _read_memory(site)) == (live, state)


def _read_memory(site: KilledSite) -> tuple[dict[str, bytes], Tree]:
    """What counts in the state folder: its own files, and the snapshot that its log names."""
    names = ("log.txt", "checkpoint.txt", "roots.txt")
    files = {name: (site.state / name).read_bytes() for name in names}
    return files, read_snapshot(site.state, read_state(site.state).log)


def _expect_success(site: KilledSite) -> None:
    assert site.build().code == 0
    assert not [*site.root.glob(".site-*")]


@pytest.mark.parametrize("size", [100, 3_000, 30_000])
def test_a_disk_that_takes_no_more_leaves_all_as_it_was(site: KilledSite, size: int) -> None:
    _expect_refusal(site, "文件大小超出系统限制", _limit_files(size))
    _expect_success(site)


@pytest.mark.skipif(sys.platform != "linux", reason="只有 Linux 能让 root 放弃权限")
@pytest.mark.parametrize("folder", [".", ".gongkai/state", "build/report"])
def test_a_folder_that_may_not_be_written_is_named(site: KilledSite, folder: str) -> None:
    (site.root / folder).chmod(0o500)
    try:
        _expect_refusal(site, "没有权限：", _give_up_power)
    finally:
        (site.root / folder).chmod(0o755)
    _expect_success(site)


def test_a_state_ahead_of_its_site_is_caught_up_with_and_nothing_logged_twice(
    site: KilledSite,
) -> None:
    kept = site.root.with_name("kept")
    site.site.rename(kept)
    assert site.build().code == 0
    state, right = take_digest(site.state), take_digest(site.site)
    site.site.rename(site.root.with_name("right"))
    kept.rename(site.site)

    assert site.build().code == 0

    assert (take_digest(site.state), take_digest(site.site)) == (state, right)


def test_only_one_of_two_builds_goes_on(site: KilledSite) -> None:
    def build_beside(running: Running) -> None:
        running.wait_for("生成页面", 60)
        os.kill(running.pid, signal.SIGSTOP)
        other = site.build()
        os.kill(running.pid, signal.SIGCONT)
        assert other.code == 1
        assert "另一个构建正在进行，请等它结束后再试" in other.output

    assert site.build(strike=build_beside).code == 0
    log = read_state(site.state).log
    assert log is not None
    assert len(log.lines) == 2 * site.revision + 3


def test_a_report_is_never_cut_short(site: KilledSite) -> None:
    report = site.root / "build" / "report" / "report.json"
    before = report.read_bytes()
    assert site.build(prepare=_limit_files(len(before) - 1)).code in {1, 2}
    assert json.loads(report.read_bytes()) == json.loads(before)
