"""What must never enter the history of the repository, judged over single versions of documents.

History is itself disclosure, to everybody who may read the repository, and it cannot be undone: a
later commit that removes a text leaves it in every clone. What can still be put right before
publication, personal data above all, is left to editors and reviewers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gongkai.core.chain import check_chain
from gongkai.core.drafts import PLACEHOLDER, Draft, id_of, read_document
from gongkai.core.findings import Severity
from gongkai.core.inventory import scan_content
from gongkai.core.judging import make_case
from gongkai.core.models import RegisterEntry, Tombstone
from gongkai.core.models.fields import Disclosure
from gongkai.core.rules import RULES
from gongkai.core.scan import ScanContext, finding_id, scan_text
from gongkai.core.source import Source, SourceRefusedError, read_source
from gongkai.core.tail import format_tail
from gongkai.core.text import TextRefusedError, read_text
from gongkai.core.tree import SourceFile
from gongkai.core.waivers import list_waived

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from gongkai.core.attachments import Inspection
    from gongkai.core.findings import Finding
    from gongkai.core.judging import Grounds
    from gongkai.core.scan import Hit
    from gongkai.core.tree import Tree

MAX_BYTES = 50 * 1024 * 1024
"""Size of the largest file that may enter history."""
REFUSED = frozenset({"scan-marking", "scan-internal", "scan-openness", "scan-credential"})
"""What the scanner finds and history must not keep; personal data may be waived in review."""
_OPAQUE = frozenset(
    {
        "attachment-encrypted",
        "attachment-too-complex",
        "attachment-type",
        "attachment-unreadable",
    }
)
"""Faults of attachments into which nobody can look: they may hold whatever is refused."""
_OPAQUE_WITHOUT_TEXT = frozenset({"attachment-package", "attachment-trailing-bytes"})
"""Faults that end the inspection, unless it went on to find a text."""
_OF_SIGNATURE = frozenset(
    {"review-missing", "review-incomplete", "review-order", "review-refused", "review-signature"}
)
_WITHHELD = re.compile(
    r"disclosure(?:(?!主动公开).){0,60}?(?:依申请|不予|不)公开|type\W{1,40}dengji", re.DOTALL
)
"""What a head that cannot be read may still say."""
_TOMBSTONE = Tombstone.type_id
_UNKNOWN = "写有不主动公开，文件头却无法解读，不能确定没有正文"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a document's file, read as far as it can be."""

    path: str
    text: str
    source: Source | None
    """None when the strict reader refuses it."""
    fault: Finding | None = None
    """Why its text cannot be relied upon."""

    @property
    def withheld(self) -> bool:
        """Whether it is registered as not disclosed; whatever is not plainly open counts."""
        if self.source is None:
            return _WITHHELD.search(self.text) is not None
        values = self.source.values
        if values.get("type") == RegisterEntry.type_id:
            return True
        said = str(values.get("disclosure", ""))
        return said not in {"", Disclosure.PROACTIVE} and PLACEHOLDER not in said

    @property
    def telling(self) -> bool:
        """Whether it has a text that must not stay in history once it is withheld."""
        if self.source is None:
            return True
        return bool(self.source.body.strip() or "summary" in self.source.values)

    @property
    def buried(self) -> bool:
        """Whether it is a tombstone."""
        return self.source is not None and self.source.values.get("type") == _TOMBSTONE


def read_version(file: SourceFile) -> Version:
    """The version that a file's bytes make; bytes that are no UTF-8 are a fault."""
    text = file.data.decode("utf-8", "replace")
    fault = None
    try:
        read_text(file.data)
    except TextRefusedError as error:
        fault = RULES["text-malformed"].at(file.path, error.line, error.reason)
        if "\ufffd" not in text:  # readable all the same: the scanner sees through the rest
            fault = replace(fault, severity=Severity.WARN)
    try:
        return Version(file.path, text, read_source(file), fault)
    except SourceRefusedError:
        return Version(file.path, text, None, fault)


def check_paths(tree: Tree) -> Iterator[Finding]:
    """Paths that cannot be documents or attachments, and what is no plain file."""
    inventory = scan_content(tree)
    owners = {file.path for file in inventory.documents}
    early = {
        file.path
        for owner, files in inventory.attachments.items()
        if owner not in owners
        for file in files
    }
    for finding in inventory.findings:
        # An attachment may be committed before its document.
        yield replace(finding, severity=Severity.WARN) if finding.path in early else finding


def check_entry(version: Version, attachments: Collection[str]) -> Iterator[Finding]:
    """What an entry of what is not disclosed holds beyond the entry (条例第十四条至第十六条)."""
    if not version.withheld:
        return
    rule = RULES["entry-with-content"]
    if version.source is None:
        yield rule.at(version.path, 0, _UNKNOWN)
        return
    surplus = [*_list_surplus(version.source), *(["附件"] if attachments else [])]
    if surplus:
        message = f"不主动公开的登记项带有{'、'.join(surplus)}"
        yield rule.at(version.path, version.source.body_line, message)


def _list_surplus(source: Source) -> Iterator[str]:
    if source.body.strip():
        yield "正文"
    if "summary" in source.values:
        yield "概述"
    if source.values.keys() - RegisterEntry.model_fields.keys() - {"summary"}:
        yield "登记项以外的字段"


def scan_inspection(inspection: Inspection, grounds: Grounds | None) -> tuple[Hit, ...]:
    """What the scanner found in all texts of an attachment."""
    return scan_text("\n\n".join(inspection.texts), _make_context(None, grounds))


