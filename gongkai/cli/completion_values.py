"""Ids and paths that a repository offers for completion, read quickly and without judging them."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_ENTRY = re.compile(r"^- (?:(?:id|role): ([\w-]+)$|\{(?:id|role): ([\w-]+), name: ([^,}]+))")
_FIELD = re.compile(r"^  (name|unit): (\S+)$")
_CONTENT = "content/"
_MOST = 400
"""Documents that are offered one by one; of more, only their folders."""


def list_values(kind: str, root: Path, start: str) -> list[tuple[str, str]]:
    """Words of a kind with explanations; none of an unknown kind, so that the shell offers files.

    Args:
        kind: `column`, `document`, `person`, `unit`, `role`, `rule` or `type`.
        root: The repository.
        start: What was typed so far of the word.
    """
    lister = _LISTERS.get(kind)
    try:
        return list(lister(root, start)) if lister else []
    except (OSError, UnicodeDecodeError):  # no repository here
        return []


def _list_entries(file: str, section: str, root: Path, start: str) -> Iterator[tuple[str, str]]:
    """Ids of a list in a catalogue file, with the name or the unit of each."""
    del start
    text = (root / "catalog" / file).read_text("utf-8")
    found: dict[str, str] = {}
    last, inside = "", False
    for line in text.splitlines():
        if line and line[0] not in " -":
            inside = line == f"{section}:"
        if not inside:
            continue
        if match := _ENTRY.match(line):
            last = match[1] or match[2]
            found[last] = match[3] or ""
        elif (match := _FIELD.match(line)) and last and not found[last]:
            found[last] = match[2]
    return iter(found.items())


def _list_documents(root: Path, start: str) -> Iterator[tuple[str, str]]:
    """Documents whose path may begin so; their folders only, where there are very many."""
    column, inside, _ = start.removeprefix(_CONTENT).partition("/")
    if not start.startswith(_CONTENT):
        column, inside = "", ""
    folders = [root / _CONTENT / column] if inside else sorted((root / _CONTENT).glob(f"{column}*"))
    paths = [
        f"{_CONTENT}{folder.name}/{file.name}"
        for folder in folders
        for file in sorted(folder.glob("*.md"))
    ]
    if len(paths) > _MOST and not inside:
        paths = list(dict.fromkeys(path[: path.rindex("/") + 1] for path in paths))
    return ((path, "") for path in paths)


def _list_rules(root: Path, start: str) -> Iterator[tuple[str, str]]:
    from gongkai.core.rules import RULES

    del root, start
    return ((name, rule.meaning.split("。")[0]) for name, rule in RULES.items())


def _list_types(root: Path, start: str) -> Iterator[tuple[str, str]]:
    """Types of documents that the site's columns take."""
    del start
    text = (root / "catalog" / "columns.yml").read_text("utf-8")
    found = re.findall(r"^  types: \[(.+)\]$", text, re.MULTILINE)
    return iter(dict.fromkeys((name.strip(), "") for line in found for name in line.split(",")))


_LISTERS: dict[str, Callable[[Path, str], Iterator[tuple[str, str]]]] = {
    "column": partial(_list_entries, "columns.yml", "columns"),
    "document": _list_documents,
    "person": partial(_list_entries, "reviewers.yml", "reviewers"),
    "role": partial(_list_entries, "policy.yml", "levels"),
    "rule": _list_rules,
    "type": _list_types,
    "unit": partial(_list_entries, "units.yml", "units"),
}
