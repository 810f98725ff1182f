"""What must not be told and what may be, for the search through the output (DESIGN §6.5)."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.core.attachments import inspection_key
from gongkai.core.drafts import id_of
from gongkai.core.log import EventKind
from gongkai.core.models.fields import Disclosure
from gongkai.core.search_form import search_form
from gongkai.core.source import SourceRefusedError, split_source
from gongkai.publish.export_steps import list_public_catalog
from gongkai.publish.exports.feeds import list_feeds
from gongkai.publish.negative_space import Document, Public, Secret
from gongkai.publish.pages.details import format_citation, list_metadata
from gongkai.publish.pages.elements import list_elements
from gongkai.publish.proofs import format_ended_proof
from gongkai.publish.records import list_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from gongkai.core.gate import Verdict
    from gongkai.core.items import Item
    from gongkai.core.site import SiteModel
    from gongkai.core.source import Source
    from gongkai.core.tree import SourceFile, Tree
    from gongkai.publish.theme_files import Theme

PROOF = "proof.json"
_ENGINE = Path(__file__).parents[1]
_PLAIN = (".csv", ".txt")
_NAMES = ("title", "document_number", "index_number")
_DIGEST = b'\n "digest": "%s",\n'
"""How a proof of ours names what it proves; only on the outermost level is a name so indented."""
_LINK = re.compile(r"\]\([^)\s]*\)")
_MARKS = re.compile(r"^[ |:-]+$|[|*#`>_\[\]~\\]", re.MULTILINE)


def read_attached(verdict: Verdict, file: SourceFile) -> Iterator[str]:
    """The texts of an attachment: what the gate saw in it, and itself if it is plain text."""
    inspection = verdict.inspections.get(inspection_key(file))
    if inspection is not None:
        yield from inspection.texts
    if file.path.endswith(_PLAIN):
        yield file.data.decode("utf-8", "replace")


def list_secrets(
    verdict: Verdict,
    tree: Tree,
    live: Path,
    *,
    shown: bool,
    is_unchanged: Callable[[str], bool] = lambda _path: False,
) -> Iterator[Secret]:
    """Everything held, waiting, unfinished or withheld, and what the live site told until now.

    `shown` says whether the register shows what is disclosed on request, `is_unchanged` of which
    files the live site is known to have the very bytes of the new one.
    """
    read = partial(read_attached, verdict)
    files = _list_attachments(tree)
    waiting = (draft.source for draft in (*verdict.held, *verdict.scheduled))
    for source in (*waiting, *verdict.unfinished):
        texts = (text for file in files.get(source.path, ()) for text in read(file))
        yield _keep("未审查文件", source, texts)
    for draft in (*verdict.suspended, *verdict.expired):
        # What it was called stays public.
        body = draft.source.body
        texts = (text for file in draft.attachments for text in read(file))
        yield Secret(f"已撤下文件 {draft.source.path} ", (body, strip_marks(body), *texts))
    for entry in verdict.register:
        source = entry.draft.source
        if shown and entry.record.disclosure is Disclosure.ON_REQUEST:
            yield Secret(f"不公开登记 {source.path} ", (entry.record.reason.text,))
        else:
            yield _keep("不公开登记", source, ())
    yield from _list_withdrawn(verdict, live, is_unchanged)


def _keep(kind: str, source: Source, attached: Iterable[str]) -> Secret:
    named = (source.values.get(name) for name in _NAMES)
    names = [value for value in named if isinstance(value, str)]
    texts = (source.body, strip_marks(source.body), *list_values(source.values), *attached)
    return Secret(f"{kind} {source.path} ", texts, (*names, id_of(source.path)))


def _list_attachments(tree: Tree) -> Mapping[str, tuple[SourceFile, ...]]:
    """The attachments in the tree by the path of their document, typed or not."""
    found: dict[str, list[SourceFile]] = {}
    for path, file in tree.files.items():
        folder, mark, _ = path.rpartition(".files/")
        if mark:
            found.setdefault(f"{folder}.md", []).append(file)
    return {path: tuple(files) for path, files in found.items()}


def _list_withdrawn(
    verdict: Verdict, live: Path, is_unchanged: Callable[[str], bool]
) -> Iterator[Secret]:
    """What documents that are withdrawn or revised said, as the live site still has it.

    The proof has the whole source in it: where it is to stay as it is, so does what it tells.
    """
    digests = {document.id: document.draft.source.digest for document in verdict.cleared}
    for name in (*digests, *(grave.id for grave in verdict.withdrawn)):
        if is_unchanged(f"{name}/{PROOF}"):
            continue
        try:
            data = (live / name / PROOF).read_bytes()
            if name in digests and _DIGEST % digests[name].encode() in data:
                continue
            proof = json.loads(data)
            if proof["digest"] == digests.get(name):
                continue
            source = split_source(str(proof["path"]), str(proof["source"]))
        except (OSError, ValueError, KeyError, TypeError, SourceRefusedError):
            # A live site that does not tell is no reason to keep it.
            continue
        texts = partial(_read_live, live / name)
        kept = _keep("已撤下文件", source, texts())
        # Its address and index number stay public.
        yield replace(kept, names=kept.names[:-1], document=name)


def _read_live(folder: Path) -> Iterator[str]:
    for path in sorted(folder.iterdir()):
        if path.suffix in _PLAIN and path.is_file():
            yield path.read_text("utf-8", "replace")


def strip_marks(body: str) -> str:
    """A Markdown text about as a page shows it: without marks and targets of links."""
    return _MARKS.sub("", _LINK.sub("", body))


def list_values(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever front-matter holds
    """Every text in a front-matter value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from list_values(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from list_values(inner)


def list_public(verdict: Verdict, site: SiteModel, tree: Tree, theme: Theme) -> Public:
    """Every text that somebody signed for publication, and the engine's own."""
    return Public(
        main=(partial(_list_signed, site, tree, theme),),
        documents=tuple(
            Document(partial(_list_document, verdict, item), _find_bytes(tree, item), item.id)
            for item in site.items
        ),
        further=(
            partial(_list_further, verdict, site),
            *(partial(_list_derived, item, site.catalog.site.url) for item in site.items),
        ),
    )


def _list_signed(site: SiteModel, tree: Tree, theme: Theme) -> Iterator[str]:
    """The sealed catalogue and theme, and the register as far as it is shown."""
    for file in list_public_catalog(tree):
        yield file.data.decode("utf-8", "replace")
    yield from theme.list_texts()
    for grave in site.withdrawn:
        yield from (grave.id, grave.source.reviewed_text)
    for draft in (*site.suspended, *site.expired):
        yield format_ended_proof(site.catalog, draft, EventKind.EXPIRE).decode()
    if site.catalog.policy.show_on_request:
        for entry in site.on_request:
            yield from (entry.title, entry.index_number)


def _find_bytes(tree: Tree, item: Item) -> bytes | None:
    """The source as it is in the tree; what attachments say stands nowhere as it is."""
    file = tree.files.get(item.cleared.draft.source.path)
    return None if file is None or item.cleared.attachments else file.data


def _list_document(verdict: Verdict, item: Item) -> Iterator[str]:
    source = item.cleared.draft.source
    yield from (item.id, source.reviewed_text)
    # Words of an earlier revision that were signed again are public, however they are quoted.
    yield from list_values(source.values.get("changes", ()))
    if item.cleared.rendered is not None:
        yield "".join(item.cleared.rendered.blocks)
    for file in item.cleared.attachments:
        yield from read_attached(verdict, file)


def _list_further(verdict: Verdict, site: SiteModel) -> Iterator[str]:
    """The engine's own words, and what pages tell of documents that are no more."""
    for folder in ("core", "publish"):
        for path in sorted((_ENGINE / folder).rglob("*.py")):
            yield path.read_text("utf-8")
    for grave in site.withdrawn:
        yield f"信息已撤回（索引号 {grave.tombstone.index_number}）"
    for draft in (*verdict.suspended, *verdict.expired):
        yield from list_values(draft.source.values)
    for revisions in site.history.values():
        # Each page names the earlier revisions, which later ones name as their `previous`.
        yield from (revision.digest for revision in revisions)
    for feed in list_feeds(site):
        yield from (text for entry in feed.entries for text in (entry.title, entry.summary))


def _list_derived(item: Item, url: str) -> Iterator[str]:
    """What is put together from the values of one document."""
    yield strip_marks(item.cleared.draft.source.body)
    yield from list_values(item.cleared.draft.source.values)
    yield format_citation(item, url + item.url)
    yield from (value for _, value in list_metadata(item))
    for row in list_elements(item.record):
        yield from row.lines
    # The keys of the search index are without punctuation.
    yield "\n".join(map(search_form, (item.record.title, *list_blocks(item))))
