"""Public documents with what follows from their surroundings, in the order of their publication."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from gongkai.core.relations import (
    Relation,
    Validity,
    compute_validity,
    index_effects,
    index_relations,
    list_relations,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from gongkai.core.catalog import Catalog
    from gongkai.core.gate import ClearedDocument
    from gongkai.core.models.catalog import Column, Unit


@dataclass(frozen=True)
class Item:
    """One public document with what follows from its surroundings."""

    cleared: ClearedDocument
    column: Column
    unit: Unit
    validity: Validity
    relations: tuple[Relation, ...]

    @cached_property
    def id(self) -> str:
        """`<column>/<slug>`."""
        return self.cleared.id

    @cached_property
    def url(self) -> str:
        """The address from the site's root, without a leading slash: `<column>/<slug>/`."""
        return f"{self.id}/"

    @cached_property
    def record(self) -> Any:  # noqa: ANN401 - one of the document types
        """The typed front-matter."""
        return self.cleared.record

    @cached_property
    def published(self) -> datetime:
        """Publication time, Beijing."""
        return self.cleared.published

    @cached_property
    def day(self) -> date:
        """The day, Beijing, of its publication."""
        return self.published.date()

    @property
    def art20(self) -> int | None:
        """The item of the Regulation's art. 20 that it falls under."""
        return self.record.art20 or self.column.art20


def order_items(items: Iterable[Item]) -> tuple[Item, ...]:
    """Newest first; at one time, by id."""
    by_id = sorted(items, key=attrgetter("id"))
    return tuple(sorted(by_id, key=attrgetter("published"), reverse=True))


def group_by_year(items: Iterable[Item]) -> tuple[tuple[int, tuple[Item, ...]], ...]:
    """The items by year of publication, newest year first; within one, in the order given."""
    grouped: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        grouped[item.published.year].append(item)
    return tuple((year, tuple(grouped[year])) for year in sorted(grouped, reverse=True))


def build_items(
    cleared: Sequence[ClearedDocument], catalog: Catalog, today: date
) -> tuple[Item, ...]:
    """The items of cleared documents and of how they name one another, newest first."""
    documents = {d.id: d.record for d in cleared}
    naming = {name: record for name, record in documents.items() if list_relations(record)}
    relations = index_relations(naming, documents)
    effects = index_effects(naming)
    return order_items(
        Item(
            cleared=d,
            column=catalog.column_by_id[d.record.category],
            unit=catalog.unit_by_id[d.record.unit],
            validity=compute_validity(d.id, documents, effects, today),
            relations=relations.get(d.id, ()),
        )
        for d in cleared
    )
