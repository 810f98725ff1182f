"""Findings on a terminal: grouped by file, with the weight in colour and its word."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from gongkai.core.findings import Severity
from gongkai.core.rules import RULES
from gongkai.core.rules.examples import EXAMPLES
from gongkai.core.rules.telling import WEIGHTS, tell_example

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from gongkai.core.findings import Finding

STYLES = {Severity.BLOCK: "bold red", Severity.WARN: "yellow", Severity.INFO: "cyan"}
_INDENT = 2
_DEEPER = 7
"""Cells before what belongs to a finding: its basis, next step and example."""


def format_line(finding: Finding) -> Text:
    """A finding as editors and other programs find its place: `拦截 path:line: message [rule]`."""
    text = Text(f"{WEIGHTS[finding.severity]} ", style=STYLES[finding.severity])
    text.append(str(finding))
    return text


def print_lines(console: Console, findings: Iterable[Finding], *, explain: bool = False) -> None:
    """Findings one after the other, each with its place; with examples if they are to explain."""
    told: set[str] = set()
    for finding in findings:
        console.print(format_line(finding))
        for line in list_example(finding, told) if explain else ():
            console.print(f"    {line}")


def print_grouped(console: Console, findings: Iterable[Finding], *, explain: bool = False) -> None:
    """Findings below their files, the blocking ones first as they come."""
    told: set[str] = set()
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        by_path.setdefault(finding.path, []).append(finding)
    for path, found in by_path.items():
        console.print(Text(path, style="bold").append(f"　{_count(found)}", style="not bold dim"))
        for finding in found:
            _print_one(console, finding)
            if explain:
                for line in list_example(finding, told):
                    _print_below(console, Text(line, style="dim"))
        console.print()


def list_example(finding: Finding, told: set[str]) -> Sequence[str]:
    """The lines of the rule's example, unless it was told before."""
    if finding.rule in told or finding.rule not in EXAMPLES:
        return ()
    told.add(finding.rule)
    return tell_example(EXAMPLES[finding.rule])


def _count(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    return "　".join(f"{WEIGHTS[weight]} {counts[weight]}" for weight in Severity if counts[weight])


def _print_one(console: Console, finding: Finding) -> None:
    text = Text(WEIGHTS[finding.severity], style=STYLES[finding.severity])
    text.append(f" 第 {finding.line} 行 " if finding.line else " ", style="not bold default")
    text.append(finding.message, style="not bold default")
    text.append(f" [{finding.rule}]", style="not bold dim default")
    console.print(Padding(text, (0, 0, 0, _INDENT), expand=False), soft_wrap=False)
    rule = RULES.get(finding.rule)
    if finding.basis:
        _print_below(console, Text(f"依据：{finding.basis}", style="dim"))
    step = finding.next_step or (rule.next_step if rule else "")
    if step:
        _print_below(console, Text(f"下一步：{step}"))


def _print_below(console: Console, text: Text) -> None:
    console.print(Padding(text, (0, 0, 0, _DEEPER), expand=False), soft_wrap=False)
