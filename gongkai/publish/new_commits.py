"""What new commits bring into history, commit by commit, not only what their last one leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from gongkai.core.attachments import inspection_key
from gongkai.core.history_checks import (
    MAX_BYTES,
    Version,
    check_entry,
    check_inspection,
    check_message,
    check_paths,
    check_texts,
    read_version,
    scan_inspection,
)
from gongkai.core.inventory import scan_content
from gongkai.core.rules import RULES
from gongkai.core.source import MAX_BYTES as MAX_TEXT
from gongkai.core.tree import Oddity, SourceFile, Tree
from gongkai.publish.git_objects import MODULE, PROGRAM
from gongkai.publish.inspecting import inspect_files
from gongkai.publish.new_trust import check_trust
from gongkai.publish.tree_reader import CONFIG, FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.findings import Finding
    from gongkai.core.judging import Grounds
    from gongkai.core.scan import Hit
    from gongkai.publish.git_objects import Change, Commit, Entry, Repository

_OWNER = re.compile(r"(content/[^/]+/[^/.]+)(?:\.md|\.files/[^/]+)")
_SEALED = re.compile(r"(?:catalog|hooks)/.*|mkdocs\.yml", re.DOTALL)
_TOPS = frozenset({*FOLDERS, CONFIG})
_MESSAGE = "提交说明"
_SHOWN = 12
_ROOM = 128 * 1024 * 1024
"""Bytes of attachments that are held at once."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What was found in one attachment's bytes."""

    findings: tuple[Finding, ...]
    """Its faults, at the path where the bytes were met first."""
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class _Step:
    """A commit with what it changes against each parent."""

    commit: Commit
    edges: tuple[tuple[Change, ...], ...]

    @cached_property
    def brought(self) -> dict[str, Entry]:
        """What stands at a path where no parent had it."""
        common = set.intersection(*({c.path for c in edge} for edge in self.edges))
        return {c.path: c.new for c in self.edges[0] if c.new and c.path in common}

    @property
    def owners(self) -> tuple[str, ...]:
        """The documents that, with their attachments, are not as any parent has them.

        A merge may put an attachment of one parent beside the document of another.
        """
        owners = [list_owners(c.path for c in edge) for edge in self.edges]
        return tuple(path for path in owners[0] if all(path in others for others in owners))


@dataclass(frozen=True)
class _Reading:
    """What the checks of all commits share."""

    repository: Repository
    grounds: Grounds | None
    steps: tuple[_Step, ...]
    sizes: dict[str, int]
    looks: dict[tuple[str, str], _Look]
    told: dict[str, set[str]] = field(default_factory=dict)
    """Commits that bring text or attachments, by the path of the document."""
    closed: dict[str, set[str]] = field(default_factory=dict)
    """Commits that register a document as not disclosed, by its path."""

    @cached_property
    def names(self) -> dict[str, Commit]:
        """The new commits by their names."""
        return {step.commit.name: step.commit for step in self.steps}


def is_sealed(path: str) -> bool:
    """Whether the seal covers what stands at the path, or the seal itself does."""
    return _SEALED.fullmatch(path) is not None


def list_owners(paths: Iterable[str]) -> tuple[str, ...]:
    """The documents to which paths belong, as the document itself or as its attachment."""
    matches = (_OWNER.fullmatch(path) for path in paths)
    return tuple(dict.fromkeys(f"{match[1]}.md" for match in matches if match))


def read_own_files(
    repository: Repository, tree: str, path: str
) -> tuple[SourceFile | None, tuple[SourceFile, ...]]:
    """A document's file and its attachments in a tree."""
    found = repository.read_files(tree, (), (path,)).files.get(path)
    folder = repository.read_files(tree, (f"{path.removesuffix('.md')}.files",))
    return found, tuple(folder.files[name] for name in sorted(folder.files))


