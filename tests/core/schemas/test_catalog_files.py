from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, FormatChecker
from pydantic import ValidationError

from gongkai.core.catalog import CATALOG_FILES, OPTIONAL_FILES
from gongkai.core.schemas.catalog_files import make_catalog_schemas
from gongkai.core.strict_yaml import parse_yaml
from tests.core.schemas.test_front_matter import SITES, read_site
from tests.helpers.yaml_core import read_core

SCHEMAS = make_catalog_schemas(read_site("psb")[1])
MODELS = CATALOG_FILES | OPTIONAL_FILES


def accepts(name: str, text: str) -> bool:
    validator = Draft7Validator(SCHEMAS[name], format_checker=FormatChecker())
    return bool(validator.is_valid(read_core(text)))


def model_accepts(name: str, text: str) -> bool:
    try:
        MODELS[name].model_validate(parse_yaml(text)[0])
    except ValidationError:
        return False
    return True


def test_every_file_of_the_catalogue_has_a_schema_in_chinese() -> None:
    assert SCHEMAS.keys() == MODELS.keys()
    for name, schema in SCHEMAS.items():
        Draft7Validator.check_schema(schema)
        missing = [place for place, part in _list_fields(schema) if "title" not in part]
        assert (name, missing) == (name, [])


def _list_fields(schema: dict[str, Any], place: str = "") -> list[tuple[str, dict[str, Any]]]:
    found = []
    for name, part in schema.get("properties", {}).items():
        if place:  # what holds the rows of a whole file needs no title
            found.append((f"{place}{name}", part))
        found += _list_fields(part.get("items", part), f"{place}{name}.")
    return found


@pytest.mark.parametrize("site", SITES)
def test_every_shipped_file_is_accepted(site: str) -> None:
    files = [file for file in read_site(site)[0].under("catalog") if file.path.endswith(".yml")]
    assert len(files) >= 7
    for file in files:
        assert accepts(Path(file.path).stem, file.data.decode()), file.path


WRONG = [
    ("units", "units:\n- {id: a, name: 甲, phone: 1, index_first: 一, index_last: 9}\n"),
    ("units", "units:\n- {id: A B, name: 甲, phone: 1, index_first: 1, index_last: 9}\n"),
    ("units", "units:\n- {id: a, name: 甲, phone: 1, index_first: 1}\n"),
    ("units", "unit: []\n"),
    ("units", "units: 甲\n"),
    ("key-areas", "key_areas:\n- {id: a, name: 甲, columns: []}\n"),
    ("key-areas", "key_areas:\n- {id: a, name: 甲, columns: [甲]}\n"),
    ("holidays", "years:\n- {year: 2027, notice: 通知, off: [2027-1-1], work: []}\n"),
    ("holidays", "years:\n- {year: 2027年, notice: 通知, off: [], work: []}\n"),
    ("filings", "first: 2026年三季度\n"),
    ("filings", "branches:\n- {id: a}\n"),
    ("backlog", "documents:\n- {number: 档案一, year: 2001, unit: a}\n"),
    ("backlog", "documents:\n- {number: A1, year: 2020, unit: a}\n"),
    ("backlog", "documents:\n- {number: A1, year: 2001, unit: a, decision: 公布}\n"),
    ("policy", "version: 一\n"),
    ("columns", "columns:\n- {id: a}\n"),
]


@pytest.mark.parametrize(("name", "text"), WRONG)
def test_what_the_model_refuses_is_refused(name: str, text: str) -> None:
    assert not model_accepts(name, text)
    assert not accepts(name, text)
