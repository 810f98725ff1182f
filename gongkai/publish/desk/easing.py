"""What blocks where the site is built, but not on the branch of a revision under review."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gongkai.core.findings import Severity
from gongkai.publish.desk.branching import find_branch, find_public_branch

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gongkai.core.findings import Finding

JUDGED_AT_MERGE = frozenset({"published-held"})
"""What stands only until the last level is signed."""


def ease_on_branch(root: Path, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, with those of a merge that is still to come told as such.

    On the public branch, off any branch and outside of git, they stay as they are.
    """
    found = tuple(findings)
    if all(finding.rule not in JUDGED_AT_MERGE for finding in found):
        return found
    branch, public = find_branch(root), find_public_branch(root)
    if branch is None or public is None or branch == public:
        return found
    return tuple(_ease(f, public) if f.rule in JUDGED_AT_MERGE else f for f in found)


def _ease(finding: Finding, public: str) -> Finding:
    return replace(
        finding,
        severity=Severity.INFO,
        message=f"修订在分支上，尚未合并；现在合并到 {public} 会使构建停止",
        next_step=f"各级签完，到了公布的时间，再合并到 {public}；此前线上仍是原来的版本",
    )
