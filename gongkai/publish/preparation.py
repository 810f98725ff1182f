"""What happens before MkDocs starts: read, judge, and, if cleared, model the site."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gongkai.core.findings import order_findings
from gongkai.core.gate import Means, Verdict, check, include_held
from gongkai.core.line_breaks import check_line_breaks
from gongkai.core.rules import RULES
from gongkai.core.site import SiteModel, build_site
from gongkai.core.state import LOG_NAME, State
from gongkai.publish.clock import read_now
from gongkai.publish.inspecting import inspect_files
from gongkai.publish.parallel import judge_in_parallel
from gongkai.publish.state_folder import StateError, read_state
from gongkai.publish.tree_reader import read_attributes, read_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from gongkai.core.attachments import Inspection
    from gongkai.core.judging import Exhibit, Grounds, Judgement
    from gongkai.core.tree import SourceFile, Tree


def say_nothing(_message: str) -> None:
    """Progress for those who do not want any."""


@dataclass(frozen=True)
class Options:
    """Where things are and what was asked for."""

    root: Path
    site: Path
    state: Path
    report: Path
    commit: str | None = None
    today: date | None = None
    preview: bool = False
    """Held documents are shown under a banner, nothing is verified, logged or changed over."""
    roots_confirmed: bool = False
    """The caller named a fingerprint of the repository's root key."""
    builder_key: Path | None = None
    progress: Callable[[str], None] = field(default=say_nothing)


def default_options(root: Path) -> Options:
    """The places used when none are named: all inside the repository, none of them in git."""
    return Options(
        root=root,
        site=root / "site",
        state=root / ".gongkai" / "state",
        report=root / "build" / "report",
    )


@dataclass(frozen=True)
class Preparation:
    """The verdict on a repository, and the site model if nothing blocks."""

    options: Options
    tree: Tree
    state: State
    verdict: Verdict
    site: SiteModel | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A repository as it stands, with the gate's verdict."""

    tree: Tree
    state: State
    verdict: Verdict


def judge(
    root: Path,
    state: Path,
    *,
    commit: str | None = None,
    today: date | None = None,
    progress: Callable[[str], None] = say_nothing,
) -> Judged:
    """Reads repository and state folder and judges them; a broken state folder blocks.

    Raises:
        RepositoryError: when the repository cannot be read.
    """
    progress("读取仓库")
    tree = read_tree(root, commit)
    now = read_now(tree, today)
    means = _tell_means(progress)
    more = () if commit else tuple(check_line_breaks(tree, read_attributes(root)))
    try:
        known = read_state(state)
    except StateError as error:
        known = State()
        more += (RULES["log-broken"].at(LOG_NAME, 0, str(error)),)
    verdict = check(tree, known, now, means)
    if more:
        verdict = replace(verdict, findings=order_findings((*more, *verdict.findings)))
    return Judged(tree, known, verdict)


def _tell_means(progress: Callable[[str], None]) -> Means:
    """Children and all cores for the gate, each stage told when it begins."""

    def inspect(files: Iterable[SourceFile]) -> Mapping[str, Inspection]:
        progress("检查附件")
        return inspect_files(files)

    def judge_all(grounds: Grounds, exhibits: tuple[Exhibit, ...]) -> tuple[Judgement, ...]:
        progress("核验审查签名，扫描内容")
        judgements = tuple(judge_in_parallel(grounds, exhibits))
        progress("核对文件之间的关系")
        return judgements

    return Means(inspect=inspect, judge_all=judge_all)


def prepare(options: Options) -> Preparation:
    """Reads, judges and models; writes nothing.

    Raises:
        RepositoryError: when the repository cannot be read.
    """
    judged = judge(
        options.root,
        options.state,
        commit=options.commit,
        today=options.today,
        progress=options.progress,
    )
    verdict = judged.verdict
    if options.preview:
        verdict = include_held(verdict, blocked=True)
    # What blocks is shown in a preview, of which no release can be made.
    told = replace(verdict, findings=()) if options.preview else verdict
    site = None if told.blocked else build_site(told, judged.state.log)
    return Preparation(options, judged.tree, judged.state, verdict, site)
