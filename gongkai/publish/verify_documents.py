"""Checking the documents of a built site: each proof derived again, by the gate's own functions."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from gongkai.core.body import check_body, render_body
from gongkai.core.chain import Case, check_chain
from gongkai.core.drafts import Draft, Grave
from gongkai.core.findings import Severity
from gongkai.core.models import Document
from gongkai.core.statement import Subject
from gongkai.core.withdrawal import check_grave
from gongkai.publish.page_text import read_body_text
from gongkai.publish.proofs import format_proof, format_withdrawal_proof
from gongkai.publish.verify_ended import check_ended
from gongkai.publish.verify_places import find_unlogged
from gongkai.publish.verify_proofs import (
    ProofRefusedError,
    ProofText,
    Witness,
    derive_document,
    parse_proof,
)
from gongkai.publish.verify_records import fault
from gongkai.publish.verify_traditional import check_traditional

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gongkai.core.findings import Finding
    from gongkai.core.state import Known

_LEAD = re.compile(
    r"^ *(?:#{1,6} |[-*+] |\d+\. |> )? *|^[ |:-]+$|(?<=\|) *[<^] *(?=\|)", re.MULTILINE
)
_LINK = re.compile(r"!\[[^\]]*\]\([^)]*\)|\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[*|\s]")


def check_documents(witness: Witness, progress: Callable[[str], None]) -> Iterator[Finding]:
    """What is wrong with the documents that the log knows, and which it does not know."""
    state = witness.state
    for number, (name, known) in enumerate(sorted(state.known.items()), 1):
        progress(f"核对审查凭据 {number}/{len(state.known)}")
        if name in state.published:
            yield from _check_published(witness, name, known)
        elif name in state.withdrawn:
            yield from _check_withdrawn(witness, name, known)
        else:
            yield from check_ended(witness, name, known)
        if name not in state.published:
            yield from check_traditional(witness, name, "")
    yield from find_unlogged(witness.built, witness.catalog, state.known.keys())


def _check_published(witness: Witness, name: str, known: Known) -> Iterator[Finding]:
    path = f"{name}/proof.json"
    data = witness.built.read(path)
    if data is None:
        yield fault("verify-proof", path, "已公开的文件没有审查凭据")
        return
    try:
        proof = parse_proof(data)
        altered = [*_check_attachments(witness, name, proof)]
        draft = derive_document(witness, name, proof)
    except ProofRefusedError as error:
        yield fault("verify-proof", path, str(error))
        return
    if altered:
        yield from altered
        return
    if not isinstance(draft, Draft):
        yield fault("verify-proof", path, "公开日志中没有撤回，凭据却是撤回记录")
        return
    if (draft.record.revision, draft.source.credential) != (known.revision, known.digest):
        yield fault("verify-proof", path, "不是公开日志记载的版本")
    elif format_proof(witness.catalog, draft) != data:
        yield fault("verify-proof", path, "凭据与重新推导的不一致")
    yield from _check_reviews(witness, path, draft, known)
    yield from _check_page(witness, draft)
    yield from check_traditional(witness, name, draft.record.title)


def _check_attachments(witness: Witness, name: str, proof: ProofText) -> Iterator[Finding]:
    if proof.attachments is None:
        return
    signed = {path.rsplit("/", 1)[-1]: (size, sha) for path, size, sha in proof.attachments}
    present = witness.list_attachments(name)
    for file in sorted(signed.keys() | set(present)):
        path = f"{name}/{file}"
        measured = witness.built.files.get(path)
        if file not in signed:
            yield fault("verify-attachment", path, "没有人签署过这个附件")
        elif measured is None:
            yield fault("verify-attachment", path, "签署过的附件不见了")
        elif (measured.size, measured.sha256) != signed[file]:
            yield fault("verify-attachment", path, "附件与签署时不一致")


def _check_reviews(witness: Witness, path: str, draft: Draft, known: Known) -> Iterator[Finding]:
    catalog, source = witness.catalog, draft.source
    stock = catalog.stock
    listed = stock is not None and stock.find_item(source, draft.attachments) is not None
    if source.tail.entries or not listed:
        subject = Subject(catalog.site.id, source, draft.record, draft.attachments)
        case = Case(catalog, subject, witness.log.lines[-1].time, known.inclusion)
        for finding in _list_blocking(check_chain(case)):
            yield fault("verify-review", path, finding.message)
    logged = witness.events[draft.id][-1].time
    if source.tail.published is None or source.tail.published > logged:
        yield fault("verify-review", path, "公开日志的记载早于签署的发布时间")


def _list_blocking(findings: Iterable[Finding]) -> list[Finding]:
    """What is only to be looked at is the office's affair, not the reader's."""
    return [finding for finding in findings if finding.severity is Severity.BLOCK]


def _check_page(witness: Witness, draft: Draft) -> Iterator[Finding]:
    """Whether the page shows the signed title and body; frames and lists stay unjudged."""
    path = f"{draft.id}/index.html"
    page = witness.built.read(path)
    if page is None:
        yield fault("verify-page", path, "已公开的文件没有页面")
        return
    if html.escape(draft.record.title).encode() not in page:
        yield fault("verify-page", path, "页面上没有签署的标题")
    if isinstance(draft.record, Document) and not _shows(page, draft.source.body):
        yield fault("verify-page", path, "页面上的正文与签署的不一致")


def _shows(page: bytes, body: str) -> bool:
    """Whether a page shows a body; rendered again only where the text alone does not tell."""
    try:
        shown = read_body_text(page)
    except ValueError:
        return False
    if shown == strip_marks(body):
        return True
    return not any(check_body(body)) and shown == render_body(body).text


def strip_marks(body: str) -> str:
    """A body without white space and the commonest marks of Markdown, links without targets."""
    bare = _LINK.sub(r"\1", _LEAD.sub("", body))
    return _MARKS.sub("", bare)


def _check_withdrawn(witness: Witness, name: str, known: Known) -> Iterator[Finding]:
    path = f"{name}/proof.json"
    data = witness.built.read(path)
    if data is None:
        yield fault("verify-proof", path, "已撤回的文件没有撤回凭据")
        return
    try:
        grave = derive_document(witness, name, parse_proof(data))
    except ProofRefusedError as error:
        yield fault("verify-proof", path, str(error))
        return
    if not isinstance(grave, Grave) or grave.source.credential != known.digest:
        yield fault("verify-proof", path, "不是公开日志记载的撤回")
        return
    if format_withdrawal_proof(witness.catalog, grave) != data:
        yield fault("verify-proof", path, "凭据与重新推导的不一致")
    now = witness.log.lines[-1].time
    for finding in _list_blocking(check_grave(witness.catalog, grave, now, known.inclusion)):
        yield fault("verify-review", path, finding.message)
    if not _ends_what_was_published(witness, grave):
        yield fault("verify-proof", path, "撤回记录所终止的不是已公开的版本")
    for file in witness.list_attachments(name):
        yield fault("verify-attachment", f"{name}/{file}", "已撤回文件的附件仍在")


def _ends_what_was_published(witness: Witness, grave: Grave) -> bool:
    """True also for what was withdrawn before this log began, or in a revision not built."""
    earlier = witness.events[grave.id][:-1]
    stone = grave.tombstone
    if not earlier or stone.revision > earlier[-1].event.revision:
        return True
    return (earlier[-1].event.revision, earlier[-1].event.digest) == (stone.revision, stone.ends)
