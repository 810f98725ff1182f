"""What a preview says of each document: how far it is from publication, and its findings."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from gongkai.core.findings import Severity
from gongkai.core.models.fields import format_moment
from gongkai.core.rules.telling import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gongkai.core.drafts import Draft
    from gongkai.core.findings import Finding
    from gongkai.core.gate import Verdict

BLOCKED, HELD, SIGNED, PUBLIC = "有拦截", "待审", "待发布", ""
"""How far a document is from publication."""
_ORDER = (BLOCKED, HELD, SIGNED, PUBLIC)
_DOCUMENT = re.compile(r"content/([a-z0-9-]+/[a-z0-9-]+)\.md")
_UNREVIEWED = "未经审查，仅供本机预览"


@dataclass(frozen=True, slots=True)
class Note:
    """One finding, as it is shown."""

    finding: Finding
    weight: str
    editor: str
    """Address that opens the place in an editor."""


@dataclass(frozen=True, slots=True)
class PageNote:
    """What is said of a document with its attachments, or of another file."""

    path: str
    title: str
    url: str
    """Where it is shown, from the site's root; empty if it is no document."""
    standing: str
    """`BLOCKED`, `HELD`, `SIGNED` or `PUBLIC`."""
    banner: str
    """The sentence across its page, or nothing."""
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class PreviewNotes:
    """All that a preview says."""

    pages: tuple[PageNote, ...]
    """What has findings or is not public yet, the blocked first."""
    counts: dict[str, int]
    """Findings by the word of their weight."""

    @cached_property
    def by_url(self) -> dict[str, PageNote]:
        """What is said on each document's page."""
        return {page.url: page for page in self.pages if page.url}

    @cached_property
    def waiting(self) -> tuple[PageNote, ...]:
        """The documents that are not public yet."""
        return tuple(page for page in self.pages if page.url and page.standing != PUBLIC)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What is not public yet, by path."""

    scheduled: dict[str, Draft]
    held: frozenset[str]
    unfinished: frozenset[str]

    def list_paths(self, verdict: Verdict) -> list[str]:
        """The paths in the order of the verdict."""
        drafts = (*verdict.held, *verdict.scheduled)
        return [*(d.source.path for d in drafts), *(source.path for source in verdict.unfinished)]


def make_notes(verdict: Verdict, root: Path) -> PreviewNotes:
    """What there is to say of each path that has findings or waits.

    Args:
        verdict: The gate's.
        root: The repository, whose files an editor opens.
    """
    titles = {draft.source.path: draft.record.title for draft in verdict.drafts}
    waiting = _Waiting(
        scheduled={draft.source.path: draft for draft in verdict.scheduled},
        held=frozenset(draft.source.path for draft in verdict.held),
        unfinished=frozenset(source.path for source in verdict.unfinished),
    )
    by_path: dict[str, list[Finding]] = {path: [] for path in waiting.list_paths(verdict)}
    for finding in verdict.findings:
        by_path.setdefault(_owner(finding.path), []).append(finding)
    pages = []
    for path, findings in by_path.items():
        match = _DOCUMENT.fullmatch(path)
        standing = _find_standing(waiting, path, findings)
        pages.append(
            PageNote(
                path=path,
                title=titles.get(path, path),
                url=f"{match[1]}/" if match else "",
                standing=standing,
                banner=_tell(waiting, path, standing),
                notes=tuple(_note(finding, root) for finding in findings),
            )
        )
    pages.sort(key=lambda page: (_ORDER.index(page.standing), page.path))
    counts = Counter(WEIGHTS[finding.severity] for finding in verdict.findings)
    return PreviewNotes(tuple(pages), {word: counts[word] for word in WEIGHTS.values()})


def _owner(path: str) -> str:
    """The document that an attachment belongs to; other paths are their own."""
    owner, folder, _ = path.partition(".files/")
    return f"{owner}.md" if folder and path.startswith("content/") else path


def _find_standing(waiting: _Waiting, path: str, findings: Sequence[Finding]) -> str:
    if any(finding.severity is Severity.BLOCK for finding in findings):
        return BLOCKED
    if path in waiting.scheduled:
        return SIGNED
    return HELD if path in waiting.held or path in waiting.unfinished else PUBLIC


def _tell(waiting: _Waiting, path: str, standing: str) -> str:
    """The sentence across a page."""
    if standing == BLOCKED:
        return f"有拦截，不能公开；{_UNREVIEWED}"
    if standing == SIGNED:
        moment = waiting.scheduled[path].source.tail.published
        when = f"，定于 {format_moment(moment)} 公开" if moment else ""
        return f"已审查{when}；尚未公开，仅供本机预览"
    if standing == HELD:
        return f"{'尚未写完，' if path in waiting.unfinished else ''}{_UNREVIEWED}"
    return ""


def _note(finding: Finding, root: Path) -> Note:
    place = quote((root.resolve() / finding.path).as_posix().lstrip("/"))
    editor = f"vscode://file/{place}:{max(finding.line, 1)}"
    return Note(finding, WEIGHTS[finding.severity], editor)
