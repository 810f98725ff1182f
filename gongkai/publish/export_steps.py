"""The exports of a site as steps of its build, each with a key of what it is made from.

What is one document's own, its proof and its file of the interface, is made with its page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.core.delegation import FOLDER as DELEGATIONS
from gongkai.core.seal import SEAL_PATH
from gongkai.core.stock import STOCK_PATH
from gongkai.publish.annual_export.files import list_annual_parts
from gongkai.publish.digests import digest
from gongkai.publish.exports.api import list_api_parts
from gongkai.publish.exports.catalog import list_catalog_parts
from gongkai.publish.exports.dcat_files import plan_dcat
from gongkai.publish.exports.discovery import list_discovery_parts
from gongkai.publish.exports.feed_files import list_feed_parts
from gongkai.publish.exports.gkmlpt import list_gkmlpt_parts
from gongkai.publish.exports.part import Part
from gongkai.publish.exports.standard import plan_standard
from gongkai.publish.manifest import FOLDER
from gongkai.publish.signers import format_allowed_signers
from gongkai.publish.steps import GENERATED, Output, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.core.site import SiteModel
    from gongkai.core.tree import SourceFile, Tree
    from gongkai.publish.digests import Digests

_PUBLIC_CATALOG = ("site", "policy", "reviewers", "columns", "units", "key-areas", "holidays")


def list_public_catalog(tree: Tree) -> Iterator[SourceFile]:
    """The files that are published so that anyone can verify the site offline."""
    for name in _PUBLIC_CATALOG:
        yield tree.files[f"catalog/{name}.yml"]
    for path in (SEAL_PATH, STOCK_PATH):
        if path in tree.files:
            yield tree.files[path]
    yield from tree.under(DELEGATIONS)


def list_export_steps(
    site: SiteModel, tree: Tree, digests: Digests, urls: Iterable[str]
) -> Iterator[Step]:
    """Every export as a step; `urls` are the addresses of all pages, for the site map."""
    for part in list_export_parts(site, tree, urls):
        yield _make_step(part, digests)


def _make_step(part: Part, digests: Digests) -> Step:
    name = f"export/{part.name}"
    key = digests.key(name, digest(*part.reads(digests)))
    return Step(name, key, lambda: [Output(*file, GENERATED) for file in part.make()])


def list_export_parts(site: SiteModel, tree: Tree, urls: Iterable[str]) -> Iterator[Part]:
    """Every export; `urls` as above."""
    yield from list_catalog_parts(site)
    yield plan_standard(site)
    yield from list_annual_parts(site)
    yield from list_api_parts(site)
    yield from list_gkmlpt_parts(site)
    yield from list_feed_parts(site)
    yield plan_dcat(site)
    yield from list_discovery_parts(site, urls)
    yield Part(FOLDER, lambda _: (), lambda: _list_means(site, tree))


def _list_means(site: SiteModel, tree: Tree) -> Iterator[tuple[str, bytes]]:
    """What anyone needs to verify the site offline."""
    yield f"{FOLDER}/allowed_signers", format_allowed_signers(site.catalog).encode()
    for file in list_public_catalog(tree):
        yield f"{FOLDER}/{file.path}", file.data
