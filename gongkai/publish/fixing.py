"""Which documents of a repository can be mended, and putting what was mended in their place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from gongkai.core.catalog import load_catalog
from gongkai.core.fixing.change import ATTACHMENT_NAME, Change, FixRefusedError
from gongkai.core.fixing.document import Fixed, fix_document
from gongkai.core.fixing.values import fix_attachment_name
from gongkai.core.stock import list_stock_ids
from gongkai.publish.files import sync_folder
from gongkai.publish.tree_reader import read_work_tree
from gongkai.publish.workspace import normalise_path, write_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from gongkai.core.tree import Tree


@dataclass(frozen=True, slots=True)
class Mending:
    """One document with what would be changed of it and of its attachments' names."""

    path: str
    fixed: Fixed | None
    """None when the document is refused."""
    renames: tuple[tuple[str, str], ...] = ()
    """Paths of attachments, as they are and as they should be."""
    refusal: str = ""
    """Why the document is left alone, in Chinese."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every change, the names of attachments last."""
        renamed = tuple(Change(ATTACHMENT_NAME, 0) for _ in self.renames)
        return (*(self.fixed.changes if self.fixed else ()), *renamed)


def plan_mending(root: Path, paths: Iterable[str]) -> tuple[Mending, ...]:
    """What would be mended below the paths, each a document or a folder; nothing is written.

    Without paths, everything below `content/`. A document in which nothing is to be done is not
    in the answer, one that is refused is, if it was named.

    Raises:
        FixRefusedError: when a path is neither a document nor a folder with documents.
    """
    tree = read_work_tree(root)
    types = _read_types(tree)
    stock = list_stock_ids(tree)
    named = [normalise_path(root, path) for path in paths]
    plans = []
    for path, wanted in _choose(tree, named):
        plan = _plan(tree, path, types, stock)
        if plan.changes or (plan.refusal and wanted):
            plans.append(plan)
    return tuple(plans)


def _choose(tree: Tree, named: list[str]) -> Iterator[tuple[str, bool]]:
    """The documents to look at, and whether each was named itself."""
    documents = [file.path for file in tree.under("content") if file.path.endswith(".md")]
    if not named:
        yield from ((path, False) for path in documents)
    for name in named:
        if name in documents:
            yield name, True
            continue
        found = [path for path in documents if path.startswith(f"{name.rstrip('/')}/")]
        if not found:
            raise FixRefusedError(f"没有这个文件，或者文件夹中没有文件：{name}")
        yield from ((path, False) for path in found)


def _read_types(tree: Tree) -> dict[str, str]:
    """The first type of each column; nothing while the catalogue is broken."""
    catalog, _ = load_catalog(tree)
    return {column.id: column.types[0] for column in catalog.columns} if catalog else {}


def _plan(tree: Tree, path: str, types: Mapping[str, str], stock: frozenset[str]) -> Mending:
    if path.removeprefix("content/").removesuffix(".md") in stock:
        return Mending(path, None, refusal="是存量清单中的文件，改动一个字节就不再有效")
    column = PurePosixPath(path).parent.name
    own = types if column not in types else {**types, "": types[column]}
    try:
        fixed = fix_document(tree.files[path].data, own)
    except FixRefusedError as error:
        return Mending(path, None, refusal=str(error))
    return Mending(path, fixed, tuple(_list_renames(tree, path)))


def _list_renames(tree: Tree, path: str) -> Iterator[tuple[str, str]]:
    for file in tree.under(path.removesuffix(".md") + ".files"):
        name = fix_attachment_name(file.path)
        if name != file.path and name not in tree.files:
            yield file.path, name


def mend(root: Path, plan: Mending) -> None:
    """Writes what was planned: the attachments' names first, then the document in one step.

    Raises:
        OSError: when something cannot be written; the document is then as it was.
    """
    for old, new in plan.renames:
        (root / old).rename(root / new)
        sync_folder((root / new).parent)
    if plan.fixed and plan.fixed.changes:
        write_file(root, plan.path, plan.fixed.after)
