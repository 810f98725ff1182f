"""Proof files: the reviewed source of each document and the statements that were signed.

The formats `gongkai-proof/v1` and `gongkai-ended/v1` are specified in `handbook/formats.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic_core import to_json

from gongkai.core.statement import (
    Subject,
    derive_statement,
    derive_withdrawal,
    review_namespace,
    withdrawal_namespace,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.catalog import Catalog
    from gongkai.core.drafts import Draft, Grave
    from gongkai.core.log import EventKind
    from gongkai.core.source import Source
    from gongkai.core.tail import ReviewEntry

PROOF_TYPE = "gongkai-proof/v1"
ENDED_TYPE = "gongkai-ended/v1"


@dataclass(frozen=True, slots=True)
class Signed:
    """One entry with the statement that its signature covers."""

    entry: ReviewEntry
    statement: str
    namespace: str


def format_proof(catalog: Catalog, draft: Draft) -> bytes:
    """The proof file of a published document; existing stock (存量) has an item and no reviews."""
    return dump_proof(
        _start(catalog, draft.source)
        | {"reviews": _format_reviews(catalog, list_signed(catalog, draft))}
        | _name_stock(catalog, draft)
    )


def format_withdrawal_proof(catalog: Catalog, grave: Grave) -> bytes:
    """The proof file of a withdrawal."""
    entry = grave.source.tail.entries[0]
    statement = derive_withdrawal(catalog.site.id, grave.source, grave.tombstone, entry)
    signed = Signed(entry, statement.decode(), withdrawal_namespace(catalog.site.id))
    reviews = _format_reviews(catalog, [signed])
    return dump_proof(_start(catalog, grave.source) | {"reviews": reviews})


def format_ended_proof(catalog: Catalog, draft: Draft, event: EventKind) -> bytes:
    """The proof file of a document that is suspended or past its window: not a word of its text."""
    signed = list_signed(catalog, draft)
    path, revision = draft.source.path, draft.record.revision
    value = spell_ended(catalog, path, str(event), revision, signed)
    return dump_proof(value | _name_stock(catalog, draft))


def spell_ended(
    catalog: Catalog, path: str, event: str, revision: int, signed: Iterable[Signed]
) -> dict[str, Any]:
    """What stands in the proof of an ended document with reviews."""
    return {
        "type": ENDED_TYPE,
        "site": catalog.site.id,
        "path": path,
        "event": event,
        "revision": revision,
        "reviews": _format_reviews(catalog, signed),
    }


def list_signed(catalog: Catalog, draft: Draft) -> Iterator[Signed]:
    """The entries of a published document from the lowest level up, with their statements."""
    site, tail = catalog.site.id, draft.source.tail
    subject = Subject(site, draft.source, draft.record, draft.attachments)
    for position, entry in enumerate(tail.entries):
        over = tail.entries[position - 1] if position else None
        published = tail.published if position == len(tail.entries) - 1 else None
        statement = derive_statement(subject, entry, over, published)
        yield Signed(entry, statement.decode(), review_namespace(entry.role, site))


def _start(catalog: Catalog, source: Source) -> dict[str, Any]:
    return {
        "type": PROOF_TYPE,
        "site": catalog.site.id,
        "path": source.path,
        "digest": source.digest,
        "source": source.reviewed_text,
    }


def _name_stock(catalog: Catalog, draft: Draft) -> dict[str, str]:
    """The line of the list of stock that stands in for reviews."""
    item = catalog.stock.by_id.get(draft.id) if catalog.stock else None
    return {} if draft.source.tail.entries or item is None else {"stock": str(item)}


def _format_reviews(catalog: Catalog, reviews: Iterable[Signed]) -> list[dict[str, Any]]:
    return [
        {
            "reviewer": signed.entry.reviewer,
            "namespace": signed.namespace,
            "keys": [key.line for key in catalog.keys_by_person.get(signed.entry.reviewer, ())],
            "entry": str(signed.entry),
            "statement": signed.statement,
            "signature": signed.entry.signature,
        }
        for signed in reviews
    ]


def dump_proof(proof: dict[str, Any]) -> bytes:
    """The one spelling of a proof file."""
    return to_json(proof, indent=1) + b"\n"
