from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from gongkai.publish.desk.committing import (
    CommitState,
    commit_files,
    list_uncommitted,
    require_committable,
)
from gongkai.publish.workspace_error import WorkspaceError
from tests.helpers.two_clones import Clone, make_pair

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("git")
A, B, C = "content/a/a.md", "content/a/b.md", "content/a/c.md"


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """A clone with two committed files."""
    return make_pair(tmp_path, {A: b"a\n", B: b"b\n"}).first


def test_what_is_staged_and_changed_beside_stays_as_it_is(clone: Clone) -> None:
    clone.write({B: "staged\n", C: "new, staged\n"})
    clone.git("add", "--", B, C)
    clone.write({A: "signed\n", B: "staged, then changed\n", "notes.txt": "mine\n"})
    index = clone.git("ls-files", "-s", "--", B, C)
    done = commit_files(clone.root, (A,), "review: l1 同意公开 a\n\n理由")
    assert (done.state, done.subject) == (CommitState.DONE, "review: l1 同意公开 a")
    assert clone.git("show", "--format=%H %B", "--name-status") == (
        f"{done.commit} review: l1 同意公开 a\n\n理由\n\n\nM\t{A}"
    )
    assert clone.git("ls-files", "-s", "--", B, C) == index
    assert clone.status.split("\n") == [f"MM {B}", f"A  {C}", "?? notes.txt"]


def test_a_file_that_git_does_not_know_yet(clone: Clone) -> None:
    clone.write({C: "c\n"})
    assert commit_files(clone.root, (C,), "review: c").state is CommitState.DONE
    assert (clone.git("show", "--format=", "--name-status"), clone.status) == (f"A\t{C}", "")


def test_a_name_with_signs_in_it_means_itself(clone: Clone) -> None:
    clone.send({"content/a/[ab].md": "x\n"})
    clone.write({"content/a/[ab].md": "y\n", A: "not this\n"})
    assert commit_files(clone.root, ("content/a/[ab].md",), "review: x").state is CommitState.DONE
    assert clone.status == f"M {A}"


def test_a_folder_that_went_goes_with_its_file(clone: Clone) -> None:
    clone.send({"content/a/a.files/x.txt": "x"})
    (clone.root / "content/a/a.files/x.txt").unlink()
    clone.write({A: "tombstone\n"})
    done = commit_files(clone.root, (A, "content/a/a.files"), "review: 撤回")
    assert done.state is CommitState.DONE
    assert clone.git("show", "--format=", "--name-status").split("\n") == [
        "D\tcontent/a/a.files/x.txt",
        f"M\t{A}",
    ]


def test_a_hook_that_refuses_is_quoted_and_the_index_is_as_before(clone: Clone) -> None:
    hook = clone.root / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\necho '× 扫描发现身份证号' >&2\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    clone.write({C: "c\n"})
    done = commit_files(clone.root, (C,), "review: c")
    assert (done.state, done.said, done.commit) == (
        CommitState.REFUSED,
        ("× 扫描发现身份证号",),
        "",
    )
    assert clone.status == f"?? {C}"


def test_where_no_repository_is_nothing_is_committed(tmp_path: Path) -> None:
    assert commit_files(tmp_path, (A,), "x").state is CommitState.NO_REPOSITORY
    require_committable(tmp_path, [A])


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        ("git config --unset user.email && git config user.useConfigOnly true", "不知道提交人"),
        ("touch .git/index.lock", "另一个 git 程序正在运行"),
        ("echo content/ > .gitignore", "被 .gitignore 排除"),
        ("git rev-parse HEAD > .git/MERGE_HEAD", "正在合并或变基"),
    ],
)
def test_what_could_not_be_committed_is_refused_before_it_is_signed(
    clone: Clone, monkeypatch: pytest.MonkeyPatch, spoil: str, told: str
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    require_committable(clone.root, [C])
    clone.git("-c", f"alias.spoil=!{spoil}", "spoil")
    with pytest.raises(WorkspaceError, match=told):
        require_committable(clone.root, [C])


def test_attachments_that_are_not_in_git(clone: Clone) -> None:
    clone.send({"content/a/a.files/x.txt": "x"})
    assert list_uncommitted(clone.root, A) == ()
    clone.write({"content/a/a.files/x.txt": "y", "content/a/a.files/z.txt": "z"})
    assert list_uncommitted(clone.root, A) == ("content/a/a.files/x.txt", "content/a/a.files/z.txt")
