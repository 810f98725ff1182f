"""Findings as GitLab's code quality report, shown beside the lines of a merge request."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from gongkai.core.findings import Severity
from gongkai.publish.sarif_parts import fingerprint, tell_finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.core.findings import Finding

_SEVERITIES = {Severity.BLOCK: "blocker", Severity.WARN: "minor", Severity.INFO: "info"}


def render_gitlab(findings: Iterable[Finding]) -> str:
    """A list of findings, each with a fingerprint of its own that outlives moved lines."""
    seen: Counter[str] = Counter()
    rows = []
    for finding in findings:
        name = fingerprint(finding.rule, finding.path, finding.message)
        seen[name] += 1
        if seen[name] > 1:  # GitLab drops what has a fingerprint twice
            name = fingerprint(finding.rule, finding.path, f"{name} {'I' * seen[name]}")
        rows.append(
            {
                "description": tell_finding(finding),
                "check_name": finding.rule,
                "fingerprint": name,
                "severity": _SEVERITIES[finding.severity],
                "location": {"path": finding.path, "lines": {"begin": max(finding.line, 1)}},
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
