"""A part of a repository read and judged: some documents, without what has nothing to do with them.

What concerns the whole is left to `check` without a path, the build and the server's check: index
numbers given twice, other documents that went missing, other documents' relations to these.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from gongkai.core.findings import order_findings
from gongkai.core.gate import Means, check
from gongkai.core.line_breaks import check_line_breaks
from gongkai.core.rules import RULES
from gongkai.core.state import LOG_NAME, State
from gongkai.publish.clock import read_now
from gongkai.publish.inspecting import inspect_files
from gongkai.publish.parallel import judge_in_parallel
from gongkai.publish.state_folder import StateError, read_state
from gongkai.publish.tree_reader import CONFIG, read_attributes, read_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gongkai.core.findings import Finding
    from gongkai.core.gate import Verdict
    from gongkai.core.tree import Tree

STRUCTURE = ("catalog", "hooks", CONFIG)
_SEGMENT = rb"[a-z0-9]+(?:-[a-z0-9]+)*"
_NAMED = re.compile(rb"(?<![a-z0-9-])%s/%s(?![a-z0-9-])" % (_SEGMENT, _SEGMENT))
_DOCUMENT = re.compile(r"content/([a-z0-9-]+/[a-z0-9-]+)\.md")


def covers(wanted: str, path: str) -> bool:
    """Whether a path is what was asked for, lies under it, or belongs to it as an attachment."""
    own = (wanted.rstrip("/") + "/", wanted.removesuffix(".md") + ".files/")
    return path == wanted or path.startswith(own)


def read_part(root: Path, wanted: Iterable[str]) -> Tree:
    """The structure, what was asked for with its attachments, and the documents that it names.

    Args:
        root: The repository.
        wanted: Files and folders of it; only what stands below `content/` counts.

    Raises:
        RepositoryError: when the folder cannot be read.
    """
    asked = [place for path in wanted for place in _list_places(path)]
    tree = read_places(root, (*STRUCTURE, *_drop_linked(root, asked)))
    named = sorted(_list_named(tree) - tree.files.keys())
    if named:
        places = (place for path in named for place in _list_places(path))
        more = read_places(root, _drop_linked(root, places))
        tree = replace(
            tree, files={**tree.files, **more.files}, oddities=(*tree.oddities, *more.oddities)
        )
    return tree


def _list_places(path: str) -> tuple[str, ...]:
    """A file of the content, and the folder of its attachments; the document of an attachment."""
    if PurePosixPath(path).parts[:1] != ("content",) or ".." in PurePosixPath(path).parts:
        return ()
    owner, folder, _ = path.partition(".files")
    document = f"{owner}.md" if folder else path
    if not document.endswith(".md"):
        return (document,)
    return (document, document.removesuffix(".md") + ".files")


def _drop_linked(root: Path, places: Iterable[str]) -> Iterator[str]:
    """The places that no link leads to: the gate follows none."""
    for place in dict.fromkeys(places):
        parents = PurePosixPath(place).parents
        if not any((root / parent).is_symlink() for parent in parents if parent.parts):
            yield place


def _list_named(tree: Tree) -> set[str]:
    """The paths that documents may mean: relations, links, the last revision."""
    found = {
        name
        for path, file in tree.files.items()
        if path.startswith("content/") and path.endswith(".md")
        for name in _NAMED.findall(file.data)
    }
    return {f"content/{os.fsdecode(name)}.md" for name in found}


def judge_part(root: Path, folder: Path, wanted: Iterable[str]) -> tuple[Tree, State, Verdict]:
    """The tree of a part, the state as it concerns it, and the gate's verdict on just that.

    The verdict has the other documents that were read, as far as they are sound, but no finding
    on them.

    Args:
        root: The repository.
        folder: The state folder; a broken one blocks.
        wanted: Files and folders, as paths of the repository.

    Raises:
        RepositoryError: when the repository cannot be read.
    """
    asked = tuple(wanted)
    tree = read_part(root, asked)
    known, more = _read_known(folder)
    state = known.narrow(_list_ids(tree, known, asked))
    means = Means(inspect=inspect_files, judge_all=judge_in_parallel)
    verdict = check(tree, state, read_now(tree), means)
    found = (*more, *check_line_breaks(tree, read_attributes(root)), *verdict.findings)
    own = (f for f in found if _concerns(f.path, asked))
    return tree, state, replace(verdict, findings=order_findings(own))


def _concerns(path: str, wanted: tuple[str, ...]) -> bool:
    """Whether a finding's path belongs to what was asked for, or to the structure."""
    return not _is_content(path) or any(
        covers(place, path) for each in wanted for place in (each, *_list_places(each))
    )


def _is_content(path: str) -> bool:
    return path == "content" or path.startswith("content/")


def _read_known(folder: Path) -> tuple[State, tuple[Finding, ...]]:
    try:
        return read_state(folder), ()
    except StateError as error:
        return State(), (RULES["log-broken"].at(LOG_NAME, 0, str(error)),)


def _list_ids(tree: Tree, known: State, wanted: tuple[str, ...]) -> Iterator[str]:
    """The documents that the state is asked about: those read, and those missing where asked."""
    for path in tree.files:
        if match := _DOCUMENT.fullmatch(path):
            yield match[1]
    for name in known.list_subjects():
        if any(covers(place, f"content/{name}.md") for place in wanted):
            yield name
