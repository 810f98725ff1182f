"""Who sends a paper out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.core.models.catalog import Block

if TYPE_CHECKING:
    from gongkai.core.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Office:
    """The disclosure office (公开工作机构) of a body."""

    body: str
    name: str
    """In full, as it signs."""
    unit: str
    """As the body's other units call it, and as the report names it where it is a unit.

    What a report holds against nobody in particular is the office's.
    """
    phone: str


def describe_office(catalog: Catalog) -> Office:
    """The office that `site.yml` names as the undertaker of the site.

    Its unit is the one of that name, or else the one that keeps the disclosure guide.
    """
    site = catalog.site
    short = site.undertaker.removeprefix(site.body) or site.undertaker
    named = [unit for unit in catalog.units if unit.name == short]
    keepers = [catalog.unit_by_id[column.unit] for column in catalog.columns_in(Block.GUIDE)]
    for unit in (*named, *keepers):
        return Office(site.body, site.undertaker, unit.name, unit.phone)
    return Office(site.body, site.undertaker, short, site.contact.phone)
