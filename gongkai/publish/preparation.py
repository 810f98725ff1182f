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
from gongkai.publish.collector import pause_collector
from gongkai.publish.inspection_store import InspectionMemory
from gongkai.publish.judgement_store import Memory, digest_grounds
from gongkai.publish.parallel import judge_in_parallel
from gongkai.publish.state_folder import StateError, read_state
from gongkai.publish.tree_reader import read_attributes, read_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from gongkai.core.attachments import Inspection
    from gongkai.core.judging import Exhibit, Grounds, Judgement
    from gongkai.core.tree import SourceFile, Tree


def say_nothing(_message: str) -> None:
    """Progress for those who do not want any."""


def do_nothing() -> None:
    """Nothing."""


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
    meanwhile: Callable[[], None] = field(default=do_nothing)
    """What is to be done while other processes judge."""


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
    hearing: Hearing | None = None
    """The judgements to be kept when it has been published."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A repository as it stands, with the gate's verdict."""

    tree: Tree
    state: State
    verdict: Verdict
    hearing: Hearing


class Hearing:
    """The judgements of one check: recalled where they still hold, made where not."""

    def __init__(
        self, memory: Memory | None, attachments: InspectionMemory, progress: Callable[[str], None]
    ) -> None:
        self._memory = memory
        self._attachments = attachments
        self._progress = progress
        self.meanwhile: Callable[[], None] = do_nothing
        """What is to be done while other processes judge."""
        self._grounds: Grounds | None = None
        self._judged: tuple[tuple[Exhibit, Judgement], ...] = ()

    def inspect(self, files: Iterable[SourceFile]) -> Mapping[str, Inspection]:
        """What is in each attachment."""
        self._progress("检查附件")
        return self._attachments.inspect(files)

    def judge_all(self, grounds: Grounds, exhibits: tuple[Exhibit, ...]) -> tuple[Judgement, ...]:
        """The judgement on each exhibit."""
        self._progress("核验审查签名，扫描内容")
        recalled: Sequence[Judgement | None] = [None] * len(exhibits)
        if self._memory is not None:
            recalled = self._memory.recall(exhibits, grounds.state, grounds.now)
        pairs = tuple(zip(exhibits, recalled, strict=True))
        unknown = tuple(exhibit for exhibit, known in pairs if known is None)
        made = iter(judge_in_parallel(grounds, unknown, self.meanwhile))
        judgements = tuple(known or next(made) for _, known in pairs)
        self._grounds, self._judged = grounds, tuple(zip(exhibits, judgements, strict=True))
        self._progress("核对文件之间的关系")
        return judgements

    def keep(self) -> None:
        """Keeps the judgements for the next check; only for what has been published.

        Raises:
            OSError: when they cannot be written, which does no harm.
        """
        self._attachments.keep()
        if self._memory is not None and self._grounds is not None:
            self._memory.keep(self._judged, self._grounds.state, self._grounds.now)


def open_hearing(
    state: Path, tree: Tree, now: datetime, progress: Callable[[str], None], *, anew: bool = False
) -> Hearing:
    """A hearing at which what the last release found out is recalled, unless all is judged anew."""
    memory = None if anew else Memory(state, digest_grounds(tree, now))
    return Hearing(memory, InspectionMemory(state, anew=anew), progress)


@pause_collector()
def judge(  # noqa: PLR0913 - all but two are options
    root: Path,
    state: Path,
    *,
    commit: str | None = None,
    today: date | None = None,
    progress: Callable[[str], None] = say_nothing,
    anew: bool = False,
    meanwhile: Callable[[], None] = do_nothing,
) -> Judged:
    """Reads repository and state folder and judges them; a broken state folder blocks.

    What the last release found out of the same bytes on the same day is recalled, unless all is
    to be judged `anew`. While other processes judge, this one does what is to be done `meanwhile`.

    Raises:
        RepositoryError: when the repository cannot be read.
    """
    progress("读取仓库")
    tree = read_tree(root, commit)
    now = read_now(tree, today)
    hearing = open_hearing(state, tree, now, progress, anew=anew)
    hearing.meanwhile = meanwhile
    more = () if commit else tuple(check_line_breaks(tree, read_attributes(root)))
    try:
        known = read_state(state)
    except StateError as error:
        known = State()
        more += (RULES["log-broken"].at(LOG_NAME, 0, str(error)),)
    means = Means(inspect=hearing.inspect, judge_all=hearing.judge_all)
    verdict = check(tree, known, now, means)
    if more:
        verdict = replace(verdict, findings=order_findings((*more, *verdict.findings)))
    return Judged(tree, known, verdict, hearing)


@pause_collector()
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
        meanwhile=options.meanwhile,
    )
    verdict = judged.verdict
    if options.preview:
        verdict = include_held(verdict, blocked=True)
    # What blocks is shown in a preview, of which no release can be made.
    told = replace(verdict, findings=()) if options.preview else verdict
    site = None if told.blocked else build_site(told, judged.state.log)
    return Preparation(options, judged.tree, judged.state, verdict, site, judged.hearing)
