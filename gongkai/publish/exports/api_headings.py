"""Columns, units and key areas in the static interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.models.catalog import BLOCK_NAMES
from gongkai.publish.exports.api_models import Heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.core.column_views import ColumnView, KeyAreaView
    from gongkai.core.items import Item
    from gongkai.core.models.catalog import Unit
    from gongkai.core.site import SiteModel

Member = tuple[Heading, tuple["Item", ...]]
_FOLDER = "api/v1/"


def list_headings(site: SiteModel) -> Iterator[tuple[str, tuple[Member, ...]]]:
    """Columns, units and areas, each list under its kind, and the items of each heading."""
    groups = {group.id: group.name for group in site.catalog.groups}
    yield "columns", tuple((_tell_column(site, view, groups), view.items) for view in site.columns)
    yield "units", tuple(_list_units(site))
    yield "areas", tuple((_tell_area(site, view), view.items) for view in site.key_areas)


def _tell_column(site: SiteModel, view: ColumnView, groups: dict[str, str]) -> Heading:
    column, root = view.column, site.catalog.site.url
    return Heading(
        id=column.id,
        name=column.name,
        count=len(view.items),
        last=_spell_last(view.items),
        data=f"{root}{_FOLDER}columns/{column.id}.json",
        url=root + view.url,
        feed=f"{root}feeds/lanmu/{column.id}/atom.xml",
        block=BLOCK_NAMES[column.block],
        group=groups.get(column.group or ""),
        unit=column.unit,
        basis=column.basis,
    )


def _list_units(site: SiteModel) -> Iterator[Member]:
    root = site.catalog.site.url
    for unit, items in group_by_unit(site):
        heading = Heading(
            id=unit.id,
            name=unit.name,
            count=len(items),
            last=_spell_last(items),
            data=f"{root}{_FOLDER}units/{unit.id}.json",
            feed=f"{root}feeds/bumen/{unit.id}/atom.xml",
        )
        yield heading, items


def group_by_unit(site: SiteModel) -> Iterator[tuple[Unit, tuple[Item, ...]]]:
    """Every unit with its items, newest first."""
    found: dict[str, list[Item]] = {unit.id: [] for unit in site.catalog.units}
    for item in site.items:
        found[item.unit.id].append(item)
    for unit in site.catalog.units:
        yield unit, tuple(found[unit.id])


def _tell_area(site: SiteModel, view: KeyAreaView) -> Heading:
    root = site.catalog.site.url
    return Heading(
        id=view.area.id,
        name=view.area.name,
        count=len(view.items),
        last=_spell_last(view.items),
        data=f"{root}{_FOLDER}areas/{view.area.id}.json",
        url=f"{root}zhongdian-lingyu/{view.area.id}/",
        feed=f"{root}feeds/lingyu/{view.area.id}/atom.xml",
        columns=view.area.columns,
    )


def _spell_last(items: Sequence[Item]) -> str | None:
    return str(items[0].published.date()) if items else None
