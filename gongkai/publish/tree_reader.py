"""Reading a repository into a tree: from the work tree, or from the blobs of one commit."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
from operator import attrgetter
from pathlib import PurePath
from typing import TYPE_CHECKING

from gongkai.core.line_breaks import ATTRIBUTES
from gongkai.core.tree import Oddity, SourceFile, Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FOLDERS = ("content", "catalog", "hooks")
CONFIG = "mkdocs.yml"
_LINK, _OTHER = "符号链接", "非普通文件"
_OPEN = os.O_RDONLY | sum(getattr(os, f"O_{n}", 0) for n in ("NOFOLLOW", "NONBLOCK", "BINARY"))
"""What was listed as a file and is now a link or a pipe is neither followed nor waited for."""
_PIECE = 1 << 20
"""How much is read at a time of what grows or shrinks while it is read, in bytes."""


class RepositoryError(Exception):
    """A repository or commit that cannot be read; the message is Chinese."""


def read_tree(root: Path, commit: str | None = None) -> Tree:
    """The tree of a repository, of a commit where one is named.

    Raises:
        RepositoryError: when the folder or the commit cannot be read.
    """
    return read_commit(root, commit) if commit else read_work_tree(root)


def read_work_tree(root: Path) -> Tree:
    """The plain files of the work tree; links and the like are listed, never followed."""
    return read_places(root, (*FOLDERS, CONFIG))


def read_places(root: Path, places: Iterable[str]) -> Tree:
    """The plain files at and below some places of the work tree; see `read_work_tree`."""
    files: dict[str, SourceFile] = {}
    oddities: list[Oddity] = []
    for name in places:
        for path, regular in _walk(str(root / name), name):
            plain = path.isascii() and path.isprintable()
            relative = path if plain else decode_path(os.fsencode(path))
            found = _read_plain(f"{root}/{path}", path) if regular else _find_kind(root / path)
            if isinstance(found, bytes):
                files[relative] = SourceFile(relative, found)
            else:
                oddities.append(Oddity(relative, found))
    return Tree(files, tuple(oddities))


def _walk(top: str, relative: str) -> Iterator[tuple[str, bool]]:
    """What is no folder at a place or below, relative to the root; whether it is a regular file."""
    try:
        mode = os.lstat(top).st_mode
    except OSError:
        return
    if stat.S_ISDIR(mode):
        yield from _walk_folder(top, relative)
    else:
        yield relative, stat.S_ISREG(mode)


def _walk_folder(top: str, relative: str) -> Iterator[tuple[str, bool]]:
    with os.scandir(top) as entries:
        listed = sorted(entries, key=attrgetter("name"))
    in_hooks = PurePath(top).name == "hooks"
    for entry in listed:
        # Python writes this cache beside hooks; `gongkai build` never reads it (see build.py).
        if in_hooks and entry.name == "__pycache__":
            continue
        below = f"{relative}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk_folder(entry.path, below)
        else:
            yield below, entry.is_file(follow_symlinks=False)


def _read_plain(place: str, path: str) -> bytes | str:
    """The bytes of what was a regular file when it was listed, or what it is instead."""
    try:
        handle = os.open(place, _OPEN)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return _LINK
        raise
    try:
        status = os.fstat(handle)
        return _name_kind(status.st_mode, path) or _read_all(handle, status.st_size)
    finally:
        os.close(handle)


def _read_all(handle: int, size: int) -> bytes:
    """All of a file that had this size; a file object would ask for it, and for its end, again."""
    data = os.read(handle, size + 1)
    if len(data) == size:
        return data
    return data + b"".join(iter(lambda: os.read(handle, _PIECE), b""))


def decode_path(name: bytes) -> str:
    """A name that can be printed, whatever its bytes; what had to be escaped is refused later."""
    text = name.decode("utf-8", "backslashreplace")
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def _find_kind(path: Path) -> str:
    mode = path.lstat().st_mode
    return _LINK if stat.S_ISLNK(mode) else _OTHER


def _name_kind(mode: int, path: str) -> str | None:
    """What an opened file is, if it is not plain."""
    if not stat.S_ISREG(mode):
        return _OTHER
    if os.name == "posix" and mode & 0o111 and PurePath(path).suffix not in {"", ".py"}:
        return "可执行文件"
    return None


def read_attributes(root: Path) -> str | None:
    """The text of the work tree's `.gitattributes`, None where there is none."""
    path = root / ATTRIBUTES
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() else None


def read_commit(root: Path, commit: str) -> Tree:
    """The blobs of a commit: no smudging, no symlink, no untracked file can change them.

    Raises:
        RepositoryError: when git does not know the commit.
    """
    try:
        revision = _git(root, "rev-parse", "--verify", "--end-of-options", f"{commit}^{{commit}}")
    except RepositoryError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            raise
        message = f"git 中没有提交 {commit}；分支名和提交号可用 git branch、git log 查看"
        raise RepositoryError(message) from error
    name = revision.decode().strip()
    listing = _git(root, "ls-tree", "-r", "-z", name, "--", *FOLDERS, CONFIG)
    wanted: list[tuple[str, str]] = []
    oddities: list[Oddity] = []
    for entry in listing.split(b"\0"):
        if not entry:
            continue
        head, _, raw_path = entry.partition(b"\t")
        mode, _kind, blob = head.decode().split(" ")
        path = decode_path(raw_path)
        odd = {"120000": _LINK, "160000": "子模块"}.get(mode)
        if mode == "100755" and not path.endswith(".py"):
            odd = "可执行文件"
        if odd:
            oddities.append(Oddity(path, odd))
        else:
            wanted.append((path, blob))
    data = _read_blobs(root, [blob for _, blob in wanted])
    files = {
        path: SourceFile(path, content) for (path, _), content in zip(wanted, data, strict=True)
    }
    return Tree(files, tuple(oddities), commit=name)


def _read_blobs(root: Path, blobs: list[str]) -> list[bytes]:
    output = _git(root, "cat-file", "--batch", stdin="".join(f"{b}\n" for b in blobs).encode())
    contents: list[bytes] = []
    position = 0
    for _ in blobs:
        end = output.index(b"\n", position)
        fields = output[position:end].split(b" ")
        if fields[-1] == b"missing":
            raise RepositoryError("仓库不完整，缺少文件内容；请用 git fetch --refetch 取全后再试")
        size = int(fields[2])
        contents.append(output[end + 1 : end + 1 + size])
        position = end + size + 2
    return contents


def _git(root: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    try:
        done = subprocess.run(
            # Else `git replace` could put another tree behind the commit's own name.
            ["git", "--no-replace-objects", "-C", str(root), *arguments],
            input=stdin,
            capture_output=True,
            check=True,
        )
    except FileNotFoundError as error:
        message = "没有找到 git，请先安装"
        raise RepositoryError(message) from error
    except subprocess.CalledProcessError as error:
        message = f"git {arguments[0]} 没有成功，仓库可能不完整"
        raise RepositoryError(message) from error
    return done.stdout
