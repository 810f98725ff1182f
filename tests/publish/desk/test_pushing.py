from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from gongkai.publish.desk.committing import commit_files
from gongkai.publish.desk.pushing import PushState, list_unpushed, push_review
from tests.helpers.tree import PATH, STEPS, make_files, sign, write_document
from tests.helpers.two_clones import Pair, make_pair

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("git")
OTHER = "content/tonggao/bie.md"


def chain(levels: int, body: str = "\n冬季办公时间为9时至17时。\n") -> str:
    """The document with so many levels signed."""
    files = make_files((PATH, write_document(body)))
    if levels:
        sign(files, PATH, STEPS[:levels], published=None)
    return files[PATH].decode()


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """Two clones of a repository with one document on which the first level is signed."""
    return make_pair(tmp_path, {**make_files((PATH, chain(1))), "note.txt": b"1\n"})


def sign_second(pair: Pair) -> str:
    """The second level, committed in the second clone; gives the commit."""
    pair.second.write({PATH: chain(2)})
    return commit_files(pair.second.root, (PATH,), "review: l2 同意公开").commit


def test_what_the_server_can_take_at_once(pair: Pair) -> None:
    commit = sign_second(pair)
    assert list_unpushed(pair.second.root) == ("review: l2 同意公开",)
    pushed = push_review(pair.second.root)
    assert (pushed.state, pushed.message) == (PushState.DONE, "已推送到 origin/main")
    assert pair.server("rev-parse", "main") == commit
    assert list_unpushed(pair.second.root) == ()
    assert push_review(pair.second.root).state is PushState.NOTHING


def test_a_server_that_moved_on_elsewhere_gets_the_commit_on_top(pair: Pair) -> None:
    commit = sign_second(pair)
    pair.first.send({OTHER: "别的文件\n", "note.txt": "2\n"})
    pair.second.write({"mine.txt": "staged\n", "catalog/site.yml": "changed, not committed\n"})
    pair.second.git("add", "mine.txt")
    pushed = push_review(pair.second.root)
    assert (pushed.state, pushed.rebased, pushed.commits) == (PushState.DONE, True, 1)
    head = pair.second.git("rev-parse", "HEAD")
    assert (
        pair.server("rev-parse", "main", "main^")
        == f"{head}\n{pair.first.git('rev-parse', 'HEAD')}"
    )
    shown = "--format=%an|%ae|%aI|%B"
    assert pair.second.git("log", "-1", shown) == pair.second.git("log", "-1", shown, commit)
    assert pair.server("show", f"main:{PATH}") == chain(2).strip()
    assert (pair.second.root / OTHER).read_text("utf-8") == "别的文件\n"
    assert pair.second.status.split("\n") == ["M catalog/site.yml", "A  mine.txt"]


def test_whoever_signs_the_same_level_second_is_told_who_was_first(pair: Pair) -> None:
    commit = sign_second(pair)
    pair.first.send({PATH: chain(2)}, "review: l2")
    pushed = push_review(pair.second.root)
    assert pushed.state is PushState.OVERTAKEN
    [found] = pushed.overtaken
    assert (found.path, found.altered) == (PATH, False)
    assert [(e.role, e.reviewer) for e in found.signed] == [("l2", "r02")]
    assert pair.second.git("rev-parse", "HEAD") == commit
    assert pair.second.status == ""


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (PATH, chain(1, "\n冬季办公时间为8时至17时。\n")),
        (PATH, "not a document at all\n"),
        (PATH.replace(".md", ".files/a.txt"), "an attachment"),
    ],
)
def test_a_document_that_changed_on_the_server_stops_the_push(
    pair: Pair, path: str, text: str
) -> None:
    commit = sign_second(pair)
    pair.first.send({path: text})
    pushed = push_review(pair.second.root)
    assert (pushed.state, pushed.overtaken[0].altered) == (PushState.OVERTAKEN, True)
    assert pushed.message == "服务器上的文件已有变化，没有推送；本机提交和签名原样保留"
    assert pair.second.git("rev-parse", "HEAD") == commit
    assert pair.server("show", f"main:{path}") == text.strip()


def test_new_rules_or_people_on_the_server_stop_the_push(pair: Pair) -> None:
    commit = sign_second(pair)
    reviewers = (pair.first.root / "catalog/reviewers.yml").read_text("utf-8")
    pair.first.send({"catalog/reviewers.yml": reviewers + "\n"})
    pushed = push_review(pair.second.root)
    assert pushed.state is PushState.RULES_CHANGED
    assert pushed.steps == ("git pull --rebase", "gongkai check", "git push")
    assert pair.second.git("rev-parse", "HEAD") == commit


