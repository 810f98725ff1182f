from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from gongkai.core.report.build import build_report
from gongkai.core.report.model import REPORT_SCHEMA
from gongkai.publish.preparation import default_options, prepare
from gongkai.publish.report_forms.json_form import build_schema, format_schema, render_json
from tests.publish.report_forms.conftest import FACTS

if TYPE_CHECKING:
    from gongkai.core.report.model import Report

ROOT = Path(__file__).parents[3]


def list_errors(report: Report) -> list[str]:
    schema = build_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    validator = jsonschema.Draft202012Validator(schema, format_checker=checker)
    return [error.message for error in validator.iter_errors(json.loads(render_json(report)))]


def test_the_published_schema_is_current() -> None:
    published = (ROOT / "handbook" / "report.schema.json").read_text("utf-8")
    assert published == format_schema(), "run scripts/report_schema"


def test_a_report_follows_the_schema(report: Report) -> None:
    assert list_errors(report) == []


def test_the_sample_report_follows_the_schema(tmp_path: Path) -> None:
    options = default_options(ROOT)
    preparation = prepare(options.__class__(ROOT, tmp_path, tmp_path / "none", tmp_path))
    assert list_errors(build_report(preparation.verdict, preparation.site, FACTS)) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v.pop("head"),
        lambda v: v.update(schema="gongkai-report/v1"),
        lambda v: v["head"].update(today="2026年11月20日"),
        lambda v: v["documents"][0].update(revision="1"),
    ],
)
def test_the_schema_refuses_what_is_no_report(report: Report, change: Any) -> None:  # noqa: ANN401 - a change of any kind
    values = json.loads(render_json(report))
    change(values)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    validator = jsonschema.Draft202012Validator(build_schema(), format_checker=checker)
    assert not validator.is_valid(values)


def test_the_schema_names_its_version_and_explains_itself() -> None:
    schema = build_schema()
    assert schema["properties"]["schema"]["const"] == REPORT_SCHEMA
    assert schema["$defs"]["Gap"]["description"] == "One case in which a duty was not met."
