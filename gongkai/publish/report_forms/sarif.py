"""`report.sarif`: findings and gaps with their places (SARIF 2.1.0), for tools that show them."""

from __future__ import annotations

import hashlib
import json
import re
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from gongkai.core.findings import Severity
from gongkai.core.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.findings import Finding
    from gongkai.core.report.checks import Duty, Gap
    from gongkai.core.report.model import Report

VERSION = "2.1.0"
MOST_RESULTS = 10_000
"""Results of one run; services that show SARIF take 25,000 at most and show fewer."""
LEVELS = {Severity.BLOCK: "error", Severity.WARN: "warning", Severity.INFO: "note"}
_BASE = "SRCROOT"
_COLUMNS, _SITE = "catalog/columns.yml", "catalog/site.yml"
_FINGERPRINT = "gongkai/v1"
_NUMBER = re.compile(r"[0-9]+")


def render_sarif(report: Report) -> str:
    """The findings of the gate, then the gaps of every check, as one run of one tool."""
    rules = {rule["id"]: rule for rule in _list_rules(report)}
    places = {name: number for number, name in enumerate(rules)}
    total = len(report.findings) + sum(len(check.gaps) for check in report.checks)
    run = {
        "tool": {
            "driver": {
                "name": "gongkai",
                "version": report.evidence.facts.engine_version,
                "language": "zh-CN",
                "rules": [*rules.values()],
            }
        },
        "automationDetails": {"id": f"gongkai/{report.head.site_id or 'unknown'}/"},
        "invocations": [_describe_invocation(total)],
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "results": [*islice(_list_results(report, places), MOST_RESULTS)],
        "properties": {
            "today": str(report.head.today),
            "commit": report.evidence.facts.commit or "",
        },
    }
    # Without indentation, which would take seconds for as many results as there may be.
    return json.dumps({"version": VERSION, "runs": [run]}, ensure_ascii=False) + "\n"


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
        yield _describe(name, meaning, RULES[name].basis if name in RULES else "", "")
    for check in report.checks:
        if check.gaps:
            duty = check.duty
            yield _describe(duty.id, duty.name, duty.basis, duty.note)


def _describe(name: str, short: str, basis: str, note: str) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": name, "shortDescription": {"text": short}}
    full = "；".join(filter(None, (f"依据：{basis}" if basis else "", note)))
    if full:
        rule["fullDescription"] = {"text": full}
    return rule


def _list_results(report: Report, places: dict[str, int]) -> Iterator[dict[str, Any]]:
    for finding in report.findings:
        place = finding.path or _SITE
        yield _make_result(
            finding.rule, places, LEVELS[finding.severity], _tell(finding), place, finding.line
        )
    for check in report.checks:
        for gap in check.gaps:
            text = _tell_gap(check.duty, gap)
            yield _make_result(check.duty.id, places, "warning", text, _find_path(gap), 1)


def _tell(finding: Finding) -> str:
    step = f"下一步：{finding.next_step}" if finding.next_step else ""
    return "。".join(filter(None, (finding.message, step)))


def _tell_gap(duty: Duty, gap: Gap) -> str:
    return f"{duty.name}：{gap.title}：{gap.text}" if gap.title else f"{duty.name}：{gap.text}"


def _find_path(gap: Gap) -> str:
    """The file that a gap is about: a document, or where columns and the site are set up."""
    if "/" in gap.id:
        return f"content/{gap.id}.md"
    return _COLUMNS if gap.id else _SITE


def _make_result(  # noqa: PLR0913, PLR0917 - each is one property
    rule: str, places: dict[str, int], level: str, text: str, path: str, line: int
) -> dict[str, Any]:
    identity = f"{rule}\n{path}\n{_NUMBER.sub('#', text)}"
    return {
        "ruleId": rule,
        "ruleIndex": places[rule],
        "level": level,
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(path), "uriBaseId": _BASE},
                    "region": {"startLine": max(line, 1)},
                }
            }
        ],
        "partialFingerprints": {_FINGERPRINT: hashlib.sha256(identity.encode()).hexdigest()},
    }
