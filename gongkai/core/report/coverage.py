"""What law asks of the site as a whole: articles 20 and 21, key areas, and what guidance asks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gongkai.core.article20 import ART20
from gongkai.core.report.catalog_cover import list_blocks, list_elements, list_issue_lines
from gongkai.core.report.coverage_lines import Art21Line
from gongkai.core.report.guidance import list_guide, list_guide_ages, list_haves, list_rules
from gongkai.core.report.tables import Art20Line, Coverage, KeyAreaLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.models.catalog import Column
    from gongkai.core.report.holdings import Holdings

ART21 = (
    "市政建设",
    "公共服务",
    "公益事业",
    "土地征收",
    "房屋征收",
    "治安管理",
    "社会救助",
)
"""The fields that 条例第二十一条 adds for cities and counties and their departments."""


def build_coverage(holdings: Holdings) -> Coverage:
    """What is covered of that which law asks of the whole site."""
    return Coverage(
        key_areas=tuple(_list_key_areas(holdings)),
        rules=tuple(list_rules(holdings)),
        guide=tuple(list_guide(holdings)),
        art20=tuple(_list_art20(holdings)),
        art21=tuple(_list_art21(holdings)),
        elements=tuple(list_elements(holdings)),
        standard=tuple(list_blocks(holdings)),
        guide_age=tuple(list_guide_ages(holdings)),
        issues=tuple(list_issue_lines(holdings)),
        haves=tuple(list_haves(holdings)),
    )


def _list_key_areas(holdings: Holdings) -> Iterator[KeyAreaLine]:
    views = {view.column.id: view for view in holdings.views}
    for area in holdings.catalog.key_areas.key_areas:
        members = [views[name] for name in area.columns]
        items = {item.id: item for view in members for item in view.items}
        days = [item.day for item in items.values()]
        empty = [view.column for view in members if not view.items]
        yield KeyAreaLine(
            name=area.name,
            columns=tuple(view.column.name for view in members),
            items=len(items),
            last=max(days, default=None),
            first=min(days, default=None),
            empty=tuple(column.name for column in empty),
            explained=tuple(column.name for column in empty if explain(column)),
        )


def _list_art20(holdings: Holdings) -> Iterator[Art20Line]:
    counts = Counter(item.art20 for item in holdings.items)
    for number, name in enumerate(ART20, 1):
        columns = [c for c in holdings.catalog.columns if c.art20 == number]
        yield Art20Line(
            number=number,
            name=name,
            items=counts[number],
            columns=tuple(column.name for column in columns),
            reason=None if counts[number] else _join_reasons(columns),
        )


def _list_art21(holdings: Holdings) -> Iterator[Art21Line]:
    """The seven fields, then others that columns name, such as those of townships."""
    columns = holdings.catalog.columns
    named = [name for column in columns for name in split_art21(column)]
    counts = Counter(name for item in holdings.items for name in split_art21(item.column))
    government = holdings.catalog.site.body_type == "government"
    for name in dict.fromkeys((*ART21, *named)):
        own = [column for column in columns if name in split_art21(column)]
        yield Art21Line(
            name=name,
            applies=government or bool(own),
            items=counts[name],
            columns=tuple(column.name for column in own),
            reason=None if counts[name] else _join_reasons(own),
        )


def split_art21(column: Column) -> tuple[str, ...]:
    """The fields of art. 21 that a column names, one or more joined by 、."""
    return tuple(column.art21.split("、")) if column.art21 else ()


def explain(column: Column) -> str | None:
    """Why a column may be empty, as the catalogue says; None where it does not say."""
    return column.not_applicable or column.zero_statement


def _join_reasons(columns: Iterable[Column]) -> str | None:
    reasons = [explain(column) for column in columns]
    return "；".join(dict.fromkeys(reason for reason in reasons if reason)) or None
