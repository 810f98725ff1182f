"""Findings as JUnit XML: each document is a test case that fails by what blocks it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gongkai.core.findings import Severity
from gongkai.publish.junit_parts import Case, Head, add_suite, make_root, write_suites

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from gongkai.core.findings import Finding

_STRUCTURE = "仓库"


def render_junit(
    findings: Sequence[Finding], documents: Iterable[str], site: str, now: datetime
) -> bytes:
    """Suites by column, and one for what is no document; what only warns is told below each suite.

    Args:
        findings: What was found.
        documents: Paths of all documents that were looked at, faulty or not.
        site: Id of the site, or empty.
        now: The moment of the check, Beijing.
    """
    root = make_root()
    head = Head(now.strftime("%Y-%m-%dT%H:%M:%S"), site, "gongkai check")
    paths = sorted({*documents, *(_owner(finding.path) for finding in findings)}, key=_sort)
    by_path: dict[str, list[Finding]] = {path: [] for path in paths}
    for finding in findings:
        by_path[_owner(finding.path)].append(finding)
    for suite, members in groupby(paths, key=_suite):
        cases = [_make_case(path, by_path[path]) for path in members]
        add_suite(root, head, suite, cases)
    return write_suites(root)


def _make_case(path: str, findings: Sequence[Finding]) -> Case:
    faults = [str(f) for f in findings if f.severity is Severity.BLOCK]
    notes = [str(f) for f in findings if f.severity is not Severity.BLOCK]
    name = path.rsplit("/", 1)[-1].removesuffix(".md")
    return Case(name, path, faults, "blocked", notes=notes)


def _owner(path: str) -> str:
    """The document that an attachment belongs to; other paths are their own."""
    owner, folder, _ = path.partition(".files/")
    return f"{owner}.md" if folder and path.startswith("content/") else path


def _suite(path: str) -> str:
    parts = path.split("/")
    return parts[1] if parts[0] == "content" and len(parts) > 2 else _STRUCTURE  # noqa: PLR2004


def _sort(path: str) -> tuple[bool, str, str]:
    suite = _suite(path)
    return suite != _STRUCTURE, suite, path
