from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from gongkai.publish.report_forms.sarif import MOST_RESULTS, render_sarif

if TYPE_CHECKING:
    from gongkai.core.report.model import Report

JUDGE = Path(__file__).parents[2] / "web/node_modules/@microsoft/jest-sarif/lib/schemas"


@pytest.fixture(scope="module")
def run(report: Report) -> dict[str, Any]:
    value = json.loads(render_sarif(report))
    assert value["version"] == "2.1.0"
    (only,) = value["runs"]
    return dict(only)


def test_the_official_schema_takes_it(report: Report) -> None:
    (path,) = JUDGE.glob("sarif-2.1.0*.json")
    schema = json.loads(path.read_bytes())
    checker = jsonschema.Draft4Validator.FORMAT_CHECKER
    validator = jsonschema.Draft4Validator(schema, format_checker=checker)
    assert [e.message for e in validator.iter_errors(json.loads(render_sarif(report)))] == []


def test_every_result_names_a_rule_of_the_tool(run: dict[str, Any]) -> None:
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_results_are_the_findings_then_the_gaps(run: dict[str, Any], report: Report) -> None:
    gaps = [check.duty.id for check in report.checks for _ in check.gaps]
    found = [(result["ruleId"], result["level"]) for result in run["results"]]
    assert found == [
        ("root-unpinned", "error"),
        ("seal-expiring", "warning"),
        ("index-number", "note"),
        *((rule, "warning") for rule in gaps),
    ]


def _find_place(result: dict[str, Any]) -> tuple[str, int]:
    (location,) = result["locations"]
    place = location["physicalLocation"]
    return place["artifactLocation"]["uri"], place["region"]["startLine"]


def test_places_are_files_of_the_repository(run: dict[str, Any]) -> None:
    places = [_find_place(result) for result in run["results"]]
    assert places[:3] == [
        ("catalog/reviewers.yml", 1),
        ("catalog/SEAL", 5),
        ("content/a/one.files/%E9%99%84%20%E4%BB%B6.pdf", 2),
    ]
    assert places[-3:] == [
        ("content/a/one.md", 1),
        ("catalog/columns.yml", 1),
        ("catalog/site.yml", 1),
    ]


def test_messages_and_rules_say_what_is_wrong_and_why(run: dict[str, Any]) -> None:
    assert [result["message"]["text"] for result in run["results"]][:2] == [
        "请核对指纹",
        "封印将到期。下一步：重新封印",
    ]
    assert run["results"][-1]["message"]["text"] == "测试期限：没有年报"
    assert run["tool"]["driver"]["rules"][-1] == {
        "id": "limit-test",
        "shortDescription": {"text": "测试期限"},
        "fullDescription": {"text": "依据：条例第二十六条；说明文字"},
    }


def test_a_result_is_recognised_when_only_numbers_move(report: Report) -> None:
    first = json.loads(render_sarif(report))["runs"][0]["results"]
    prints = [result["partialFingerprints"]["gongkai/v1"] for result in first]
    assert len(set(prints)) == len(prints)


def test_more_than_services_take_is_left_out_and_told(report: Report) -> None:
    many = replace(report.checks[-1], gaps=report.checks[-1].gaps[2:] * (MOST_RESULTS + 1))
    (only,) = json.loads(render_sarif(replace(report, checks=(many,))))["runs"]
    assert len(only["results"]) == MOST_RESULTS
    (told,) = only["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"].startswith(f"共{MOST_RESULTS + 4}处，这里只列前{MOST_RESULTS}处")
