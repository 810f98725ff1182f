from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.publish.desk.committing import commit_files
from gongkai.publish.desk.giving_way import give_way
from gongkai.publish.desk.pushing import PushState, push_review
from tests.helpers.two_clones import Pair, make_pair

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("git")
A, B = "content/a/a.md", "content/a/b.md"


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """Two people have signed A, the first of them has pushed; the second has signed B too."""
    made = make_pair(tmp_path, {A: b"a\n", B: b"b\n", "note.txt": b"1\n"})
    for path in (A, B):
        made.second.write({path: "signed by the second\n"})
        commit_files(made.second.root, (path,), f"review: {path}")
    made.first.send({A: "signed by the first\n", "note.txt": "2\n"})
    assert push_review(made.second.root).state is PushState.OVERTAKEN
    return made


def test_what_was_overtaken_goes_and_the_rest_stays(pair: Pair) -> None:
    mine = pair.second.git("rev-parse", "HEAD")
    given = give_way(pair.second.root)
    assert given.message == f"已改用服务器上的文件；原来的提交保留在分支 {given.kept}"
    assert pair.second.git("rev-parse", given.kept) == mine
    assert (pair.second.root / A).read_text("utf-8") == "signed by the first\n"
    assert (pair.second.root / B).read_text("utf-8") == "signed by the second\n"
    assert pair.second.git("log", "-2", "--format=%s") == f"review: {B}\ncontent: 一处改动"
    assert pair.second.status == ""
    assert push_review(pair.second.root).state is PushState.DONE
    assert pair.server("show", f"main:{B}") == "signed by the second"


def test_a_change_in_the_way_stops_it_and_leaves_no_branch(pair: Pair) -> None:
    mine = pair.second.git("rev-parse", "HEAD")
    pair.second.write({"note.txt": "mine, not committed\n"})
    given = give_way(pair.second.root)
    assert (given.kept, given.message[:4]) == ("", "没有改动")
    assert pair.second.git("rev-parse", "HEAD") == mine
    assert pair.second.git("branch", "--list", "kept/*") == ""
    assert (pair.second.root / "note.txt").read_text("utf-8") == "mine, not committed\n"


def test_without_a_server_nothing_is_given_up(pair: Pair) -> None:
    mine = pair.second.git("rev-parse", "HEAD")
    pair.bare.rename(pair.bare.with_name("away"))
    given = give_way(pair.second.root)
    assert (given.kept, given.message.split("，")[0]) == ("", "取不到 origin/main 的最新内容")
    assert pair.second.git("rev-parse", "HEAD") == mine
