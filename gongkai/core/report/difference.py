"""What changed since an earlier report of the same site."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.findings import Finding
    from gongkai.core.report.checks import Check, Gap
    from gongkai.core.report.earlier import Earlier, EarlierCheck, EarlierFinding, EarlierGap
    from gongkai.core.report.model import Report

COUNT_NAMES = {
    "published": "公开",
    "held": "待审",
    "scheduled": "待发布",
    "withdrawn": "已撤回",
    "on_request": "依申请公开登记",
    "withheld": "不予公开登记",
    "reassessment_due": "应重新评估的登记",
    "blocking": "拦截",
    "warnings": "提醒",
    "notes": "提示",
    "suspended": "正在重新审查",
    "expired": "公示期满",
    "stock": "存量文件",
}
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_ABSENT = "未设"


@dataclass(frozen=True, slots=True)
class Moved:
    """One number that is not what it was."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CheckDifference:
    """A check whose gaps changed."""

    id: str
    name: str
    appeared: tuple[str, ...]
    """Gaps that are new, each as one line."""
    mended: tuple[str, ...]
    """Gaps that are no more; of documents that are not public any more only the id is told."""


@dataclass(frozen=True, slots=True)
class Difference:
    """From one report to a later one."""

    since: str
    """`as_of` of the earlier report."""
    commit: str | None
    manifest_digest: str | None
    added: tuple[str, ...]
    """Documents that are public now and were not, by id."""
    revised: tuple[str, ...]
    removed: tuple[str, ...]
    counts: tuple[Moved, ...]
    """Numbers of documents and findings, then the counters of the inspection."""
    columns: tuple[Moved, ...]
    """Columns whose status changed."""
    checks: tuple[CheckDifference, ...]
    new_checks: tuple[str, ...] = ()
    """Names of checks that the earlier report did not make; their gaps are not compared."""
    appeared: tuple[str, ...] = ()
    """Findings of the gate that are new, each as one line."""
    mended: tuple[str, ...] = ()


def compare_reports(before: Earlier, report: Report) -> Difference:
    """The difference from an earlier report of the same site."""
    was = {document.id: document.revision for document in before.documents}
    now = {document.id: document.revision for document in report.documents}
    appeared, mended = _compare_findings(before.findings, report.findings)
    known = {check.duty.id for check in before.checks}
    return Difference(
        since=before.head.as_of,
        commit=before.evidence.facts.commit,
        manifest_digest=before.evidence.facts.manifest_digest,
        added=tuple(sorted(now.keys() - was.keys())),
        revised=tuple(sorted(i for i in now.keys() & was.keys() if now[i] != was[i])),
        removed=tuple(sorted(was.keys() - now.keys())),
        counts=(*_compare_counts(before, report), *_compare_inspection(before, report)),
        columns=tuple(_compare_columns(before, report)),
        checks=tuple(_compare_checks(before, report, was.keys() - now.keys())),
        new_checks=tuple(c.duty.name for c in report.checks if c.duty.id not in known),
        appeared=appeared,
        mended=mended,
    )


def _compare_counts(before: Earlier, report: Report) -> Iterator[Moved]:
    counts = report.head.counts
    for field in fields(counts):
        old, new = before.head.counts.get(field.name, 0), getattr(counts, field.name)
        if old != new:
            yield Moved(COUNT_NAMES[field.name], str(old), str(new))


def _compare_inspection(before: Earlier, report: Report) -> Iterator[Moved]:
    was = {counter.id: counter.value for counter in before.inspection}
    for counter in report.inspection:
        old = was.get(counter.id, counter.value)
        if old != counter.value:
            yield Moved(counter.name, _show(old), _show(counter.value))


def _show(value: int | None) -> str:
    return "无" if value is None else str(value)


def _compare_columns(before: Earlier, report: Report) -> Iterator[Moved]:
    was = {column.id: column for column in before.columns}
    for column in report.columns:
        old = was.pop(column.id, None)
        status = old.status if old else _ABSENT
        if status != column.status.value:
            yield Moved(column.name, status, column.status.value)
    for gone in was.values():
        yield Moved(gone.name, gone.status, _ABSENT)


def _compare_checks(
    before: Earlier, report: Report, removed: set[str]
) -> Iterator[CheckDifference]:
    was = {check.duty.id: check for check in before.checks}
    for check in report.checks:
        old = was.get(check.duty.id)
        found = _compare_gaps(old, check, removed) if old else ((), ())
        if any(found):
            yield CheckDifference(check.duty.id, check.duty.name, *found)


def _compare_gaps(
    old: EarlierCheck, check: Check, removed: set[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Gaps that appeared and that were mended, in the order of their reports."""
    changed = _list_changed(old.gaps, check.gaps)
    was = _index_gaps(gap for gap in old.gaps if gap.id in changed)
    now = _index_gaps(gap for gap in check.gaps if gap.id in changed)
    appeared = (g for name, gaps in now.items() for g in gaps[len(was.get(name, ())) :])
    mended = (g for name, gaps in was.items() for g in gaps[len(now.get(name, ())) :])
    return (
        tuple(_format_gap(gap) for gap in appeared),
        tuple(dict.fromkeys(_tell_mended(gap, removed) for gap in mended)),
    )


def _list_changed(old: Iterable[EarlierGap], new: Iterable[Gap]) -> set[str]:
    """The ids whose gaps are not what they were: one changed document leaves most as they are."""
    was = Counter((gap.id, gap.title, gap.text) for gap in old)
    now = Counter((gap.id, gap.title, gap.text) for gap in new)
    if was == now:
        return set()
    return {name for (name, _, _), _ in was.items() ^ now.items()}


def _tell_mended(gap: Gap | EarlierGap, removed: set[str]) -> str:
    """A gap that is no more; what may name a document that was withdrawn meanwhile is left out."""
    if gap.id in removed:
        return f"{gap.id}：文件已不再公开"
    if removed and "《" in gap.text:
        return _format_line(gap, "问题已消除")
    return _format_gap(gap)


def _index_gaps(
    gaps: Iterable[Gap | EarlierGap],
) -> dict[tuple[str, str, str], list[Gap | EarlierGap]]:
    """Gaps by what stays when only numbers move: a delay grows every day and is the same gap."""
    index: dict[tuple[str, str, str], list[Gap | EarlierGap]] = defaultdict(list)
    for gap in gaps:
        index[gap.id, gap.title if not gap.id else "", _NUMBER.sub("#", gap.text)].append(gap)
    return index


def _format_gap(gap: Gap | EarlierGap) -> str:
    return _format_line(gap, gap.text)


def _format_line(gap: Gap | EarlierGap, text: str) -> str:
    subject = f"《{gap.title}》" if "/" in gap.id else gap.title
    return f"{subject}：{text}" if subject else text


def _compare_findings(
    before: Iterable[EarlierFinding], findings: Iterable[Finding]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Findings that appeared and that are gone; lines move, so they do not count."""
    was = {_name_finding(f): _format_finding(f) for f in before}
    now = {_name_finding(f): _format_finding(f) for f in findings}
    return (
        tuple(text for name, text in now.items() if name not in was),
        tuple(text for name, text in was.items() if name not in now),
    )


def _name_finding(finding: Finding | EarlierFinding) -> tuple[str, str, str]:
    return finding.rule, finding.path, _NUMBER.sub("#", finding.message)


def _format_finding(finding: Finding | EarlierFinding) -> str:
    return f"{finding.path}：{finding.message} [{finding.rule}]"
