"""The files of a site that are neither pages nor copies: exports, proofs, what verifies them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.seal import SEAL_PATH
from gongkai.publish.exports import catalog_csv, catalog_json, sitemap_xml
from gongkai.publish.manifest import FOLDER
from gongkai.publish.proofs import format_proof, format_withdrawal_proof
from gongkai.publish.signers import format_allowed_signers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.core.site import SiteModel
    from gongkai.core.tree import Tree
    from gongkai.publish.pages import Page

PUBLIC_CATALOG = ("site", "policy", "reviewers", "columns", "units", "key-areas", "holidays")
"""Catalogue files that are published so that anyone can verify the site offline."""


def list_generated(
    site: SiteModel, tree: Tree, pages: Sequence[Page]
) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    catalog = site.catalog
    yield "mulu/catalog.csv", catalog_csv(site)
    yield "mulu/catalog.json", catalog_json(site)
    yield "sitemap.xml", sitemap_xml(pages, site)
    for item in site.items:
        yield f"{item.url}proof.json", format_proof(catalog, item.cleared.draft)
    for grave in site.withdrawn:
        yield f"{grave.id}/proof.json", format_withdrawal_proof(catalog, grave)
    yield f"{FOLDER}/allowed_signers", format_allowed_signers(catalog).encode()
    files = tree.files
    for name in PUBLIC_CATALOG:
        path = f"catalog/{name}.yml"
        yield f"{FOLDER}/{path}", files[path].data
    yield f"{FOLDER}/{SEAL_PATH}", files[SEAL_PATH].data
