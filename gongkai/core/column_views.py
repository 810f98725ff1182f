"""Columns and key areas with the documents that stand in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gongkai.core.items import group_by_year, order_items

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gongkai.core.catalog import Catalog
    from gongkai.core.drafts import Grave
    from gongkai.core.items import Item
    from gongkai.core.models.catalog import Column, KeyArea, Unit


@dataclass(frozen=True)
class ColumnView:
    """One column with what stands in it, newest first."""

    column: Column
    unit: Unit
    items: tuple[Item, ...]
    withdrawn: tuple[Grave, ...]

    @property
    def url(self) -> str:
        """The address from the site's root."""
        return f"{self.column.id}/"

    @property
    def last(self) -> date | None:
        """Day of the newest publication."""
        return self.items[0].day if self.items else None

    @cached_property
    def years(self) -> tuple[tuple[int, tuple[Item, ...]], ...]:
        """The items by year of publication, newest year first."""
        return group_by_year(self.items)


@dataclass(frozen=True)
class KeyAreaView:
    """A key area (重点领域): some columns, their number of items and last date."""

    area: KeyArea
    columns: tuple[ColumnView, ...]

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every item of its columns once, newest first."""
        unique = {item.id: item for view in self.columns for item in view.items}
        return order_items(unique.values())

    @property
    def last(self) -> date | None:
        """Day of the newest publication."""
        return self.items[0].day if self.items else None


def view_columns(
    catalog: Catalog, items: tuple[Item, ...], withdrawn: tuple[Grave, ...]
) -> tuple[ColumnView, ...]:
    """Each column with its items in the order given; an item stands once in each."""
    held: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        held[item.column.id].append(item)
        for name in set(item.record.also_in) - {item.column.id}:
            held[name].append(item)
    gone: dict[str, list[Grave]] = defaultdict(list)
    for grave in withdrawn:
        gone[grave.id.partition("/")[0]].append(grave)
    return tuple(
        ColumnView(
            column=column,
            unit=catalog.unit_by_id[column.unit],
            items=tuple(held[column.id]),
            withdrawn=tuple(gone[column.id]),
        )
        for column in catalog.columns
    )


def view_key_areas(catalog: Catalog, views: Iterable[ColumnView]) -> tuple[KeyAreaView, ...]:
    """Each key area with its columns, both in the order of the catalogue."""
    by_id = {view.column.id: view for view in views}
    return tuple(
        KeyAreaView(area, tuple(by_id[name] for name in area.columns))
        for area in catalog.key_areas.key_areas
    )
