"""Checking the documents of a built site: each proof derived again, by the gate's own functions."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gongkai.core.body import check_body, render_body
from gongkai.core.chain import Case, check_chain
from gongkai.core.drafts import Draft, Grave, read_drafts
from gongkai.core.inventory import Inventory
from gongkai.core.models import Document
from gongkai.core.source import SourceRefusedError, read_source
from gongkai.core.state import State
from gongkai.core.statement import Subject
from gongkai.core.tail import TailRefusedError, parse_tail
from gongkai.core.tree import SourceFile
from gongkai.core.withdrawal import check_grave
from gongkai.publish.page_text import read_body_text
from gongkai.publish.proofs import format_proof, format_withdrawal_proof
from gongkai.publish.verify_records import fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gongkai.core.catalog import Catalog
    from gongkai.core.findings import Finding
    from gongkai.core.log import Log, LogLine
    from gongkai.core.state import Known
    from gongkai.publish.built_site import BuiltSite

_PROOF = re.compile(r"([^/]+/[^/]+)/proof\.json")
_PAGE = re.compile(r"(([^/]+)/([^/]+))/index\.html")
_YEAR = re.compile(r"[0-9]{4}")
_OWN = frozenset({"index.html", "proof.json"})


@dataclass(frozen=True)
class Witness:
    """What the documents of a site are held against."""

    built: BuiltSite
    catalog: Catalog
    log: Log

    def list_attachments(self, name: str) -> tuple[str, ...]:
        """The files beside the page of a document, in the order of their names."""
        return tuple(file for file in self.built.names.get(name, ()) if file not in _OWN)

    @cached_property
    def events(self) -> dict[str, list[LogLine]]:
        """The log's lines about each document."""
        found: dict[str, list[LogLine]] = {}
        for line in self.log.lines:
            found.setdefault(line.event.subject, []).append(line)
        return found


class ProofRefusedError(ValueError):
    """A proof from which no document can be derived; the message is Chinese."""


def check_documents(witness: Witness, progress: Callable[[str], None]) -> Iterator[Finding]:
    """What is wrong with the documents that the log knows, and which it does not know."""
    state = State(log=witness.log)
    total = len(state.published) + len(state.withdrawn)
    for number, (name, known) in enumerate(sorted(state.published.items()), 1):
        progress(f"核对审查凭据 {number}/{total}")
        yield from _check_published(witness, name, known)
    for name, known in sorted(state.withdrawn.items()):
        yield from _check_withdrawn(witness, name, known)
    yield from _list_unlogged(witness, state.published.keys() | state.withdrawn.keys())


def _list_unlogged(witness: Witness, known: set[str]) -> Iterator[Finding]:
    columns = witness.catalog.column_by_id
    for path in sorted(witness.built.files):
        match = _PROOF.fullmatch(path)
        page = _PAGE.fullmatch(path)
        if page and page[2] in columns and not _YEAR.fullmatch(page[3]):
            match = page
        if match and match[1] not in known:
            yield fault("verify-unlogged", path, "公开日志没有记载这份文件")


def _check_published(witness: Witness, name: str, known: Known) -> Iterator[Finding]:
    path = f"{name}/proof.json"
    data = witness.built.read(path)
    if data is None:
        yield fault("verify-proof", path, "已公开的文件没有审查凭据")
        return
    try:
        value = _parse_proof(data)
        altered = [*_check_attachments(witness, name, value)]
        draft = _derive(witness, name, value)
    except ProofRefusedError as error:
        yield fault("verify-proof", path, str(error))
        return
    if altered:
        yield from altered
        return
    if not isinstance(draft, Draft):
        yield fault("verify-proof", path, "公开日志中没有撤回，凭据却是撤回记录")
        return
    if (draft.record.revision, draft.source.tail.entries[-1].digest) != (
        known.revision,
        known.digest,
    ):
        yield fault("verify-proof", path, "不是公开日志记载的版本")
    elif format_proof(witness.catalog, draft) != data:
        yield fault("verify-proof", path, "凭据与重新推导的不一致")
    yield from _check_reviews(witness, path, draft)
    yield from _check_page(witness, draft)


