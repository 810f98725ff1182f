"""Deriving documents from proof files, as strictly as the gate reads the repository."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gongkai.core.drafts import Draft, Grave, read_document
from gongkai.core.log import EventKind
from gongkai.core.source import FENCE
from gongkai.core.state import State
from gongkai.core.tree import SourceFile

if TYPE_CHECKING:
    from gongkai.core.catalog import Catalog
    from gongkai.core.log import Log, LogLine
    from gongkai.publish.built_site import BuiltSite

_MALFORMED = (
    *(ValueError, TypeError, KeyError, IndexError, AttributeError),
    *(OverflowError, RecursionError),
)
"""What reading JSON of any shape raises; JSON as Python reads it has infinite numbers."""
OWN = frozenset({"index.html", "proof.json"})
"""The names beside a document that are no attachments."""


@dataclass(frozen=True)
class Witness:
    """What the documents of a site are held against."""

    built: BuiltSite
    catalog: Catalog
    log: Log

    def list_attachments(self, name: str) -> tuple[str, ...]:
        """The files beside the page of a document, in the order of their names."""
        return tuple(file for file in self.built.names.get(name, ()) if file not in OWN)

    @cached_property
    def state(self) -> State:
        """What the log knows of each document."""
        return State(log=self.log)

    @cached_property
    def events(self) -> dict[str, list[LogLine]]:
        """The log's lines about what became of each document."""
        found: dict[str, list[LogLine]] = {}
        for line in self.log.lines:
            if line.event.kind is EventKind.WAIVE:
                continue
            found.setdefault(line.event.subject, []).append(line)
        return found


class ProofRefusedError(ValueError):
    """A proof from which no document can be derived; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class ProofText:
    """What a proof file says, not yet held against anything."""

    source: str
    published: str | None
    attachments: tuple[tuple[str, int, str], ...] | None
    """Path, size and SHA-256 of each; None for stock, whose list has one digest for all."""
    entries: tuple[str, ...]

    @property
    def tail(self) -> str:
        """The machine-written lines of the document."""
        lines = [f"published: {self.published}"] if self.published is not None else []
        lines += ["review:", *self.entries] if self.entries else []
        return "".join(f"{line}\n" for line in lines)


def parse_proof(data: bytes) -> ProofText:
    """What a proof file says.

    Raises:
        ProofRefusedError: when it is no proof file.
    """
    try:
        value = json.loads(data)
        source, entries = str(value["source"]), tuple(str(r["entry"]) for r in value["reviews"])
        if not entries:
            published = str(value["stock"]).split(" ")[3].replace("T", " ")
            return ProofText(source, published, None, ())
        statement = json.loads(value["reviews"][-1]["statement"])
        attachments = tuple(
            (str(a["path"]), int(a["size"]), str(a["sha256"]))
            for a in statement.get("attachments", ())
        )
        return ProofText(source, statement.get("published"), attachments, entries)
    except _MALFORMED as error:
        raise ProofRefusedError("凭据的格式不对") from error


def derive_document(witness: Witness, name: str, proof: ProofText) -> Draft | Grave:
    """The document or tombstone that a proof describes, with the attachments on the site.

    Raises:
        ProofRefusedError: when the gate would not read it.
    """
    path = f"content/{name}.md"
    end = proof.source.find(f"\n{FENCE}", len(FENCE) - 1) + 1
    text = proof.source[:end] + proof.tail + proof.source[end:]
    attachments = tuple(
        SourceFile(f"content/{name}.files/{file}", witness.built.read(f"{name}/{file}") or b"")
        for file in witness.list_attachments(name)
    )
    try:
        document = SourceFile(path, text.encode())
    except UnicodeEncodeError as error:
        raise ProofRefusedError("凭据的格式不对") from error
    reading = read_document(document, attachments, witness.catalog)
    derived: tuple[Draft | Grave, ...] = (*reading.drafts, *reading.graves)
    for found in derived:
        if found.source.reviewed_text != proof.source:
            raise ProofRefusedError("凭据中的原文带有审查记录")
        return found
    reasons = "；".join(finding.message for finding in reading.findings)
    raise ProofRefusedError(f"凭据中的原文或审查记录不合规范：{reasons}")
