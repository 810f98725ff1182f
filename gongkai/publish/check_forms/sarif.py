"""Findings as SARIF 2.1.0, with the whole story of each rule that has some."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from gongkai import __version__
from gongkai.core.rules import RULES
from gongkai.core.rules.telling import tell_rule
from gongkai.publish.sarif_parts import (
    LEVELS,
    VERSION,
    describe_rule,
    make_driver,
    make_result,
    tell_finding,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.core.findings import Finding


def render_sarif(findings: Sequence[Finding], site: str) -> str:
    """One run of one tool; findings without a path are the site's.

    Args:
        findings: What was found, in the order to be shown.
        site: Id of the site, or empty if the catalogue cannot be read.
    """
    names = sorted({finding.rule for finding in findings})
    places = {name: number for number, name in enumerate(names)}
    run = {
        "tool": {"driver": make_driver(__version__, map(_describe, names))},
        "automationDetails": {"id": f"gongkai/check/{site or 'unknown'}/"},
        "invocations": [{"executionSuccessful": True}],
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "results": [
            make_result(
                finding.rule,
                places,
                LEVELS[finding.severity],
                tell_finding(finding),
                finding.path or "catalog/site.yml",
                finding.line,
            )
            for finding in findings
        ],
    }
    return json.dumps({"version": VERSION, "runs": [run]}, ensure_ascii=False) + "\n"


def _describe(name: str) -> dict[str, Any]:
    rule = RULES[name]
    told = tell_rule(rule)
    return describe_rule(name, rule.meaning, rule.basis, "") | {
        "help": {"text": told.plain, "markdown": told.markdown},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }
