"""Findings as workflow commands, which GitHub, Gitea and Forgejo show beside the lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.core.findings import Finding

_KINDS = {Severity.BLOCK: "error", Severity.WARN: "warning", Severity.INFO: "notice"}


def render_github(findings: Iterable[Finding]) -> str:
    """One command a line; what is special in them is escaped."""
    return "".join(f"{_format(finding)}\n" for finding in findings)


def _format(finding: Finding) -> str:
    place = f"file={_escape(finding.path)},line={max(finding.line, 1)}"
    told = f"{finding.message} [{finding.rule}]"
    step = f"。下一步：{finding.next_step}" if finding.next_step else ""
    text = f"{told}{step}".replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::{_KINDS[finding.severity]} {place}::{text}"


def _escape(value: str) -> str:
    """A property of a command: commas and colons would end it."""
    for character, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        value = value.replace(character, code)
    return value
