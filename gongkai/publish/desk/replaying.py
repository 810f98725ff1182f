"""Making commits again on top of another one, without touching the work tree."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.publish.desk.git_command import Git

_ABSENT = "000000"
_FIELDS = ("%an", "%ae", "%aI", "%B")


@dataclass(frozen=True, slots=True)
class Blob:
    """One path that differs between two commits, with the names of its bytes in both."""

    mode: str
    """The mode afterwards, zeros where the path is gone."""
    before: str
    after: str


def list_changed(git: Git, old: str, new: str) -> dict[str, Blob]:
    """What differs between two commits, by paths as the folder of `git` has them.

    Paths outside of that folder keep their full name behind `/`.
    """
    prefix = git.prefix
    return {_shorten(path, prefix): blob for path, blob in _diff(git, old, new).items()}


def _shorten(path: str, prefix: str) -> str:
    return path.removeprefix(prefix) if path.startswith(prefix) else f"/{path}"


def _diff(git: Git, old: str, new: str) -> dict[str, Blob]:
    options = ("-r", "-z", "--no-renames", "--no-ext-diff", "--no-abbrev")
    fields = git.run("diff-tree", *options, old, new).out.split("\0")
    found = {}
    for head, path in zip(fields[::2], fields[1::2], strict=False):
        _, mode, before, after, _ = head.split(" ")
        found[path] = Blob(mode, before, after)
    return found


def replay(git: Git, commits: list[str], onto: str) -> str | None:
    """The name of the last of the commits, each made again on the one before; None if git fails.

    Nothing refers to the new commits yet.
    """
    parent: str | None = onto
    for commit in commits:
        parent = _repeat(git, commit, parent) if parent else None
    return parent


def _repeat(git: Git, commit: str, parent: str) -> str | None:
    with tempfile.TemporaryDirectory() as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        changes = _diff(git, f"{commit}^", commit)
        lines = "".join(_format_change(path, blob) for path, blob in changes.items())
        if not git.run("read-tree", parent, environment=index).ok:
            return None
        if not git.run("update-index", "-z", "--index-info", stdin=lines, environment=index).ok:
            return None
        tree = git.run("write-tree", environment=index)
        return _commit_again(git, commit, parent, tree.out.strip()) if tree.ok else None


def _format_change(path: str, blob: Blob) -> str:
    mode = "0" if blob.mode == _ABSENT else blob.mode
    return f"{mode} {blob.after}\t{path}\0"


def _commit_again(git: Git, commit: str, parent: str, tree: str) -> str | None:
    """The same author, time and message on another tree and parent."""
    shown = git.run(
        "log", "--no-show-signature", "-1", f"--format={'%x00'.join(_FIELDS)}", commit
    ).out
    name, mail, moment, message = shown.split("\0", 3)
    author = {"GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": mail, "GIT_AUTHOR_DATE": moment}
    signed = ("-S",) if git.ask("config", "--type=bool", "commit.gpgsign") == "true" else ()
    made = git.run(
        "commit-tree", *signed, "-p", parent, "-F", "-", tree, stdin=message, environment=author
    )
    return made.out.strip() if made.ok else None
