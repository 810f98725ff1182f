"""Judging what is public already, for taking a page down at once whatever the repository holds.

What stands may go on standing when only time or a newer engine speaks against it: otherwise an
expired seal or a re-review that is overdue elsewhere would keep a page up that has to come down.
Nothing new can come in this way: the tree is the published one with tombstones, and nothing else.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.core.findings import Severity
from gongkai.core.gate import Means, check
from gongkai.core.judging import Fate
from gongkai.core.tree import SourceFile, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from gongkai.core.findings import Finding
    from gongkai.core.gate import Verdict
    from gongkai.core.judging import Exhibit, Grounds, JudgeAll, Judgement
    from gongkai.core.state import State

_BY_TIME = frozenset({"seal-expired", "rereview-overdue"})
_BY_ENGINE = ("scan-", "attachment-")


def bury(published: Tree, graves: Mapping[str, str]) -> Tree:
    """The published tree with tombstones in place of documents, whose attachments are gone.

    Raises:
        ValueError: when there is no document to replace.
    """
    if not graves.keys() <= published.files.keys():
        message = "a tombstone must take the place of a document"
        raise ValueError(message)
    folders = tuple(path.removesuffix(".md") + ".files/" for path in graves)
    kept = {p: f for p, f in published.files.items() if not p.startswith(folders)}
    stones = {path: SourceFile(path, text.encode()) for path, text in graves.items()}
    return Tree({**kept, **stones})


def check_standing(
    published: Tree, graves: Mapping[str, str], state: State, now: datetime, means: Means
) -> Verdict:
    """The verdict on what is public with tombstones in it; see the module.

    Raises:
        ValueError: when what should be a tombstone is none.
    """
    judge_all = _make_lenient(means.judge_all)
    verdict = check(bury(published, graves), state, now, Means(means.inspect, judge_all))
    buried = {grave.source.path for grave in (*verdict.withdrawn, *verdict.struck)}
    if verdict.catalog is not None and not graves.keys() <= buried:
        message = "only tombstones are added to what is public"
        raise ValueError(message)
    return replace(verdict, findings=tuple(_soften(f) for f in verdict.findings))


def _make_lenient(judge_all: JudgeAll) -> JudgeAll:
    def judge(grounds: Grounds, exhibits: tuple[Exhibit, ...]) -> Iterator[Judgement]:
        return (_let_stand(grounds, judgement) for judgement in judge_all(grounds, exhibits))

    return judge


def _let_stand(grounds: Grounds, judgement: Judgement) -> Judgement:
    """The judgement on a document that was public before, without what only time brought."""
    draft = judgement.draft
    known = grounds.state.standing.get(draft.id) if draft else None
    findings = tuple(_soften(f) for f in judgement.findings)
    still = any(f.severity is Severity.BLOCK for f in findings)
    if draft is None or still or judgement.fate is not Fate.BLOCKED:
        return judgement
    if known is None or known.digest != draft.source.credential:
        return judgement
    until = getattr(draft.record, "show_until", None)
    ended = until is not None and until < grounds.now.date()
    return replace(judgement, fate=Fate.EXPIRED if ended else Fate.CLEARED, findings=findings)


def _soften(finding: Finding) -> Finding:
    lapsed = finding.rule in _BY_TIME or finding.rule.startswith(_BY_ENGINE)
    if finding.severity is Severity.BLOCK and lapsed and finding.rule != "attachment-undeclared":
        return replace(finding, severity=Severity.WARN)
    return finding
