from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from gongkai.cli.revise import open_revision
from gongkai.core.worklist import Standing
from gongkai.publish.desk.branches import list_all_work, list_branch_work
from gongkai.publish.workspace import open_workspace
from tests.helpers.tiny_site import find_draft
from tests.helpers.tree import (
    CODE,
    NOW,
    PATH,
    RELEASE,
    STEPS,
    Step,
    make_files,
    sign,
    write_document,
)
from tests.helpers.two_clones import Clone, make_pair

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.core.worklist import WorkItem

pytestmark = pytest.mark.needs("git")
HELD = "content/tonggao/daishen.md"
STATES = [
    ((), None, Standing.SIGNATURE, "l1"),
    (STEPS[:2], None, Standing.SIGNATURE, "l3"),
    (STEPS, RELEASE, Standing.COMPLETE, None),
]


def make(body: str | None = None, steps: tuple[Step, ...] = (), published: object = None) -> str:
    """The held document, or, with a body of its own, the second revision of the public one."""
    files = make_files(
        (PATH, write_document()), (HELD, write_document(index_number=f"{CODE}/2026-00002"))
    )
    sign(files, PATH)
    path = HELD
    if body is not None:
        path = PATH
        text = open_revision(find_draft(files, PATH), "更正时间", NOW.date())
        files[PATH] = text.replace("\n冬季办公时间", f"\n{body}冬季办公时间").encode()
    if steps:
        sign(files, path, steps, published=published)  # type: ignore[arg-type]
    return files[path].decode()


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """One of two clones with a public document and one that waits."""
    files = make_files((PATH, write_document()), (HELD, make()))
    sign(files)
    return make_pair(tmp_path, files).first


def put(clone: Clone, branch: str, path: str, text: str, onto: str = "main") -> None:
    """A commit of one file on a new branch; the work tree is left on `main`."""
    clone.git("switch", "-q", "-c", branch, onto)
    clone.write({path: text})
    clone.git("add", "--", path)
    clone.git("commit", "-q", "-m", f"content: {branch}")
    clone.git("switch", "-q", "main")


def tell(items: tuple[WorkItem, ...]) -> list[tuple[object, ...]]:
    """What tells the items apart."""
    return [(i.path, i.revision, i.standing, i.role, i.branches, i.remedies) for i in items]


@pytest.mark.parametrize(("steps", "published", "standing", "role"), STATES)
def test_a_revision_that_waits_on_a_branch(
    clone: Clone,
    steps: tuple[Step, ...],
    published: object,
    standing: Standing,
    role: str | None,
) -> None:
    put(clone, "revise/ceshi", PATH, make("今年", steps, published))
    way = "merge" if standing is Standing.COMPLETE else "switch"
    assert tell(list_branch_work(open_workspace(clone.root))) == [
        (PATH, 2, standing, role, ("revise/ceshi",), (f"git {way} revise/ceshi",))
    ]
    assert clone.git("branch", "--show-current") == "main"
    assert clone.status == ""


def test_the_same_bytes_on_several_branches_are_told_once(clone: Clone) -> None:
    put(clone, "revise/ceshi", PATH, make("今年"))
    clone.git("push", "-q", "origin", "revise/ceshi:revise/ceshi", "revise/ceshi:refs/heads/copy")
    [item] = list_branch_work(open_workspace(clone.root))
    assert item.branches == ("revise/ceshi", "origin/copy", "origin/revise/ceshi")
    clone.git("branch", "-q", "-D", "revise/ceshi")
    [item] = list_branch_work(open_workspace(clone.root))
    assert (item.branches, item.remedies) == (
        ("origin/copy", "origin/revise/ceshi"),
        ("git switch copy",),
    )


def test_a_branch_named_by_others_is_one_word_of_the_command(clone: Clone) -> None:
    name = "revise/x;touch${IFS}pwned;#'"
    put(clone, name, PATH, make("今年"))
    [item] = list_branch_work(open_workspace(clone.root))
    assert [shlex.split(step, comments=True) for step in item.remedies] == [["git", "switch", name]]


def test_of_several_states_of_one_chain_the_furthest_is_told(clone: Clone) -> None:
    put(clone, "revise/ceshi", PATH, make("今年", STEPS[:1]))
    put(clone, "theirs", PATH, make("今年", STEPS[:2]))
    clone.git("push", "-q", "origin", "theirs:revise/ceshi")
    clone.git("branch", "-q", "-D", "theirs")
    [item] = list_branch_work(open_workspace(clone.root))
    assert (item.role, item.branches, item.remedies) == (
        "l3",
        ("origin/revise/ceshi",),
        ("git switch revise/ceshi", "git pull"),
    )


def test_two_texts_of_one_revision_are_both_told(clone: Clone) -> None:
    put(clone, "one", PATH, make("今年"))
    put(clone, "two", PATH, make("明年"))
    items = list_branch_work(open_workspace(clone.root))
    assert [i.branches for i in items] == [("one",), ("two",)]


def test_what_the_server_has_more_of_stands_in_the_place_of_the_local_copy(clone: Clone) -> None:
    put(clone, "theirs", HELD, make(steps=STEPS[:1]))
    clone.git("push", "-q", "origin", "theirs:main")
    clone.git("branch", "-q", "-D", "theirs")
    assert tell(list_all_work(open_workspace(clone.root))) == [
        (HELD, 1, Standing.SIGNATURE, "l2", ("origin/main",), ("git pull",))
    ]


def test_old_branches_tell_nothing(clone: Clone) -> None:
    before = clone.git("rev-parse", "HEAD")
    put(clone, "merged", "content/tonggao/c.md", make())
    clone.git("merge", "-q", "--ff-only", "merged")
    put(clone, "behind", HELD, make(steps=STEPS[:1]), before)
    put(clone, "lower", PATH, make("今年", STEPS[:1]), before)
    clone.send({PATH: make("今年", STEPS, RELEASE), HELD: make(steps=STEPS[:2])})
    put(clone, "kept/20261120-180000", HELD, make(steps=STEPS[:1]), before)
    assert list_branch_work(open_workspace(clone.root)) == ()
    (clone.root / "content/tonggao/c.md").unlink()
    items = list_all_work(open_workspace(clone.root))
    assert [(i.path, i.role, i.branches) for i in items] == [(HELD, "l3", ())]


def test_an_unfinished_document_on_a_branch(clone: Clone) -> None:
    put(clone, "draft", "content/tonggao/c.md", write_document(title="【待填写】"))
    [item] = list_branch_work(open_workspace(clone.root))
    assert (item.path, item.standing, item.branches) == (
        "content/tonggao/c.md",
        Standing.UNFINISHED,
        ("draft",),
    )


def test_without_git_there_are_no_branches(clone: Clone, tmp_path: Path) -> None:
    (clone.root / ".git").rename(tmp_path / "away")
    assert list_branch_work(open_workspace(clone.root)) == ()
    assert [i.path for i in list_all_work(open_workspace(clone.root))] == [HELD]
