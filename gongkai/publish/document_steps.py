"""The steps that make each document's page with all that is made of this document alone.

A document's page shows the document, what its relations lead to, the catalogue and the day; its
proof and its answer of the interface show no more than that. All of it is in the step's key.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from gongkai.core.ended import describe_expired, describe_grave, describe_suspended
from gongkai.core.log import EventKind
from gongkai.publish.digests import digest
from gongkai.publish.exports.api_items import format_document, locate
from gongkai.publish.page_steps import print_page
from gongkai.publish.pages.document import view_document, view_ended
from gongkai.publish.pages.heads import complete_head
from gongkai.publish.pages.render import make_environment, render
from gongkai.publish.proofs import format_ended_proof, format_proof, format_withdrawal_proof
from gongkai.publish.steps import GENERATED, Output, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jinja2 import Environment

    from gongkai.core.drafts import Draft
    from gongkai.core.ended import Ended
    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel
    from gongkai.core.tree import Tree
    from gongkai.publish.digests import Digests
    from gongkai.publish.frames import Frames
    from gongkai.publish.pages.page import View
    from gongkai.publish.theme_files import Theme

TEMPLATES = ("_macros.html", "_document.html", "document.html", "ended.html")
"""What these pages are made with: worth compiling before any process is forked."""


def list_document_steps(
    site: SiteModel, tree: Tree, digests: Digests, theme: Theme, frames: Frames
) -> Iterator[Step]:
    """A step for each document, and for each notice where a document stood.

    To make one raises FrameError when a template cannot be used.
    """
    press = Press(site, make_environment(theme.fragments), frames)
    view = str(frames.preview)
    for item in site.items:
        # A preview shows what waits for its hour, which then becomes public without a change.
        state, shown = str(item.cleared.reviewed), digests.of_item(item)
        key = digests.key("document", view, state, shown)
        yield Step(f"document/{item.id}", key, partial(press.make_document, item))
    for ended, signed, proof in list_ended(site):
        files = digest(*(tree.files[path].sha256 for path in signed))
        key = digests.key("ended", view, ended.kind, files)
        yield Step(f"ended/{ended.id}", key, partial(press.make_ended, ended, proof))


@dataclass(frozen=True, slots=True)
class Press:
    """What makes the files of documents."""

    site: SiteModel
    environment: Environment
    frames: Frames

    def make_document(self, item: Item) -> Iterator[Output]:
        """The files of a document."""
        site = self.site
        yield from self._print(view_document(site, item), item.cleared.draft.source.path)
        proof = format_proof(site.catalog, item.cleared.draft)
        yield Output(f"{item.url}proof.json", proof, GENERATED)
        yield Output(locate(item.id), format_document(site, item), GENERATED)
        for file in item.cleared.attachments:
            yield Output(f"{item.url}{file.path.rpartition('/')[2]}", file.data, file.path)

    def make_ended(self, ended: Ended, proof: Callable[[], bytes]) -> Iterator[Output]:
        """The files of a notice."""
        column = self.site.catalog.column_by_id[ended.column]
        yield from self._print(view_ended(self.site, column, ended), GENERATED)
        yield Output(f"{ended.url}proof.json", proof(), GENERATED)

    def _print(self, view: View, source: str) -> Iterator[Output]:
        page = render(complete_head(self.site, view), self.environment)
        return print_page(page, self.frames, source)


def list_ended(site: SiteModel) -> Iterator[tuple[Ended, tuple[str, ...], Callable[[], bytes]]]:
    """Each notice, the paths of what was signed, and what makes its proof file."""
    catalog = site.catalog
    for grave in site.withdrawn:
        paths = (grave.source.path,)
        yield describe_grave(grave), paths, partial(format_withdrawal_proof, catalog, grave)
    for draft in site.suspended:
        proof = partial(format_ended_proof, catalog, draft, EventKind.SUSPEND)
        yield describe_suspended(draft), _name_files(draft), proof
    for draft in site.expired:
        proof = partial(format_ended_proof, catalog, draft, EventKind.EXPIRE)
        yield describe_expired(draft), _name_files(draft), proof


def _name_files(draft: Draft) -> tuple[str, ...]:
    return draft.source.path, *(file.path for file in draft.attachments)
