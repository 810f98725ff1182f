"""A work tree judged once, and after each save only what was saved.

What concerns several documents, and the site model, are worked out anew each time: that takes a
fraction of a second with 20,000 documents. Judging them all would take many.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongkai.core.attachments import inspection_key
from gongkai.core.findings import order_findings
from gongkai.core.gate import Means, check, include_held
from gongkai.core.judging import Fate
from gongkai.core.line_breaks import check_line_breaks
from gongkai.core.rules import RULES
from gongkai.core.site import build_site
from gongkai.core.state import LOG_NAME, State
from gongkai.publish.clock import read_now
from gongkai.publish.inspecting import inspect_files
from gongkai.publish.judgement_store import digest_grounds
from gongkai.publish.parallel import judge_in_parallel
from gongkai.publish.preparation import Hearing, Preparation, open_hearing
from gongkai.publish.preview.saved import read_saved
from gongkai.publish.state_folder import LOG, StateError, read_state
from gongkai.publish.tree_reader import read_attributes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from gongkai.core.attachments import Inspection
    from gongkai.core.findings import Finding
    from gongkai.core.gate import Verdict
    from gongkai.core.judging import Exhibit, Grounds, Judgement
    from gongkai.core.tree import SourceFile, Tree
    from gongkai.publish.preparation import Options


@dataclass(frozen=True, slots=True)
class _Known:
    exhibit: Exhibit
    judgement: Judgement

    def fits(self, exhibit: Exhibit) -> bool:
        """Whether nothing of the document was read anew, nor has its hour come."""
        own = (self.exhibit.file, *self.exhibit.attachments)
        files = (exhibit.file, *exhibit.attachments)
        same = len(own) == len(files) and all(a is b for a, b in zip(own, files, strict=True))
        return same and self.judgement.fate is not Fate.SCHEDULED


class LiveGate:
    """The gate's verdict on a work tree, kept up to date."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._tree: Tree | None = None
        self._known: dict[str, _Known] = {}
        self._inspections: dict[str, Inspection] = {}
        self._grounds = ""
        self._judged_by: tuple[str, tuple[int, int] | None] | None = None
        """The grounds and the state that what is known was judged by."""
        self._state_mark: tuple[int, int] | None = None
        self._state = State()
        self._state_faults: tuple[Finding, ...] = ()

    def prepare(self, changed: Collection[str] | None = None) -> Preparation | None:
        """What is to be shown; None when nothing has changed.

        Args:
            changed: Paths at or below which something may have changed; None for any.

        Raises:
            RepositoryError: when the repository cannot be read.
            OSError: when a file went away while it was to be read; nothing has changed here then.
        """
        tree = read_saved(self._options.root, self._tree, changed)
        fresh_state = self._read_state()
        now = read_now(tree, self._options.today)
        grounds = digest_grounds(tree, now)
        if tree is self._tree and not fresh_state and grounds == self._grounds:
            return None
        self._tree, self._grounds = tree, grounds
        verdict = include_held(self._judge(tree, now), blocked=True)
        # What blocks is shown in a preview, of which no release can be made.
        told = replace(verdict, findings=())
        site = None if told.blocked else build_site(told, self._state.log)
        return Preparation(self._options, tree, self._state, verdict, site)

    def is_stale(self, path: str) -> bool:
        """Whether a file of the tree has been saved since it was read."""
        known = self._tree.files.get(path) if self._tree is not None else None
        try:
            return known is not None and known.data != (self._options.root / path).read_bytes()
        except OSError:
            return True

    def _judge(self, tree: Tree, now: datetime) -> Verdict:
        hearing = None
        if self._judged_by != (self._grounds, self._state_mark):
            hearing = open_hearing(self._options.state, tree, now, self._options.progress)
        means = Means(
            inspect=lambda files: self._inspect(files, hearing),
            judge_all=lambda grounds, exhibits: self._judge_all(grounds, exhibits, hearing),
        )
        verdict = check(tree, self._state, now, means)
        more = (*self._state_faults, *check_line_breaks(tree, read_attributes(self._options.root)))
        return replace(verdict, findings=order_findings((*more, *verdict.findings)))

    def _judge_all(
        self, grounds: Grounds, exhibits: tuple[Exhibit, ...], hearing: Hearing | None
    ) -> tuple[Judgement, ...]:
        """The judgements, of which those that still hold are not made again."""
        if hearing is not None:
            self._known.clear()
            self._judged_by = (self._grounds, self._state_mark)
        known = {e.file.path: k for e in exhibits if (k := self._recall(e)) is not None}
        new = tuple(e for e in exhibits if e.file.path not in known)
        made = (hearing.judge_all if hearing else judge_in_parallel)(grounds, new)
        for exhibit, judgement in zip(new, made, strict=True):
            known[exhibit.file.path] = _Known(exhibit, judgement)
        self._known = known
        return tuple(known[exhibit.file.path].judgement for exhibit in exhibits)

    def _recall(self, exhibit: Exhibit) -> _Known | None:
        known = self._known.get(exhibit.file.path)
        return known if known is not None and known.fits(exhibit) else None

    def _inspect(
        self, files: Iterable[SourceFile], hearing: Hearing | None
    ) -> Mapping[str, Inspection]:
        wanted = {inspection_key(file): file for file in files}
        new = [file for key, file in wanted.items() if key not in self._inspections]
        found = (hearing.inspect if hearing else inspect_files)(new) if new else {}
        known = {key: self._inspections[key] for key in wanted if key not in found}
        self._inspections = {**known, **found}
        return self._inspections

    def _read_state(self) -> bool:
        """Reads what is known from builds, if it has changed; gives whether it has."""
        try:
            stat = (self._options.state / LOG).stat()
            mark = (stat.st_mtime_ns, stat.st_size)
        except OSError:
            mark = (0, 0)
        if mark == self._state_mark:
            return False
        self._state_mark = mark
        try:
            self._state, self._state_faults = read_state(self._options.state), ()
        except StateError as error:
            self._state = State()
            self._state_faults = (RULES["log-broken"].at(LOG_NAME, 0, str(error)),)
        return True