def check_inspection(path: str, inspection: Inspection) -> Iterator[Finding]:
    """The faults of an attachment; only what nobody can look into must not enter history."""
    for fault in inspection.faults:
        blind = not inspection.texts and fault.rule in _OPAQUE_WITHOUT_TEXT
        severity = Severity.BLOCK if blind or fault.rule in _OPAQUE else Severity.WARN
        yield replace(RULES[fault.rule].at(path, 0, fault.message), severity=severity)


def _make_context(version: Version | None, grounds: Grounds | None) -> ScanContext:
    allowed = grounds.open_numbers if grounds else frozenset[str]()
    withheld = version is not None and version.withheld
    said = Disclosure.WITHHELD if withheld else Disclosure.PROACTIVE
    return ScanContext(disclosure=said, allowed=allowed)


def check_texts(
    version: Version,
    looks: Iterable[tuple[str, tuple[Hit, ...]]],
    grounds: Grounds | None,
    *,
    own: bool,
) -> Iterator[Finding]:
    """What the scanner found in a document, if `own`, and in its attachments, and nobody waived.

    Findings name rule and place alone: no word of the text, not even masked.
    """
    waived = _list_waived(version, grounds)
    digest = version.source.digest if version.source else ""
    context = _make_context(version, grounds)
    found = [(version.path, line, hit) for line, hit in _scan_version(version, context) if own]
    found += [(path, 0, hit) for path, hits in looks for hit in hits]
    for path, line, hit in found:
        if hit.severity is not Severity.INFO and (
            not waived or (hit.rule, finding_id(digest, hit)) not in waived
        ):
            yield _describe(path, line, hit)


def check_message(place: str, text: str) -> Iterator[Finding]:
    """Markings in the message of a commit or tag, which stays in history as files do."""
    for hit in scan_text(text):
        finding = _describe(place, 1 + text.count("\n", 0, hit.start), hit)
        if finding.severity is Severity.BLOCK:
            yield finding


def _describe(path: str, line: int, hit: Hit) -> Finding:
    rule = RULES[hit.rule]
    kept = hit.rule in REFUSED and hit.severity is Severity.BLOCK
    severity = Severity.BLOCK if kept else Severity.WARN
    return replace(rule.at(path, line, rule.meaning.split("。")[0]), severity=severity)


def _scan_version(version: Version, context: ScanContext) -> Iterator[tuple[int, Hit]]:
    """Hits with their lines in the file; the tail's signatures are no text."""
    source = version.source
    if source is None:
        for hit in scan_text(version.text, context):
            yield 1 + version.text.count("\n", 0, hit.start), hit
        return
    text, skipped = source.reviewed_text, format_tail(source.tail).count("\n")
    for hit in scan_text(text, context):
        line = 1 + text.count("\n", 0, hit.start)
        yield line + (skipped if line >= source.tail_line else 0), hit
    tail = source.tail
    said = [(tail.line_of_waiver(n), w.reason) for n, w in enumerate(tail.waivers, 1)]
    said += [(tail.line_of_entry(n), e.basis) for n, e in enumerate(tail.entries, 1)]
    for offset, words in said:
        for hit in scan_text(words, context):
            yield source.tail_line + offset, hit


def _list_waived(version: Version, grounds: Grounds | None) -> set[tuple[str, str]]:
    """Rule and id of the findings that a person with that power lets stand."""
    if version.source is None or not version.source.tail.waivers or grounds is None:
        return set()
    file = SourceFile(version.path, version.text.encode())
    drafts = read_document(file, (), grounds.catalog).drafts
    return {name for draft in drafts for name in list_waived(make_case(grounds, draft))}


def check_signed(
    file: SourceFile, attachments: tuple[SourceFile, ...], grounds: Grounds
) -> Iterator[Finding]:
    """Whether a document that claims to be published is what its reviewers signed."""
    for draft in read_document(file, attachments, grounds.catalog).drafts:
        if draft.source.tail.published is not None and not _is_stock(draft, grounds):
            yield from _check_chain(draft, grounds)


def _check_chain(draft: Draft, grounds: Grounds) -> Iterator[Finding]:
    rule = RULES["history-signed-changed"]
    for finding in check_chain(make_case(grounds, draft)):
        if finding.rule in _OF_SIGNATURE:
            yield rule.at(finding.path, finding.line, finding.message)


def _is_stock(draft: Draft, grounds: Grounds) -> bool:
    stock = grounds.catalog.stock
    return stock is not None and stock.find_item(draft.source, draft.attachments) is not None


def is_public(version: Version, stock: Collection[str]) -> bool:
    """Whether a version claims to be public with reviews or by the list of stock, or is ended."""
    source = version.source
    if source is None:
        return False
    claims = source.tail.published is not None or version.buried
    return claims and (bool(source.tail.entries) or id_of(version.path) in stock)


def check_successor(old: Version, new: Version | None) -> Iterator[Finding]:
    """What became of a public document or a tombstone: it may be revised or withdrawn, not cut."""
    if new is None:
        what = "撤回记录" if old.buried else "已签署公开的文件"
        yield RULES["history-deleted"].at(old.path, 0, f"{what}被删除")
    elif old.buried and not new.buried:
        yield RULES["history-deleted"].at(old.path, 0, "撤回记录被换成了别的内容")
    elif new.source is None:
        message = "已签署公开的文件改得无法解读"
        yield RULES["history-signed-changed"].at(new.path, 0, message)
    elif not new.buried and new.source.tail.published is None:
        message = "已公开的文件没有了发布时间，变成了待审，合并后会使构建停止"
        finding = RULES["published-held"].at(new.path, new.source.tail_line, message)
        yield replace(finding, severity=Severity.WARN)
