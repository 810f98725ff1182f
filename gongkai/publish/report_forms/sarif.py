"""`report.sarif`: findings and gaps with their places (SARIF 2.1.0), for tools that show them."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

from gongkai.core.rules import RULES
from gongkai.publish.sarif_parts import (
    LEVELS,
    VERSION,
    describe_rule,
    make_driver,
    spell_result,
    tell_finding,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.report.checks import Duty, Gap
    from gongkai.core.report.model import Report

MOST_RESULTS = 10_000
"""Results of one run; services that show SARIF take 25,000 at most and show fewer."""
_COLUMNS, _SITE = "catalog/columns.yml", "catalog/site.yml"


def render_sarif(report: Report) -> str:
    """The findings of the gate, then the gaps of every check, as one run of one tool."""
    rules = {rule["id"]: rule for rule in _list_rules(report)}
    places = {name: number for number, name in enumerate(rules)}
    total = len(report.findings) + sum(len(check.gaps) for check in report.checks)
    run = {
        "tool": {"driver": make_driver(report.evidence.facts.engine_version, rules.values())},
        "automationDetails": {"id": f"gongkai/{report.head.site_id or 'unknown'}/"},
        "invocations": [_describe_invocation(total)],
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "results": [],
        "properties": {
            "today": str(report.head.today),
            "commit": report.evidence.facts.commit or "",
        },
    }
    # Without indentation, which would take seconds for as many results as there may be.
    text = json.dumps({"version": VERSION, "runs": [run]}, ensure_ascii=False)
    # No text that JSON writes has these quotation marks in it.
    before, mark, after = text.partition('"results": [')
    results = ", ".join(islice(_list_results(report, places), MOST_RESULTS))
    return f"{before}{mark}{results}{after}\n"


def _describe_invocation(results: int) -> dict[str, Any]:
    """That the run succeeded, and that there is more where results were left out."""
    invocation: dict[str, Any] = {"executionSuccessful": True}
    if results > MOST_RESULTS:
        text = f"共{results}处，这里只列前{MOST_RESULTS}处，全部问题见 checks.csv"
        told = {"level": "warning", "message": {"text": text}}
        invocation["toolExecutionNotifications"] = [told]
    return invocation


def _list_rules(report: Report) -> Iterator[dict[str, Any]]:
    """The rules that have results, those of the gate by name, then the duties of the checks."""
    for name in sorted({finding.rule for finding in report.findings}):
        meaning = RULES[name].meaning if name in RULES else name
        yield describe_rule(name, meaning, RULES[name].basis if name in RULES else "", "")
    for check in report.checks:
        if check.gaps:
            duty = check.duty
            yield describe_rule(duty.id, duty.name, duty.basis, duty.note)


def _list_results(report: Report, places: dict[str, int]) -> Iterator[str]:
    for finding in report.findings:
        place = finding.path or _SITE
        yield spell_result(
            finding.rule,
            places,
            LEVELS[finding.severity],
            tell_finding(finding),
            place,
            finding.line,
        )
    for check in report.checks:
        for gap in check.gaps:
            text = _tell_gap(check.duty, gap)
            yield spell_result(check.duty.id, places, "warning", text, _find_path(gap), 1)


def _tell_gap(duty: Duty, gap: Gap) -> str:
    return f"{duty.name}：{gap.title}：{gap.text}" if gap.title else f"{duty.name}：{gap.text}"


def _find_path(gap: Gap) -> str:
    """The file that a gap is about: a document, or where columns and the site are set up."""
    if "/" in gap.id:
        return f"content/{gap.id}.md"
    return _COLUMNS if gap.id else _SITE
