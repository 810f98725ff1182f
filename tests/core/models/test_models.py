from __future__ import annotations

import re

import pytest
from pydantic import BaseModel, ValidationError

from gongkai.core.catalog import CATALOG_FILES
from gongkai.core.models import RECORD_TYPES, Document, Record, RegisterEntry, Tombstone
from gongkai.core.models.base import Change
from gongkai.core.models.entries import REASON_TEXT, ReasonCode
from tests.helpers.examples import EXAMPLES

MODELS: dict[str, type[BaseModel]] = {**RECORD_TYPES, **CATALOG_FILES, "chehui": Tombstone}
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_there_is_an_example_of_every_type() -> None:
    assert EXAMPLES.keys() == RECORD_TYPES.keys()


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_the_example_is_valid_and_needs_every_field_that_it_has(kind: str) -> None:
    model, example = RECORD_TYPES[kind], EXAMPLES[kind]
    record = model.model_validate(example)
    assert record.type == model.type_id == kind
    required = {name for name, field in model.model_fields.items() if field.is_required()}
    assert set(example) == required
    for name in required:
        with pytest.raises(ValidationError) as caught:
            model.model_validate({k: v for k, v in example.items() if k != name})
        assert [(e["loc"], e["type"]) for e in caught.value.errors()] == [((name,), "missing")]


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_unknown_fields_are_refused_and_records_do_not_change(kind: str) -> None:
    with pytest.raises(ValidationError):
        RECORD_TYPES[kind].model_validate(EXAMPLES[kind] | {"colour": "红"})
    record = RECORD_TYPES[kind].model_validate(EXAMPLES[kind])
    with pytest.raises(ValidationError):
        record.title = "另一个"  # type: ignore[misc]


@pytest.mark.parametrize("name", MODELS)
def test_a_json_schema_can_be_made_and_names_every_field_in_chinese(name: str) -> None:
    model = MODELS[name]
    schema = model.model_json_schema()
    assert schema["additionalProperties"] is False
    for field in schema["properties"].values():
        if name in RECORD_TYPES or name == "chehui":
            assert HAN.search(field["title"])
            assert field["description"]


def test_the_register_has_no_place_for_content() -> None:
    content = {"summary", "attachments", "subject", "keywords", "see_also", "source_url"}
    assert not content & RegisterEntry.model_fields.keys()
    assert all(issubclass(m, Document) for m in RECORD_TYPES.values() if m is not RegisterEntry)
    assert all(issubclass(m, Record) for m in RECORD_TYPES.values())
    assert REASON_TEXT.keys() == set(ReasonCode)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "<b>甲</b>"),
        ("title", "一\n二"),
        ("title", ""),
        ("category", "Lan-Mu"),
        ("category", "lan/mu"),
        ("category", "-lanmu"),
        ("made", "2026-1-31"),
        ("made", "2026-02-30"),
        ("made", "20260131"),
        ("made", " 2026-01-31"),
        ("made", "２０２６-01-31"),
        ("drafter", "zhangsan"),
        ("drafter", "r1"),
        ("revision", "01"),
        ("revision", "+1"),
        ("revision", "1.0"),
        ("revision", "-1"),
        ("revision", "１"),
        ("disclosure", "公开"),
        ("previous", "A" * 64),
        ("previous", "a" * 63),
        ("source_url", "javascript:alert(1)"),
        ("source_url", 'https://a.b/"x'),
        ("repeals", ["../a"]),
        ("repeals", ["a"]),
        ("repeals", "a/b"),
        ("attachments", [{"file": "a.exe", "title": "甲"}]),
        ("attachments", [{"file": "../a.pdf", "title": "甲"}]),
        ("attachments", [{"file": "a.pdf\n", "title": "甲"}]),
        ("art20", "0"),
        ("art20", "16"),
        ("from_request", "true"),
    ],
)
def test_values_in_another_form_are_refused(field: str, value: object) -> None:
    with pytest.raises(ValidationError) as caught:
        RECORD_TYPES["zhidu"].model_validate(EXAMPLES["zhidu"] | {field: value})
    assert caught.value.errors()[0]["loc"][0] == field


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"place": "第三条", "before": "甲", "after": "乙"}, ""),
        ({"place": "第三条", "before": "甲"}, ""),
        ({"place": "第三条", "after": "乙"}, ""),
        ({"place": "第三条"}, "修改前和修改后至少填一项，且不能相同"),
        (
            {"place": "第三条", "before": "甲", "after": "甲"},
            "修改前和修改后至少填一项，且不能相同",
        ),
    ],
)
def test_a_change_takes_out_or_puts_in(change: dict[str, str], message: str) -> None:
    if not message:
        assert Change.model_validate(change).place == "第三条"
        return
    with pytest.raises(ValidationError) as caught:
        Change.model_validate(change)
    assert [e["msg"] for e in caught.value.errors()] == [message]
