"""What waits on other branches, read from git's objects: nothing is checked out.

A revision of a public document is made on a branch, where the work tree does not show it. Only
what a branch itself changed and the work tree has not got is read and judged.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongkai.core.attachments import inspection_key
from gongkai.core.judging import Exhibit, Fate, Grounds, judge
from gongkai.core.worklist import (
    Standing,
    is_behind,
    list_items,
    list_unfinished,
    list_work,
    order_work,
)
from gongkai.publish.desk.git_command import Git, spell_word
from gongkai.publish.desk.giving_way import KEPT
from gongkai.publish.git_objects import Repository
from gongkai.publish.inspecting import inspect_files
from gongkai.publish.new_commits import list_owners, read_own_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gongkai.core.attachments import Inspection
    from gongkai.core.drafts import Draft
    from gongkai.core.judging import Judgement
    from gongkai.core.tree import SourceFile
    from gongkai.core.worklist import WorkItem
    from gongkai.publish.workspace import Workspace

_HEADS, _REMOTES = "refs/heads/", "refs/remotes/"
_FORM = "--format=%(objectname) %(refname) %(symref)"


@dataclass(frozen=True, slots=True)
class _Copy:
    """One document as some branches have it."""

    exhibit: Exhibit
    branches: tuple[str, ...]
    """Full names of the references."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A copy of a document that was judged."""

    judgement: Judgement
    branches: tuple[str, ...]


def list_all_work(space: Workspace) -> tuple[WorkItem, ...]:
    """What waits in the work tree and on all branches, local and fetched, by deadline.

    A document that waits with more signatures on a branch than here is listed with that branch;
    copies that say nothing new are left out.
    """
    found = list_branch_work(space)
    here = [
        item
        for item in list_work(space.verdict)
        if not any(_has_more(other, item) for other in found)
    ]
    return order_work((*here, *found))


def _has_more(other: WorkItem, item: WorkItem) -> bool:
    """Whether another copy of the same text has all the signatures of this one and more."""
    same = (other.path, other.digest) == (item.path, item.digest)
    return same and other.signed[: len(item.signed)] == item.signed


def list_branch_work(space: Workspace) -> tuple[WorkItem, ...]:
    """What waits on branches, local and remote-tracking, and not in the work tree."""
    git = Git(space.root)
    if not git.inside or git.prefix or not git.ask("rev-parse", "-q", "--verify", "HEAD"):
        return ()
    tips = _list_tips(git)
    if not tips:
        return ()
    with Repository(space.root) as repository:
        copies = tuple(_list_copies(space, git, repository, tips))
    found = _drop_behind([*_judge(space, copies)], space)
    references = [name for names in tips.values() for name in names]
    return order_work(
        replace(
            item,
            branches=tuple(map(shorten, each.branches)),
            remedies=_find_way(git, item, each.branches[0], references),
        )
        for each in found
        for item in _make_items(space, each.judgement)
    )


def shorten(reference: str) -> str:
    """A branch as people write it: `revise/x`, `origin/revise/x`."""
    return reference.removeprefix(_HEADS).removeprefix(_REMOTES)


def _list_tips(git: Git) -> dict[str, tuple[str, ...]]:
    """The commits that HEAD does not have at the tips of branches, local branches first."""
    head = git.ask("symbolic-ref", "-q", "HEAD")
    printed = git.ask("for-each-ref", _FORM, "--no-merged=HEAD", _HEADS, _REMOTES) or ""
    tips: dict[str, tuple[str, ...]] = {}
    for line in printed.splitlines():
        commit, name, *symbolic = line.split(" ")
        if name != head and not any(symbolic) and not name.startswith(_HEADS + KEPT):
            tips[commit] = (*tips.get(commit, ()), name)
    return tips


def _list_copies(
    space: Workspace, git: Git, repository: Repository, tips: Mapping[str, tuple[str, ...]]
) -> Iterator[_Copy]:
    """The documents that branches changed since they left ours, each version of bytes once."""
    pairs = {tip: base for tip in tips if (base := git.ask("merge-base", "HEAD", tip))}
    trees = {name: repository.read_commit(name).tree for name in {*pairs, *pairs.values()}}
    changes = repository.list_changes((trees[base], trees[tip]) for tip, base in pairs.items())
    found: dict[tuple[str, tuple[str, ...]], _Copy] = {}
    for tip, changed in zip(pairs, changes, strict=True):
        for path in list_owners(change.path for change in changed):
            file, attachments = read_own_files(repository, trees[tip], path)
            if file is None or _is_here(space, file, attachments):
                continue
            key = (path, (file.sha256, *(f"{a.path} {a.sha256}" for a in attachments)))
            earlier = found[key].branches if key in found else ()
            names = sorted((*earlier, *tips[tip]), key=lambda n: not n.startswith(_HEADS))
            found[key] = _Copy(Exhibit(file, attachments), tuple(names))
    yield from found.values()


def _is_here(space: Workspace, file: SourceFile, attachments: tuple[SourceFile, ...]) -> bool:
    own = space.tree.under(f"{file.path.removesuffix('.md')}.files")
    bytes_here = {f.path: f.data for f in (*own, *[space.tree.files.get(file.path)]) if f}
    return bytes_here == {f.path: f.data for f in (file, *attachments)}


def _judge(space: Workspace, copies: tuple[_Copy, ...]) -> Iterator[_Found]:
    known: Mapping[str, Inspection] = space.verdict.inspections
    files = [f for copy in copies for f in copy.exhibit.attachments]
    new = [f for f in files if inspection_key(f) not in known]
    inspections = {**known, **(inspect_files(new) if new else {})}
    grounds = Grounds(space.catalog, space.state, space.now, inspections)
    for copy in copies:
        yield _Found(judge(grounds, copy.exhibit), copy.branches)


def _drop_behind(found: list[_Found], space: Workspace) -> tuple[_Found, ...]:
    """What tells more than the work tree and than the other branches."""
    here = {draft.id: draft for draft in space.drafts}
    buried = {grave.source.path for grave in space.graves}
    kept: list[_Found] = []
    for number, each in enumerate(found):
        draft = each.judgement.draft
        rivals = [here.get(draft.id)] if draft else []
        rivals += [o.judgement.draft for o in kept]
        # Of copies that say the same, the first is kept.
        rivals += [o.judgement.draft for o in found[number + 1 :] if not _is_passed(o, [draft])]
        if each.judgement.path not in buried and not _is_passed(each, rivals):
            kept.append(each)
    return tuple(kept)


def _is_passed(found: _Found, rivals: Iterable[Draft | None]) -> bool:
    draft = found.judgement.draft
    own = [o for o in rivals if o and draft and o.source.path == draft.source.path]
    return draft is not None and any(is_behind(draft, other) for other in own)


def _make_items(space: Workspace, judgement: Judgement) -> tuple[WorkItem, ...]:
    if judgement.unfinished is not None:
        return list_unfinished(space.verdict, [judgement.unfinished], judgement.findings)
    drafts = [judgement.draft] if judgement.draft is not None else []
    items = list_items(space.verdict, drafts, judgement.findings)
    held = judgement.fate is Fate.HELD
    return tuple(item for item in items if held or item.standing is Standing.COMPLETE)


def _find_way(git: Git, item: WorkItem, reference: str, references: list[str]) -> tuple[str, ...]:
    """The commands that bring a branch into the work tree, or a finished one to the public."""
    name = shorten(reference)
    if item.standing is Standing.COMPLETE:
        return (f"git merge {spell_word(name)}",)
    if reference.startswith(_HEADS):
        return (f"git switch {spell_word(name)}",)
    own = name.partition("/")[2]
    current = git.ask("symbolic-ref", "-q", "--short", "HEAD")
    if own == current:
        return ("git pull",)
    if git.ask("rev-parse", "-q", "--verify", f"{_HEADS}{own}"):
        return (f"git switch {spell_word(own)}", "git pull")
    rivals = [r for r in references if r.startswith(_REMOTES) and r.endswith(f"/{own}")]
    if len(rivals) > 1:
        return (f"git switch -c {spell_word(own)} --track {spell_word(name)}",)
    return (f"git switch {spell_word(own)}",)
