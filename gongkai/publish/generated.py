"""The files of a site that are neither pages nor copies: exports, proofs, what verifies them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.log import EventKind
from gongkai.publish.export_steps import list_export_parts
from gongkai.publish.exports.api import format_answer
from gongkai.publish.exports.api_items import describe_document, describe_item, locate
from gongkai.publish.exports.part import list_files
from gongkai.publish.proofs import format_ended_proof, format_proof, format_withdrawal_proof

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.core.site import SiteModel
    from gongkai.core.tree import Tree
    from gongkai.publish.pages import Page


def list_generated(
    site: SiteModel, tree: Tree, pages: Sequence[Page]
) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    catalog = site.catalog
    yield from list_files(list_export_parts(site, tree, [page.url for page in pages]))
    for item in site.items:
        answer = describe_document(site, item, describe_item(catalog.site.url, item))
        yield locate(item.id), format_answer(answer)
    for item in site.items:
        yield f"{item.url}proof.json", format_proof(catalog, item.cleared.draft)
    for grave in site.withdrawn:
        yield f"{grave.id}/proof.json", format_withdrawal_proof(catalog, grave)
    for draft in site.suspended:
        yield f"{draft.id}/proof.json", format_ended_proof(catalog, draft, EventKind.SUSPEND)
    for draft in site.expired:
        yield f"{draft.id}/proof.json", format_ended_proof(catalog, draft, EventKind.EXPIRE)