def check_commits(
    repository: Repository, commits: tuple[Commit, ...], grounds: Grounds | None
) -> Iterator[Finding]:
    """What must not enter history, in each of the commits, named with its commit."""
    steps = tuple(_list_steps(repository, commits))
    blobs = {e.blob for s in steps for e in s.brought.values() if e.mode != MODULE}
    sizes = repository.measure(sorted(blobs)) if blobs else {}
    looks = dict(_look_through(repository, steps, sizes, grounds))
    reading = _Reading(repository, grounds, steps, sizes, looks)
    for step in steps:
        for finding in _check_step(reading, step):
            yield _name_commit(finding, step.commit.name)
    yield from _check_closed(reading)


def _name_commit(finding: Finding, name: str) -> Finding:
    prefix = f"提交 {name[:_SHOWN]}：" if name else ""
    return replace(finding, message=prefix + finding.message)


def _list_steps(repository: Repository, commits: tuple[Commit, ...]) -> Iterator[_Step]:
    empty = repository.empty_tree()
    pairs: list[tuple[str, str]] = []
    for commit in commits:
        olds = [repository.read_commit(parent).tree for parent in commit.parents] or [empty]
        pairs += [(old, commit.tree) for old in olds]
    changes = iter(tuple(repository.list_changes(pairs)))
    for commit in commits:
        yield _Step(commit, tuple(next(changes) for _ in commit.parents or (None,)))


def _look_through(
    repository: Repository,
    steps: tuple[_Step, ...],
    sizes: dict[str, int],
    grounds: Grounds | None,
) -> Iterator[tuple[tuple[str, str], _Look]]:
    """What is in each attachment, by blob and extension; some at a time, for their size."""
    wanted: dict[tuple[str, str], str] = {}
    for step in steps:
        plain = {p: e for p, e in step.brought.items() if _is_attachment(p) and not e.oddity}
        for path, entry in plain.items():
            if sizes[entry.blob] <= MAX_BYTES:
                wanted.setdefault((entry.blob, path.rsplit(".", 1)[-1]), path)
    batch: dict[tuple[str, str], SourceFile] = {}
    for key, path in wanted.items():
        if batch and sum(len(f.data) for f in batch.values()) + sizes[key[0]] > _ROOM:
            yield from _look_at(batch, grounds)
            batch = {}
        batch[key] = SourceFile(path, repository.read_blob(key[0]))
    yield from _look_at(batch, grounds)


def _look_at(
    batch: dict[tuple[str, str], SourceFile], grounds: Grounds | None
) -> Iterator[tuple[tuple[str, str], _Look]]:
    inspections = inspect_files(batch.values())
    for key, file in batch.items():
        inspection = inspections[inspection_key(file)]
        faults = tuple(check_inspection(file.path, inspection))
        yield key, _Look(faults, scan_inspection(inspection, grounds))


def _is_attachment(path: str) -> bool:
    tree = Tree({path: SourceFile(path, b"")})
    return bool(scan_content(tree).attachments)


def _check_step(reading: _Reading, step: _Step) -> Iterator[Finding]:
    brought = step.brought
    yield from check_message(_MESSAGE, step.commit.message)
    for parent, edge in zip(step.commit.parents, step.edges, strict=False):
        yield from check_trust(reading.repository, step.commit, parent, edge)
    for path, entry in brought.items():
        if reading.sizes.get(entry.blob, 0) > MAX_BYTES:
            yield RULES["history-oversize"].at(path, 0, "文件超过 50 MB")
        if entry.oddity and (is_sealed(path) or path in _TOPS):
            yield RULES["symlink-forbidden"].at(path, 0, f"这里有{entry.oddity}")
        top = path.split("/", 1)[0]
        if top not in _TOPS and top.lower() in _TOPS:  # the same folder on Windows
            yield RULES["path-malformed"].at(path, 0, "路径和扩展名只能用小写字母")
    content = {path: e for path, e in brought.items() if path.startswith("content/")}
    tree = _make_content(reading, step.commit, content)
    yield from (f for f in check_paths(tree) if f.path in content)
    for path in step.owners:
        yield from _check_document(reading, step, path, content)


