"""Parts of SARIF 2.1.0 logs, of reports and of checks alike."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from json.encoder import encode_basestring as _spell
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from gongkai.core.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.core.findings import Finding

VERSION = "2.1.0"
LEVELS = {Severity.BLOCK: "error", Severity.WARN: "warning", Severity.INFO: "note"}
_BASE = "SRCROOT"
_FINGERPRINT = "gongkai/v1"
_NUMBER = re.compile(r"[0-9]+")


def make_driver(version: str, rules: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The tool: this engine, with the rules that have results."""
    return {"name": "gongkai", "version": version, "language": "zh-CN", "rules": [*rules]}


def describe_rule(name: str, short: str, basis: str, note: str) -> dict[str, Any]:
    """A rule or duty with its basis and a note, where it has them."""
    rule: dict[str, Any] = {"id": name, "shortDescription": {"text": short}}
    full = "；".join(filter(None, (f"依据：{basis}" if basis else "", note)))
    if full:
        rule["fullDescription"] = {"text": full}
    return rule


def tell_finding(finding: Finding) -> str:
    """A finding with its next step, without full stop."""
    step = f"下一步：{finding.next_step}" if finding.next_step else ""
    return "。".join(filter(None, (finding.message, step)))


def fingerprint(rule: str, path: str, text: str) -> str:
    """What makes a result the same as in an earlier run although numbers and lines moved."""
    identity = f"{rule}\n{path}\n{_NUMBER.sub('#', text)}"
    return hashlib.sha256(identity.encode()).hexdigest()


def make_result(  # noqa: PLR0913, PLR0917 - each is one property
    rule: str, places: dict[str, int], level: str, text: str, path: str, line: int
) -> dict[str, Any]:
    """One result at a line of a file; `places` gives each rule's number among the driver's."""
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
        "partialFingerprints": {_FINGERPRINT: fingerprint(rule, path, text)},
    }


def spell_result(  # noqa: PLR0913, PLR0917 - as above
    rule: str, places: dict[str, int], level: str, text: str, path: str, line: int
) -> str:
    """What JSON makes of `make_result`, without making it: there may be thousands."""
    return (
        f'{{"ruleId": {_spell(rule)}, "ruleIndex": {places[rule]}, "level": {_spell(level)}, '
        f'"message": {{"text": {_spell(text)}}}, "locations": [{_spell_place(path, line)}], '
        f'"partialFingerprints": {{"{_FINGERPRINT}": "{fingerprint(rule, path, text)}"}}}}'
    )


@lru_cache(maxsize=1 << 15)
def _spell_place(path: str, line: int) -> str:
    """A location; most documents have several results."""
    return (
        f'{{"physicalLocation": {{"artifactLocation": {{"uri": "{quote(path)}", '
        f'"uriBaseId": "{_BASE}"}}, "region": {{"startLine": {max(line, 1)}}}}}}}'
    )
