"""Judging what a commit or a push would bring into history, as the git hooks do.

What cannot be taken back is judged in every new commit; what merely would stop the next build, in
what the push leaves behind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongkai.core.catalog import load_catalog
from gongkai.core.findings import Finding, Severity, order_findings
from gongkai.core.history_checks import (
    check_message,
    check_signed,
    check_successor,
    is_public,
    read_version,
)
from gongkai.core.history_trust import check_structure
from gongkai.core.judging import Grounds
from gongkai.core.rules import RULES
from gongkai.core.seal import repository_roots
from gongkai.core.state import State
from gongkai.core.stock import STOCK_PATH, list_stock_ids, read_stock
from gongkai.core.tree import SourceFile
from gongkai.publish.clock import read_now
from gongkai.publish.git_objects import Commit
from gongkai.publish.new_commits import check_commits, is_sealed, list_owners, read_own_files
from gongkai.publish.tree_reader import CONFIG, RepositoryError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.publish.git_objects import Change, Repository

_LINE = re.compile(r"(?P<old>[0-9a-f]{40,64}) (?P<new>[0-9a-f]{40,64}) (?P<name>refs/\S+)")
_UNDECIDED = ("scan-", "attachment-")
"""What only editors and reviewers decide on; a server does not repeat it."""


@dataclass(frozen=True, slots=True)
class Update:
    """One reference that a push moves; None where it does not stand."""

    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class _Tip:
    """A commit to which a reference shall point."""

    commit: Commit
    base: str
    """The tree that the push is compared with."""
    public: bool
    """Whether sites are built from this branch."""


def parse_updates(text: str) -> tuple[Update, ...]:
    """The lines that git gives to pre-receive.

    Raises:
        RepositoryError: when a line is anything else.
    """
    updates: list[Update] = []
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            raise RepositoryError("git 交来的推送说明不是“旧提交 新提交 引用”的写法")
        old, new = (None if set(match[n]) == {"0"} else match[n] for n in ("old", "new"))
        updates.append(Update(match["name"], old, new))
    if not updates:  # as when another hook has read the lines before
        raise RepositoryError("没有收到 git 的推送说明，请核对钩子的接法")
    return tuple(updates)


def find_public_branches(repository: Repository) -> tuple[str, ...]:
    """The branches from which sites are built: `gongkai.branch` in git's settings, else HEAD's.

    Raises:
        RepositoryError: when there is neither.
    """
    named = (repository.ask("config", "--get-all", "gongkai.branch") or "").split()
    if not named:
        head = repository.ask("symbolic-ref", "HEAD")
        if head is None:
            raise RepositoryError("不知道哪个是发布分支：请运行 git config gongkai.branch 分支名")
        named = [head]
    return tuple(n if n.startswith("refs/") else f"refs/heads/{n}" for n in named)


def check_push(repository: Repository, updates: tuple[Update, ...]) -> tuple[Finding, ...]:
    """What speaks against a push, before any reference has moved."""
    branches = find_public_branches(repository)
    standing = _find_standing(repository, branches)
    findings: list[Finding] = []
    tips: list[_Tip] = []
    ranges: list[tuple[str, ...]] = []
    for update in updates:
        faults = [*_check_reference(repository, update, public=update.name in branches)]
        findings += faults
        name = repository.peel(update.new)[0] if update.new else None
        if name is None or faults:
            continue
        tip = _make_tip(repository, update, name, standing, public=update.name in branches)
        tips.append(tip)
        ranges.append((name, "--not", "--all"))
        if tip.public:  # also what stood on other branches before there were hooks
            ranges.append((name, *([f"^{update.old}"] if update.old else [])))
    commits = {c.name: c for each in ranges for c in repository.list_commits(*each)}
    grounds = next(iter(_list_grounds(repository, standing, tips)), None)
    findings += check_commits(repository, tuple(commits.values()), grounds)
    for tip in dict.fromkeys(tips):
        findings += _weigh(check_outcome(repository, tip.base, tip.commit.tree), public=tip.public)
    kept = [f for f in findings if f.severity is Severity.BLOCK or not _is_undecided(f)]
    return order_findings(kept)


def _is_undecided(finding: Finding) -> bool:
    return finding.rule.startswith(_UNDECIDED)


def _find_standing(repository: Repository, branches: tuple[str, ...]) -> str | None:
    """The commit of the first branch for publication that there is, before the push."""
    for branch in branches:
        found = repository.ask("rev-parse", "--verify", "--quiet", f"{branch}^{{commit}}")
        if found:
            return found
    return None


def _check_reference(repository: Repository, update: Update, *, public: bool) -> Iterator[Finding]:
    if update.new is None:
        if public:
            yield RULES["history-branch"].at(update.name, 0, "发布分支不得删除")
        return
    commit, messages = repository.peel(update.new)
    if commit is None or update.name.startswith("refs/replace/"):
        message = "这个引用不指向提交，或者会替换已有的提交"
        yield RULES["history-reference"].at(update.name, 0, message)
        return
    for text in messages:
        yield from check_message(update.name, text)
    if public and update.old:
        ancestor = repository.ask("merge-base", "--is-ancestor", update.old, commit)
        if ancestor is None:
            yield RULES["history-branch"].at(update.name, 0, "发布分支已推送的提交不得改写")


def _make_tip(
    repository: Repository, update: Update, name: str, standing: str | None, *, public: bool
) -> _Tip:
    """The tip and what it is compared with: what was public, or where the branch left that."""
    before = update.old if public else None
    if before is None and standing is not None:
        before = repository.ask("merge-base", standing, name)
    base = repository.read_commit(before).tree if before else repository.empty_tree()
    return _Tip(repository.read_commit(name), base, public)


def _list_grounds(
    repository: Repository, standing: str | None, tips: list[_Tip]
) -> Iterator[Grounds]:
    """By whose catalogue new commits are judged: not by their own while there is another."""
    names = [standing] if standing else [tip.commit.name for tip in tips]
    for name in names:
        yield from read_grounds(repository, repository.read_commit(name).tree)


def read_grounds(repository: Repository, tree: str) -> Iterator[Grounds]:
    """The grounds that the catalogue in a tree gives; none when it cannot be read."""
    files = repository.read_files(tree, ("catalog",))
    catalog, _ = load_catalog(files)
    if catalog is None:
        return
    roots, threshold = repository_roots(catalog), catalog.reviewers.threshold
    stock, _ = read_stock(files, catalog.site.id, roots, threshold)
    yield Grounds(replace(catalog, stock=stock), State(), read_now(files), {})


def check_staged(repository: Repository) -> tuple[Finding, ...]:
    """What speaks against committing what is staged."""
    tree = repository.run("write-tree").decode().strip()
    heads = [repository.ask("rev-parse", "--verify", "--quiet", n) for n in ("HEAD", "MERGE_HEAD")]
    parents = tuple(head for head in heads if head)
    base = repository.read_commit(parents[0]).tree if parents else repository.empty_tree()
    grounds = next(read_grounds(repository, base), None)
    if grounds is None:
        grounds = next(read_grounds(repository, tree), None)
    staged = Commit("", tree, parents)
    findings = [*check_commits(repository, (staged,), grounds)]
    findings += check_outcome(repository, base, tree)
    return order_findings(findings)


def _weigh(findings: Iterator[Finding], *, public: bool) -> Iterator[Finding]:
    """On other branches, what would stop a build is still in the making."""
    for finding in findings:
        yield finding if public else replace(finding, severity=Severity.WARN)


def check_outcome(repository: Repository, old: str, new: str) -> Iterator[Finding]:
    """What would stop a build after going from one tree to another."""
    changes = next(iter(repository.list_changes([(old, new)])), ())
    yield from _check_documents(repository, changes, old, new)
    if any(is_sealed(change.path) for change in changes):
        yield from check_structure(repository.read_files(new, ("catalog", "hooks"), (CONFIG,)))


def _check_documents(
    repository: Repository, changes: tuple[Change, ...], old: str, new: str
) -> Iterator[Finding]:
    before = {change.path: change.old for change in changes if change.old}
    stock = list_stock_ids(repository.read_files(old, (), (STOCK_PATH,)))
    grounds: Grounds | None = None
    for path in list_owners(change.path for change in changes):
        file, attachments = read_own_files(repository, new, path)
        version = read_version(file) if file else None
        if path in before and not before[path].oddity:
            then = read_version(SourceFile(path, repository.read_blob(before[path].blob)))
            if is_public(then, stock):
                yield from check_successor(then, version)
        if version and version.source and version.source.tail.published and file:
            grounds = grounds or next(read_grounds(repository, new), None)
            if grounds is not None:
                yield from check_signed(file, attachments, grounds)
