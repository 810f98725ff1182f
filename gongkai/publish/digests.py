"""What every part of a site depends on, as SHA-256: the keys of the steps that make it.

A key may cover too much, which costs time; what it covered too little would leave an old file in
the site. So the engine, all of the sealed catalogue and the day are in every key.
"""

from __future__ import annotations

import json
import os
import sys
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel
    from gongkai.core.tree import Tree

_ENCODER = json.JSONEncoder(ensure_ascii=False)
_encode = json.JSONEncoder(ensure_ascii=False).encode
_ENGINE = Path(__file__).parents[1]
_CONTENT = "content/"
_ORGANISATION = "hooks/theme/"


def digest(*parts: object) -> str:
    """SHA-256, in hexadecimal, of some values that JSON can hold; no two lists share a spelling."""
    return sha256(_ENCODER.encode(parts).encode()).hexdigest()


@cache
def digest_engine() -> str:
    """SHA-256 over this package's files, the interpreter and every installed distribution."""
    return digest(digest_package(), sorted(_list_installed()), sys.version)


@cache
def digest_package() -> str:
    """SHA-256 over this package's files: the same wherever this release is installed."""
    return digest(*_list_own())


def _list_own() -> Iterator[tuple[str, str]]:
    """Path and digest of every file of this package."""
    for top, folders, files in os.walk(_ENGINE):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            path = Path(top, name)
            yield path.relative_to(_ENGINE).as_posix(), sha256(path.read_bytes()).hexdigest()


def _list_installed() -> Iterator[str]:
    """The folders that tell name and version of what is installed."""
    for folder in filter(os.path.isdir, sys.path):
        yield from (name for name in os.listdir(folder) if name.endswith(".dist-info"))  # noqa: PTH208


def digest_structure(tree: Tree) -> str:
    """SHA-256 of everything but documents and the day: engine, catalogue, hooks, configuration."""
    return digest(digest_engine(), digest_configuration(tree))


def digest_configuration(tree: Tree) -> str:
    """SHA-256 of everything in the repository but documents: catalogue, hooks, configuration."""
    return _digest_files(tree, [path for path in tree.files if not path.startswith(_CONTENT)])


def _digest_files(tree: Tree, paths: Iterable[str]) -> str:
    """SHA-256 of some files by path and bytes; no path has a line feed."""
    lines = [f"{tree.files[path].sha256} {path}\n" for path in sorted(paths)]
    return sha256("".join(lines).encode()).hexdigest()


class Digests:
    """The digests of one site, each computed when it is first asked for."""

    def __init__(self, site: SiteModel, tree: Tree) -> None:
        self._site = site
        self._tree = tree
        self._items: dict[str, str] = {}

    @cached_property
    def structure(self) -> str:
        """Everything but documents and the day; see `digest_structure`."""
        return digest_structure(self._tree)

    @cached_property
    def configuration(self) -> str:
        """Everything in the repository but documents; see `digest_configuration`."""
        return digest_configuration(self._tree)

    @cached_property
    def frame(self) -> str:
        """The structure and the day.

        A template of the organisation's own may show anything of the site on any page.
        """
        own = any(p.startswith(_ORGANISATION) and p.endswith(".html") for p in self._tree.files)
        return digest(self.structure, str(self._site.today), self.content if own else "")

    @cached_property
    def content(self) -> str:
        """Every document and attachment, held ones too, and what time and log make of them."""
        site = self._site
        paths = [path for path in self._tree.files if path.startswith(_CONTENT)]
        ended = [(ended.id, ended.kind) for ended in site.ended]
        register = ([entry.index_number for entry in site.on_request], site.withheld)
        return digest(_digest_files(self._tree, paths), self.of_items(site.items), ended, register)

    @cached_property
    def whole(self) -> str:
        """Everything."""
        return digest(self.frame, self.content)

    def of_item(self, item: Item) -> str:
        """One document with everything that its relations lead to, however far."""
        known = self._items.get(item.id)
        if known is not None:
            return known
        group = self._list_related(item) if item.relations else [item]
        related = digest(*map(self._describe, group)) if len(group) > 1 else ""
        for member in group:
            told = "\0".join((self._describe(member), self._tell_history(member), related))
            self._items[member.id] = sha256(told.encode()).hexdigest()
        return self._items[item.id]

    def of_items(self, items: Iterable[Item]) -> str:
        """Some documents in their order."""
        items, known = tuple(items), self._items
        try:
            parts = [known[item.id] for item in items]
        except KeyError:
            parts = [self.of_item(item) for item in items]
        # Each is of one length, so that no two lists make one text.
        return sha256("".join(parts).encode()).hexdigest()

    def key(self, *parts: str) -> str:
        """The key of a step that depends on the frame and on what the parts are digests of."""
        return digest(self.frame, *parts)

    def _describe(self, item: Item) -> str:
        """The document by itself, one value a line."""
        draft = item.cleared.draft
        paths = (draft.source.path, *[file.path for file in draft.attachments])
        told = (item.id, item.validity, item.published.isoformat())
        return "\n".join((*told, *[self._tree.files[path].sha256 for path in paths]))

    def _tell_history(self, item: Item) -> str:
        """The earlier revisions, one a line; the current one is the document itself."""
        revisions, now = self._site.history.get(item.id, ()), item.record.revision
        return "\n".join(
            [f"{r.number} {r.digest} {r.inclusion}" for r in revisions if r.number < now]
        )

    def _list_related(self, item: Item) -> list[Item]:
        """The document and all that relations connect it with, in the order of their ids."""
        seen = {item.id}
        waiting = [item]
        while waiting:
            for relation in waiting.pop().relations:
                if relation.target not in seen:
                    seen.add(relation.target)
                    waiting.append(self._site.by_id[relation.target])
        return [self._site.by_id[name] for name in sorted(seen)]
