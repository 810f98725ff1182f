"""Root keys and seals from commit to commit, merges among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.history_trust import (
    PATHS,
    Trust,
    check_roots,
    check_seal_step,
    is_same_quorum,
    read_trust,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.findings import Finding
    from gongkai.publish.git_objects import Change, Commit, Repository


def check_trust(
    repository: Repository, commit: Commit, parent: str, changes: tuple[Change, ...]
) -> Iterator[Finding]:
    """Whether root keys and seal of a commit go on from one of its parents."""
    if not any(change.path in PATHS for change in changes):
        return
    old = _read_trust(repository, repository.read_commit(parent).tree)
    new = _read_trust(repository, commit.tree)
    faults = [*check_roots(old, new)]
    if faults and not _is_overtaken(repository, commit, parent, old, new):
        yield from faults
    yield from check_seal_step(old, new)


def _read_trust(repository: Repository, tree: str) -> Trust:
    return read_trust(repository.read_files(tree, (), PATHS))


def _is_overtaken(
    repository: Repository, commit: Commit, parent: str, old: Trust, new: Trust
) -> bool:
    """Whether a merge takes root keys from a parent that had changed them, as this one had not."""
    for other in commit.parents:
        theirs = _read_trust(repository, repository.read_commit(other).tree)
        if other == parent or not is_same_quorum(theirs.quorum, new.quorum):
            continue
        bases = (repository.ask("merge-base", "--all", parent, other) or "").split()
        trees = [repository.read_commit(base).tree for base in bases]
        quorums = [_read_trust(repository, tree).quorum for tree in trees]
        if quorums and all(is_same_quorum(old.quorum, quorum) for quorum in quorums):
            return True
    return False
