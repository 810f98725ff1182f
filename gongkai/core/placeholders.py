"""What stands in a new document where an editor is to write: guidance and an example."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from gongkai.core.drafts import PLACEHOLDER
from gongkai.core.models import RECORD_TYPES
from gongkai.core.schemas.examples import find_example

if TYPE_CHECKING:
    from collections.abc import Collection

    from pydantic.fields import FieldInfo

MACHINE_FIELDS = ("previous", "revision", "change_note", "changed")
"""Fields of which an editor of a first revision has nothing to say."""


def list_placeholders(kind: str, wanted: Collection[str] = ()) -> dict[str, Any]:
    """What a type requires, and the further fields that are wanted, each with its placeholder."""
    return {
        name: _make(kind, name, field)
        for name, field in RECORD_TYPES[kind].model_fields.items()
        if name not in MACHINE_FIELDS and (field.is_required() or name in wanted)
    }


def _make(kind: str, place: str, field: FieldInfo) -> Any:  # noqa: ANN401 - text, list or mapping
    inner = field.annotation
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return _make_row(kind, place, inner)
    row = next(iter(get_args(inner)), None)
    if isinstance(row, type) and issubclass(row, BaseModel):
        return [_make_row(kind, place, row)]
    text = f"{PLACEHOLDER}{describe(kind, place, field)}"
    return [text] if str(inner).startswith("tuple") else text


def _make_row(kind: str, place: str, model: type[BaseModel]) -> dict[str, Any]:
    parts = model.model_fields.items()
    return {name: _make(kind, f"{place}.{name}", part) for name, part in parts}


def describe(kind: str, place: str, field: FieldInfo) -> str:
    """What to write in a field, with an example where the guidance does not give one."""
    told, example = field.description or "", find_example(kind, place)
    choices = _list_choices(field.annotation)
    if any(choice not in told for choice in choices):
        return f"{told}，可填 {'、'.join(choices)}"
    if not example or "如 " in told:
        return told
    return f"{told}，例：{example}" if told else f"例：{example}"


def _list_choices(annotation: Any) -> list[str]:  # noqa: ANN401 - a type or a form of it
    """The values that a field is limited to; empty if it is not."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return [member.value for member in annotation]
    return next(filter(None, map(_list_choices, get_args(annotation))), [])