def test_a_new_delegation_on_the_server_is_no_new_rule(pair: Pair) -> None:
    sign_second(pair)
    lent = "catalog/delegations/r03-r02.txt"
    pair.first.send({lent: "委托书\n"})
    assert push_review(pair.second.root).state is PushState.DONE
    sign_again = {PATH: chain(2) + "\n"}
    pair.second.write(sign_again)
    commit_files(pair.second.root, (PATH,), "review: again")
    pair.first.git("pull", "-q")
    pair.first.send({lent: "改过的委托书\n"})
    assert push_review(pair.second.root).state is PushState.RULES_CHANGED


def test_other_work_of_ones_own_is_not_rebased_unasked(pair: Pair) -> None:
    sign_second(pair)
    pair.second.write({"note.txt": "mine\n"})
    pair.second.git("commit", "-q", "-a", "-m", "note")
    pair.first.send({OTHER: "x\n"})
    assert push_review(pair.second.root).state is PushState.MIXED


def test_a_change_of_ones_own_that_is_in_the_way_stops_before_anything_is_sent(pair: Pair) -> None:
    commit = sign_second(pair)
    pair.first.send({"note.txt": "theirs\n"})
    pair.second.write({"note.txt": "mine, not committed\n"})
    assert push_review(pair.second.root).state is PushState.IN_THE_WAY
    assert pair.second.git("rev-parse", "HEAD") == commit
    assert (pair.second.root / "note.txt").read_text("utf-8") == "mine, not committed\n"
    assert pair.server("rev-parse", "main") == pair.first.git("rev-parse", "HEAD")


def test_what_the_hook_of_the_server_says_is_given_as_it_is(pair: Pair) -> None:
    commit = sign_second(pair)
    pair.hook(
        "echo '拦截 content/tonggao/ceshi.md:3: 身份证号 [scan-id]' >&2\n"
        "echo '    依据：某条' >&2\necho\nexit 1"
    )
    pushed = push_review(pair.second.root)
    assert (pushed.state, pushed.said) == (
        PushState.REFUSED,
        ("拦截 content/tonggao/ceshi.md:3: 身份证号 [scan-id]", "    依据：某条"),
    )
    assert pair.second.git("rev-parse", "HEAD") == commit


def test_a_server_that_keeps_moving_is_given_up_after_some_attempts(pair: Pair) -> None:
    sign_second(pair)
    (pair.bare / "n").write_text("0", "utf-8")
    pair.hook(
        "unset GIT_QUARANTINE_PATH; t=$(git rev-parse main^{tree}); "
        'c=$(git -c user.name=x -c user.email=x@x commit-tree -p main -m "$(date +%N)" $t); '
        "git update-ref refs/heads/main $c; n=$(($(cat n)+1)); echo $n > n"
    )
    pushed = push_review(pair.second.root)
    assert pushed.state is PushState.BUSY
    assert (pair.bare / "n").read_text("utf-8").strip() == "4"


def test_a_server_out_of_reach(pair: Pair) -> None:
    commit = sign_second(pair)
    pair.bare.rename(pair.bare.with_name("away"))
    pushed = push_review(pair.second.root)
    assert pushed.state is PushState.UNREACHABLE
    assert pushed.message.startswith("连不上服务器，没有推送")
    assert pair.second.git("rev-parse", "HEAD") == commit


def test_off_a_branch_and_without_one_on_the_server(pair: Pair) -> None:
    pair.second.git("switch", "-q", "-c", "revise/ceshi")
    pushed = push_review(pair.second.root)
    assert (pushed.state, pushed.steps) == (
        PushState.NO_UPSTREAM,
        ("git push -u origin revise/ceshi",),
    )
    pair.second.git("switch", "-q", "--detach")
    pushed = push_review(pair.second.root)
    commit = pair.second.git("rev-parse", "--short", "HEAD")
    assert (pushed.state, pushed.steps) == (
        PushState.DETACHED,
        ("git switch main", f"git cherry-pick {commit}"),
    )


def test_commits_keep_their_authors_where_git_shows_signatures(pair: Pair, tmp_path: Path) -> None:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    for name, value in {
        "gpg.format": "ssh",
        "user.signingkey": f"{key}.pub",
        "commit.gpgsign": "true",
        "log.showSignature": "true",
    }.items():
        pair.second.git("config", name, value)
    commit = sign_second(pair)
    form = ("log", "--no-show-signature", "-1", "--format=%an %ae %s")
    before = pair.second.git(*form, commit)
    pair.first.send({OTHER: "别的文件\n"})
    assert list_unpushed(pair.second.root) == ("review: l2 同意公开",)
    pushed = push_review(pair.second.root)
    assert (pushed.state, pushed.rebased) == (PushState.DONE, True)
    assert pair.second.git(*form) == before
