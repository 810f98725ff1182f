"""`gongkai new --list`: which columns there are, what they take and what each type wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.cli.context import UsageProblemError, out
from gongkai.cli.tables import print_table
from gongkai.core.models import RECORD_TYPES
from gongkai.core.placeholders import MACHINE_FIELDS, describe
from gongkai.core.skeletons import list_hints

if TYPE_CHECKING:
    from gongkai.core.catalog import Catalog
    from gongkai.core.models.catalog import Column

_WRITTEN = frozenset(
    {"title", "category", "type", "disclosure", "made", "issuer", "index_number", "unit", "drafter"}
)
"""Fields that `gongkai new` fills in itself."""


def show_columns(catalog: Catalog) -> None:
    """Every column with its types and its unit."""
    rows = [
        (
            column.id,
            column.name,
            "、".join(f"{RECORD_TYPES[name].type_name}（{name}）" for name in column.types),
            catalog.unit_by_id[column.unit].name,
        )
        for column in catalog.columns
    ]
    print_table(("栏目编号", "栏目", "文件类型", "责任部门"), rows)
    out.print("要看某个栏目须填哪些项：gongkai new 栏目编号 --list")


def show_types(column: Column, kind: str | None) -> None:
    """The fields of the types that a column takes, required ones first.

    Raises:
        UsageProblemError: when the column does not take the type.
    """
    if kind is not None and kind not in column.types:
        message = f"栏目“{column.name}”不收类型 {kind}，只收：{'、'.join(column.types)}"
        raise UsageProblemError(message)
    for name in [kind] if kind else column.types:
        model = RECORD_TYPES[name]
        rows = []
        for field_name, field in model.model_fields.items():
            if field_name in _WRITTEN or field_name in MACHINE_FIELDS:
                continue
            needed = field.is_required() or field_name in column.fields
            told = describe(name, field_name, field)
            rows.append((field.title or "", field_name, "必填" if needed else "", told))
        rows.sort(key=lambda row: row[2] != "必填")
        out.print(f"{column.name}：{model.type_name}（{name}）")
        print_table(("项目", "字段", "", "怎样填"), rows)
        for hint in list_hints(name):
            out.print(f"提示：{hint}")
