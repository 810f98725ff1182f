"""Checking documents that are suspended or past their window: ended by right, and wholly.

Their text is gone, so the signed statements speak for them: an operator who wants a page away
must show a lost key of a signer, or a date that the signers themselves had set.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai.core.authority import find_key_end, is_compromised, is_signed
from gongkai.core.log import EventKind
from gongkai.core.statement import address_of, format_canonical, review_namespace
from gongkai.core.tail import Decision, ReviewEntry, parse_tail
from gongkai.publish.proofs import Signed, dump_proof, spell_ended
from gongkai.publish.verify_proofs import ProofRefusedError, Witness
from gongkai.publish.verify_records import fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.core.findings import Finding
    from gongkai.core.state import Known

_BODY = b"gk-body"


def check_ended(witness: Witness, name: str, known: Known) -> Iterator[Finding]:
    """What is wrong with a document whose text is gone for now or for good."""
    path = f"{name}/proof.json"
    data = witness.built.read(path)
    if data is None:
        yield fault("verify-proof", path, "已暂停公开的文件没有凭据")
        return
    try:
        problem = _find_problem(_Ended(witness, name, known, data))
    except ProofRefusedError as error:
        problem = str(error)
    if problem is not None:
        yield fault("verify-proof", path, problem)
    page = witness.built.read(f"{name}/index.html")
    if page is None or _BODY in page:
        message = "没有说明页面" if page is None else "已暂停公开的文件仍有正文"
        yield fault("verify-page", f"{name}/index.html", message)
    for file in witness.list_attachments(name):
        yield fault("verify-attachment", f"{name}/{file}", "已暂停公开文件的附件仍在")


@dataclass(frozen=True, slots=True)
class _Ended:
    witness: Witness
    name: str
    known: Known
    data: bytes

    @property
    def path(self) -> str:
        """The path of the document in the repository."""
        return f"content/{self.name}.md"


def _find_problem(ended: _Ended) -> str | None:
    witness, known = ended.witness, ended.known
    entries, statements, stock = _parse(ended.data)
    catalog, event = witness.catalog, str(known.kind)
    signed = [
        Signed(entry, text, review_namespace(entry.role, catalog.site.id))
        for entry, text in zip(entries, statements, strict=True)
    ]
    value = spell_ended(catalog, ended.path, event, known.revision, signed)
    if dump_proof(value | ({} if stock is None else {"stock": stock})) != ended.data:
        return "凭据与重新推导的不一致"
    if stock is not None:
        return _find_stock_problem(ended, stock)
    if entries[-1].digest != known.digest:
        return "不是公开日志记载的版本"
    for position, (entry, text) in enumerate(zip(entries, statements, strict=True)):
        over = entries[position - 1].digest if position else None
        if not _fits(ended, entry, text, over):
            return f"{entry.role} 的语句与审查记录不符"
        keys = catalog.keys_by_person.get(entry.reviewer, ())
        if not is_signed(entry.signature, text.encode(), keys, signed[position].namespace):
            return f"{entry.reviewer} 的 {entry.role} 签名与语句不符"
    return _find_excuse_problem(ended, entries, json.loads(statements[-1]))


def _parse(data: bytes) -> tuple[tuple[ReviewEntry, ...], tuple[str, ...], str | None]:
    try:
        value = json.loads(data)
        lines = [f"{review['entry']}\n" for review in value["reviews"]]
        statements = tuple(str(review["statement"]) for review in value["reviews"])
        entries = parse_tail("".join(["review:\n", *lines])).entries if lines else ()
        stock = value.get("stock")
    except (ValueError, TypeError, KeyError, RecursionError, AttributeError) as error:
        raise ProofRefusedError("凭据的格式不对") from error
    if len(entries) != len(statements) or bool(entries) == isinstance(stock, str):
        raise ProofRefusedError("凭据的格式不对")
    return entries, statements, stock


def _fits(ended: _Ended, entry: ReviewEntry, text: str, over: str | None) -> bool:
    """Whether a statement is in its one spelling and is about this entry at this place."""
    try:
        value: Any = json.loads(text)
        canonical = format_canonical(value) == text.encode()
    except (ValueError, TypeError, RecursionError, AttributeError):
        return False
    expected = {
        "type": "gongkai-review/v1",
        "suite": entry.suite,
        "site": ended.witness.catalog.site.id,
        "path": ended.path,
        "address": address_of(ended.path),
        "revision": ended.known.revision,
        "role": entry.role,
        "reviewer": entry.reviewer,
        "decision": Decision.AGREED,
        "basis": entry.basis,
        "date": entry.date.isoformat(),
        "over": over,
    }
    if not isinstance(value, dict):
        return False
    same = all(value.get(key) == wanted for key, wanted in expected.items())
    return canonical and entry.decision is Decision.AGREED and same


def _find_excuse_problem(
    ended: _Ended, entries: tuple[ReviewEntry, ...], statement: dict[str, Any]
) -> str | None:
    """Why the end is not justified by what the signers and the root keys say."""
    line = ended.witness.events[ended.name][-1]
    if ended.known.kind is EventKind.EXPIRE:
        until = statement.get("until")
        over = isinstance(until, str) and date.fromisoformat(until) < line.time.date()
        return None if over else "签署的公示期没有届满"
    included = ended.known.inclusion.day
    people = ended.witness.catalog.reviewer_by_id
    for entry in entries:
        for key in people[entry.reviewer].keys:
            end = find_key_end(key)
            if is_compromised(key) and end is not None and end <= included:
                return None
    return "没有审查人的公钥在公开之前失密，不能以此暂停公开"


def _find_stock_problem(ended: _Ended, text: str) -> str | None:
    """Stock has no signed window; only when its column was to be cleared may it end by itself."""
    stock = ended.witness.catalog.stock
    item = stock.by_id.get(ended.name) if stock else None
    if stock is None or item is None or str(item) != text or item.digest != ended.known.digest:
        return "存量清单中没有这份文件"
    day = ended.witness.events[ended.name][-1].time.date()
    over = stock.expiry[ended.name.split("/")[0]] < day
    expired = ended.known.kind is EventKind.EXPIRE
    return None if expired and over else "存量文件没有到清理期限，须撤回"
