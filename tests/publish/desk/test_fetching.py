"""Taking in what others have sent, with real git and a remote on disk."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from gongkai.publish.desk.fetching import FetchState, fetch_latest
from tests.helpers.review_desk import git

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("git")


def commit(root: Path, name: str, text: str) -> None:
    (root / name).write_text(text)
    git(root, "add", name)
    git(root, "commit", "-q", "-m", name)


@pytest.fixture
def clones(tmp_path: Path) -> tuple[Path, Path]:
    """Two clones of one remote with one commit."""
    bare = tmp_path / "bare.git"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(bare))
    both = (tmp_path / "a", tmp_path / "b")
    for number, clone in enumerate(both):
        git(tmp_path, "clone", "-q", str(bare), str(clone))
        for name in ("user.name", "user.email"):
            git(clone, "config", name, "r01")
        if not number:
            git(clone, "checkout", "-q", "-b", "main")
            commit(clone, "jia.txt", "甲")
            git(clone, "push", "-q", "-u", "origin", "main")
    return both


def test_new_commits_come_in_and_staged_work_stays(clones: tuple[Path, Path]) -> None:
    mine, other = clones
    assert fetch_latest(mine).state is FetchState.CURRENT
    commit(other, "yi.txt", "乙")
    git(other, "push", "-q")
    (mine / "bing.txt").write_text("丙")
    git(mine, "add", "bing.txt")
    fetched = fetch_latest(mine)
    assert (fetched.state, fetched.message) == (
        FetchState.UPDATED,
        "已取回服务器上的 1 个新提交",
    )
    assert (mine / "yi.txt").read_text() == "乙"
    assert git(mine, "status", "--porcelain") == "A  bing.txt\n"


def test_own_commits_are_to_be_pushed_first(clones: tuple[Path, Path]) -> None:
    mine, other = clones
    commit(mine, "bing.txt", "丙")
    assert fetch_latest(mine).state is FetchState.CURRENT
    commit(other, "yi.txt", "乙")
    git(other, "push", "-q")
    assert fetch_latest(mine).state is FetchState.PUSH_FIRST
    assert not (mine / "yi.txt").exists()


def test_what_is_in_the_way_stays_as_it_is(clones: tuple[Path, Path]) -> None:
    mine, other = clones
    commit(other, "jia.txt", "乙")
    git(other, "push", "-q")
    (mine / "jia.txt").write_text("丙")
    assert fetch_latest(mine).state is FetchState.IN_THE_WAY
    assert (mine / "jia.txt").read_text() == "丙"


def test_no_server_and_no_line_are_said(clones: tuple[Path, Path], tmp_path: Path) -> None:
    mine, _ = clones
    shutil.rmtree(tmp_path / "bare.git")
    gone = fetch_latest(mine)
    assert gone.state is FetchState.UNREACHABLE
    assert gone.said
    git(mine, "checkout", "-q", "--detach")
    assert fetch_latest(mine).state is FetchState.NO_LINE