def _parse_proof(data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(data)
        statement = json.loads(value["reviews"][-1]["statement"])
        return {
            "source": str(value["source"]),
            "published": statement.get("published"),
            "attachments": [
                (str(a["path"]), int(a["size"]), str(a["sha256"]))
                for a in statement.get("attachments", ())
            ],
            "entries": [str(review["entry"]) for review in value["reviews"]],
        }
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise ProofRefusedError("凭据的格式不对") from error


def _check_attachments(witness: Witness, name: str, value: dict[str, Any]) -> Iterator[Finding]:
    signed = {
        path.rsplit("/", 1)[-1]: (size, digest) for path, size, digest in value["attachments"]
    }
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


def _derive(witness: Witness, name: str, value: dict[str, Any]) -> Draft | Grave:
    """The document that a proof describes, read as strictly as the gate reads the repository."""
    path = f"content/{name}.md"
    try:
        bare = read_source(SourceFile(path, value["source"].encode()))
        lines = ["review:", *value["entries"]]
        if value["published"] is not None:
            lines.insert(0, f"published: {value['published']}")
        text = bare.with_tail(parse_tail("".join(f"{line}\n" for line in lines)))
        document = SourceFile(path, text.encode())
        if bare.tail.entries or read_source(document).reviewed_text != value["source"]:
            raise ProofRefusedError("凭据中的原文带有审查记录")
    except (SourceRefusedError, TailRefusedError) as error:
        raise ProofRefusedError(
            f"凭据中的原文或审查记录无法按唯一方式解读：{error.reason}"
        ) from error
    except UnicodeEncodeError as error:
        raise ProofRefusedError("凭据的格式不对") from error
    attachments = tuple(
        SourceFile(f"content/{name}.files/{file}", witness.built.read(f"{name}/{file}") or b"")
        for file in witness.list_attachments(name)
    )
    reading = read_drafts(Inventory((document,), {path: attachments}, ()), witness.catalog)
    items: tuple[Draft | Grave, ...] = (*reading.drafts, *reading.graves)
    if items:
        return items[0]
    reasons = "；".join(finding.message for finding in reading.findings)
    raise ProofRefusedError(f"凭据中的原文不合规范：{reasons}")


def _check_reviews(witness: Witness, path: str, draft: Draft) -> Iterator[Finding]:
    catalog, source = witness.catalog, draft.source
    now = witness.log.lines[-1].time
    line = witness.events[draft.id][-1]
    logged = line.time
    subject = Subject(catalog.site.id, source, draft.record, draft.attachments)
    for finding in check_chain(Case(catalog, subject, now, witness.log.inclusion_of(line))):
        yield fault("verify-review", path, finding.message)
    if source.tail.published is None or source.tail.published > logged:
        yield fault("verify-review", path, "公开日志的记载早于签署的发布时间")


def _check_page(witness: Witness, draft: Draft) -> Iterator[Finding]:
    """Whether the page shows the signed title and body; frames and lists stay unjudged."""
    path = f"{draft.id}/index.html"
    page = witness.built.read(path)
    if page is None:
        yield fault("verify-page", path, "已公开的文件没有页面")
        return
    if html.escape(draft.record.title).encode() not in page:
        yield fault("verify-page", path, "页面上没有签署的标题")
    if isinstance(draft.record, Document) and not any(check_body(draft.source.body)):
        try:
            shown = read_body_text(page)
        except ValueError:
            shown = None
        if shown != render_body(draft.source.body).text:
            yield fault("verify-page", path, "页面上的正文与签署的不一致")


def _check_withdrawn(witness: Witness, name: str, known: Known) -> Iterator[Finding]:
    path = f"{name}/proof.json"
    data = witness.built.read(path)
    if data is None:
        yield fault("verify-proof", path, "已撤回的文件没有撤回凭据")
        return
    try:
        grave = _derive(witness, name, _parse_proof(data))
    except ProofRefusedError as error:
        yield fault("verify-proof", path, str(error))
        return
    if not isinstance(grave, Grave) or grave.source.tail.entries[-1].digest != known.digest:
        yield fault("verify-proof", path, "不是公开日志记载的撤回")
        return
    if format_withdrawal_proof(witness.catalog, grave) != data:
        yield fault("verify-proof", path, "凭据与重新推导的不一致")
    inclusion = witness.log.inclusion_of(witness.events[grave.id][-1])
    for finding in check_grave(witness.catalog, grave, witness.log.lines[-1].time, inclusion):
        yield fault("verify-review", path, finding.message)
    if not _ends_what_was_published(witness, grave):
        yield fault("verify-proof", path, "撤回记录所终止的不是已公开的版本")
    for file in witness.list_attachments(name):
        yield fault("verify-attachment", f"{name}/{file}", "已撤回文件的附件仍在")


def _ends_what_was_published(witness: Witness, grave: Grave) -> bool:
    """True also for what was withdrawn before this log began."""
    earlier = [line.event for line in witness.events[grave.id][:-1]]
    stone = grave.tombstone
    return not earlier or (earlier[-1].revision, earlier[-1].digest) == (
        stone.revision,
        stone.ends,
    )
