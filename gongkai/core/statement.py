"""The statements that reviewers sign: derived from the tree by signer and verifier alike.

The formats `gongkai-review/v1`, `gongkai-withdrawal/v1` and `gongkai-waiver/v1` are specified in
`handbook/formats.md`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

from gongkai.core.models.fields import format_moment

if TYPE_CHECKING:
    from datetime import datetime

    from gongkai.core.models.base import Record
    from gongkai.core.models.entries import Tombstone
    from gongkai.core.source import Source
    from gongkai.core.tail import ReviewEntry, Waiver
    from gongkai.core.tree import SourceFile

REVIEW_TYPE = "gongkai-review/v1"
WITHDRAWAL_TYPE = "gongkai-withdrawal/v1"
WAIVER_TYPE = "gongkai-waiver/v1"
SUITE = "sshsig"
_OWN = ("basis", "date", "decision", "over", "published", "reviewer", "role", "suite")
"""The members in which the statements of the levels differ, in canonical order."""
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True)
class Subject:
    """What is reviewed: one revision of one document at one place of one site."""

    site: str
    source: Source
    record: Record
    attachments: tuple[SourceFile, ...]
    """The files of the document's own folder, in the order of their paths."""

    @property
    def path(self) -> str:
        """The path of the document in the repository."""
        return self.source.path

    @property
    def address(self) -> str:
        """The address on the site, from its root, with outer slashes."""
        return address_of(self.path)

    @cached_property
    def form(self) -> str:
        """The statement of any level, with `%s` for the value of each member in `_OWN`."""
        until = getattr(self.record, "show_until", None)
        window = {"until": until.isoformat()} if until else {}
        values = {
            "type": REVIEW_TYPE,
            "site": self.site,
            "path": self.path,
            "address": self.address,
            "category": str(self.record.category),
            "disclosure": str(self.record.disclosure),
            "digest": self.source.digest,
            "attachments": [
                {"path": f.path, "size": len(f.data), "sha256": f.sha256} for f in self.attachments
            ],
            "revision": self.record.revision,
            "previous": self.record.previous,
            **window,
        }
        members = {
            key: f'"{key}":{_spell(value).replace("%", "%%")}' for key, value in values.items()
        }
        members |= {key: f'"{key}":%s' for key in _OWN}
        return f"{{{','.join([members[key] for key in sorted(members)])}}}"


def address_of(path: str) -> str:
    """The address of a document: `content/a/b.md` is read at `/a/b/`."""
    return path.removeprefix("content").removesuffix(".md") + "/"


def format_canonical(value: dict[str, Any]) -> bytes:
    """The canonical JSON (RFC 8785) of what holds strings, whole numbers, lists and nulls alone.

    There the standard library's spelling is the canonical one, ten times faster than a general
    encoder; the tests hold the two against each other.

    Raises:
        UnicodeEncodeError: for lone surrogates, which no text that was read contains.
    """
    return _ENCODER.encode(value).encode()


def derive_statement(
    subject: Subject,
    entry: ReviewEntry,
    over: ReviewEntry | None,
    published: datetime | None,
) -> bytes:
    """The canonical JSON (RFC 8785) that the signature of one level covers.

    `over` is the entry one level below, `published` is given on the last level alone. `until`
    stands in it only where the document has a publication window.
    """
    own = (
        encode_basestring(entry.basis),
        encode_basestring(entry.date.isoformat()),
        encode_basestring(str(entry.decision)),
        encode_basestring(over.digest) if over else "null",
        encode_basestring(format_moment(published)) if published else "null",
        encode_basestring(entry.reviewer),
        encode_basestring(entry.role),
        encode_basestring(entry.suite),
    )
    return (subject.form % own).encode()


def _spell(value: object) -> str:
    """Canonical JSON of a value; for the usual ones, the encoder need not be set up."""
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None or value == []:
        return "null" if value is None else "[]"
    return str(value) if type(value) is int else _ENCODER.encode(value)


def derive_withdrawal(site: str, source: Source, tombstone: Tombstone, entry: ReviewEntry) -> bytes:
    """The canonical JSON that the one signature under a tombstone covers."""
    return format_canonical(
        {
            "type": WITHDRAWAL_TYPE,
            "suite": entry.suite,
            "site": site,
            "path": source.path,
            "address": address_of(source.path),
            "digest": source.digest,
            "revision": tombstone.revision,
            "ends": tombstone.ends,
            "role": entry.role,
            "reviewer": entry.reviewer,
            "decision": str(entry.decision),
            "basis": entry.basis,
            "date": entry.date.isoformat(),
        }
    )


def derive_waiver(site: str, source: Source, revision: int, waiver: Waiver) -> bytes:
    """The canonical JSON that the signature under a waiver covers."""
    return format_canonical(
        {
            "type": WAIVER_TYPE,
            "suite": waiver.suite,
            "site": site,
            "path": source.path,
            "digest": source.digest,
            "revision": revision,
            "finding": waiver.finding,
            "rule": waiver.rule,
            "reason": waiver.reason,
            "until": waiver.until.isoformat(),
            "reviewer": waiver.reviewer,
            "date": waiver.date.isoformat(),
        }
    )


def waiver_namespace(site: str) -> str:
    """The SSHSIG namespace of waivers."""
    return f"waiver@{site}"


def review_namespace(role: str, site: str) -> str:
    """The SSHSIG namespace of a review level, as `l2.review@<site id>`."""
    return f"{role}.review@{site}"


def withdrawal_namespace(site: str) -> str:
    """The SSHSIG namespace of withdrawals."""
    return f"withdraw@{site}"
