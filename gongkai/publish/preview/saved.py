"""The tree as it is after a save: only what changed is read, and the rest stays as it was."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from gongkai.core.tree import Tree
from gongkai.publish.tree_reader import read_places, read_work_tree

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from gongkai.core.tree import SourceFile

_MANY = 50
"""From so many changed places on, everything is read again: a branch was switched, say."""
_COLUMN, _BELOW = 2, 3
"""Parts of a column's path, and of what stands in it."""


def read_saved(root: Path, before: Tree | None, changed: Collection[str] | None) -> Tree:
    """The tree, in which a file whose bytes are as before is the same object.

    It is the tree before itself when nothing has changed at all.

    Args:
        root: The repository.
        before: The tree that was read last.
        changed: Paths at or below which something may have changed; None for any.

    Raises:
        RepositoryError: when the repository cannot be read.
        OSError: when a file went away while it was to be read.
    """
    places = None if changed is None else _list_places(changed)
    if before is None or places is None:
        return _keep_same(before, read_work_tree(root))
    read = read_places(root, places)
    old = {path: file for path, file in before.files.items() if _is_at(path, places)}
    odd = tuple(odd for odd in before.oddities if _is_at(odd.path, places))
    new = dict(_choose(old, read.files))
    if _is_same(old, new) and set(odd) == set(read.oddities):
        return before
    files = {path: file for path, file in before.files.items() if path not in old}
    rest = [other for other in before.oddities if other not in odd]
    oddities = tuple(sorted((*rest, *read.oddities), key=lambda other: other.path))
    return Tree({**files, **new}, oddities)


def _list_places(changed: Collection[str]) -> tuple[str, ...] | None:
    """The documents, folders of attachments and columns to be read again; None for everything."""
    places: set[str] = set()
    for path in changed:
        parts = PurePosixPath(path).parts
        if parts[:1] != ("content",) or len(parts) < _COLUMN:
            return None
        places.add("/".join(parts[:_BELOW]))
    return tuple(sorted(places)) if len(places) <= _MANY else None


def _is_at(path: str, places: tuple[str, ...]) -> bool:
    near = path.startswith(places)  # quick, and not yet sure
    return near and any(path == place or path.startswith(f"{place}/") for place in places)


def _keep_same(before: Tree | None, after: Tree) -> Tree:
    if before is None:
        return after
    files = dict(_choose(before.files, after.files))
    if _is_same(before.files, files) and set(before.oddities) == set(after.oddities):
        return before
    return Tree(files, after.oddities)


def _is_same(before: Mapping[str, SourceFile], after: Mapping[str, SourceFile]) -> bool:
    """Whether they are the very same objects."""
    return before.keys() == after.keys() and all(
        file is before[path] for path, file in after.items()
    )


def _choose(
    before: Mapping[str, SourceFile], after: Mapping[str, SourceFile]
) -> Iterator[tuple[str, SourceFile]]:
    for path, file in after.items():
        old = before.get(path)
        yield path, old if old is not None and (old is file or old.data == file.data) else file
