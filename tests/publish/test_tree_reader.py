from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from gongkai.core.tree import Oddity
from gongkai.publish.tree_reader import RepositoryError, _read_all, read_tree

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("git")
NAMES = ["catalog/site.yml", "content/a/b.md", "hooks/gongkai_gate.py", "mkdocs.yml"]


def git(root: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=t", "-c", "user.email=t@shili.example"]
    command = ["git", "-C", str(root), *identity, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def write(root: Path, path: str, data: bytes = b"x\n") -> Path:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return target


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in NAMES:
        write(tmp_path, name)
    write(tmp_path, "README.md")
    write(tmp_path, "site/index.html")
    git(tmp_path, "init", "-q")
    return tmp_path


def commit(root: Path) -> str:
    git(root, "add", "-A", "-f")
    git(root, "commit", "-q", "-m", "x")
    return git(root, "rev-parse", "HEAD")


def test_work_tree_and_commit_hold_the_same(root: Path) -> None:
    name = commit(root)
    for tree in (read_tree(root), read_tree(root, "HEAD"), read_tree(root, name[:12])):
        assert sorted(tree.files) == NAMES
        assert {file.data for file in tree.files.values()} == {b"x\n"}
        assert tree.oddities == ()
    assert read_tree(root).commit is None
    assert read_tree(root, "HEAD").commit == name


def test_what_is_no_plain_file_is_listed_and_never_followed(root: Path) -> None:
    outside = write(root, "secret.txt", b"secret")
    (root / "content/a/link.md").symlink_to(outside)
    (root / "content/folder").symlink_to(root / "site")
    (root / "hooks/theme").symlink_to(root / "nowhere")
    write(root, "content/a/run.md").chmod(0o755)
    (root / "hooks/gongkai_gate.py").chmod(0o755)
    expected = {
        Oddity("content/a/link.md", "符号链接"),
        Oddity("content/a/run.md", "可执行文件"),
        Oddity("content/folder", "符号链接"),
        Oddity("hooks/theme", "符号链接"),
    }
    commit(root)
    for tree in (read_tree(root), read_tree(root, "HEAD")):
        assert set(tree.oddities) == expected
        assert sorted(tree.files) == NAMES


def test_a_pipe_is_listed_and_not_read(root: Path) -> None:
    os.mkfifo(root / "content/a/pipe.md")
    assert read_tree(root).oddities == (Oddity("content/a/pipe.md", "非普通文件"),)


def test_a_folder_that_is_itself_a_link_is_listed(root: Path) -> None:
    (root / "content").rename(root / "elsewhere")
    (root / "content").symlink_to(root / "elsewhere")
    assert read_tree(root).oddities == (Oddity("content", "符号链接"),)


def test_a_submodule_is_listed(root: Path) -> None:
    name = commit(root)
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{name},content/sub")
    git(root, "commit", "-q", "-m", "sub")
    assert read_tree(root, "HEAD").oddities == (Oddity("content/sub", "子模块"),)


def test_a_commit_is_read_past_attributes_filters_and_the_work_tree(root: Path) -> None:
    write(root, ".gitattributes", b"*.md text eol=crlf ident filter=evil\n")
    write(root, "content/a/b.md", "甲 $Id$\n".encode())
    git(root, "config", "filter.evil.clean", "cat")
    git(root, "config", "filter.evil.smudge", "sed s/x/y/")
    git(root, "config", "core.autocrlf", "true")
    commit(root)
    write(root, "content/a/b.md", b"changed\n")
    write(root, "content/a/untracked.md")
    (root / "catalog/site.yml").unlink()
    tree = read_tree(root, "HEAD")
    assert tree.files["content/a/b.md"].data == "甲 $Id$\n".encode()
    assert sorted(tree.files) == NAMES


def test_python_s_cache_beside_a_hook_is_passed_over_but_not_elsewhere(root: Path) -> None:
    write(root, "hooks/__pycache__/x.pyc")
    write(root, "content/__pycache__/x.pyc")
    assert "hooks/__pycache__/x.pyc" not in read_tree(root).files
    assert "content/__pycache__/x.pyc" in read_tree(root).files


def test_names_in_any_bytes_are_read_and_can_be_printed(root: Path) -> None:
    write(root, "content/a/甲 乙\n.md")
    write(root, "content/a/\x1b[2J.md")
    with open(os.fsencode(root) + b"/content/a/\xff.md", "wb") as file:  # noqa: PTH123 - bytes
        file.write(b"x")
    commit(root)
    for tree in (read_tree(root), read_tree(root, "HEAD")):
        names = sorted(name for name in tree.files if name.startswith("content/"))
        assert names == [
            r"content/a/\x1b[2J.md",
            r"content/a/\xff.md",
            "content/a/b.md",
            r"content/a/甲 乙\n.md",
        ]


@pytest.mark.parametrize("name", ["nothing", "--help", "HEAD:content", ""])
def test_an_unknown_commit_is_refused(root: Path, name: str) -> None:
    commit(root)
    if not name:
        assert read_tree(root, name).commit is None
        return
    with pytest.raises(RepositoryError, match=f"git 中没有提交 {name}；"):
        read_tree(root, name)


def test_a_folder_without_git_is_read_as_it_stands(tmp_path: Path) -> None:
    assert read_tree(tmp_path).files == {}
    write(tmp_path, "mkdocs.yml")
    assert list(read_tree(tmp_path).files) == ["mkdocs.yml"]


def test_a_commit_with_nothing_of_ours_is_empty(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write(tmp_path, "README.md")
    commit(tmp_path)
    assert read_tree(tmp_path, "HEAD").files == {}


@pytest.mark.parametrize("told", [0, 3, 9, 10])
def test_a_file_that_grows_or_shrinks_while_it_is_read_is_read_to_its_end(
    root: Path, told: int
) -> None:
    path = root / "grown.txt"
    path.write_bytes(b"123456789")
    handle = os.open(path, os.O_RDONLY)
    try:
        assert _read_all(handle, told) == b"123456789"
    finally:
        os.close(handle)
