"""`report.json`, and the schema that every one of them follows."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from gongkai.core.report.model import REPORT_SCHEMA, Report

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@cache
def _adapt() -> TypeAdapter[Report]:
    return TypeAdapter(Report)


def render_json(report: Report) -> bytes:
    """The report as JSON of the schema that it names, the fields in the order of the schema."""
    return _adapt().dump_json(report, indent=1) + b"\n"


def build_schema() -> dict[str, Any]:
    """JSON Schema of `report.json`, made from the report's own types."""
    schema = _adapt().json_schema(mode="serialization")
    schema["properties"]["schema"]["const"] = REPORT_SCHEMA
    return {"$schema": DIALECT, **schema}


def format_schema() -> str:
    """The schema as it stands in the handbook."""
    return json.dumps(build_schema(), ensure_ascii=False, indent=1) + "\n"
