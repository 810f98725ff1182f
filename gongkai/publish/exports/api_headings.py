"""Columns, units and key areas in the static interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.models.catalog import BLOCK_NAMES
from gongkai.publish.exports.api_models import Heading, HeadingsAnswer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.core.site import ColumnView, Item, KeyAreaView, SiteModel

Member = tuple[Heading, tuple["Item", ...]]
_FOLDER = "api/v1/"


def list_headings(site: SiteModel) -> Iterator[tuple[str, HeadingsAnswer, tuple[Member, ...]]]:
    """Path and answer of each list of headings, and the items of each heading."""
    groups = {group.id: group.name for group in site.catalog.groups}
    columns = tuple((_tell_column(site, view, groups), view.items) for view in site.columns)
    units = tuple(_list_units(site))
    areas = tuple((_tell_area(site, view), view.items) for view in site.key_areas)
    for kind, members in (("columns", columns), ("units", units), ("areas", areas)):
        headings = tuple(heading for heading, _ in members)
        answer = HeadingsAnswer.model_validate(
            {"kind": kind, "total": len(headings), "headings": headings}
        )
        yield f"{_FOLDER}{kind}.json", answer, members


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
    for unit in site.catalog.units:
        items = tuple(item for item in site.items if item.unit.id == unit.id)
        heading = Heading(
            id=unit.id,
            name=unit.name,
            count=len(items),
            last=_spell_last(items),
            data=f"{root}{_FOLDER}units/{unit.id}.json",
            feed=f"{root}feeds/bumen/{unit.id}/atom.xml",
        )
        yield heading, items


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
