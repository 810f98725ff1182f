"""Findings: what a check has to say about one place of the repository."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How much a finding weighs."""

    BLOCK = "block"
    """Nothing is published while it stands."""
    WARN = "warn"
    """Published, and named in the report as a fault."""
    INFO = "info"
    """Worth knowing; no fault."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place, with its rule, its legal basis and the next step."""

    rule: str
    """Rule id, `subject-fault`."""
    severity: Severity
    path: str
    """Path in the repository, with `/`."""
    line: int
    """Line from 1; 0 means the file as a whole and is printed as its first line."""
    message: str
    """One Chinese sentence without the content of what is blocked."""
    basis: str = ""
    """The article the rule stands on, in Chinese, or empty."""
    next_step: str = ""
    """The exact next step, in Chinese."""

    @property
    def place(self) -> str:
        """`path:line`, as terminals and editors make it clickable."""
        return f"{self.path}:{max(self.line, 1)}"

    def __str__(self) -> str:
        lines = [f"{self.place}: {self.message} [{self.rule}]"]
        if self.basis:
            lines.append(f"    依据：{self.basis}")
        if self.next_step:
            lines.append(f"    下一步：{self.next_step}")
        return "\n".join(lines)


def order_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in reading order, without repeats."""
    weight = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.INFO: 2}
    unique = dict.fromkeys(findings)
    return tuple(
        sorted(unique, key=lambda f: (weight[f.severity], f.path, f.line, f.rule, f.message))
    )


def blocks(findings: Iterable[Finding]) -> bool:
    """Whether any of the findings blocks."""
    return any(f.severity is Severity.BLOCK for f in findings)
