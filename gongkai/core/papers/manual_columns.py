"""The manual's sections on columns: by unit, by block, and what each type must state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.models import RECORD_TYPES, Document
from gongkai.core.models.catalog import BLOCK_NAMES, Block
from gongkai.core.papers.blocks import Align, Heading, Paragraph, Table, TableColumn
from gongkai.core.papers.manual_review import find_usual_levels, list_levels, name_levels
from gongkai.core.papers.wording import number_second
from gongkai.core.placeholders import MACHINE_FIELDS
from gongkai.core.timeliness import format_limit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongkai.core.catalog import Catalog
    from gongkai.core.models.base import Record
    from gongkai.core.models.catalog import Column
    from gongkai.core.papers.blocks import Block as PaperBlock


def make_unit_tables(catalog: Catalog) -> Iterator[PaperBlock]:
    """What each unit is to keep up, for its own use."""
    yield Paragraph("更新间隔为最近一次发布后至迟再次更新的日数；没有新的内容的，核实后写明情况。")
    columns = (
        TableColumn("栏目", 44),
        TableColumn("栏目编号", 38),
        TableColumn("公开时限", 48),
        TableColumn("更新间隔", 20, Align.RIGHT),
    )
    for unit in catalog.units:
        own = [column for column in catalog.columns if column.unit == unit.id]
        if own:
            rows = tuple((c.name, c.id, format_limit(c.limit), _format_age(c)) for c in own)
            yield Table(f"{unit.name}（{len(own)}个）", columns, rows)


def make_column_tables(catalog: Catalog, today: date) -> Iterator[PaperBlock]:
    """Every column with all that is set for it, by block."""
    units = {unit.id: unit.name for unit in catalog.units}
    heads = (
        TableColumn("栏目和内容", 42),
        TableColumn("责任部门", 18),
        TableColumn("公开依据", 34),
        TableColumn("类型和必填项", 28),
        TableColumn("时限和更新要求", 34),
    )
    for position, block in enumerate([b for b in Block if catalog.columns_in(b)], 1):
        yield Heading(number_second(position, BLOCK_NAMES[block]), 2)
        rows = tuple(
            (
                f"{column.name}：{column.intro}",
                units[column.unit],
                "；".join(column.basis),
                _tell_types(column),
                "；".join(_tell_limits(catalog, column, today)),
            )
            for column in catalog.columns_in(block)
        )
        yield Table(f"{BLOCK_NAMES[block]}（{len(rows)}个栏目）", heads, rows)


def make_type_tables(catalog: Catalog) -> Iterator[PaperBlock]:
    """What a document of each type that the columns take must state."""
    common = [(name, field) for name, field in Document.model_fields.items() if field.is_required()]
    shown = [(field.title or name, field.description or "") for name, field in common]
    columns = (TableColumn("名称", 46), TableColumn("填写要求", 110))
    yield Paragraph(
        "新建文件时必填项以“【待填写】”标出，全部填完才能送审；附件、关联文件等按需要填写。"
    )
    yield Table("各类信息共同的必填项", columns, tuple(shown))
    used = dict.fromkeys(name for column in catalog.columns for name in column.types)
    for name in used:
        rows = tuple(_list_own_fields(RECORD_TYPES[name]))
        if rows:
            yield Table(f"{RECORD_TYPES[name].type_name}（{name}）", columns, rows)


def _list_own_fields(model: type[Record]) -> Iterator[tuple[str, str]]:
    common = Document.model_fields
    for name, field in model.model_fields.items():
        known = name in common and common[name].is_required()
        if field.is_required() and not known and name not in MACHINE_FIELDS:
            yield field.title or name, field.description or ""


def _tell_types(column: Column) -> str:
    types = "、".join(RECORD_TYPES[name].type_name for name in column.types)
    if not column.fields:
        return types
    fields = {n: f for name in column.types for n, f in RECORD_TYPES[name].model_fields.items()}
    titles = [fields[name].title or name for name in column.fields if name in fields]
    return f"{types}；必填：{'、'.join(titles)}"


def _tell_limits(catalog: Catalog, column: Column, today: date) -> Iterator[str]:
    yield format_limit(column.limit)
    if column.max_age is not None:
        yield f"{column.max_age}日内更新"
    if column.max_gap is not None:
        yield f"相邻两条不超过{column.max_gap}日"
    if column.min_items > 1:
        yield f"不少于{column.min_items}条"
    levels = list_levels(catalog, column, today)
    if levels != find_usual_levels(catalog, today):
        yield f"审查：{name_levels(catalog, levels)}"
    if column.not_applicable:
        yield f"不适用：{column.not_applicable}"
    elif column.zero_statement:
        yield f"没有应公开内容时写明：{column.zero_statement}"


def _format_age(column: Column) -> str:
    return "—" if column.max_age is None else f"{column.max_age}日"
