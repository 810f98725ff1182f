"""What a build leaves behind when the gate stops it: a message and a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.publish.report_files import write_report
from gongkai.publish.reporting import report_unbuilt

if TYPE_CHECKING:
    from gongkai.core.gate import Verdict
    from gongkai.publish.preparation import Preparation


def write_blocked_report(preparation: Preparation) -> None:
    """The report of a build that the gate stopped."""
    write_report(report_unbuilt(preparation), preparation.options.report)


def format_blocked(verdict: Verdict) -> str:
    """What the operator reads when the gate stopped the build."""
    lines = ("审查关口未通过，网站保持原样。", *(str(finding) for finding in verdict.findings))
    return "\n".join(lines)
