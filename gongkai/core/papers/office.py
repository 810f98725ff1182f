"""Who sends a paper out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.core.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Office:
    """The disclosure office (公开工作机构) of a body."""

    body: str
    name: str
    """In full, as it signs."""
    unit: str
    """As the body's other units call it, and as the report names it where it is a unit."""
    phone: str


def describe_office(catalog: Catalog) -> Office:
    """The office that `site.yml` names as the undertaker of the site."""
    site = catalog.site
    short = site.undertaker.removeprefix(site.body) or site.undertaker
    phones = {unit.name: unit.phone for unit in catalog.units}
    return Office(site.body, site.undertaker, short, phones.get(short, site.contact.phone))
