"""What git stores, read without a work tree: commits, their changes, their files.

Works in a bare repository and in the quarantine of pre-receive, whose objects git shows to its
children through the environment. Nothing here writes a reference.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Self

from gongkai.core.tree import Oddity, SourceFile, Tree
from gongkai.publish.tree_reader import RepositoryError, decode_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

LINK, MODULE, PROGRAM, FOLDER = "120000", "160000", "100755", "40000"
_CACHED = 4096
_LONGEST_PEEL = 8


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit, or what is about to become one."""

    name: str
    tree: str
    parents: tuple[str, ...]
    message: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in a tree: its mode and the name of its blob."""

    mode: str
    blob: str

    @property
    def oddity(self) -> str | None:
        """What it is, in Chinese, when it is no link to be followed and no plain file."""
        return {LINK: "符号链接", MODULE: "子模块"}.get(self.mode)


@dataclass(frozen=True, slots=True)
class Change:
    """One path that differs between two trees; None where it does not stand."""

    path: str
    old: Entry | None
    new: Entry | None


class Repository:
    """A repository's objects, all read by one `git cat-file`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        # Replacement references would show other bytes than those that are pushed.
        self._environment = {**os.environ, "GIT_NO_REPLACE_OBJECTS": "1", "LC_ALL": "C"}
        self._reader: subprocess.Popen[bytes] | None = None
        self.read_folder = lru_cache(_CACHED)(self._read_folder)
        self.read_commit = lru_cache(_CACHED)(self._read_commit)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._reader is not None:
            self._reader.kill()
            self._reader.communicate()

    def run(self, *arguments: str, stdin: bytes = b"") -> bytes:
        """What a git command prints.

        Raises:
            RepositoryError: when it fails.
        """
        done = self._call(*arguments, stdin=stdin)
        if done.returncode != 0:
            raise RepositoryError(f"git {arguments[0]} 没有成功，仓库可能不完整")
        return done.stdout

    def ask(self, *arguments: str) -> str | None:
        """The one line that a git command prints, or None when it fails."""
        done = self._call(*arguments)
        return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else None

    def _call(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = ["git", "-C", str(self._root), *arguments]
        try:
            return subprocess.run(
                command, input=stdin, capture_output=True, check=False, env=self._environment
            )
        except FileNotFoundError as error:
            raise RepositoryError("没有找到 git，请先安装") from error

    def read(self, name: str) -> tuple[str, bytes] | None:
        """Kind and bytes of an object by its name or `<commit>:<path>`; None if there is none."""
        if self._reader is None:
            self._reader = subprocess.Popen(
                ["git", "-C", str(self._root), "cat-file", "--batch"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self._environment,
            )
        source, sink = self._reader.stdout, self._reader.stdin
        if source is None or sink is None or "\n" in name:
            raise RepositoryError("git cat-file 没有启动")
        sink.write(name.encode("utf-8", "surrogateescape") + b"\n")
        sink.flush()
        fields = source.readline().split(b" ")
        if fields[-1:] in ([b"missing\n"], [b"ambiguous\n"]):
            return None
        if len(fields) != 3:  # noqa: PLR2004 - name, kind, size
            raise RepositoryError("git cat-file 中断，仓库可能不完整")
        data = source.read(int(fields[2]))
        source.read(1)
        return fields[1].decode(), data

    def read_blob(self, name: str) -> bytes:
        """The bytes of a blob.

        Raises:
            RepositoryError: when it is missing, as in a partial clone.
        """
        found = self.read(name)
        if found is None or found[0] != "blob":
            raise RepositoryError("仓库不完整，缺少文件内容；请用 git fetch --refetch 取全后再试")
        return found[1]

    def measure(self, blobs: Iterable[str]) -> dict[str, int]:
        """The size of each blob in bytes."""
        names = "".join(f"{name}\n" for name in blobs).encode()
        lines = self.run("cat-file", "--batch-check", stdin=names).decode().splitlines()
        found = [line.split(" ") for line in lines]
        if any(fields[-1] == "missing" for fields in found):
            raise RepositoryError("仓库不完整，缺少文件内容；请用 git fetch --refetch 取全后再试")
        return {name: int(size) for name, _, size in found}

    def _read_commit(self, name: str) -> Commit:
        found = self.read(name)
        if found is None or found[0] != "commit":
            raise RepositoryError("仓库不完整，缺少提交；浅克隆请先 git fetch --unshallow")
        head, _, message = found[1].decode("utf-8", "replace").partition("\n\n")
        fields = [line.split(" ") for line in head.split("\n")]
        trees = [f[1] for f in fields if f[0] == "tree"]
        parents = tuple(f[1] for f in fields if f[0] == "parent")
        return Commit(name, trees[0], parents, message)

    def peel(self, name: str) -> tuple[str | None, tuple[str, ...]]:
        """The commit that a reference leads to, or None, and the messages of tags on the way."""
        messages: list[str] = []
        for _ in range(_LONGEST_PEEL):
            found = self.read(name)
            if found is None or found[0] not in {"commit", "tag"}:
                break
            if found[0] == "commit":
                return name, tuple(messages)
            head, _, message = found[1].decode("utf-8", "replace").partition("\n\n")
            messages.append(message)
            name = head.split("\n")[0].removeprefix("object ")
        return None, tuple(messages)

    def list_commits(self, *selection: str) -> tuple[Commit, ...]:
        """The commits that `git rev-list` selects, parents first."""
        printed = self.run("rev-list", "--topo-order", "--reverse", *selection)
        return tuple(self.read_commit(name) for name in printed.decode().split())

    def list_changes(self, pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[Change, ...]]:
        """What differs between each pair of trees, old and new."""
        wanted = "".join(f"{old} {new}\n" for old, new in pairs).encode()
        if not wanted:
            return
        options = ("--stdin", "-r", "-z", "--no-renames", "--no-ext-diff", "--no-abbrev")
        printed = self.run("diff-tree", *options, stdin=wanted)
        yield from _split_changes(printed)

    def empty_tree(self) -> str:
        """The name of the empty tree, in the repository's own hash."""
        return self.run("hash-object", "-t", "tree", "--stdin").decode().strip()

    def _read_folder(self, name: str) -> dict[str, Entry]:
        """The entries of a folder, `<tree>:<path>` or a tree's name, by their own names."""
        found = self.read(name)
        if found is None or found[0] != "tree":
            return {}
        return dict(_split_tree(found[1], len(name.split(":", 1)[0]) // 2))

    def read_files(self, tree: str, folders: Iterable[str], single: Iterable[str] = ()) -> Tree:
        """The files below some folders of a tree, and single ones, with their bytes."""
        files: dict[str, SourceFile] = {}
        oddities: list[Oddity] = []
        for path, entry in self._walk(tree, folders, single):
            if entry.oddity:
                oddities.append(Oddity(path, entry.oddity))
            else:
                files[path] = SourceFile(path, self.read_blob(entry.blob))
        return Tree(files, tuple(oddities), commit=tree)

    def _walk(
        self, tree: str, folders: Iterable[str], single: Iterable[str]
    ) -> Iterator[tuple[str, Entry]]:
        for path in single:
            above, _, own = path.rpartition("/")
            entry = self.read_folder(f"{tree}:{above}" if above else tree).get(own)
            if entry is not None and entry.mode != FOLDER:
                yield path, entry
        for folder in folders:
            for own, entry in self.read_folder(f"{tree}:{folder}").items():
                path = f"{folder}/{own}"
                if entry.mode == FOLDER:
                    yield from self._walk(tree, (path,), ())
                else:
                    yield path, entry


def _split_changes(printed: bytes) -> Iterator[tuple[Change, ...]]:
    """The changes of each pair; a pair begins with a line that names it."""
    changes: list[Change] | None = None
    position = 0
    while position < len(printed):
        if printed[position : position + 1] != b":":
            if changes is not None:
                yield tuple(changes)
            changes = []
            position = printed.index(b"\n", position) + 1
            continue
        middle = printed.index(b"\0", position)
        end = printed.index(b"\0", middle + 1)
        old_mode, new_mode, old, new, _ = printed[position + 1 : middle].decode().split(" ")
        path = decode_path(printed[middle + 1 : end])
        before, after = Entry(old_mode, old), Entry(new_mode, new)
        absent = "000000"
        pair = (None if e.mode == absent else e for e in (before, after))
        if changes is not None:
            changes.append(Change(path, *pair))
        position = end + 1
    if changes is not None:
        yield tuple(changes)


def _split_tree(data: bytes, length: int) -> Iterator[tuple[str, Entry]]:
    position = 0
    while position < len(data):
        end = data.index(b"\0", position)
        mode, _, name = data[position:end].partition(b" ")
        position = end + 1 + length
        yield decode_path(name), Entry(mode.decode(), data[end + 1 : position].hex())
