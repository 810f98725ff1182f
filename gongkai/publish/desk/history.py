"""The versions of one document in git, as far as the current branch knows them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from gongkai.core.models.fields import BEIJING
from gongkai.core.review_history import Version
from gongkai.core.source import SourceRefusedError, read_source
from gongkai.core.tree import SourceFile
from gongkai.publish.desk.git_command import Git, literal
from gongkai.publish.git_objects import Repository
from gongkai.publish.workspace_error import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.source import Source
    from gongkai.publish.workspace import Workspace

_FORM = "--format=%H%x00%aI%x00%an"


def list_versions(space: Workspace, path: str) -> tuple[Version, ...]:
    """The versions of a file, the oldest first; last the one that is not committed, if it differs.

    Raises:
        WorkspaceError: outside of git.
    """
    git = Git(space.root)
    if not git.inside or git.prefix:
        raise WorkspaceError("这里不是 git 仓库的顶层目录，没有提交历史")
    options = ("--no-show-signature", "--reverse", "--topo-order", _FORM)
    printed = git.ask("log", *options, "HEAD", "--", literal(path)) or ""
    with Repository(space.root) as repository:
        versions = tuple(_read_versions(repository, printed, path))
        last = repository.read(f"HEAD:{path}")
    file = space.tree.files.get(path)
    if file is None or (last is not None and last[1] == file.data):
        return versions
    return (*versions, Version("", space.now, "", _read(path, file.data)))


def _read_versions(repository: Repository, printed: str, path: str) -> Iterator[Version]:
    for line in printed.splitlines():
        commit, moment, author = line.split("\0")
        found = repository.read(f"{commit}:{path}")
        if found is not None:
            when = datetime.fromisoformat(moment).astimezone(BEIJING)
            yield Version(commit, when, author, _read(path, found[1]))


def _read(path: str, data: bytes) -> Source | None:
    try:
        return read_source(SourceFile(path, data))
    except SourceRefusedError:
        return None
