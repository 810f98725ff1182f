"""Who works here: by the key in the environment, or by what git's settings say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.publish.desk.git_command import Git
from gongkai.publish.desk.ssh_keys import find_person
from gongkai.publish.tree_reader import RepositoryError
from gongkai.publish.workspace_error import WorkspaceError

if TYPE_CHECKING:
    from gongkai.core.catalog import Catalog


def find_own_key(root: Path, key: Path | None) -> Path | None:
    """The key named, or that of git's setting `gongkai.key`, or None."""
    named = None if key else _read_setting(root, "gongkai.key", "--path")
    return Path(named) if named else key


def find_self(root: Path, catalog: Catalog, key: Path | None) -> str | None:
    """Who works here, if anything tells: the key, `gongkai.key` or `gongkai.person` in git.

    The latter is for drafters, who may have no key. What does not fit the register tells nothing.
    """
    own = find_own_key(root, key)
    if own is not None:
        try:
            return find_person(catalog, own, None)
        except WorkspaceError:
            return None
    named = _read_setting(root, "gongkai.person")
    return named if named in catalog.reviewer_by_id else None


def _read_setting(root: Path, name: str, *options: str) -> str | None:
    try:
        return Git(root).ask("config", *options, "--get", name) or None
    except RepositoryError:
        return None
