"""The schema of front-matter: every document type of this very site, told apart by `type`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.annual.forms import NEWEST
from gongkai.core.models import RECORD_TYPES, OfficialDocument, RegisterEntry, Tombstone
from gongkai.core.models.annual import REPORT_MODELS
from gongkai.core.schemas.editor_form import DRAFT, Schema, shape_model, shape_moment
from gongkai.core.schemas.subjects import SUBJECTS

if TYPE_CHECKING:
    from gongkai.core.catalog import Catalog
    from gongkai.core.models.catalog import Column

_TAIL = {
    "published": "发布时间，由最后一级签署时写入，不手工填写",
    "waivers": "保留说明，由 gongkai review waive 写入，不手工填写",
    "review": "审查记录，由 gongkai review sign 写入，不手工填写",
}
_ANNUAL = "nianbao"
_SHARED = "shared"


def make_front_matter_schema(catalog: Catalog) -> Schema:
    """The schema of any document of the site; columns, units and people are those of `catalog/`.

    Which fields there are follows from `type`, and without it from the column's first type, as the
    gate reads it.
    """
    kinds = _list_kinds()
    forms = {name: _complete(name, schema, catalog) for name, schema in kinds.items()}
    shared = _share(forms)
    return {
        "$schema": DRAFT,
        "title": "文件头",
        "type": "object",
        "properties": {
            "type": _offer_types(),
            "category": _offer_columns(catalog, "栏目编号，与所在文件夹相同"),
        },
        "allOf": [
            *(_when_typed(name) for name in (*RECORD_TYPES, Tombstone.type_id)),
            *(_limit_column(column) for column in catalog.columns),
            *(_when_untyped(column) for column in catalog.columns),
        ],
        "definitions": {_SHARED: shared, _ANNUAL: _choose_form(), **forms},
    }


def _list_kinds() -> dict[str, Schema]:
    """The bare schema of each type; the annual report has one a version of the form."""
    kinds = {
        name: shape_model(model, name) for name, model in RECORD_TYPES.items() if name != _ANNUAL
    }
    for version, model in REPORT_MODELS.items():
        kinds[f"{_ANNUAL}-{version}"] = shape_model(model, _ANNUAL)
        kinds[f"{_ANNUAL}-{version}"]["properties"]["form"]["enum"] = [int(version), version]
    kinds[Tombstone.type_id] = shape_model(Tombstone, Tombstone.type_id)
    return kinds


def _complete(name: str, schema: Schema, catalog: Catalog) -> Schema:
    """The schema with what this site's catalogue knows, and with the tail that machines write."""
    fields = schema["properties"]
    kind = _ANNUAL if name.startswith(f"{_ANNUAL}-") else name
    model = Tombstone if kind == Tombstone.type_id else RECORD_TYPES[kind]
    fields["type"] = {"enum": [kind], "title": "文件类型", "description": model.type_name}
    offered = {
        "category": _offer_columns(catalog, "栏目编号，与所在文件夹相同"),
        "unit": _offer_units(catalog),
        "drafter": _offer_people(catalog),
    }
    fields.update({key: value for key, value in offered.items() if key in fields})
    if "also_in" in fields:
        fields["also_in"]["items"] = _offer_columns(catalog, "同时列入的栏目")
    if "subject" in fields:
        fields["subject"]["examples"] = list(SUBJECTS)
    fields.update(_describe_tail())
    # A document may leave out its type: the column's first one is meant.
    schema["required"] = [key for key in schema["required"] if key != "type"]
    return schema


def _share(forms: dict[str, Schema]) -> Schema:
    """Takes the fields that most types have alike out of each of them, into one place."""
    model = forms[OfficialDocument.type_id]["properties"]
    shared = {name: schema for name, schema in model.items() if name != "type"}
    for form in forms.values():
        fields = form["properties"]
        for name in fields.keys() & shared.keys():
            if fields[name] == shared[name]:
                fields[name] = {"$ref": f"#/definitions/{_SHARED}/properties/{name}"}
    return {"properties": shared}


def _describe_tail() -> dict[str, Schema]:
    kinds = {"published": shape_moment(), "waivers": {"type": "array"}, "review": {"type": "array"}}
    return {
        name: {**kinds[name], "description": told, "doNotSuggest": True}
        for name, told in _TAIL.items()
    }


def _offer(values: dict[str, str], title: str, told: str) -> Schema:
    return {
        "enum": list(values),
        "enumDescriptions": list(values.values()),
        "title": title,
        "description": told,
        "errorMessage": f"没有这个{title}",
    }


def _offer_types() -> Schema:
    names = {name: model.type_name for name, model in RECORD_TYPES.items()}
    names[Tombstone.type_id] = Tombstone.type_name
    return _offer(names, "文件类型", "缺省为栏目的第一种类型")


def _offer_columns(catalog: Catalog, told: str) -> Schema:
    return _offer({column.id: column.name for column in catalog.columns}, "栏目", told)


def _offer_units(catalog: Catalog) -> Schema:
    names = {unit.id: unit.name for unit in catalog.units}
    return _offer(names, "责任部门", "catalog/units.yml 中的部门编号")


def _offer_people(catalog: Catalog) -> Schema:
    units = {unit.id: unit.name for unit in catalog.units}
    people = {p.id: units.get(p.unit, p.unit) for p in catalog.reviewers.reviewers}
    return _offer(people, "拟稿人", "catalog/reviewers.yml 中的人员编号")


def _refer(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _is(name: str, value: str) -> Schema:
    return {"properties": {name: {"const": value}}, "required": [name]}


def _when_typed(name: str) -> Schema:
    return {"if": _is("type", name), "then": _refer(name)}


def _choose_form() -> Schema:
    """The form that a report names decides on its tables; one that names none gets the newest."""
    newest = _refer(f"{_ANNUAL}-{NEWEST.version}")
    for version in REPORT_MODELS:
        if version != NEWEST.version:
            named = {
                "properties": {"form": {"enum": [version, int(version)]}},
                "required": ["form"],
            }
            newest = {"if": named, "then": _refer(f"{_ANNUAL}-{version}"), "else": newest}
    return {"allOf": [newest]}


def _limit_column(column: Column) -> Schema:
    """A column takes only its types, and wants its own fields of all but register entries."""
    types = {"enum": list(column.types), "errorMessage": f"栏目“{column.name}”不收这种类型"}
    then: Schema = {"properties": {"type": types}}
    if column.fields:
        known = {
            kind: [name for name in column.fields if name in RECORD_TYPES[kind].model_fields]
            for kind in column.types
            if RECORD_TYPES[kind] is not RegisterEntry
        }
        then["allOf"] = [
            {"if": _is("type", kind), "then": {"required": names}}
            for kind, names in known.items()
            if names
        ]
    return {"if": _is("category", column.id), "then": then}


def _when_untyped(column: Column) -> Schema:
    bare = {"allOf": [_is("category", column.id), {"not": {"required": ["type"]}}]}
    return {"if": bare, "then": _refer(column.types[0])}
