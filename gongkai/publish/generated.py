"""The files of a site that are neither pages nor copies: exports, proofs, what verifies them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.delegation import FOLDER as DELEGATIONS
from gongkai.core.log import EventKind
from gongkai.core.seal import SEAL_PATH
from gongkai.core.stock import STOCK_PATH
from gongkai.publish.annual_export.files import list_annual_files
from gongkai.publish.exports.api import list_api_files
from gongkai.publish.exports.catalog import list_catalog_files
from gongkai.publish.exports.dcat_files import list_dcat_files
from gongkai.publish.exports.discovery import list_discovery_files
from gongkai.publish.exports.feed_files import list_feed_files
from gongkai.publish.exports.gkmlpt import list_gkmlpt_files
from gongkai.publish.exports.standard import list_standard_files
from gongkai.publish.manifest import FOLDER
from gongkai.publish.proofs import format_ended_proof, format_proof, format_withdrawal_proof
from gongkai.publish.signers import format_allowed_signers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.core.site import SiteModel
    from gongkai.core.tree import SourceFile, Tree
    from gongkai.publish.pages import Page

_PUBLIC_CATALOG = ("site", "policy", "reviewers", "columns", "units", "key-areas", "holidays")


def list_public_catalog(tree: Tree) -> Iterator[SourceFile]:
    """The files that are published so that anyone can verify the site offline."""
    for name in _PUBLIC_CATALOG:
        yield tree.files[f"catalog/{name}.yml"]
    for path in (SEAL_PATH, STOCK_PATH):
        if path in tree.files:
            yield tree.files[path]
    yield from tree.under(DELEGATIONS)


def list_generated(
    site: SiteModel, tree: Tree, pages: Sequence[Page]
) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    catalog = site.catalog
    yield from list_catalog_files(site)
    yield from list_standard_files(site)
    yield from list_annual_files(site)
    yield from list_api_files(site)
    yield from list_gkmlpt_files(site)
    yield from list_feed_files(site)
    yield from list_dcat_files(site)
    yield from list_discovery_files(site, pages)
    for item in site.items:
        yield f"{item.url}proof.json", format_proof(catalog, item.cleared.draft)
    for grave in site.withdrawn:
        yield f"{grave.id}/proof.json", format_withdrawal_proof(catalog, grave)
    for draft in site.suspended:
        yield f"{draft.id}/proof.json", format_ended_proof(catalog, draft, EventKind.SUSPEND)
    for draft in site.expired:
        yield f"{draft.id}/proof.json", format_ended_proof(catalog, draft, EventKind.EXPIRE)
    yield f"{FOLDER}/allowed_signers", format_allowed_signers(catalog).encode()
    for file in list_public_catalog(tree):
        yield f"{FOLDER}/{file.path}", file.data
