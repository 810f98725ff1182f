from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from gongkai.core.findings import Finding, Severity
from gongkai.core.rules import RULES
from gongkai.publish.check_forms.forms import render_form
from tests.helpers import tree

DATA = Path(__file__).parents[2]
SARIF = DATA / "web/node_modules/@microsoft/jest-sarif/lib/schemas"
NAMES = ("json", "sarif", "github", "gitlab", "junit")
ODD = "content/tonggao/a,b:c%.files/附 件.docx"
FINDINGS = (
    RULES["file-stray"].at("content/tonggao/x.tmp", 0, "这里不应有此文件"),
    RULES["scan-phone"].at(tree.PATH, 3, "文中有手机号码：15*******81"),
    RULES["scan-phone"].at(tree.PATH, 9, "文中有手机号码：15*******82"),
    RULES["attachment-comment"].at(ODD, 0, "附件带有批注\n或备注"),
    Finding("seal-expiring", Severity.INFO, "catalog/SEAL", 5, "将到期\x01"),
)


@pytest.fixture(scope="module")
def forms() -> dict[str, str]:
    verdict = tree.judge(tree.make_public())
    return {name: render_form(name, verdict, FINDINGS) for name in NAMES}


def test_json_is_the_findings_field_by_field(forms: dict[str, str]) -> None:
    rows = json.loads(forms["json"])
    assert [Finding(**row | {"severity": Severity(row["severity"])}) for row in rows] == [*FINDINGS]


def test_the_official_schema_takes_the_sarif(forms: dict[str, str]) -> None:
    (path,) = SARIF.glob("sarif-2.1.0*.json")
    validator = jsonschema.Draft4Validator(json.loads(path.read_bytes()))
    assert [e.message for e in validator.iter_errors(json.loads(forms["sarif"]))] == []


def test_sarif_tells_the_whole_story_of_each_rule(forms: dict[str, str]) -> None:
    (run,) = json.loads(forms["sarif"])["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert list(rules) == sorted({finding.rule for finding in FINDINGS})
    phone = rules["scan-phone"]
    assert phone["defaultConfiguration"] == {"level": "warning"}
    assert phone["help"]["text"].splitlines()[-4:] == [
        "错：",
        "    联系人手机：15495660681",
        "对：",
        "    联系电话：0999-5550990",
    ]
    assert "```markdown\n联系电话：0999-5550990\n```" in phone["help"]["markdown"]
    results = [(r["ruleId"], r["level"]) for r in run["results"]]
    assert results == [
        ("file-stray", "error"),
        ("scan-phone", "warning"),
        ("scan-phone", "warning"),
        ("attachment-comment", "error"),
        ("seal-expiring", "note"),
    ]
    assert [r["ruleIndex"] for r in run["results"]] == [
        list(rules).index(finding.rule) for finding in FINDINGS
    ]


def test_gitlab_has_a_fingerprint_of_its_own_for_each(forms: dict[str, str]) -> None:
    rows: list[dict[str, Any]] = json.loads(forms["gitlab"])
    assert [row["severity"] for row in rows] == ["blocker", "minor", "minor", "blocker", "info"]
    assert len({row["fingerprint"] for row in rows}) == len(rows)
    assert rows[1] | {"fingerprint": ""} == {
        "description": f"{FINDINGS[1].message}。下一步：{FINDINGS[1].next_step}",
        "check_name": "scan-phone",
        "fingerprint": "",
        "severity": "minor",
        "location": {"path": tree.PATH, "lines": {"begin": 3}},
    }


def test_a_fingerprint_outlives_moved_lines() -> None:
    verdict = tree.judge(tree.make_public())
    moved = [RULES[f.rule].at(f.path, f.line + 7, f.message) for f in FINDINGS[:4]]
    both = [json.loads(render_form("gitlab", verdict, each)) for each in (FINDINGS[:4], moved)]
    assert [row["fingerprint"] for row in both[0]] == [row["fingerprint"] for row in both[1]]


def test_github_commands_are_one_a_line_and_escaped(forms: dict[str, str]) -> None:
    lines = forms["github"].splitlines()
    assert len(lines) == len(FINDINGS)
    assert lines[3].startswith(
        "::error file=content/tonggao/a%2Cb%3Ac%25.files/附 件.docx,line=1::附件带有批注%0A或备注 "
    )


def test_junit_has_a_case_for_each_document_that_fails_by_what_blocks(
    forms: dict[str, str],
) -> None:
    root = etree.parse(io.BytesIO(forms["junit"].encode())).getroot()
    etree.XMLSchema(etree.parse(DATA / "data/junit.xsd")).assertValid(root)
    cases = {
        str(case.get("name")): case.find("failure") is not None for case in root.iter("testcase")
    }
    assert cases == {
        "catalog/SEAL": False,
        "content/tonggao/a,b:c%.md": True,
        tree.PATH: False,
        "content/tonggao/x.tmp": True,
    }
    assert [suite.get("name") for suite in root] == ["仓库", "tonggao"]
    told = root[1].findtext("system-out")
    assert told is not None
    assert FINDINGS[1].message in told


def test_nothing_found_is_told_in_every_form() -> None:
    verdict = tree.judge(tree.make_public())
    assert json.loads(render_form("json", verdict, ())) == []
    assert json.loads(render_form("gitlab", verdict, ())) == []
    assert json.loads(render_form("sarif", verdict, ()))["runs"][0]["results"] == []
    assert render_form("github", verdict, ()) == ""
    root = etree.parse(io.BytesIO(render_form("junit", verdict, ()).encode())).getroot()
    assert [case.get("name") for case in root.iter("testcase")] == [tree.PATH]
    with pytest.raises(KeyError):
        render_form("pdf", verdict, ())
