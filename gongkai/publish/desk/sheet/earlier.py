"""What a document said when it was last public, or when somebody last signed it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.attachments import inspection_key
from gongkai.core.drafts import PLACEHOLDER
from gongkai.core.source import SourceRefusedError, read_source
from gongkai.core.tree import SourceFile
from gongkai.publish.desk.sheet.differences import compare_texts
from gongkai.publish.git_objects import Repository
from gongkai.publish.inspecting import inspect_files
from gongkai.publish.snapshot import read_snapshot
from gongkai.publish.state_folder import StateError
from gongkai.publish.tree_reader import RepositoryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gongkai.core.attachments import Inspection
    from gongkai.core.drafts import Draft
    from gongkai.core.source import Source
    from gongkai.publish.desk.sheet.differences import Difference
    from gongkai.publish.workspace import Workspace

_FAR_BACK = 50
"""So many commits of one file are looked at."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A version of the document as it was."""

    name: str
    """Which it is, in Chinese."""
    source: Source
    attachments: tuple[SourceFile, ...]


@dataclass(frozen=True, slots=True)
class FileChange:
    """One attachment before and after."""

    name: str
    fate: str
    before: str
    """SHA-256, empty where there was none."""
    after: str
    texts: tuple[Difference, ...] = ()
    """How what it says changed."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between the document and an earlier version."""

    name: str
    lines: tuple[Difference, ...]
    files: tuple[FileChange, ...]


def compare_with_earlier(space: Workspace, draft: Draft, state: Path) -> tuple[Comparison, ...]:
    """The document against what is public, and against what was signed before and changed since."""
    found = [e for e in (_find_public(space, draft, state), _find_signed(space, draft)) if e]
    unique = {(e.source.reviewed_text, tuple(f.sha256 for f in e.attachments)): e for e in found}
    return tuple(_compare(space, draft, earlier) for earlier in reversed([*unique.values()]))


def _find_public(space: Workspace, draft: Draft, state: Path) -> Earlier | None:
    """The revision that the live site was built from."""
    if draft.id not in space.state.known or draft.source.credential == _credential(space, draft):
        return None
    path = draft.source.path
    try:
        tree = read_snapshot(state, space.state.log, path.removesuffix(".md"))
    except StateError:
        return None
    files = tree.under(f"{path.removesuffix('.md')}.files")
    return _read_earlier("线上网站现在公开的版本", path, tree.files.get(path), files)


def _credential(space: Workspace, draft: Draft) -> str:
    return space.state.known[draft.id].digest


def _find_signed(space: Workspace, draft: Draft) -> Earlier | None:
    """The newest version in git that somebody signed and that said something else."""
    path = draft.source.path
    try:
        with Repository(space.root) as repository:
            prefix = repository.ask("rev-parse", "--show-prefix")
            if prefix is None:
                return None
            options = ("--no-show-signature", "--format=%H", f"--max-count={_FAR_BACK}")
            for commit in repository.run("log", *options, "--", path).decode().split():
                earlier = _read_commit(repository, commit, prefix, path)
                if earlier and _was_signed_otherwise(earlier, draft):
                    return earlier
    except RepositoryError:
        return None
    return None


def _read_commit(repository: Repository, commit: str, prefix: str, path: str) -> Earlier | None:
    found = repository.read(f"{commit}:{prefix}{path}")
    if found is None or found[0] != "blob":
        return None
    folder = f"{path.removesuffix('.md')}.files"
    names = repository.ask("ls-tree", "-r", "-z", "--name-only", commit, "--", folder)
    files = []
    for name in sorted(n for n in (names or "").split("\0") if n):
        blob = repository.read(f"{commit}:{prefix}{name}")
        if blob is not None and blob[0] == "blob":
            files.append(SourceFile(name, blob[1]))
    return _read_earlier("上次签署的版本", path, SourceFile(path, found[1]), files)


def _read_earlier(
    name: str, path: str, file: SourceFile | None, files: Iterable[SourceFile]
) -> Earlier | None:
    if file is None:
        return None
    try:
        source = read_source(SourceFile(path, file.data))
    except SourceRefusedError:
        return None
    entries = source.tail.entries
    if name.startswith("上次") and entries:
        last = entries[-1]
        name = f"{name}（{last.date} {last.role} {last.reviewer} {last.decision}）"
    return Earlier(name, source, tuple(files))


def _was_signed_otherwise(earlier: Earlier, draft: Draft) -> bool:
    said = (earlier.source.reviewed_text, [f.sha256 for f in earlier.attachments])
    says = (draft.source.reviewed_text, [f.sha256 for f in draft.attachments])
    signed = bool(earlier.source.tail.entries)
    return signed and said != says and PLACEHOLDER not in earlier.source.head


def _compare(space: Workspace, draft: Draft, earlier: Earlier) -> Comparison:
    lines = compare_texts(earlier.source.reviewed_text, draft.source.reviewed_text)
    return Comparison(earlier.name, lines, tuple(_compare_files(space, draft, earlier)))


def _compare_files(space: Workspace, draft: Draft, earlier: Earlier) -> Iterator[FileChange]:
    old = {file.path.rpartition("/")[2]: file for file in earlier.attachments}
    new = {file.path.rpartition("/")[2]: file for file in draft.attachments}
    both = [old[n] for n in old.keys() & new.keys() if old[n].sha256 != new[n].sha256]
    inspected = inspect_files(both)
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name), new.get(name)
        if before is None or after is None:
            fate = "新增" if before is None else "删去"
            yield FileChange(name, fate, _digest(before), _digest(after))
        elif before.sha256 == after.sha256:
            yield FileChange(name, "没有改动", before.sha256, after.sha256)
        else:
            said = _join(inspected.get(inspection_key(before)))
            says = _join(space.verdict.inspections.get(inspection_key(after)))
            texts = compare_texts(said, says)
            yield FileChange(name, "改动", before.sha256, after.sha256, texts)


def _digest(file: SourceFile | None) -> str:
    return file.sha256 if file else ""


def _join(inspection: Inspection | None) -> str:
    return "\n".join(inspection.texts) if inspection else ""
