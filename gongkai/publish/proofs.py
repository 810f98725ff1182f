"""Proof files: the reviewed source of each document and the statements that were signed.

The format `gongkai-proof/v1` is specified in `handbook/formats.md`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from gongkai.core.statement import (
    Subject,
    derive_statement,
    derive_withdrawal,
    review_namespace,
    withdrawal_namespace,
)

if TYPE_CHECKING:
    from gongkai.core.catalog import Catalog
    from gongkai.core.drafts import Draft, Grave
    from gongkai.core.source import Source
    from gongkai.core.tail import ReviewEntry

PROOF_TYPE = "gongkai-proof/v1"


def format_proof(catalog: Catalog, draft: Draft) -> bytes:
    """The proof file of a published document."""
    source = draft.source
    subject = Subject(catalog.site.id, source, draft.record, draft.attachments)
    entries = source.tail.entries
    signed = []
    for position, entry in enumerate(entries):
        last = position == len(entries) - 1
        over = entries[position - 1] if position else None
        statement = derive_statement(subject, entry, over, source.tail.published if last else None)
        namespace = review_namespace(entry.role, catalog.site.id)
        signed.append(_format_entry(catalog, entry, statement, namespace))
    return _dump(catalog, source, signed)


def format_withdrawal_proof(catalog: Catalog, grave: Grave) -> bytes:
    """The proof file of a withdrawal."""
    entry = grave.source.tail.entries[0]
    statement = derive_withdrawal(catalog.site.id, grave.source, grave.tombstone, entry)
    namespace = withdrawal_namespace(catalog.site.id)
    return _dump(catalog, grave.source, [_format_entry(catalog, entry, statement, namespace)])


def _format_entry(
    catalog: Catalog, entry: ReviewEntry, statement: bytes, namespace: str
) -> dict[str, Any]:
    return {
        "reviewer": entry.reviewer,
        "namespace": namespace,
        "keys": [key.line for key in catalog.keys_by_person[entry.reviewer]],
        "entry": str(entry),
        "statement": statement.decode(),
        "signature": entry.signature,
    }


def _dump(catalog: Catalog, source: Source, signed: list[dict[str, Any]]) -> bytes:
    proof = {
        "type": PROOF_TYPE,
        "site": catalog.site.id,
        "path": source.path,
        "digest": source.digest,
        "source": source.reviewed_text,
        "reviews": signed,
    }
    return (json.dumps(proof, ensure_ascii=False, indent=1) + "\n").encode()