def _make_content(reading: _Reading, commit: Commit, content: dict[str, Entry]) -> Tree:
    """The names of what a commit brings below `content/`, and of the documents concerned."""
    kinds = {p: "可执行文件" if e.mode == PROGRAM else e.oddity for p, e in content.items()}
    files = {path: SourceFile(path, b"") for path, kind in kinds.items() if not kind}
    for path in list_owners(content):
        if _find_entry(reading.repository, commit.tree, path):
            files[path] = SourceFile(path, b"")
    return Tree(files, tuple(Oddity(path, kind) for path, kind in kinds.items() if kind))


def _find_entry(repository: Repository, tree: str, path: str) -> Entry | None:
    folder, _, name = path.rpartition("/")
    entry = repository.read_folder(f"{tree}:{folder}").get(name)
    return None if entry is None or entry.oddity else entry


def _check_document(
    reading: _Reading, step: _Step, path: str, content: dict[str, Entry]
) -> Iterator[Finding]:
    """What is wrong with a document as it stands in a commit that touched it."""
    repository, tree, name = reading.repository, step.commit.tree, step.commit.name
    entry = _find_entry(repository, tree, path)
    folder = f"{path.removesuffix('.md')}.files"
    attachments = [f"{folder}/{own}" for own in repository.read_folder(f"{tree}:{folder}")]
    new = {p: content[p] for p in attachments if p in content and not content[p].oddity}
    if entry and reading.sizes.get(entry.blob, 0) > MAX_TEXT:
        yield RULES["body-too-complex"].at(path, 0, "文件超过 2 MB")
        return
    version = Version(path, "", None)
    if entry:
        version = read_version(SourceFile(path, repository.read_blob(entry.blob)))
        yield from check_entry(version, attachments)
        yield from _remember(reading, step, version)
    if new:
        reading.told.setdefault(path, set()).add(name)
    own = path in content
    if own and version.fault:
        yield version.fault
    looks = {p: reading.looks.get((e.blob, p.rsplit(".", 1)[-1])) for p, e in new.items()}
    hits = [(p, look.hits) for p, look in looks.items() if look]
    yield from check_texts(version, hits, reading.grounds, own=own)
    for place, look in looks.items():
        yield from (replace(f, path=place) for f in (look.findings if look else ()))


def _remember(reading: _Reading, step: _Step, version: Version) -> Iterator[Finding]:
    """Notes what a version says for later commits; warns of a text that older history has."""
    path, name = version.path, step.commit.name
    if not version.withheld:
        if version.telling and path in step.brought:
            reading.told.setdefault(path, set()).add(name)
        return
    reading.closed.setdefault(path, set()).add(name)
    parents = step.commit.parents or ("",)
    for parent, edge in zip(parents, step.edges, strict=True):
        old = next((c.old for c in edge if c.path == path and c.old), None)
        if old is None or old.oddity or parent in reading.names:
            continue
        before = read_version(SourceFile(path, reading.repository.read_blob(old.blob)))
        if before.telling and not before.withheld and not before.buried:
            yield RULES["history-body-kept"].at(path, 0, "以前的提交中有它的正文")


def _check_closed(reading: _Reading) -> Iterator[Finding]:
    """Texts in new commits of what a later one of them registers as not disclosed."""
    rule = RULES["entry-with-content"]
    for path, closed in reading.closed.items():
        before = {a for name in closed for a in _list_ancestors(reading, name)}
        for name in sorted(reading.told.get(path, set()) & before):
            message = "后来的提交把它定为不主动公开，正文或附件却留在这一提交中"
            yield _name_commit(rule.at(path, 0, message), name)


def _list_ancestors(reading: _Reading, name: str) -> set[str]:
    names, found = reading.names, set[str]()
    waiting = [name]
    while waiting:
        commit = names.get(waiting.pop())
        new = [p for p in commit.parents if p in names and p not in found] if commit else []
        found |= set(new)
        waiting += new
    return found
