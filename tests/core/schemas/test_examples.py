from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import pytest
from pydantic import BaseModel, ValidationError

from gongkai.core.drafts import PLACEHOLDER
from gongkai.core.models import RECORD_TYPES, Tombstone
from gongkai.core.models.annual import FigureTable
from gongkai.core.placeholders import describe, list_placeholders
from gongkai.core.schemas.examples import COMMON, OWN, find_example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

KINDS = {**RECORD_TYPES, Tombstone.type_id: Tombstone}


def list_fields(model: type[BaseModel], place: str = "") -> Iterator[tuple[str, FieldInfo, bool]]:
    """Each field with its place, and whether it holds several rows of text."""
    for name, field in model.model_fields.items():
        row = find_model(field.annotation)
        if row is not None and issubclass(row, FigureTable):
            continue
        yield f"{place}{name}", field, row is not None
        if row is not None:
            yield from list_fields(row, f"{place}{name}.")


def find_model(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - a type or a form of it
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for m in map(find_model, get_args(annotation)) if m is not None), None)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_an_example_that_it_accepts(kind: str) -> None:
    for place, field, holds_rows in list_fields(KINDS[kind]):
        example = find_example(kind, place)
        if holds_rows:
            assert example == "", place
            continue
        assert example, f"{kind}: {place}"
        value = [example] if str(field.annotation).startswith("tuple") else example
        merged = {"kind": kind, "place": place}
        parse(KINDS[kind], place, value, merged)


def parse(model: type[BaseModel], place: str, value: Any, about: Any) -> None:  # noqa: ANN401
    """Validates a value as the field's own: other fields missing are no fault of it."""
    names = place.split(".")
    for name in names[:-1]:
        found = find_model(model.model_fields[name].annotation)
        assert found is not None
        model = found
    try:
        model.model_validate({names[-1]: value})
    except ValidationError as error:
        faults = [e for e in error.errors() if e["loc"][:1] == (names[-1],)]
        assert faults == [], about


def test_no_example_is_of_a_field_that_there_is_not() -> None:
    known = {kind: {place for place, _, _ in list_fields(model)} for kind, model in KINDS.items()}
    assert {kind: names.keys() - known[kind] for kind, names in OWN.items()} == {
        kind: set() for kind in OWN
    }
    assert COMMON.keys() <= set.union(*known.values())


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_every_placeholder_guides(kind: str) -> None:
    for place, field, holds_rows in list_fields(RECORD_TYPES[kind]):
        if not holds_rows:
            told = describe(kind, place, field)
            assert any(guide in told for guide in ("如 ", "例：", "可填 ")), place
            assert "\n" not in told
    texts = [*_list_texts(list_placeholders(kind))]
    assert texts
    assert all(text.startswith(PLACEHOLDER) for text in texts)


def _list_texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - text, lists and mappings
    if isinstance(value, str):
        yield value
        return
    for part in value.values() if isinstance(value, dict) else value:
        yield from _list_texts(part)
