"""The schemas of the files of `catalog/`, one a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.catalog import CATALOG_FILES, OPTIONAL_FILES
from gongkai.core.models import RECORD_TYPES
from gongkai.core.schemas.editor_form import DRAFT, Schema, shape_model

if TYPE_CHECKING:
    from gongkai.core.catalog import Catalog

_TITLES = {
    "site": "站点标识",
    "units": "责任部门",
    "columns": "栏目",
    "key-areas": "重点领域",
    "policy": "审查规则",
    "reviewers": "审查人",
    "holidays": "放假安排",
    "filings": "公开属性报备",
    "backlog": "条例施行前公文的清理",
}


def make_catalog_schemas(catalog: Catalog) -> dict[str, Schema]:
    """The schema of each file of `catalog/` by its name without `.yml`.

    What refers to another file is offered, not enforced: a column that was just added would be
    called wrong until the schemas are made again.
    """
    made = {
        name: {"$schema": DRAFT, "title": _TITLES[name], **shape_model(model)}
        for name, model in (CATALOG_FILES | OPTIONAL_FILES).items()
    }
    units = [unit.id for unit in catalog.units]
    column = _row(made["columns"], "columns")
    column["unit"]["examples"] = units
    column["types"]["items"] = {
        "enum": list(RECORD_TYPES),
        "enumDescriptions": [model.type_name for model in RECORD_TYPES.values()],
        "errorMessage": "没有这种文件类型",
    }
    column["group"]["examples"] = [group.id for group in catalog.groups]
    names = [each.id for each in catalog.columns]
    _row(made["key-areas"], "key_areas")["columns"]["items"]["examples"] = names
    _row(made["policy"], "rules")["columns"]["items"]["examples"] = names
    _row(made["reviewers"], "reviewers")["unit"]["examples"] = units
    _row(made["backlog"], "documents")["unit"]["examples"] = units
    return made


def _row(schema: Schema, name: str) -> Schema:
    """The fields of the rows of a list."""
    fields: Schema = schema["properties"][name]["items"]["properties"]
    return fields
